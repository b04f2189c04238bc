"""How sums of money are written, and the words around a number that say what it is."""

import re

_NUMBER = r"(?:\d{1,3}(?:[ .']\d{3})+(?!\d)|\d{1,7})(?:[.,]\d{1,3})?"
_UNIT = r"(?:€|euros?|eur|euross|euro?s?|eruos?|eurs|eueos|euors|uros?|balles?|boules?|e)(?![a-z])"
SUM = re.compile(
    rf"(?<![a-z0-9])(?<!\d[.,/-])(?P<sign>(?:(?<=^)|(?<= ))-(?=\d))?"
    rf"(?:(?:€|eur|euros?) ?(?P<after>{_NUMBER})(?![\d/%])"
    rf"|(?P<kilo>\d{{1,4}}(?:[.,]\d{{1,2}})?) ?k(?: ?(?:€|euros?|eur|e)(?![a-z])|(?P<hundreds>\d)(?!\d)|(?![a-z0-9]))"
    rf"|(?P<number>{_NUMBER})(?: ?,-)?(?: ?(?P<unit>{_UNIT}))?"
    rf"(?(unit)(?:(?P<near>(?=\d)| (?:et )?(?=\d)| ?, ?(?=\d))"
    rf"(?P<cents>\d{{1,2}})(?![\d,.]\d|\d| ?(?:€|euro|e\b|%|/|nuit|jour|fois|couronne|dent|act|an\b|h\b"
    rf"|[a-z]{{3,}} ?20))"
    rf"(?: ?(?:centimes?|cts?|cents?|c)(?![a-z]))?)?)"
    rf"(?![\d]))"
)
CENTS_ALONE = re.compile(r"(?<![\d.,])(\d{1,2}) ?(?:centimes?|cts?)(?![a-z])")
FREE = re.compile(
    r"(?<!pas )(?<!non )(?<![a-z])(?:gratuit(?:e|s|es|ement)?|offerts?|offertes?|a titre gracieux|sans frais"
    r"|rien a payer"
    r"|(?:je )?(?:ne )?paye? rien|(?:ca )?(?:ne )?coute rien|aucun frais|rien du tout|zero)(?![a-z])"
)
ABOUT_BEFORE = re.compile(
    r"(?:environ|env\.?|approximativement|autour d(?:e |es |')|aux alentours d(?:e |es |')|aux environs d(?:e |es |')"
    r"|a peu pres|vers|dans les|pres de|presque|quasi(?:ment)?|grosso modo|en gros|~|±|plus ou moins"
    r"|de l'ordre d(?:e |')"
    r"|a vue de nez|a la louche|plus de|moins de|au moins|au plus|au maximum|maximum|minimum|a partir de|jusqu'a"
    r"|pas loin d(?:e |es |')|un peu (?:plus|moins) d(?:e |')|une? bonne? petite?|estime a|disons) ?(?:les "
    r"|de |a |d')?$"
)
ABOUT_AFTER = re.compile(
    r"^ ?,? ?\(?(?:environ|env\b|approximativement|a peu pres|grosso modo|en gros|a vue de nez|a la louche"
    r"|plus ou moins"
    r"|et quelques|et des (?:poussieres|brouettes)|maximum|minimum|ou plus|ou moins|quelque chose comme ca|par la\b"
    r"|dans ces eaux)"
)
ABOUT_NUMBER = re.compile(
    r"(?<![a-z])(?:une? )?(?P<word>centaine|millier|cinquantaine|trentaine|vingtaine|quarantaine"
    r"|soixantaine|dizaine|quinzaine)(?= d'euros| d'e\b| euros| d'€)"
)
ROUND = {
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
DASHED = re.compile(
    r"(?<![\w.,/-])(?P<low>\d{2,6}) ?(?P<sign>[-/]) ?(?P<high>\d{2,6})(?![\d/-])(?: ?(?P<unit>€|euros?(?![a-z])"
    r"|eur(?![a-z])|e(?![a-z])))?"
)
NOT_MONEY = re.compile(  # what stands for something else even when a sum follows at once: « dent 26 550 € »
    r"(?<![a-z])(?:dents?|dnts?|dts?|molaires?|implants?|couronnes?|inlay(?:[ -]?core)?|bridge|lignes?|secteur"
    r"|activite|acte"
    r"|n°|numero|sur les|la)(?: ?n°| numero| la| les)* ?"
    r"(?P<number>\d{1,2}(?: ?(?:,|/|-|et|et la) ?\d\d)*)(?![\d.,]\d|\d)(?! ?(?:€|euro|eur\b|e\b|k\b|centimes))"
    r"|(?<!\w)(?P<times>\d ?x) ?(?=\d)|\b(?:les|mes|ces|toutes les) (?P<all>\d)(?![.,]?\d| ?€)"
    r"|(?<![a-z0-9])[a-z]{4}[ .-]?(?P<code>\d{3})(?!\d)(?= ?(?:a |: ?)?\d)"
)
OTHER_BEFORE = re.compile(
    r"(?:depassements?(?: d'honoraires)?|reste a (?:ma )?charge|rembours\w+|secu\w*|securite sociale|mutuelle"
    r"|part \w+"
    r"|ticket moderateur|acompte)(?: est| sont| fait| prend| paye| rembourse|:)?(?: de| a| d')?(?: hauteur de)? ?$"
)
OTHER_AFTER = re.compile(
    r"^ ?(?:de |d'|en )?(?:depassements?|reste a (?:ma )?charge|rembours\w+|de ma poche|d'acompte)"
)
RANGE = re.compile(r"^(?: ?- ?| a | et | ou | voire | jusqu'a | ou bien )$")
LISTED = re.compile(r" ?(?:,|\+|et|puis|plus|, et)(?: a| de)? ?")
BETWEEN = re.compile(r"(?:entre|de)(?: les)? $")
NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:dents?|secteurs?|lignes?|actes?|activites?|phases?|code|dossier|numero|n°|no|num|classe|panier|niveau"
    r"|quotite|regime|etape|question|article|annee|en|age de|ald|tel|telephone|les dents?|dent numero|dent n°"
    r"|rue|etage|lit|option|formule|taux(?: de)?|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|de cotation|x)"
    r"(?: (?:est|c'est|:|numero|n°))?(?: la| le)?|\bsur (?:la|les)(?: dents?)?|[a-z]\d*[-/.]|\d[/:-]|n°|#)(?: ?:)? ?$"
)
NOT_MONEY_AFTER = re.compile(
    r"^(?:-\d| ?(?:%|°|/ ?\d|:\d|h\b|h\d|eme\b|e (?:jour|nuit|dent|acte|ligne)|er\b|ers?\b|mg\b|mm\b|cm\b|ml\b)"
    r"| ?(?:pour ?cents?|nuits?|nuitees?|jours?|journees?|j\b|semaines?|mois|ans?\b|annees?|heures?|fois"
    r"|couronnes?|dents?"
    r"|implants?|bridges?|actes?|lignes?|seances?|personnes?|enfants?|inlays?|inlay|facettes?|extractions?|protheses?"
    r"|appareils?|radios?|consultations?|molaires?|incisives?|premolaires?|canines?|caries?|chirurgiens?|medecins?"
    r"|anesthesistes?|devis|interventions?|yeux|genoux|hanches?|cotes?|janvier|janv|fevrier|fevr?|mars|avril|avr|mai"
    r"|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec|ieme|eme)\b)"
)
DENIED = re.compile(r"(?:\bpas|au lieu d[e']|plutot que|\bet non|\bnon pas)(?: pas)?(?: a| de| les?)? ?$")
