"""What the lexicon says by itself: roles, people, choices, labels of amounts, fields, answers."""

from collections.abc import Iterable

from actions.reading.kinds.labels import governs
from actions.reading.mentions import Kind, Tag
from actions.reading.sentence import Sentence

_SPEECH = frozenset(
    {"label", "field", "person", "role", "choice", "unit", "tooth", "side"}
)  # topics that say no more than a value
_ANSWERS = {"yes": "yes", "no": "no", "unknown": "unknown", "finish": "finish", "none_of_them": "none", "same": "same"}
_AMOUNTS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.PERCENT})
_COUNTED = frozenset({"tooth", "line", "count", "session"})
_BEFORE_MOI = frozenset({"pour", "est", "non", "oui", ",", "et", "juste", "mais", "euh", "pas"})
_ARTICLES = frozenset({"la", "le", "les", "l", "celle", "celui"})
_LONGEST_PHRASE = 8  # tokens
_FIELD_OF_LABEL = {"label.fee": "line.fee", "label.base": "line.base", "label.room": "stay.private_room"}


def take_people(sentence: Sentence) -> None:
    """Take the first names kept back: « {id} », « mon fils {id} » is one person."""
    ids = {person.id for person in sentence.people}
    for at, norm in enumerate(sentence.norms):
        if norm.startswith("{") and norm.endswith("}") and len(norm) > 2:
            relation = sentence.ending(at, "person.")
            first = relation.first if relation and sentence.free(relation.first, at) else at
            name = norm[1:-1]
            sentence.take(Kind.PERSON, name, first, at + 1, doubt=None if not ids or name in ids else "unknown_person")


def take_relations(sentence: Sentence) -> None:
    for tag in _longest([tag for tag in sentence.tags if tag.name.startswith("person.")]):
        name = tag.name.removeprefix("person.")
        if name == "alone":
            if tag.first and not sentence.norm_in(tag.first - 1, _BEFORE_MOI):
                continue
            name = "self"
        if sentence.free(tag.first, tag.last):
            sentence.take(Kind.PERSON, name, tag.first, tag.last)


def take_roles_and_choices(sentence: Sentence) -> None:
    tags = [tag for tag in sentence.tags if tag.name.startswith(("role.", "choice.")) and "sector_atom" not in tag.name]
    for tag in _longest(tags):
        if not sentence.free(tag.first, tag.last) or _is_of_a_label(sentence, tag):
            continue
        opens = tag.first == 0 and sentence.norm(tag.last) == ","  # « seule, je dors mal sinon »
        if tag.name.startswith("choice.alone.") and _words(sentence) > tag.last - tag.first and not opens:
            continue
        kind, value = _role_or_choice(tag.name.replace("choice.alone.", "choice."))
        if kind is Kind.CHOICE and (sentence.starting(tag.last, "more") or sentence.starting(tag.last, "less")):
            continue  # « avec une nuit de moins »
        if kind is Kind.CHOICE and sentence.norm(tag.last) == "ou" and sentence.norm_in(tag.last + 1, {"pas", "non"}):
            continue  # « ambulatoire ou pas »
        sentence.take(kind, value, tag.first, tag.last)


def _is_of_a_label(sentence: Sentence, tag: Tag) -> bool:
    """« forfait ambulatoire » is no setting, « montant non remboursé » says nothing of the act."""
    priced = any(sentence.is_number(at) or sentence.starting(at, "unit.euro") for at in range(len(sentence)))
    of_a_charge = sentence.held_by(tag, "label.charge") and priced
    return of_a_charge or sentence.held_by(tag, "label.not_repaid")


def take_labels_fields_answers(sentence: Sentence) -> None:
    """Take labels beside an amount, fields named, and answers; the word of a fee or a base alone names its field."""
    amounts = any(mention.kind in _AMOUNTS for mention in sentence.mentions())
    for tag in _longest(
        tag for tag in sentence.tags if tag.name.startswith(("label.", "field.")) or tag.name in _ANSWERS
    ):
        meaning = _meaning(sentence, tag, amounts=amounts)
        if meaning is not None and sentence.free(tag.first, tag.last) and not _within_a_phrase(sentence, tag):
            kind, value = meaning
            sentence.take(kind, value, tag.first, tag.last)


def _meaning(sentence: Sentence, tag: Tag, *, amounts: bool) -> tuple[Kind, str] | None:
    topic, _dot, name = tag.name.partition(".")
    if topic == "field":
        counted = sentence.mention_at(tag.first - 1)  # « deux dents » names no field
        return None if counted is not None and counted.unit in _COUNTED else (Kind.FIELD, name)
    if tag.name.startswith("label.charge.") and sentence.norm_in(tag.first - 1, {"au", "par"}):
        return None  # « au téléphone, c'était 1200 »
    if topic != "label":
        of_a_place = sentence.norms[tag.first : tag.last] == ("pas", "sur") and sentence.norm_in(tag.last, _ARTICLES)
        return None if of_a_place else (Kind.ANSWER, _ANSWERS[tag.name])  # « c'est sur la 27, pas sur la 26 »
    if tag.name == "label.asks":
        return (Kind.LABEL, "fee") if governs(sentence, tag) else None
    if tag.name in _FIELD_OF_LABEL and not governs(sentence, tag) and not _is_what_an_amount_is(sentence, tag):
        return Kind.FIELD, _FIELD_OF_LABEL[tag.name]
    return (Kind.LABEL, name) if amounts else None


def _is_what_an_amount_is(sentence: Sentence, tag: Tag) -> bool:
    """« 300 de base et 480 de dépassement », « 85 € de chambre »."""
    before = sentence.mention_at(tag.first - _BESIDE_ITS_AMOUNT)
    return before is not None and before.kind is Kind.MONEY and sentence.norm_in(tag.first - 1, {"de", "d"})


_BESIDE_ITS_AMOUNT = 2  # tokens: « de »


def _words(sentence: Sentence) -> int:
    """Count the words of a sentence, those of politeness and hesitation aside."""
    polite = sum(tag.last - tag.first for tag in sentence.tags if tag.name in {"polite", "greeting"})
    return sum(norm.isalnum() and norm != "euh" for norm in sentence.norms) - polite


def _role_or_choice(name: str) -> tuple[Kind, object]:
    if name.startswith("role."):
        return Kind.ROLE, name.removeprefix("role.")
    field, _dot, value = name.removeprefix("choice.").rpartition(".")
    return Kind.CHOICE, (field, {"yes": True, "no": False}.get(value, value))


def _within_a_phrase(sentence: Sentence, tag: Tag) -> bool:
    """« lieu » of « au lieu de » and « ça marche » of « comment ça marche » say nothing by themselves."""
    return any(
        other.last >= tag.last and (other.first, other.last) != (tag.first, tag.last)
        for first in range(max(0, tag.first - _LONGEST_PHRASE), tag.first + 1)
        for other in sentence.all_starting(first)
        if other.name.partition(".")[0] not in _SPEECH
    )


def _longest(tags: Iterable[Tag]) -> list[Tag]:
    """Return the tags, the longer ones first."""
    return sorted(tags, key=lambda tag: (tag.first - tag.last, tag.first))
