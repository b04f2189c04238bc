"""Words that settle what a message is about once the question is known; the cues proper are in actions.reading."""

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


A_COMMAND = _words(r"\s*(?:/[a-z_]{2,}|external:)")
"""« /restart », « /affirmer{…} », « EXTERNAL: x »: nothing that a member means, so nothing of it is read."""
AT_LEAST = _words(r"au moins|plusieurs|quelques")
DOCUMENT = _words(r"t[ée]l[ée]charg|\bpdf\b|imprim")
HELP = _words(
    r"\s*(?:(?:de l')?aide|aidez[- ]moi|help|comment [cç]a (?:marche|fonctionne)|que (?:sais|savez)[- ].*)\W*"
)
NOT_CLEAR = _words(
    r"\bo[uù] (?:est-ce que )?(?:je |on |puis-je )?(?:le |la |[cç]a )?(?:trouv|voi[st]|li[rst])\w*.*\?"
    r"|(?:pas|rien) (?:bien |tout )?compris|^\s*hein\b"
)
HOW_COMPUTED = _words(r"comment .*calcul|d[ée]tails? du calcul")
ADULT = _words(
    r"\b(?:femme|mari|conjointe?|[ée]pou(?:x|se)|p[èe]re|m[èe]re|parents?|amie?|compagn\w+|fr[èe]re|s(?:œ|oe)ur)\b"
)
BOTH = _words(r"\bles (?:deux|2)\b|tous les deux")
FIRST_OR_FOURTH = _words(r"\s*(?:le |la |l')?(?:n°\s*)?(?:[14]|premier|premi[èe]re|deuxi[èe]me|second)\W*")
FIRST = _words(r"1|prem")
FEE = _words(r"montant|prix|tarif|honoraire|co[ûu]te?\b|\bmets?\b|\bmettre\b|\bpasse")
BASE = _words(r"\bbases?\b|\bbrs?s?\b|\bbdr\b")
OVERRUN = _words(r"d[ée]passement")
ROOM = _words(r"\bchambre")
ROOM_PRICE = _words(r"\boui\b|prix|combien|tarif")
CALCULATE = _words(r"\b(?:calcul\w*|lance\w*|estim\w*|go|combien)\b")
UNIT = _words(r"€|eur|\de\b|balles|cents?\b|mille")
NO_FIRST = _words(r"^\s*(?:ah |euh )?non\b[\s,.!]*")
STARTS_WITH_NO = _words(r"\s*(?:non|nan|pas|aucune?|rien|plus rien|je (?:ne )?(?:crois|pense) pas)\b")
STARTS_WITH_NO_AND_GOES_ON = _words(r"\s*(?:ah |euh )?non\b[ ,]+\S")
MONTHS = _words(r"\bmois\b")
WHOLE_COVER = _words(r"\b100 ?(?:%|pour ?cents?)")
FAMILY = _words(r"\bm[ée]dica(?:l|ux)\b|\bdentaires?\b|\bchirurgica(?:l|ux)\b")
JUST_NO = _words(
    r"\s*(?:non|nan|nn|nope|pas du tout)\b[\s,.!]*"
    r"(?:merci|(?:c'est |ce n'est )?pas (?:[cç]a|cela|celui-l[àa]|ceux-l[àa]))?\W*"
)
TAKE_TOOTH_OUT = _words(r"\s*(?:supprime|enl[èe]ve|retire|vire)[rz]?\s+(?:la |le |l')?(?:dent )?([1-4][1-8])\W*")
NO_NIGHT = _words(r"\s*(?:non|aucune?|z[ée]ro|pas)\b[^\d]*$")
NOT_THERE = _words(
    r"je (?:ne )?l'ai pas|(?:n'y |y )?en a pas|y a pas|pas de |pas encore|aucune?\b|rien\b|sans date"
    r"|pas donn|pas re[cç]u"
)
NONE_OF_THESE = _words(r"\b(?:aucun|aucune|ni l'un|pas dans la liste|autre chose)\b")
THE_SAME = _words(r"\bm[êe]mes?\b(?! dent)|pareil|idem")
SAME_TOOTH = _words(r"m[êe]me dent")
ENOUGH = _words(r"c'?est bon|c'?est complet|c'?est ok|[cç]a ira|[cç]a suffit|pas pour l'instant")
SOMETHING_WRONG = _words(r"erreur|faux|fausse|pas (?:bon|juste|exact|[cç]a)|inexact")
COVERED_IN_FULL = _words(r"\bald\b|100 ?%|exon[ée]r|maternit|enceinte|\bcss\b|\bc2s\b|accident du travail|invalidit")
ADDING = _words(r"\b(?:ajoute[rz]?|rajoute[rz]?|oui|ligne|acte|aussi|autre|encore|une?|il y a)\b")
NOT_AN_ACT = _words(
    r"dent\w*|soins?|m[ée]dica\w*|chirurg\w*|op[ée]r\w*|intervention\w*|clinique|h[ôo]pita\w*"
    r"|aimerais|conna[iî]tre|savoir|reste|charge|payer|combien|voudrais|estimation|calculer|co[uû]te\w*|factur\w*"
)
LONG_WORD = re.compile(r"[^\W\d]{5}")
NAMES = {
    "care_date": _words(r"\bdate|\bjour\b|pr[ée]vu"),
    "stay.nights": _words(r"nuit|s[ée]jour|semaine"),
    "line.sector": _words(r"secteur|optam"),
    "setting": _words(r"ambulatoire|hospitalis"),
}
"""Words by which a message that answers nothing else names the field that it changes."""
