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
a afin apres au aux avec avoir c ce cet cette chez d dans de des doit dois du en est et etre faire fais fait il j je l
la le les ma me mes mon moi moment n ne nous on ou par pas petit petite pour pratiquer qu que qui realiser s sa se ses
son sous sur une un vais va veux y droit droite droits gauche gauches
acte chirurgie chirurgical chirurgicale devis intervention medecin medical operation operer opere operee pose poser
chirurgien docteur hopital clinique soin soins svp merci bonjour besoin souhaite concerne
ai aimerais alors anesthesiste appelle as avait bah ben bientot ca cabinet cela chirurgienne code concernant conseille
crois dit donc elle enlever enleve enlevent eu euh euro euros exactement facture fait faite femme fille fils genre ils juste ligne ma mari
mois m normalement nom nos notre ok ont oui parle pense plait plutot premierement prevoit prevu prevue prochain
prochaine programme propose propos puis quelque quoi remplacer rendez retirer sais semaine sera serait simple simplement suis surement
subir svp tout type vers veut voici voila voudrais vous
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
    return any(phrase and all(any(_alike(w, p) for w in asked) for p in phrase) for phrase in phrases)


def _score(asked: list[str], act: Act) -> float:
    weights = _weights()
    vocabulary, label = _vocabulary()[act.code]
    if set(asked) == set(label):
        return 1.0
    total = sum(weights.get(w, UNKNOWN_WEIGHT) for w in asked)
    found = sum(weights.get(w, UNKNOWN_WEIGHT) * max((_alike(w, v) for v in vocabulary), default=0.0) for w in asked)
    cover = found / total
    if cover < LEAST_COVER:
        return 0.0
    in_label = sum(1 for v in label if any(_alike(w, v) for w in asked)) / len(label)
    return 0.8 * cover + 0.1 * in_label + (0.1 if act.usual else 0.0)


def _alike(asked: str, known: str) -> float:
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
