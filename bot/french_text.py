"""What the intent model sees of a member's sentence: lower case, no accents, short-message spellings written out.

Numbers, amounts, dates, codes and teeth are folded to one word each: the model only has to see that a value was given,
the values themselves are read elsewhere. Standard library only, so that it can be tested and reused without Rasa.
"""

import re
import unicodedata

NOTHING_LEFT = "signe"  # stands for a message of emoji or punctuation only: the classifier fails on zero tokens

_EMOJI_WORDS = {
    "👍": " oui ", "👌": " oui ", "✅": " oui ", "✔": " oui ", "🆗": " oui ", "👎": " non ", "❌": " non ",
    "🙏": " merci ", "😡": " colere ", "🤬": " colere ", "😠": " colere ", "🤷": " je ne sais pas ", "👋": " bonjour ",
}  # fmt: skip

_SHORT_SPELLINGS = {
    "a+": "a plus", "ac": "avec", "aprem": "apres midi", "auj": "aujourd hui", "av": "avant", "bcp": "beaucoup",
    "bjr": "bonjour", "bjour": "bonjour", "bsr": "bonsoir", "c": "c est", "cad": "c est a dire", "cb": "combien",
    "cbien": "combien", "cest": "c est", "chai": "je sais", "chais": "je sais", "chepa": "je ne sais pas",
    "chui": "je suis", "cmb": "combien", "cmt": "comment", "cmbien": "combien", "comen": "comment", "d": "des",
    "dac": "d accord", "dacc": "d accord", "dakor": "d accord", "daccord": "d accord", "dmain": "demain", "ds": "dans",
    "dsl": "desole", "dslé": "desole", "enft": "en fait", "enfet": "en fait", "etc": "et cetera", "fo": "faut",
    "g": "j ai", "jai": "j ai", "javais": "j avais", "jc": "je sais", "jcomprend": "je comprends",
    "jcomprends": "je comprends", "je c": "je sais", "jen": "j en", "jpeu": "je peux", "jpeux": "je peux",
    "jsais": "je sais", "jsp": "je ne sais pas", "jspa": "je ne sais pas", "jspas": "je ne sais pas",
    "jsui": "je suis", "jsuis": "je suis", "jvai": "je vais", "jvais": "je vais", "jveu": "je veux",
    "jveux": "je veux", "jvoudrai": "je voudrais", "jvoudrais": "je voudrais", "k": "que", "ke": "que", "kel": "quel",
    "kelkun": "quelqu un", "kelle": "quelle", "ki": "qui", "koi": "quoi", "kwa": "quoi", "lol": "", "mdr": "",
    "mai": "mais", "mci": "merci", "mrc": "merci", "mrci": "merci", "msg": "message", "mtn": "maintenant",
    "mnt": "maintenant", "nan": "non", "nn": "non", "nope": "non", "nop": "non", "ns": "nous", "okay": "ok",
    "okey": "ok", "oki": "ok", "okk": "ok", "ouai": "oui", "ouais": "oui", "oue": "oui", "ouep": "oui", "oué": "oui",
    "ouip": "oui", "pb": "probleme", "pblm": "probleme", "pcq": "parce que", "pk": "pourquoi", "pkoi": "pourquoi",
    "pq": "pourquoi", "pr": "pour", "prq": "pourquoi", "prkoi": "pourquoi", "ptet": "peut etre", "pr kwa": "pourquoi",
    "qd": "quand", "qq": "quelque", "qqn": "quelqu un", "qqun": "quelqu un", "qql": "quelque", "ql": "quel",
    "rdv": "rendez vous", "rep": "reponse", "rien": "rien", "savoar": "savoir", "slt": "salut", "srx": "serieux",
    "stp": "s il te plait", "svp": "s il vous plait", "svt": "souvent", "t": "tu es", "tjr": "toujours",
    "tjrs": "toujours", "tkt": "ne t inquiete pas", "tt": "tout", "v": "vais", "vs": "vous", "vx": "veux", "wé": "oui",
    "we": "oui", "xq": "parce que", "ya": "il y a", "yep": "oui", "yes": "oui", "ok": "ok", "y a": "il y a",
}  # fmt: skip

_WORDS = {
    unicodedata.normalize("NFKD", short).encode("ascii", "ignore").decode(): long
    for short, long in _SHORT_SPELLINGS.items()
}
_FOLDS = (
    (re.compile(r"\{\w+\}"), " unepersonne "),  # the gateway's stand-in for a beneficiary's first name
    (
        # Four letters and three digits; with a space between them the letters may be a plain word (« pour 200 »).
        re.compile(
            r"\b(?!(?:avec|base|dent|dont|fait|mais|oups|paie|plus|pour|prix|soit|vaut) )[a-z]{4}[ .-]?\d{3}\b(?!\d)"
        ),
        " codeacte ",
    ),
    (re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b"), " unedate "),
    (re.compile(r"\b\d{1,2}/\d{1,2}\b"), " unedate "),
    (
        re.compile(
            r"\b\d{1,2} (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
        ),
        " unedate ",
    ),
    (re.compile(r"\b\d[\d .]*(?:,\d+)?\s*(?:k?\s*€|k?\s*euros?\b|balles\b|e\b)(?:\s*\d{1,2}\b)?"), " unmontant "),
    (re.compile(r"\b\d[\d .]*(?:,\d+)?(?:\s*%)?"), " unnombre "),
)


def normalise(text: str) -> str:
    """Return the plain form of `text`; never empty, never beginning with anything but a letter or a digit."""
    for emoji, word in _EMOJI_WORDS.items():
        text = text.replace(emoji, word)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = text.replace("œ", "oe").replace("æ", "ae")
    text = re.sub(r"(?<=\d)[   ](?=\d{3}\b)", "", text)
    for pattern, word in _FOLDS:
        text = pattern.sub(word, text)
    text = re.sub(r"[^a-z0-9€?]+", " ", text)
    text = re.sub(r"([a-z])\1{2,}", r"\1", text)
    text = re.sub(r"\?+", " ? ", text)
    words = [_WORDS.get(word, word) for word in text.split()]
    plain = " ".join(" ".join(words).split())
    return plain.lstrip("?€ ") or NOTHING_LEFT
