"""The natures of care, each a row: who gives it, and what the rules need of it when no code tells more."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

ANAESTHETIST = 4
"""CCAM activity code of the anaesthetist."""


class Nature(NamedTuple):
    """`by_doctor`: the sector counts, the participation and the pathway of care too; otherwise it is care of teeth."""

    by_doctor: bool
    flat_fee: Literal["adds_up", "removed", "never"]
    """At the threshold of 120 euros, of a line without code: the fee is due, or the member's share falls, or neither.

    Orthodontics: a half-year (193.50) and a first year of retention (161.25) are paid in full, what lies below the
    threshold is not (service-public.fr F33956); the fee never bears on teeth to straighten or replace.
    """
    not_covered: str = ""
    """The `for` key of a cover that pays it where the Assurance Maladie does not; empty: none does."""


NATURES: Mapping[str, Nature] = {
    "consultation": Nature(by_doctor=True, flat_fee="never", not_covered="medical_act.not_covered"),
    "medical_act": Nature(by_doctor=True, flat_fee="adds_up", not_covered="medical_act.not_covered"),
    "anaesthesia": Nature(by_doctor=True, flat_fee="adds_up", not_covered="medical_act.not_covered"),
    "imaging": Nature(by_doctor=True, flat_fee="removed", not_covered="medical_act.not_covered"),
    "dental_care": Nature(by_doctor=False, flat_fee="adds_up"),
    "dental_prosthesis": Nature(by_doctor=False, flat_fee="never", not_covered="dental_prosthesis.not_covered"),
    "orthodontics": Nature(by_doctor=False, flat_fee="removed", not_covered="orthodontics.not_covered"),
}
DOCTOR_NATURES = tuple(name for name, nature in NATURES.items() if nature.by_doctor)
DENTAL_NATURES = tuple(name for name, nature in NATURES.items() if not nature.by_doctor)
