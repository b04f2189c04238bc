"""What the lexicon says by itself: roles, people, choices, labels of amounts, fields, answers."""

from collections.abc import Callable, Iterable

from actions.reading.kinds.money import governs
from actions.reading.mentions import Kind, Tag
from actions.reading.sentence import Sentence

_ANSWERS = {"yes": "yes", "no": "no", "unknown": "unknown", "finish": "finish", "same": "same"}
_FIELD_OF_LABEL = {"label.fee": "line.fee", "label.base": "line.base", "label.room": "stay.private_room"}


def take_people(sentence: Sentence) -> None:
    """A first name kept back is `{id}`; « mon fils {id} » is one person."""
    ids = {person.id for person in sentence.people}
    for at, norm in enumerate(sentence.norms):
        if norm.startswith("{") and norm.endswith("}") and len(norm) > 2:
            relation = sentence.ending(at, "person.")
            first = relation.first if relation and sentence.free(relation.first, at) else at
            name = norm[1:-1]
            sentence.take(Kind.PERSON, name, first, at + 1, doubt=None if not ids or name in ids else "unknown_person")
    _take(sentence, "person.", lambda tag: (Kind.PERSON, tag.name.removeprefix("person.")))


def take_roles_and_choices(sentence: Sentence) -> None:
    tags = [tag for tag in sentence.tags if tag.name.startswith(("role.", "choice.")) and "sector_atom" not in tag.name]
    for tag in _longest(tags):
        if not sentence.free(tag.first, tag.last):
            continue
        kind, value = _role_or_choice(tag.name)
        sentence.take(kind, value, tag.first, tag.last)


def take_labels_fields_answers(sentence: Sentence) -> None:
    """A label with an amount beside it is a label; the word of a fee or a base alone names its field."""
    for tag in _longest([tag for tag in sentence.tags if tag.name.startswith(("label.", "field."))]):
        if not sentence.free(tag.first, tag.last):
            continue
        if tag.name.startswith("field."):
            sentence.take(Kind.FIELD, tag.name.removeprefix("field."), tag.first, tag.last)
        elif tag.name in _FIELD_OF_LABEL and not governs(sentence, tag):
            sentence.take(Kind.FIELD, _FIELD_OF_LABEL[tag.name], tag.first, tag.last)
        else:
            sentence.take(Kind.LABEL, tag.name.removeprefix("label."), tag.first, tag.last)
    for tag in _longest([tag for tag in sentence.tags if tag.name in _ANSWERS]):
        if sentence.free(tag.first, tag.last):
            sentence.take(Kind.ANSWER, _ANSWERS[tag.name], tag.first, tag.last)


def _role_or_choice(name: str) -> tuple[Kind, object]:
    if name.startswith("role."):
        return Kind.ROLE, name.removeprefix("role.")
    field, _dot, value = name.removeprefix("choice.").rpartition(".")
    return Kind.CHOICE, (field, {"yes": True, "no": False}.get(value, value))


def _take(sentence: Sentence, prefix: str, said: Callable[[Tag], tuple[Kind, object]]) -> None:
    for tag in _longest([tag for tag in sentence.tags if tag.name.startswith(prefix)]):
        if sentence.free(tag.first, tag.last):
            kind, value = said(tag)
            sentence.take(kind, value, tag.first, tag.last)


def _longest(tags: Iterable[Tag]) -> list[Tag]:
    """Return the tags, the longer ones first."""
    return sorted(tags, key=lambda tag: (tag.first - tag.last, tag.first))

