"""What the intent model sees of a member's sentence: lower case, no accents, short-message spellings written out.

Numbers, amounts, dates, codes and teeth are folded to one word each: the model only has to see that a value was given,
the values themselves are read elsewhere. Standard library only, so that it can be tested and reused without Rasa.
"""

import re
import unicodedata
from itertools import zip_longest

NOTHING_LEFT = "signe"  # stands for a message of emoji or punctuation only: the classifier fails on zero tokens

# As they come out of the folding of case and accents: the word in full, and how it is written on a phone.
_SPELLINGS = {
    "apres midi": "aprem",
    "aujourd hui": "auj ajd",
    "avec": "ac avc",
    "beaucoup": "bcp bcq",
    "bonjour": "bjr bjour bonjou",
    "bonsoir": "bsr",
    "c est": "cest",
    "c est a dire": "cad",
    "combien": "cb cbien cmb cmbien combi1",
    "comment": "cmt comen",
    "d accord": "dac dacc daccord dakor",
    "dans": "ds",
    "demain": "dmain",
    "desole": "dsl",
    "en fait": "enft enfet enfait",
    "faut": "fo",
    "il y a": "ya",
    "j ai": "g jai",
    "j avais": "javais",
    "j en": "jen",
    "je comprends": "jcomprend jcomprends",
    "je ne sais pas": "chepa jsp jspa jspas",
    "je peux": "jpeu jpeux",
    "je sais": "chai chais jsais",
    "je suis": "chui jsui jsuis",
    "je vais": "jvai jvais",
    "je veux": "jveu jveux",
    "je voudrais": "jvoudrai jvoudrais",
    "mais": "mai",
    "maintenant": "mtn mtnt",
    "merci": "mci mrc mrci",
    "message": "msg",
    "non": "nan nn nop nope",
    "nous": "ns",
    "ok": "okay okey oki okk",
    "oui": "ouai ouais oue ouep ouip we yep yes",
    "parce que": "pcq pck xq",
    "pas de souci": "tkt",
    "peut etre": "ptet",
    "pour": "pr",
    "pourquoi": "pk pkoi pq prkoi prq",
    "probleme": "pb pblm",
    "quand": "qd",
    "que": "k ke",
    "quel": "kel ql",
    "quelle": "kelle",
    "quelqu un": "kelkun qqn qqun",
    "quelque": "qq",
    "qui": "ki",
    "quoi": "koi kwa",
    "rendez vous": "rdv",
    "s il te plait": "stp",
    "s il vous plait": "svp",
    "salut": "slt",
    "souvent": "svt",
    "toujours": "tjr tjrs",
    "tout": "tt",
    "veux": "vx",
    "vous": "vs",
    "": "lol mdr ptdr",
}
_IN_FULL = {short: word for word, spellings in _SPELLINGS.items() for short in spellings.split()}
# One letter stands for a word of its own only where it is not an elided one (« c koi », but « c'est quoi »).
_LONE_LETTERS = {"c": ("c est", {"est", "etait", "etaient", "en"}), "t": ("tu es", {"es", "as", "etais", "ai", "en"})}
_SIGNS = {
    "oui": "👍👌✅✔🆗",
    "non": "👎❌",
    "merci": "🙏",
    "bonjour": "👋",
    "colere": "😡🤬😠",
    "je ne sais pas": "🤷",
}
_EMOJI = {ord(sign): f" {words} " for words, signs in _SIGNS.items() for sign in signs}
_FOLDS = (
    (re.compile(r"\{[\w-]+\}"), " unepersonne "),  # the gateway's stand-in for a beneficiary's first name
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
    text = unicodedata.normalize("NFKD", text.translate(_EMOJI)).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = text.replace("œ", "oe").replace("æ", "ae")
    for pattern, word in _FOLDS:
        text = pattern.sub(word, text)
    text = re.sub(r"[^a-z0-9€?]+", " ", text)
    text = re.sub(r"([a-z])\1{2,}", r"\1", text)
    text = re.sub(r"\?+", " ? ", text)
    words = text.split()
    plain = " ".join(_in_full(word, following) for word, following in zip_longest(words, words[1:], fillvalue=""))
    return " ".join(plain.split()).lstrip("?€ ") or NOTHING_LEFT


def _in_full(word: str, following: str) -> str:
    if word in _LONE_LETTERS:
        full, elided_before = _LONE_LETTERS[word]
        return word if following in elided_before else full
    return _IN_FULL.get(word, word)
