"""Whole quotes told in one message, made up from their parts, so that the draft they should give is known.

What a quote holds (acts, teeth, people, prices, stay) is drawn first, then how it is written: the order of the parts,
the words for each, what joins them, the register, the slips. The words are everyday ones; none was made for a sentence
that went wrong.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quote_draft import Draft

Codes = frozenset[str]
Lines = list[dict[str, Any]]
OPEN: Codes = frozenset()
"""An act whose words fit several: which one is asked."""


@dataclass
class GeneratedQuote:
    """A message and what it says: each line's facts by field, the quote's own facts."""

    message: str
    lines: Lines
    values: dict[str, Any] = field(default_factory=dict)


def quotes(seed: int, count: int) -> Iterator[GeneratedQuote]:
    drawn = random.Random(seed)  # noqa: S311  sentences, no secrets
    for _ in range(count):
        yield drawn.choice((_dental, _dental, _medical))(drawn)


@dataclass
class Faults:
    """What a draft lacks of a quote, and what it holds that the quote does not say."""

    lacking: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def faults_of(quote: GeneratedQuote, draft: Draft) -> Faults:
    faults = Faults()
    count = f"{len(draft.lines)} lines"
    if len(draft.lines) > len(quote.lines):
        faults.wrong.append(count)
    elif len(draft.lines) < len(quote.lines):
        faults.lacking.append(count)
    for number, told in enumerate(quote.lines[: len(draft.lines)], start=1):
        for name, value in told.items():
            _compare(f"line.{name}", value, draft.get(f"line.{name}", number), faults)
    for name, value in quote.values.items():
        _compare(name, value, draft.get(name), faults)
    return faults


def _compare(name: str, told: Any, held: Any, faults: Faults) -> None:
    if held is None:
        faults.lacking += [name] if told not in (None, OPEN) else []
    elif name == "line.act":
        faults.wrong += [f"{name} {held}"] if told != OPEN and held not in told else []
    elif held != told and not _holds_all(held, told):
        faults.wrong.append(f"{name} {held}")


def _holds_all(held: Any, value: Any) -> bool:
    return isinstance(value, Mapping) and all(held.get(name) == one for name, one in value.items())


MONTHS = 13  # « 31/12 » is a day too, « 23/13 » one that no calendar has
MOLARS, PREMOLARS, SECOND_PREMOLARS, FRONT = (
    (16, 17, 26, 27, 36, 37, 46, 47),
    (14, 24, 34, 44),
    (15, 25, 35, 45),
    (11, 12, 13, 21, 22, 23, 31, 41),
)


@dataclass(frozen=True)
class _Care:
    """An act by its noun and its material; the codes that those words may mean, by tooth."""

    noun: str
    material: str
    teeth: tuple[int, ...]
    codes: Codes
    prices: tuple[int, int]
    feminine: bool = True


_CROWN, _CORE = (450, 900), (90, 175)
_ON_TEETH = (
    _Care("couronne", "zircone", MOLARS, frozenset({"HBLD073"}), _CROWN),
    _Care("couronne", "zircone", (*PREMOLARS, *FRONT), frozenset({"HBLD350"}), _CROWN),
    _Care("couronne", "céramo-métallique", MOLARS, frozenset({"HBLD734"}), _CROWN),
    _Care("couronne", "céramo-métallique", (*PREMOLARS, *FRONT), frozenset({"HBLD634"}), _CROWN),
    _Care("couronne", "métal", MOLARS, OPEN, (200, 380)),
    _Care("couronne", "céramique", (*MOLARS, *PREMOLARS), OPEN, _CROWN),
    _Care("couronne", "", (*MOLARS, *PREMOLARS), OPEN, _CROWN),
    _Care("inlay-core", "", (*MOLARS, *PREMOLARS), OPEN, _CORE, feminine=False),
    _Care("facette", "céramique", FRONT, frozenset({"HBMD048"}), (300, 800)),
    _Care("HBLD734", "", MOLARS, frozenset({"HBLD734"}), _CROWN),
    _Care("HBLD038", "", (*MOLARS, *PREMOLARS, *FRONT), frozenset({"HBLD038"}), (200, 380)),
    _Care("HBLD090", "", (*MOLARS, *PREMOLARS), frozenset({"HBLD090"}), _CORE, feminine=False),
)
_WITHOUT_TOOTH = (
    _Care("détartrage", "", (), frozenset({"HBJD001"}), (29, 80), feminine=False),
    _Care("radio panoramique", "", (), frozenset({"HBQK002"}), (21, 60)),
)
_ONE_TOOTH = (
    "{act} {material} dent {tooth} {price}",
    "{act} {tooth} {material} {price}",
    "{act} {material} {tooth} {price}",
    "{act} {material} {tooth} : {price}",
    "{act} sur la {tooth} {in_material} à {price}",
    "{act} {in_material} sur la {tooth} à {price}",
    "{act} {in_material} pour la dent {tooth} à {price}",
    "dent {tooth} : {act} {material} {price}",
    "dent n°{tooth} {act} {material} {price}",
    "{tooth} {act} {material} {price}",
    "{tooth} : {act} {material} {price}",
    "{act} {material} ({tooth}) {price}",
    "{act} {tooth} {price} {in_material}",
    "une {act} {in_material} sur la {tooth} qui coûte {price}",
    "sur la {tooth} {act} {in_material} {price}",
    "{price} pour une {act} {in_material} sur la {tooth}",
)
_ANOTHER_TOOTH = (
    "et {tooth} à {price}",
    ", {tooth} : {price}",
    " et une autre sur la {tooth} à {price}",
    " et sur la {tooth} {price}",
)
_SEVERAL_TEETH = (
    "{act}s {material} {teeth} à {price} {each}",
    "{act}s {material} sur les dents {teeth} à {price} {each}",
    "{count} {act}s {in_material} ({teeth}) à {price} {each}",
    "{count} {act}s {material} {price} {each} sur {teeth}",
)
_JOINS = (", ", " et ", " puis ", "\n", " ; ", " + ", ", et ", ". ")


def _dental(drawn: random.Random) -> GeneratedQuote:
    parts: list[str] = []
    lines: Lines = []
    for _ in range(drawn.choice((1, 1, 2, 2, 3))):
        part, told = drawn.choice((_one_tooth, _one_tooth, _two_teeth, _several_teeth, _without_tooth))(drawn)
        if not {line["tooth"] for line in told} & {line["tooth"] for line in lines}:
            parts.append(part)
            lines += told
    join = drawn.choice(_JOINS)
    return GeneratedQuote(_told(drawn, join.join(parts), "dentiste"), lines)


def _one_tooth(drawn: random.Random) -> tuple[str, Lines]:
    care = drawn.choice(_ON_TEETH)
    tooth, euros = drawn.choice(care.teeth), drawn.randint(*care.prices)
    template = drawn.choice(_ONE_TOOTH)
    return _filled(template, care, tooth=tooth, price=_price(drawn, euros)), [_line(care, tooth, euros)]


def _two_teeth(drawn: random.Random) -> tuple[str, Lines]:
    care = drawn.choice(_ON_TEETH)
    teeth, first, second = drawn.sample(care.teeth, 2), drawn.randint(*care.prices), drawn.randint(*care.prices)
    template = drawn.choice([one for one in _ONE_TOOTH if one.index("{act}") < one.index("{price}")][:6])
    told = _filled(template, care, tooth=teeth[0], price=_price(drawn, first))
    more = _filled(drawn.choice(_ANOTHER_TOOTH), care, tooth=teeth[1], price=_price(drawn, second))
    lines = [_line(care, teeth[0], first), _line(care, teeth[1], second)]
    return f"{told}{'' if more.startswith(',') else ' '}{more}", lines


def _several_teeth(drawn: random.Random) -> tuple[str, Lines]:
    care = drawn.choice([one for one in _ON_TEETH if one.noun in ("couronne", "facette", "inlay-core")])
    count = drawn.choice((2, 2, 3))
    teeth, euros = drawn.sample(care.teeth, count), drawn.randint(*care.prices)
    joints = (", ", " et ", " ", "/")[: 4 if teeth[-1] > MONTHS else 3]
    listed = drawn.choice(joints).join(map(str, teeth)) if count == 2 else ""
    listed = listed or f"{teeth[0]}, {teeth[1]} et {teeth[2]}"
    told = _filled(
        drawn.choice(_SEVERAL_TEETH),
        care,
        teeth=listed,
        price=_price(drawn, euros, signed=True),
        count=drawn.choice((str(count), {2: "deux", 3: "trois"}[count])),
        each=drawn.choice(("chacune", "pièce", "l'unité", "par dent", "la dent")),
    )
    return told, [_line(care, tooth, euros) for tooth in teeth]


def _without_tooth(drawn: random.Random) -> tuple[str, Lines]:
    care = drawn.choice(_WITHOUT_TOOTH)
    euros = drawn.randint(*care.prices)
    template = drawn.choice(("{act} {price}", "{act} à {price}", "{act} : {price}"))
    return _filled(template, care, price=_price(drawn, euros, signed=True)), [_line(care, None, euros)]


def _line(care: _Care, tooth: int | None, euros: int) -> dict[str, Any]:
    return {"act": care.codes, "tooth": tooth, "fee": f"{euros}.00"}


def _filled(template: str, care: _Care, **parts: Any) -> str:
    if not care.feminine:
        template = template.replace("une {act}", "un {act}").replace("une autre", "un autre")
    in_material = {"": "", "céramo-métallique": "céramo-métallique"}.get(care.material, f"en {care.material}")
    told = template.format(act=care.noun, material=care.material, in_material=in_material, **parts)
    return " ".join(told.replace("HBLD734s", "HBLD734").split())


def _price(drawn: random.Random, euros: int, *, signed: bool = False) -> str:
    forms = [f"{euros} €", f"{euros}€", f"{euros} euros", f"{euros},00 €", f"{euros} eur", f"{euros}.00 €"]
    if euros >= 1000:
        forms += [f"{euros // 1000} {euros % 1000:03d} €", f"{euros // 1000}.{euros % 1000:03d},00 €"]
    return drawn.choice(forms if signed else [*forms, str(euros)])


@dataclass(frozen=True)
class _Operation:
    words: str
    codes: Codes
    prices: tuple[int, int]


_OPERATIONS = (
    _Operation("prothèse totale de hanche", frozenset({"NEKA020"}), (700, 2400)),
    _Operation("prothèse du genou", frozenset({"NFKA007"}), (700, 2400)),
    _Operation("opération de la cataracte", frozenset({"BFGA427"}), (300, 1200)),
    _Operation("canal carpien", OPEN, (200, 600)),
    _Operation("ligament croisé", frozenset({"NFMC003"}), (600, 1500)),
    _Operation("ablation de la vésicule", frozenset({"HMFC004"}), (500, 1200)),
    _Operation("thyroïdectomie totale", frozenset({"KCFA005"}), (600, 1500)),
    _Operation("sleeve", frozenset({"HFFC018"}), (900, 2500)),
    _Operation("NEKA020", frozenset({"NEKA020"}), (700, 2400)),
    _Operation("hallux valgus", frozenset({"NDPA008"}), (400, 1500)),
)
_SURGEON = (
    "le chirurgien prend {price}", "chirurgien {price}", "chirurgien : {price}", "{price} pour le chirurgien",
    "le chirurgien demande {price}", "honoraires du chirurgien {price}", "{price} de chirurgien", "chir {price}",
)  # fmt: skip
_ANAESTHETIST = (
    "l'anesthésiste {price}", "anesthésiste : {price}", "{price} pour l'anesthésiste", "l'anesthésiste demande {price}",
    "honoraires de l'anesthésiste {price}", "anesthésie {price}", "anesth {price}", "l'anesthésiste prend {price}",
)  # fmt: skip
_SECTORS = {
    "sector_1": ("secteur 1", "en secteur 1", "(secteur 1)", "s1"),
    "sector_2": ("secteur 2 sans optam", "secteur 2 non optam", "(secteur 2, sans OPTAM)"),
    "sector_2_optam": ("secteur 2 optam", "secteur 2 avec OPTAM", "(secteur 2 OPTAM)", "en secteur 2 adhérent optam"),
}
_NIGHTS = ("{nights} nuits", "je reste {nights} nuits", "hospitalisation de {nights} nuits", "{nights} nuits sur place",
           "hospitalisé {nights} nuits")  # fmt: skip
_ROOM = ("chambre particulière {price} par jour",
         "chambre seule à {price} la nuit", "chambre individuelle {price}/jour",
         "chambre particulière à {price} par nuit")  # fmt: skip
_NO_ROOM = ("pas de chambre particulière", "sans chambre particulière")
_DATES = ("le {day} décembre", "le {day}/12/2026", "opération le {day} décembre 2026", "prévue le {day} décembre",
          "date d'opération : {day}/12/2026", "entrée le {day} décembre")  # fmt: skip


def _medical(drawn: random.Random) -> GeneratedQuote:
    operation = drawn.choice(_OPERATIONS)
    fee = drawn.randint(*operation.prices)
    surgeon: dict[str, Any] = {"act": operation.codes, "activity": 1, "fee": f"{fee}.00"}
    lines: Lines = [surgeon]
    parts = [_of_a_person(drawn, _SURGEON, surgeon, fee)]
    if drawn.random() < 0.6:
        other = drawn.randint(150, 480)
        anaesthetist: dict[str, Any] = {"act": operation.codes, "activity": 4, "fee": f"{other}.00"}
        lines.append(anaesthetist)
        parts.append(_of_a_person(drawn, _ANAESTHETIST, anaesthetist, other))
    values: dict[str, Any] = {}
    parts += _of_the_stay(drawn, values)
    told = f"{operation.words}{drawn.choice((', ', ' : ', chr(10), ' ; ', '. '))}"
    return GeneratedQuote(
        _told(drawn, told + drawn.choice((", ", "\n", " ; ", ". ")).join(parts), "clinique"), lines, values
    )


def _of_a_person(drawn: random.Random, ways: tuple[str, ...], line: dict[str, Any], euros: int) -> str:
    told = drawn.choice(ways).format(price=_price(drawn, euros, signed=drawn.random() < 0.7))
    if drawn.random() < 0.6:
        line["sector"] = drawn.choice(list(_SECTORS))
        told += f" {drawn.choice(_SECTORS[line['sector']])}"
    return told


def _of_the_stay(drawn: random.Random, values: dict[str, Any]) -> list[str]:
    parts = []
    if drawn.random() < 0.5:
        values["stay.nights"] = drawn.randint(2, 9)
        parts.append(drawn.choice(_NIGHTS).format(nights=values["stay.nights"]))
        if drawn.random() < 0.5:
            price = drawn.randint(40, 140)
            values["stay.private_room"] = {"wanted": True, "price": f"{price}.00"}
            parts.append(drawn.choice(_ROOM).format(price=_price(drawn, price, signed=True)))
        elif drawn.random() < 0.3:
            values["stay.private_room"] = {"wanted": False}
            parts.append(drawn.choice(_NO_ROOM))
    if drawn.random() < 0.4:
        day = drawn.randint(2, 28)
        values["care_date"] = f"2026-12-{day:02d}"
        parts.append(drawn.choice(_DATES).format(day=day))
    drawn.shuffle(parts)
    return parts


_OPENINGS = {
    "dentiste": (
        "",
        "",
        "",
        "mon dentiste me propose ",
        "devis dentiste : ",
        "j'ai un devis pour ",
        "voici mon devis :\n",
        "Bonjour, ",
    ),
    "clinique": (
        "",
        "",
        "",
        "je vais me faire opérer : ",
        "devis : ",
        "bonjour j'ai un devis pour ",
        "voici mon devis :\n",
    ),
}
_ENDINGS = ("", "", "", " merci", ".", " svp", " voilà", " c'est tout")


def _told(drawn: random.Random, words: str, by: str) -> str:
    return drawn.choice(_NOISES)(drawn.choice(_OPENINGS[by]) + words + drawn.choice(_ENDINGS))


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


_NOISES: tuple[Callable[[str], str], ...] = (
    str, str, str, str.upper, str.lower, _without_accents, lambda text: text.replace(" ", "  "),
    lambda text: text.replace("'", "’"), lambda text: f"  {text} 🙂",
)  # fmt: skip
