"""One spelling for what people type, split once: lower case, no accents, shorthand written out, each word in its place.

A word written out in several (« jsp ») gives several tokens at the same place. Apostrophes, quotes and the hyphens
between letters are no tokens; a line break is one, since a new line often begins a new line of the quote.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from actions.reading.mentions import Token

LONGEST_READ = 2000  # the contract refuses a longer message; what is beyond is never scanned
LINE_BREAK = "\n"
HESITATIONS = frozenset({"euh", "heu", "euhh", "hum", "hmm", "beh", "bah", "ben"})
"""Sounds that say nothing wherever they stand: « le vingt et un euh janvier »; no tokens of a parse."""

_SAME_AS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′´`‛＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\r\v\f\u0085\u2028\u2029", "\n"),
        **dict.fromkeys("œŒ", "oe"),
        **dict.fromkeys("æÆ", "ae"),
        "×": "x",
        "ß": "ss",
    }
)
_WRITTEN_SYMBOLS = frozenset("№")  # symbols that stand for letters; « ㋀ » and emoji stay what they are
_LONGEST_FOLD = 4  # « ⑽ » is read as « (10) »; a ligature of eighteen letters is left alone
_PIECE = re.compile(r"[a-z]+|[0-9]+|\n|\{[0-9a-z_-]{1,64}\}|\S")  # a first name kept back is « {id} »
_IGNORED = frozenset("'\"_")

Piece = tuple[str, int, int]


def split(text: str, shorthand: Mapping[str, Sequence[str]]) -> list[Token]:
    """Return the tokens of a text, `shorthand` written out."""
    text = text[:LONGEST_READ]
    pieces = _pieces(text)
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        piece, start, end = pieces[at]
        glued = piece + pieces[at + 1][0] if at + 1 < len(pieces) and pieces[at + 1][1] == end else ""
        if glued in shorthand:  # « dm1 » is one word, letters and digit
            end = pieces[at + 1][2]
            tokens += [Token(text[start:end], word, start, end) for word in shorthand[glued]]
            at += 2
            continue
        if piece.isalpha() and piece.isascii():
            word = unstretched(piece)
            words = _c_is(pieces, at) if word == "c" else shorthand.get(word, (word,))
            tokens += [Token(text[start:end], one, start, end) for one in words]
        elif not _dropped(pieces, at):
            while not piece.isalnum() and at + 1 < len(pieces) and pieces[at + 1][:2] == (piece, end):
                at, end = at + 1, pieces[at + 1][2]  # « ??? » and « 👍👍 » say it once
            tokens.append(Token(text[start:end], piece, start, end))
        at += 1
    return tokens


def unstretched(word: str) -> str:
    """« ouiiii » is « oui »; letters said twice are kept."""
    if len(word) < 3:
        return word
    kept: list[str] = []
    at = 0
    while at < len(word):
        end = at
        while end < len(word) and word[end] == word[at]:
            end += 1
        kept.append(word[at] * (end - at if end - at < 3 else 1))
        at = end
    return "".join(kept)


def _c_is(pieces: list[Piece], at: int) -> tuple[str, ...]:
    """« c quoi » is « c'est quoi »; a code spelt letter by letter is not."""
    after = pieces[at + 1][0] if at + 1 < len(pieces) else ""
    before = pieces[at - 1][0] if at else ""
    said = after.isalpha() and len(after) > 1 and after not in {"est", "etait", "co", "cas"}
    return ("c", "est") if said and not (before.isalpha() and len(before) == 1) else ("c",)


def _dropped(pieces: list[Piece], at: int) -> bool:
    piece, start, end = pieces[at]
    before = pieces[at - 1] if at else ("", -1, -1)
    after = pieces[at + 1] if at + 1 < len(pieces) else ("", -1, -1)
    if piece in _IGNORED:
        return not (before[0].isdigit() and after[0].isdigit() and before[2] == start and after[1] == end)
    between = before[2] == start and after[1] == end and after[0].isalpha()
    return piece == "-" and between and (before[0].isalpha() or before[0].isdigit())  # « 850-euros » too


def _pieces(text: str) -> list[Piece]:
    if text.isascii():
        return [(match[0], match.start(), match.end()) for match in _PIECE.finditer(text.lower().replace("\r", "\n"))]
    key: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        for folded in _folded(character):
            key.append(folded)
            starts.append(at)
            ends.append(at + 1)
        if ends and unicodedata.combining(character):
            ends[-1] = at + 1
    return [(match[0], starts[match.start()], ends[match.end() - 1]) for match in _PIECE.finditer("".join(key))]


def _folded(character: str) -> Iterator[str] | str:
    """Return what a character is read as: nothing for a mark, a blank for a letter that French does not write."""
    if character < "\x80":
        return character.lower().translate(_SAME_AS)
    category = unicodedata.category(character)
    if category in {"Cf", "Cc", "Cs", "Mn", "Me", "Sk"} and character not in "´`\u0085":
        return ""
    if character.isdigit():  # of any script, circled or raised
        return str(unicodedata.digit(character))
    if category == "So" and character not in _WRITTEN_SYMBOLS:
        return character
    plain = unicodedata.normalize("NFKD", character.translate(_SAME_AS)).translate(_SAME_AS).casefold()
    if len(plain) > _LONGEST_FOLD:
        plain = character
    return (
        (str(unicodedata.digit(letter)) if letter.isdigit() else " " if _foreign(letter) else letter)
        for letter in plain
        if not unicodedata.combining(letter)
    )


def _foreign(letter: str) -> bool:
    return (letter.isspace() and letter != LINE_BREAK) or (letter.isalpha() and not letter.isascii())
