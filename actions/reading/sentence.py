"""A sentence while it is read: its tokens, the phrases found in it, and the mentions that readers have taken."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from actions.reading.mentions import Kind, Mention, Tag, Token
from quote_draft import Beneficiary

_LONGEST_PHRASE = 8  # tokens


class Sentence:
    """Each reader takes tokens that are free; what is taken is one mention's alone."""

    def __init__(
        self,
        text: str,
        today: date,
        *,
        tokens: Sequence[Token],
        tags: Sequence[Tag],
        is_code: Callable[[str], bool] | None,
        people: Sequence[Beneficiary],
    ) -> None:
        self.text, self.today, self.is_code, self.people = text, today, is_code, people
        self.tokens, self.tags = tuple(tokens), tuple(tags)
        self.norms = tuple(token.norm for token in tokens)
        self._padded = ("", *self.norms, "")
        self._size = len(self.norms)
        self._mentions: list[Mention | None] = [None] * len(tokens)
        self._starting: dict[int, list[Tag]] = {}
        self._ending: dict[int, list[Tag]] = {}
        for tag in tags:
            self._starting.setdefault(tag.first, []).append(tag)
            self._ending.setdefault(tag.last, []).append(tag)

    def __len__(self) -> int:
        return len(self.tokens)

    def norm(self, at: int) -> str:
        """Return a token's norm, nothing beyond either end."""
        return self._padded[at + 1] if -1 <= at <= self._size else ""

    def norm_in(self, at: int, words: Iterable[str]) -> bool:
        return 0 <= at < len(self.norms) and self.norms[at] in words

    def is_number(self, at: int) -> bool:
        """Tell a run of digits."""
        return self.norm(at).isdigit()

    def glued(self, at: int) -> bool:
        """Tell whether nothing stands between a token and the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def starting(self, at: int, prefix: str) -> Tag | None:
        """Return the longest phrase that begins at a token, of the names that begin with `prefix`."""
        tags = self._starting.get(at)
        if tags is None:
            return None
        found = [tag for tag in tags if tag.name.startswith(prefix)]
        return max(found, key=lambda tag: tag.last) if found else None

    def ending(self, at: int, prefix: str) -> Tag | None:
        """Return the longest phrase that ends before token `at`."""
        tags = self._ending.get(at)
        if tags is None:
            return None
        found = [tag for tag in tags if tag.name.startswith(prefix)]
        return min(found, key=lambda tag: tag.first) if found else None

    def held_by(self, tag: Tag, prefix: str) -> bool:
        """Tell whether a longer phrase, of the names that begin with `prefix`, has this one within it."""
        return any(
            other.last >= tag.last and other.last - other.first > tag.last - tag.first
            for first in range(max(0, tag.first - _LONGEST_PHRASE), tag.first + 1)
            for other in self._starting.get(first, ())
            if other.name.startswith(prefix)
        )

    def all_starting(self, at: int) -> list[Tag]:
        return self._starting.get(at, [])

    def all_ending(self, at: int) -> list[Tag]:
        return self._ending.get(at, [])

    def free(self, first: int, last: int) -> bool:
        if last == first + 1:
            return 0 <= first < len(self._mentions) and self._mentions[first] is None
        return 0 <= first < last <= len(self._mentions) and not any(self._mentions[first:last])

    def mention_at(self, at: int) -> Mention | None:
        return self._mentions[at] if 0 <= at < len(self._mentions) else None

    def mentions_before(self, at: int) -> bool:
        return any(mention is not None for mention in self._mentions[:at])

    def take(self, kind: Kind, value: Any, first: int, last: int, **facts: Any) -> Mention:
        """Make a mention of tokens of which at least one is free; words that another mention has stay its own."""
        while first < last - 1 and self._mentions[first] is not None:
            first += 1
        taken = next((at for at in range(first + 1, last) if self._mentions[at] is not None), last)
        return self._put(kind, value, first, taken, facts)

    def release(self, first: int, last: int) -> None:
        """Give back what was taken between two tokens, to a mention that holds it all."""
        self._mentions[first:last] = [None] * (last - first)

    def extend(self, mention: Mention, last: int, **facts: Any) -> Mention:
        """Take the free words after a mention into it."""
        return self._put(mention.kind, mention.value, mention.first, last, {**_facts_of(mention), **facts})

    def _put(self, kind: Kind, value: Any, first: int, last: int, facts: dict[str, Any]) -> Mention:
        start, end = self.tokens[first].start, max(token.end for token in self.tokens[first:last])
        mention = Mention(kind, value, first, last, start, end, self.text[start:end], **facts)
        self._mentions[first:last] = [mention] * (last - first)
        return mention

    def mentions(self) -> list[Mention]:
        """Return what was taken, in order."""
        kept: list[Mention] = []
        for mention in self._mentions:
            if mention is not None and (not kept or kept[-1] is not mention):
                kept.append(mention)
        return kept


def _facts_of(mention: Mention) -> dict[str, Any]:
    return {
        "unit": mention.unit,
        "exactness": mention.exactness,
        "per": mention.per,
        "doubt": mention.doubt,
        "alternatives": mention.alternatives,
        "splits": mention.splits,
    }
