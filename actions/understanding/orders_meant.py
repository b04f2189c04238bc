"""Which orders a message gives: a verb that tells an act, or what happens to a thing, orders nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.reading import Kind, Mention, Parse, Tag
from actions.situation import Situation
from actions.understanding.act_names import ActName, is_on_the_quote
from actions.understanding.answers import YES_OR_NO
from actions.understanding.orders import names_on_the_quote


def with_orders_meant(parse: Parse, names: Sequence[ActName], situation: Situation) -> Parse:
    """Return the message with the orders that it gives, and no others."""
    parse = _without_orders_on_the_account(_without_passive_orders(parse))
    parse = _without_orders_that_answer(parse, situation)
    parse = _without_acts_taken_for_orders(parse, names, situation)
    return _with_lines_cancelled(parse, names, situation)


def without_orders_on_nothing(parse: Parse, situation: Situation) -> Parse:
    """« une dent de sagesse à enlever, la 48, 160 € »: where no line is noted yet, a price tells what is to be done."""
    if situation.draft.lines or not parse.of(Kind.MONEY):
        return parse
    return replace(parse, tags=tuple(tag for tag in parse.tags if tag.name != "delete"))


def _without_passive_orders(parse: Parse) -> Parse:
    """« l'opération risque d'être annulée », « le chiffre est effacé »: what happens to a thing orders nothing."""
    names_a_line = parse.of(Kind.ROLE, Kind.TEETH, Kind.RANK)
    passive = ("undo",) if names_a_line else ("undo", "delete")
    kept = tuple(
        tag
        for tag in parse.tags
        if not (tag.name == "change" and parse.norms(max(0, tag.first - 2), tag.first) in _OF_SOMEBODY)
        and not (tag.name in ("add", "delete") and _OF_A_FIGURE & set(parse.norms(tag.first - 2, tag.last + _BESIDE)))
        and (
            tag.name not in passive
            or tag.last - tag.first > 1  # « la 26 est à enlever »
            or parse.norms(max(0, tag.first - 1), tag.first) not in _BEING
        )
    )
    return replace(parse, tags=kept)


_BESIDE = 3  # tokens
_OF_A_FIGURE = frozenset({"zero", "zeros", "chiffre", "virgule"})
"""« j'ai oublié un zéro » adds no line, « un zéro en trop » takes none out."""
_OF_SOMEBODY = frozenset({("en", "ai"), ("en", "a"), ("en", "avons")})
"""« le dentiste d'avant me prenait 500, j'en ai changé »: another dentist puts nothing right."""
_BEING = frozenset({("est",), ("sont",), ("ete",), ("etre",), ("sera",), ("etait",)})


def orders_on_the_account(parse: Parse) -> bool:
    """« supprimer mon compte », « annulez mon inscription »."""
    return any(_is_on_the_account(parse, tag) for tag in parse.tagged(*_ORDERS))


def _without_orders_on_the_account(parse: Parse) -> Parse:
    """Return the message without an order on the account, which is none on the quote."""
    kept = tuple(tag for tag in parse.tags if tag.name not in _ORDERS or not _is_on_the_account(parse, tag))
    return replace(parse, tags=kept)


def _is_on_the_account(parse: Parse, tag: Tag) -> bool:
    after = parse.norms(tag.last, tag.last + _BESIDE)
    return any(norm in _ACCOUNT and after[:at] in _OWNED for at, norm in enumerate(after))


_ORDERS = frozenset({"delete", "undo", "restart", "change"})
_ACCOUNT = frozenset({"compte", "inscription"})
_OWNED = frozenset({("mon",), ("le",), ("ce",), ("notre",), ("tout", "mon"), ("l", "'"), ("l",)})


def _without_orders_that_answer(parse: Parse, situation: Situation) -> Parse:
    """« non, je n'en veux plus », where the private room is asked, takes no line out."""
    if situation.asked not in YES_OR_NO or situation.asked == "confirm":
        return parse
    said = parse.of(Kind.ANSWER)
    kept = (tag for tag in parse.tags if not (tag.name == "delete" and any(_is_inside(tag, one) for one in said)))
    return replace(parse, tags=tuple(kept))


def _is_inside(tag: Tag, mention: Mention) -> bool:
    return mention.first <= tag.first and tag.last <= mention.last


def _with_lines_cancelled(parse: Parse, names: Sequence[ActName], situation: Situation) -> Parse:
    """« annule la couronne à 680 » takes a line out rather than the last answer back."""
    of_lines = [mention.first for mention in parse.of(Kind.ROLE, Kind.TEETH)]
    of_lines += [name.first for name in names if is_on_the_quote(name, situation.draft)]
    kept = tuple(
        replace(tag, name="delete")
        if tag.name == "undo" and any(0 <= first - tag.last <= _OPENING for first in of_lines)
        else tag
        for tag in parse.tags
    )
    return replace(parse, tags=kept)


def _without_acts_taken_for_orders(parse: Parse, names: Sequence[ActName], situation: Situation) -> Parse:
    """« retirer une vis », « dents à enlever » tell an act: its verb orders nothing, unless the quote has that line."""
    inside = [
        tag
        for tag in parse.tagged("delete")
        if any(name.first <= tag.first < name.last for name in names) or _is_done_to_somebody(parse, tag)
    ]
    if not inside:
        return parse
    bare = replace(parse, tags=tuple(tag for tag in parse.tags if tag not in inside))
    if situation.draft.lines and parse.tokens and inside[0].first <= _OPENING:
        chosen = situation.asked == "choose_act" and len(situation.draft.lines) > 1
        return parse if chosen or names_on_the_quote(parse, situation) else bare
    return bare


_OPENING = 1
"""Words before an order: « (oui) retire l'inlay-core »."""
_TO_ME = frozenset({"faire", "fait", "me", "m", "se", "s", "dois", "doit", "vais", "va", "a"})


def _is_done_to_somebody(parse: Parse, tag: Tag) -> bool:
    return tag.first > 0 and parse.tokens[tag.first - 1].norm in _TO_ME and tag.first > _OPENING
