"""The sector of a practitioner, put together from what is said of the sector and of the OPTAM.

Values of `line.sector`: `sector_1`, `sector_2_optam`, `sector_2` (without OPTAM), `not_conventioned`, and what leaves a
question: `sector_2_either` (OPTAM unsaid), `conventioned`, `optam` and `no_optam` (sector unsaid).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.reading.mentions import Kind, Tag
from actions.reading.sentence import Sentence

_FIELD = "line.sector"
_PREFIX = "choice.sector_atom."
_DENIES = frozenset(
    {"quitte", "sorti", "sortie", "sans", "non", "pas", "hors", "aucun", "ni", "jamais", "ss", "point", "rien"}
)
_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "c", "ce", "on", "le", "la", "les", "mon", "ma"})
_DENIED_WITHIN = 7  # tokens before the word: « n'a pas adhéré à l'OPTAM »
_APART = 8
_SUPPOSED_WITHIN = 12  # « et si le chirurgien était OPTAM ? »
_STOPS = frozenset({".", ";", "\n", "?", "!", "mais", ","})
_NUMBERED = {
    "1": "sector_1",
    "un": "sector_1",
    "2": "sector_2_either",
    "deux": "sector_2_either",
    "3": "not_conventioned",
    "trois": "not_conventioned",
}


@dataclass(frozen=True, slots=True)
class _Atom:
    name: str  # sector_1, sector_2, conventioned, not_conventioned, optam, no_optam, optam_unknown
    first: int
    last: int
    denied: bool = False
    alone: bool = True  # says something without another: « il a signé » does not


def take_sectors(sentence: Sentence) -> None:
    atoms = [_atom(sentence, tag) for tag in _apart(sentence)]
    while atoms:
        together = [atoms.pop(0)]
        while atoms and _go_together(sentence, together, atoms[0]):
            together.append(atoms.pop(0))
        _take(sentence, together)


def _apart(sentence: Sentence) -> list[Tag]:
    """Return the phrases of the sector, none within another."""
    kept: list[Tag] = []
    for tag in sorted(
        (tag for tag in sentence.tags if tag.name.startswith(_PREFIX)), key=lambda tag: (tag.first, -tag.last)
    ):
        if tag.name == f"{_PREFIX}signed" and _is_of_the_optam(sentence, tag):
            continue  # « il a signé l'OPTAM » says it by itself
        if tag.name == f"{_PREFIX}signed" and sentence.norm_in(tag.first - 1, {"d", "numero"}):
            continue  # « mon numéro d'adhérent »
        if sentence.held_by(tag, "label.overrun"):
            continue  # « au-dessus du tarif de la Sécu »
        if _names_an_amount(sentence, tag):
            continue
        if (not kept or tag.first >= kept[-1].last) and sentence.free(tag.first, tag.last):
            kept.append(tag)
    return kept


def _names_an_amount(sentence: Sentence, tag: Tag) -> bool:
    """« tarif Sécu 459,80 », « le tarif de la Sécu, c'est 45,80 »."""
    at = tag.last
    while sentence.norm_in(at, {"c", "est", ":", "=", ",", "de"}):
        at += 1
    named = sentence.starting(tag.first, "label.base") or sentence.norm(tag.first) in {"tarif", "tarifs", "prix"}
    return bool(named) and sentence.is_number(at) and not sentence.norm_in(tag.first - 1, {"au", "aux"})


def _is_of_the_optam(sentence: Sentence, tag: Tag) -> bool:
    return any(other.name == f"{_PREFIX}optam" and tag.first <= other.first <= tag.last for other in sentence.tags)


def _atom(sentence: Sentence, tag: Tag) -> _Atom:  # noqa: PLR0911  one return a phrase
    name = tag.name.removeprefix(_PREFIX)
    denial = _denial_before(sentence, tag.first)
    if denial is not None and name in {"optam", "signed"} and _is_not_known(sentence, denial):
        return _Atom("optam_unknown", tag.first, tag.last, alone=name == "optam")
    if name in {"optam", "signed"} and _unsure(sentence, tag):
        return _Atom("optam_unknown", tag.first, tag.last, alone=name == "optam")
    if name == "optam":
        return _of_the_optam(sentence, tag, denial)
    if name == "signed":
        return _Atom("optam" if denial is None else "no_optam", tag.first, tag.last, alone=False)
    if name == "not_conventioned" and sentence.norm_in(tag.first - 1, _NOT):
        return _Atom("conventioned", tag.first - 1, tag.last)  # « pas non conventionné »
    if name == "conventioned" and denial is not None:
        return _Atom("not_conventioned", denial, tag.last)
    beside = name in {"sector_1", "sector_2"} and denial == tag.first - 1
    denied = beside and sentence.norm(tag.first - 1) != "non"  # « non, secteur 1 » answers; « pas secteur 1 » denies
    return _Atom(name, tag.first, tag.last, denied=denied)


def _of_the_optam(sentence: Sentence, tag: Tag, denial: int | None) -> _Atom:
    """« OPTAM », « sans OPTAM », « OPTAM : non », « pour l'OPTAM on m'a répondu non », « l'OPTAM, il ne l'a pas »."""
    if denial is not None and sentence.norm_in(denial, _WITHOUT) and sentence.norm_in(denial - 1, _NOT):
        return _Atom("optam", denial - 1, tag.last)  # « pas sans OPTAM »: with it
    if denial is not None:
        return _Atom("no_optam", denial, tag.last)
    after = tag.last + 1 if sentence.norm_in(tag.last, {":", ",", "?"}) else tag.last
    if sentence.norm_in(after, {"non", "pas"}) and not sentence.norm_in(
        after + 1, {"precise", "indique", "marque", "mentionne", "l", "le", "la"} | _OPPOSITE
    ):
        return _Atom("no_optam", tag.first, after + 1)
    denied = _denial_after(sentence, after)
    return _Atom("optam", tag.first, tag.last) if denied is None else _Atom("no_optam", tag.first, denied + 1)


_WITHOUT = frozenset({"sans", "hors", "non"})
_OPPOSITE = _WITHOUT | {"avec", "en", "secteur", "optam"}
"""What a « pas » denies that stands before it: « OPTAM, pas sans OPTAM », « OPTAM et pas en secteur 1 »."""
_NOT = frozenset({"pas", "non", "ni"})


def _denial_after(sentence: Sentence, at: int) -> int | None:
    """Return the word that denies what was named before it, in its clause: « l'OPTAM il l'a pas »."""
    if sentence.norm(at - 1) == "," and not sentence.norm_in(at, {"il", "elle", "ils", "elles", "lui"}):
        return None
    for place in range(at, min(len(sentence), at + _DENIED_WITHIN + 1)):
        if sentence.norm_in(place, _STOPS) or sentence.is_number(place) or sentence.starting(place, _PREFIX):
            return None
        if sentence.norm_in(place, {"non", "pas", "jamais", "ni"}):
            return None if sentence.norm_in(place + 1, {"de", "d"} | _OPPOSITE) else place
    return None


def _denial_before(sentence: Sentence, at: int) -> int | None:
    for place in range(at - 1, max(-1, at - 1 - _DENIED_WITHIN), -1):
        if sentence.norm(place) == "non" and sentence.norm_in(place + 1, _SUBJECTS):
            return None  # « non il est conventionné »: the answer is no, what follows stands
        if sentence.norm_in(place, _DENIES) or _no_more(sentence, place):
            return place
        if sentence.norm_in(place, _STOPS) or sentence.is_number(place) or sentence.ending(place + 1, _PREFIX):
            return None
    return None


def _is_not_known(sentence: Sentence, denial: int) -> bool:
    """« je ne sais pas ce que c'est, l'OPTAM » denies nothing of it."""
    return any(tag.name == "unknown" and tag.first <= denial < tag.last for tag in sentence.tags)


def _no_more(sentence: Sentence, at: int) -> bool:
    """« n'a plus l'OPTAM »."""
    return sentence.norm(at) == "plus" and any(sentence.norm_in(at - back, {"n", "ne"}) for back in (1, 2, 3))


def _unsure(sentence: Sentence, tag: Tag) -> bool:
    """« je ne sais pas s'il a signé l'OPTAM », « OPTAM ou pas »."""
    if sentence.norm(tag.last) == "ou" and sentence.norm_in(tag.last + 1, {"pas", "non", "sans"}):
        return True
    before = range(max(0, tag.first - _SUPPOSED_WITHIN), tag.first)
    supposed = any(sentence.starting(at, "hypothesis") for at in before)
    answered = sentence.norm_in(tag.last + 1, {"oui", "non"})
    if sentence.norm(tag.last) == "?" and not (supposed or answered):
        return True
    near = range(max(0, tag.first - _APART), min(len(sentence), tag.last + 4))
    return any(sentence.starting(at, "unknown") for at in near)


def _go_together(sentence: Sentence, together: Sequence[_Atom], after: _Atom) -> bool:
    last = together[-1].last
    if after.first - last > _APART or (together[-1].denied and after.first > last):
        return False  # « pas secteur 2 sans OPTAM » denies both
    between = sentence.norms[last : after.first]
    if any(norm in {".", ";", "\n"} or norm.isdigit() for norm in between):
        return False
    if any(sentence.starting(at, "role.") or sentence.starting(at, "interrogative") for at in range(last, after.first)):
        return False
    sectors = [atom.name for atom in (*together, after) if atom.name in {"sector_1", "sector_2", "not_conventioned"}]
    return len(sectors) < 2


def _take(sentence: Sentence, atoms: Sequence[_Atom]) -> None:
    if not any(atom.alone for atom in atoms):
        return
    first, last = min(atom.first for atom in atoms), max(atom.last for atom in atoms)
    names = {atom.name for atom in atoms}
    either = _other_sector(sentence, atoms[-1])
    if either is not None:
        value, end = either
        alternatives = ((_FIELD, _worth(names)), (_FIELD, value))
        sentence.take(Kind.CHOICE, None, first, end, doubt="either", alternatives=alternatives)
        return
    if not sentence.free(first, last):
        first, last = atoms[0].first, atoms[0].last
    sentence.take(Kind.CHOICE, (_FIELD, _worth(names)), first, last, denied=any(atom.denied for atom in atoms))


def _other_sector(sentence: Sentence, atom: _Atom) -> tuple[str, int] | None:
    """« secteur 1 ou 2 »."""
    if atom.name in {"sector_1", "sector_2"} and sentence.norm_in(atom.last, {"ou", "/"}):
        value = _NUMBERED.get(sentence.norm(atom.last + 1))
        if value is not None and not sentence.starting(atom.last + 2, "unit."):
            return value, atom.last + 2
    return None


def _worth(names: set[str]) -> str:
    if "not_conventioned" in names:
        return "not_conventioned"
    if "sector_1" in names:
        return "sector_1"
    if "sector_2" in names:
        return "sector_2" if "no_optam" in names else "sector_2_optam" if "optam" in names else "sector_2_either"
    if "no_optam" in names:
        return "no_optam"
    if "optam" in names:
        return "optam"
    return "sector_2_either" if "optam_unknown" in names else "conventioned"
