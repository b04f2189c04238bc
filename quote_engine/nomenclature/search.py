"""From everyday words to acts: accents, plurals and small typing slips do not matter.

A rare word weighs more than a common one (« hanche » tells more than « prothèse »), and the act that people usually
mean comes first among equals. `clear` says that one act leads so plainly that it may be proposed alone.
"""

import datetime as dt
import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from quote_engine.nomenclature.acts import Act, all_acts

_STOP_WORDS = """
a acte afin ai aimerais alors anesthesiste appelle apres as au aux avait avec avoir bah ben besoin bientot bonjour c
ca cabinet ce cela cet cette chez chirurgical chirurgicale chirurgie chirurgien chirurgienne clinique code concernant
concerne conseille crois d dans de des devis dit docteur dois doit donc droit droite droits du elle en enleve enlevent
enlever est et etre eu euh euro euros exactement facture faire fais fait faite femme fille fils gauche gauches genre
hopital il ils intervention j je juste l la le les ligne m ma mari me medecin medical merci mes moi mois moment mon n
ne nom normalement nos notre nous ok on ont operation opere operee operer ou oui par parle pas pense petit petite
plait plutot pose poser pour pratiquer premierement prevoit prevu prevue prochain prochaine programme propos propose
puis qu que quelque qui quoi realiser remplacer rendez retirer s sa sais se semaine sera serait ses simple simplement
soin soins son souhaite sous subir suis sur surement svp tout type un une va vais vers veut veux voici voila voudrais
vous y
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
LIGHT_WORDS = frozenset({"anesthesie", "generale", "locale", "ambulatoire", "total", "totale", "complet", "complete"})
"""Said of many acts without choosing one."""
LIGHT_WEIGHT = 0.5
UNKNOWN_WEIGHT = 3.0
"""Of a word that no act has: enough to doubt, not enough to hide what the other words say."""
FAMILY_WORDS = {"dental": ("dent", "dentaire", "dentiste"), "medical": ()}
SHORTEST_PREFIX = 5
CLEAR_SCORE = 0.75
CLEAR_LEAD = 0.08
LEAST_COVER = 0.5


@dataclass(frozen=True, slots=True)
class ActMatch:
    """An act found by words; `score` between 0 and 1; `clear` only on the first, when it leads plainly."""

    act: Act
    score: float
    clear: bool


def search_acts(words: str, on: dt.date, family: str | None = None, limit: int = 5) -> list[ActMatch]:
    """Find the acts in force that day which the words may mean, best first."""
    asked = [w for w in dict.fromkeys(tokens(words)) if w in _weights() or not w.isdigit()][:20]
    if not asked:
        return []
    acts = [a for a in all_acts().values() if (family is None or a.family == family) and a.known_on(on)]
    scored = [(score, act) for act in acts if (score := _score(asked, act)) > 0]
    scored.sort(key=lambda pair: (-pair[0], pair[1].code))
    matches = [ActMatch(act, round(score, 3), clear=False) for score, act in scored[:limit]]
    if matches and _leads(scored) and _names(asked, matches[0].act):
        matches[0] = ActMatch(matches[0].act, matches[0].score, clear=True)
    return matches


def tokens(text: str) -> list[str]:
    """Cut into words: lower case, without accents or plural, without the words that say nothing."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("100 %", "cent")
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return [_singular(w) for w in re.findall(r"[a-z0-9]+", plain) if w not in STOP_WORDS]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _leads(scored: list[tuple[float, Act]]) -> bool:
    if scored[0][0] < CLEAR_SCORE:
        return False
    return len(scored) == 1 or scored[0][0] - scored[1][0] >= CLEAR_LEAD


def _names(asked: list[str], act: Act) -> bool:
    """Tell whether the words hold the act's label or one of its keywords whole: « bridge » alone names no crown."""
    phrases = (tokens(phrase) for phrase in (act.label, *act.keywords))
    return any(phrase and all(any(alike(w, p) for w in asked) for p in phrase) for phrase in phrases)


def _score(asked: list[str], act: Act) -> float:
    weights = _weights()
    vocabulary, label = _vocabulary()[act.code]
    if set(asked) == set(label):
        return 1.0
    total = sum(weights.get(w, UNKNOWN_WEIGHT) for w in asked)
    found = sum(weights.get(w, UNKNOWN_WEIGHT) * max((alike(w, v) for v in vocabulary), default=0.0) for w in asked)
    cover = found / total
    if cover < LEAST_COVER:
        return 0.0
    in_label = sum(1 for v in label if any(alike(w, v) for w in asked)) / len(label)
    return 0.8 * cover + 0.1 * in_label + (0.1 if act.usual else 0.0)


def alike(asked: str, known: str) -> float:
    """Tell how much two words are the same: one may begin the other, or have a slip."""
    if asked == known:
        return 1.0
    if min(len(asked), len(known)) >= SHORTEST_PREFIX and (asked.startswith(known) or known.startswith(asked)):
        return 0.9
    if len(asked) > SHORTEST_PREFIX and _one_letter_off(asked, known):
        return 0.8
    return 0.0


def _one_letter_off(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    return a[start + 1 :] == b[start + 1 :] or a[start + 1 :] == b[start:] or a[start:] == b[start + 1 :]


@functools.cache
def _vocabulary() -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {
        act.code: (
            frozenset((*tokens(" ".join((act.label, *act.keywords))), *FAMILY_WORDS[act.family])),
            tuple(dict.fromkeys(tokens(act.label))),
        )
        for act in all_acts().values()
    }


@functools.cache
def _weights() -> Mapping[str, float]:
    counts = Counter(word for vocabulary, _ in _vocabulary().values() for word in vocabulary)
    weights = {word: 1 + math.log(len(_vocabulary()) / count) for word, count in counts.items()}
    return weights | dict.fromkeys(LIGHT_WORDS, LIGHT_WEIGHT)
