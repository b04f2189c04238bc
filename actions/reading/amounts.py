"""Amounts in euros, as integer cents.

A sum with its unit wins over a bare number, and a bare number counts only where nothing says that it is a tooth, a
date, a duration, a line, a code. Whatever can be read two ways comes back with both and no value.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from actions.reading.normalise import View
from actions.reading.numbers import digits_of
from actions.reading.result import Reading

_NUMBER = r"(?:\d{1,3}(?:[ .']\d{3})+(?!\d)|\d{1,7})(?:[.,]\d{1,3})?"
_UNIT = r"(?:€|euros?|eur|euross|euro?s?|eruos?|eurs|eueos|euors|uros?|balles?|boules?|e)(?![a-z])"
_SUM = re.compile(
    rf"(?<![a-z0-9])(?<!\d[.,/-])(?P<sign>(?:(?<=^)|(?<= ))-(?=\d))?"
    rf"(?:(?:€|eur|euros?) ?(?P<after>{_NUMBER})(?![\d/%])"
    rf"|(?P<kilo>\d{{1,4}}(?:[.,]\d{{1,2}})?) ?k(?: ?(?:€|euros?|eur|e)(?![a-z])|(?P<hundreds>\d)(?!\d)|(?![a-z0-9]))"
    rf"|(?P<number>{_NUMBER})(?: ?,-)?(?: ?(?P<unit>{_UNIT}))?"
    rf"(?(unit)(?:(?P<near>(?<![a-z])(?=\d)| (?:et )?(?=\d)| ?, ?(?=\d))"
    rf"(?P<cents>\d{{1,2}})(?![\d,.]\d|\d| ?(?:€|euro|e\b|%|/|nuit|jour|fois|couronne|dent|act|an\b|h\b|[a-z]{{3,}} ?20))"
    rf"(?: ?(?:centimes?|cts?|cents?|c)(?![a-z]))?)?)"
    rf"(?![\d]))"
)
_CENTS_ALONE = re.compile(r"(?<![\d.,])(\d{1,2}) ?(?:centimes?|cts?)(?![a-z])")
_FREE = re.compile(
    r"(?<!pas )(?<!non )(?<![a-z])(?:gratuit(?:e|s|es|ement)?|offerts?|offertes?|a titre gracieux|sans frais|rien a payer"
    r"|(?:je )?(?:ne )?paye? rien|(?:ca )?(?:ne )?coute rien|aucun frais|rien du tout|zero)(?![a-z])"
)
_ABOUT_BEFORE = re.compile(
    r"(?:environ|env\.?|approximativement|autour d(?:e |es |')|aux alentours d(?:e |es |')|aux environs d(?:e |es |')"
    r"|a peu pres|vers|dans les|pres de|presque|quasi(?:ment)?|grosso modo|en gros|~|±|plus ou moins|de l'ordre d(?:e |')"
    r"|a vue de nez|a la louche|plus de|moins de|au moins|au plus|au maximum|maximum|minimum|a partir de|jusqu'a"
    r"|pas loin d(?:e |es |')|un peu (?:plus|moins) d(?:e |')|une? bonne? petite?|estime a|disons) ?(?:les |de |a |d')?$"
)
_ABOUT_AFTER = re.compile(
    r"^ ?,? ?\(?(?:environ|env\b|approximativement|a peu pres|grosso modo|en gros|a vue de nez|a la louche|plus ou moins"
    r"|et quelques|et des (?:poussieres|brouettes)|maximum|minimum|ou plus|ou moins|quelque chose comme ca|par la\b"
    r"|dans ces eaux)"
)
_ABOUT_NUMBER = re.compile(
    r"(?<![a-z])(?:une? )?(?P<word>centaine|millier|cinquantaine|trentaine|vingtaine|quarantaine"
    r"|soixantaine|dizaine|quinzaine)(?= d'euros| d'e\b| euros| d'€)"
)
_ROUND = {
    "dizaine": 10,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
_DASHED = re.compile(
    r"(?<![\w.,/-])(?P<low>\d{2,6}) ?- ?(?P<high>\d{2,6})(?![\d/-])(?: ?(?P<unit>€|euros?(?![a-z])|eur(?![a-z])|e(?![a-z])))?"
)
_NOT_MONEY = re.compile(  # what stands for something else even when a sum follows at once: « dent 26 550 € »
    r"(?<![a-z])(?:dents?|dnts?|dts?|molaires?|implants?|couronnes?|inlay(?:[ -]?core)?|bridge|lignes?|secteur|activite|acte"
    r"|n°|numero|sur la|sur les|pour la)(?: ?n°| numero| la| les)* ?"
    r"(?P<number>\d{1,2}(?: ?(?:,|/|-|et|et la) ?\d\d)*)(?![\d.,]\d|\d)(?! ?(?:€|euro|eur\b|e\b|k\b|centimes))"
    r"|(?<![a-z0-9])[a-z]{4}[ .-]?(?P<code>\d{3})(?!\d)(?= ?(?:a |: ?)?\d)"
)
_OTHER_BEFORE = re.compile(
    r"(?:depassements?(?: d'honoraires)?|reste a (?:ma )?charge|rembours\w+|secu\w*|securite sociale|mutuelle|part \w+"
    r"|ticket moderateur|base(?: de remboursement)?|brss|acompte)(?: est| sont| fait| prend| paye| rembourse|:)?(?: de| a| d')?"
    r"(?: hauteur de)? ?$"
)
_OTHER_AFTER = re.compile(
    r"^ ?(?:de |d'|en )?(?:depassements?|reste a (?:ma )?charge|rembours\w+|de ma poche|d'acompte|de base)"
)
_RANGE = re.compile(r"^(?: ?- ?| a | et | ou | voire | jusqu'a | ou bien )$")
_LISTED = re.compile(r" ?(?:,|\+|et|puis|plus|, et)(?: a| de)? ?")
_BETWEEN = re.compile(r"(?:entre|de)(?: les)? $")
_NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:dents?|secteurs?|lignes?|actes?|activites?|phases?|code|dossier|numero|n°|no|num|classe|panier|niveau"
    r"|quotite|regime|etape|question|chambre|article|annee|en|age de|ald|tel|telephone|les dents?|dent numero|dent n°"
    r"|rue|etage|lit|option|formule|taux(?: de)?|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|de cotation|x)"
    r"(?: (?:est|c'est|:|numero|n°))?(?: la| le)?|\bsur (?:la|les)(?: dents?)?|[a-z]\d*[-/.]|\d[/:-]|n°|#)(?: ?:)? ?$"
)
_NOT_MONEY_AFTER = re.compile(
    r"^(?:-\d| ?(?:%|°|/ ?\d|:\d|h\b|h\d|eme\b|e (?:jour|nuit|dent|acte|ligne)|er\b|ers?\b|mg\b|mm\b|cm\b|ml\b)"
    r"| ?(?:pour ?cents?|nuits?|nuitees?|jours?|journees?|j\b|semaines?|mois|ans?\b|annees?|heures?|fois|couronnes?|dents?"
    r"|implants?|bridges?|actes?|lignes?|seances?|personnes?|enfants?|inlays?|inlay|facettes?|extractions?|protheses?"
    r"|appareils?|radios?|consultations?|molaires?|incisives?|premolaires?|canines?|caries?|chirurgiens?|medecins?"
    r"|anesthesistes?|devis|interventions?|yeux|genoux|hanches?|cotes?|janvier|janv|fevrier|fevr?|mars|avril|avr|mai"
    r"|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec|ieme|eme)\b)"
)
_DENIED = re.compile(r"(?:\bpas|au lieu d[e']|plutot que|\bet non|\bnon pas)(?: pas)?(?: a| de| les?)? ?$")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    cents: tuple[int, ...]  # one value, or the values that the same characters could mean
    unit: bool
    about: bool
    negative: bool
    denied: bool
    other: bool = False  # an overrun, a refund, what is left to pay: not what the practitioner asks


def read_amount(text: str) -> Reading[int | None] | None:
    """Return the amount of an answer in cents, or what makes it doubtful; None when there is no amount."""
    view = digits_of(text)
    dashed = _between_dashes(view)
    if dashed is not None:
        return dashed
    found = _kept(_found_in(view))
    if not found:
        return None
    best = [one for one in found if one.unit] or found
    between = _range_of(view, found)
    if between is not None:
        return between
    values = {one.cents for one in best}
    if len(values) == 1:
        return _reading(view, best[0])
    return _doubtful(view, best, "several_amounts")


def read_amounts(text: str) -> list[Reading[int | None]]:
    """Return every amount of a text, in its order; bare numbers only where no sum carries its unit."""
    view = digits_of(text)
    found = _found_in(view)
    found = [one for one in found if not one.denied] or found
    if any(one.unit for one in found):
        found = [one for at, one in enumerate(found) if one.unit or _beside_a_sum(view.key, found, at)]
    return [_reading(view, one) for one in found]


def _beside_a_sum(key: str, found: list[_Found], at: int) -> bool:
    """« 230 et 550 euros » are two sums, the sign said once."""
    one = found[at]
    after = found[at + 1] if at + 1 < len(found) else None
    before = found[at - 1] if at else None
    return (after is not None and after.unit and bool(_LISTED.fullmatch(key, one.end, after.start))) or (
        before is not None and before.unit and bool(_LISTED.fullmatch(key, before.end, one.start))
    )


def _kept(found: list[_Found]) -> list[_Found]:
    found = [one for one in found if not one.denied] or found
    return [one for one in found if not one.other] or found


def _found_in(view: View) -> list[_Found]:
    key = _NOT_MONEY.sub(_masked, view.key)
    found = [one for match in _SUM.finditer(key) if (one := _sum(key, match)) is not None]
    found += [
        _Found(match.start(), match.end(), (int(match[1]),), unit=True, about=False, negative=False, denied=False)
        for match in _CENTS_ALONE.finditer(key)
        if not any(one.unit and one.start <= match.start() < one.end for one in found)
    ]
    for match in _ABOUT_NUMBER.finditer(key):
        cents = _ROUND[match["word"]] * 100
        found.append(_Found(match.start(), match.end(), (cents,), unit=True, about=True, negative=False, denied=False))
    if not found:
        found = [
            _Found(match.start(), match.end(), (0,), unit=True, about=False, negative=False, denied=False)
            for match in _FREE.finditer(key)
        ][:1]
    return sorted(_without_overlaps(found), key=lambda one: one.start)


def _masked(match: re.Match[str]) -> str:
    name = "number" if match["number"] else "code"
    start, end = match.start(name) - match.start(), match.end(name) - match.start()
    return match[0][:start] + "_" * (end - start) + match[0][end:]


def _without_overlaps(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (not one.unit, one.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return kept


def _sum(key: str, match: re.Match[str]) -> _Found | None:
    start, end = match.span()
    before, after = key[max(0, start - 40) : start], key[end : end + 40]
    unit = bool(match["unit"] or match["after"] or match["kilo"])
    if match["unit"] == "e" and re.match(r" ?(?:dent|jour|nuit|acte|ligne|fois|molaire|etage)", after):
        return None
    if not unit and (_NOT_MONEY_BEFORE.search(before) or _NOT_MONEY_AFTER.search(after)):
        return None
    return _Found(
        start,
        end,
        _cents(match),
        unit=unit,
        about=bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.search(after)),
        negative=bool(match["sign"]),
        denied=bool(_DENIED.search(before)),
        other=bool(_OTHER_BEFORE.search(before) or _OTHER_AFTER.search(after)),
    )


def _cents(match: re.Match[str]) -> tuple[int, ...]:
    if match["kilo"]:
        thousands = Decimal(match["kilo"].replace(",", "."))
        return (int(thousands * 100_000) + int(match["hundreds"] or 0) * 10_000,)
    number = match["after"] or match["number"]
    if match["cents"]:
        digits = match["cents"]
        return (_whole(number) * 100 + int(digits),)
    return _meanings(number)


def _whole(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _meanings(number: str) -> tuple[int, ...]:
    """Return the cents that a written number can mean: « 1,250 » is 1.25 or 1250."""
    number = number.replace(" ", "").replace("'", "")
    separators = re.findall(r"[.,]", number)
    if not separators:
        return (int(number) * 100,)
    head, last = re.split(r"[.,](?=\d+$)", number)
    if len(separators) == 1 and len(last) == 3:
        whole = int(head + last) * 100
        decimal = int(Decimal(f"{head}.{last}") * 100)
        return (decimal,) if head.startswith("0") else (decimal, whole)
    if len(last) == 3:
        return (_whole(number) * 100,)
    return (int(Decimal(f"{_whole(head)}.{last}") * 100),)


def _between_dashes(view: View) -> Reading[int | None] | None:
    for match in _DASHED.finditer(view.key):
        low, high = int(match["low"]), int(match["high"])
        if low < high and (match["unit"] or low >= 100):
            return Reading(
                None,
                view.said(*match.span()),
                approximate=True,
                doubt="range",
                alternatives=(low * 100, high * 100),
                span=view.span(*match.span()),
            )
    return None


def _range_of(view: View, found: list[_Found]) -> Reading[int | None] | None:
    """« entre 800 et 900 » and « 800-900 € » are two amounts for one answer."""
    for first, second in zip(found, found[1:], strict=False):
        joint = view.key[first.end : second.start]
        said_between = bool(_BETWEEN.search(view.key[: first.start]))
        if len(first.cents) > 1 or len(second.cents) > 1 or not _RANGE.fullmatch(joint):
            continue
        if joint == " et " and not said_between:
            continue
        return _doubtful(view, [first, second], "range", start=first.start)
    return None


def _reading(view: View, one: _Found) -> Reading[int | None]:
    span = view.span(one.start, one.end)
    understood = view.said(one.start, one.end)
    if one.other:
        return Reading(None, understood, one.about, "other_amount", one.cents, span)
    if one.negative:
        return Reading(None, understood, doubt="negative_amount", alternatives=one.cents, span=span)
    if len(one.cents) > 1:
        return Reading(None, understood, one.about, "ambiguous_amount", one.cents, span)
    return Reading(one.cents[0], understood, approximate=one.about, span=span)


def _doubtful(view: View, found: list[_Found], doubt: str, start: int | None = None) -> Reading[int | None]:
    first, last = (found[0].start if start is None else start), found[-1].end
    alternatives = tuple(dict.fromkeys(cents for one in found for cents in one.cents))
    return Reading(
        None,
        view.said(first, last),
        approximate=doubt == "range",
        doubt=doubt,
        alternatives=alternatives,
        span=view.span(first, last),
    )
