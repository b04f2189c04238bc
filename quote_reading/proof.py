"""Sums as proof: what confirms a value, what contradicts it, and what is left in doubt.

A fee is without doubt only when a sum says the same: the total, the base and the overrun, what is repaid and what is
left. A code, a tooth, a base of a text layer is what the paper says; one of a picture has been guessed, and is without
doubt only when something else on the page says the same: a sum, the nomenclature's base, the act's name.
"""

import datetime as dt
import itertools
from dataclasses import dataclass

from quote_engine import Act, is_orthodontics, search_acts
from quote_reading.found import Candidate, Findings, Found
from quote_reading.printed.codes import Code
from quote_reading.printed.marks import ANAESTHETIST, SURGEON
from quote_reading.result import Doubt

SURE = 0.9
"""Of a short sign read on a picture that nothing else can confirm: a tooth, a sector, a day."""
NAMED = 5
"""Acts that the words beside a code may mean: its own among them confirms it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the sums of a paper say of the fees: their total is printed, and whether they make it."""

    has_total: bool
    adds_up: bool
    has_anaesthetist: bool = False
    """Several lines may be the surgeon's or the anaesthetist's: one act stands twice, or one is an anaesthetist's."""


def proof_of(findings: Findings) -> Proof:
    """Compare the totals printed with the sum of the lines, with what the clinic sells or without."""
    fees = [one.amounts["fee"].value for one in findings.candidates if "fee" in one.amounts]
    totals = {total.value for total in findings.totals()}
    beside = beside_fees(findings)
    whole = len(fees) == len(findings.candidates) and bool(fees)
    sums = {sum(fees) + sum(more) for count in range(4) for more in itertools.combinations(beside, count)}
    codes = [one.coded.code for one in findings.candidates if one.coded is not None]
    asleep = any(one.activity is not None and one.activity.value == ANAESTHETIST for one in findings.candidates)
    return Proof(bool(totals), whole and bool(sums & totals), asleep or len(set(codes)) < len(codes))


def beside_fees(findings: Findings) -> list[int]:
    """Return in cents what rooms, what else the clinic sells and the stay's own costs come to."""
    return [
        sum(room.whole.value for room in findings.rooms if room.whole is not None),
        sum(charge.whole.value for charge in findings.charges),
        sum(aside.amount.value for aside in findings.asides if aside.name == "hospital"),
    ]


def complete(one: Candidate, day: dt.date) -> None:
    """Give a line what was not read and follows from its other amounts.

    The base, where what is repaid is the nomenclature's; the fee, of base and overrun, or of what is repaid and left.
    """
    amounts = one.amounts
    repaid, activity = amounts.get("reimbursed"), None if one.activity is None else one.activity.value
    if repaid is not None and one.coded is not None and repaid.value in one.coded.tariffs(day, activity):
        amounts.setdefault("base", repaid)
    for first, second in (("base", "overrun"), ("reimbursed", "remaining")):
        if "fee" not in amounts and {first, second} <= amounts.keys():
            last = amounts[second]
            amounts["fee"] = Found(amounts[first].value + last.value, last.row, 0, len(last.row.text))
            one.worked_out = True


class Judge:
    """Judges the values of one line."""

    def __init__(self, one: Candidate, proof: Proof, act: Act | None, activity: int, day: dt.date) -> None:
        self.one, self.proof, self.act, self.activity, self.day = one, proof, act, activity, day
        self.amounts = {role: found.value for role, found in one.amounts.items()}
        self.tariffs = frozenset() if one.coded is None else one.coded.tariffs(day, activity)

    def act_doubt(self) -> Doubt | None:
        code = self.one.coded
        if code is None:
            return None
        if self.act is None and not is_orthodontics(code.code):
            return Doubt.UNKNOWN_CODE
        if self.one.rivals and not self.proof.adds_up:
            return Doubt.ROLE
        return None if self._has_its_base() or self._has_its_name() else self._unproved_act_doubt(code)

    def _unproved_act_doubt(self, code: Code) -> Doubt | None:
        if self.one.code is not None and not self.one.code.named:
            return Doubt.NOT_FOUND
        if code.repaired:
            return Doubt.MISREAD
        return None if self._is_text(self.one.code) else Doubt.UNCONFIRMED

    def fee_doubt(self) -> Doubt | None:
        fee = self.one.amounts["fee"]
        if self._is_of_several():
            return Doubt.ROLE
        if self._makes_the_overrun() or self._makes_the_rest():
            return None
        if (self.proof.adds_up or self.one.proved) and not self.one.contested:
            return None
        contradicted = self._what_contradicts()
        if contradicted is not None:
            return contradicted
        if fee.named and self.one.code is not None:
            return Doubt.UNCONFIRMED
        return Doubt.ROLE if self._is_text(fee) else Doubt.UNCONFIRMED

    def _is_of_several(self) -> bool:
        """Tell a fee beside another price of one, of a number that was not read."""
        fee = self.amounts["fee"]
        return self.one.quantity is None and self.amounts.get("unit", fee) not in {0, fee}

    def _what_contradicts(self) -> Doubt | None:
        """Return what says that a fee may be another: nothing has confirmed it."""
        if self.one.contested:
            return Doubt.ROLE
        if self.one.worked_out:
            return Doubt.WORKED_OUT
        if "overrun" in self.amounts and "base" in self.amounts:
            return Doubt.OVERRUN_DIFFERS
        if self._has_its_base() and self.amounts["fee"] < self.amounts["base"]:
            return Doubt.ROLE
        return Doubt.SUM_DIFFERS if self.proof.has_total else None

    def base_doubt(self) -> Doubt | None:
        if "base" not in self.amounts:
            return self.act_doubt()
        if self._has_its_base() or self._makes_the_overrun():
            return None
        if self.tariffs:
            return Doubt.BASE_DIFFERS
        base = self.one.amounts["base"]
        if not self._is_text(base):
            return Doubt.UNCONFIRMED
        return None if base.named else Doubt.ROLE

    def tooth_doubt(self) -> Doubt | None:
        tooth = self.one.tooth
        if tooth is None:
            return None
        if self.one.rivals or (self.act is not None and not self.act.allows_tooth(tooth.value)):
            return Doubt.TOOTH_DIFFERS
        if not tooth.named:
            return Doubt.NOT_FOUND
        return None if self._is_text(tooth) or tooth.sure >= SURE else Doubt.UNCONFIRMED

    def activity_doubt(self) -> Doubt | None:
        """Doubt what was read on a picture, and what nothing says of an act that an anaesthetist is paid for too."""
        if self.one.activity is None:
            open_ = self.act is not None and self.act.has_anaesthesia and activity_of_base(self.one, self.day) is None
            another = self.proof.has_anaesthetist or "base" in self.amounts or not self._is_text(self.one.code)
            return Doubt.NOT_FOUND if open_ and another else None
        if self._has_its_base():
            return None
        if self._has_the_base_of_another():
            return Doubt.BASE_DIFFERS
        if not self.one.activity.named:
            return Doubt.NOT_FOUND
        if self._is_text(self.one.activity):
            return None
        return None if self.one.activity.sure >= SURE else Doubt.UNCONFIRMED

    def covered_doubt(self) -> Doubt | None:
        """Judge « NR » beside an act that has a tariff: one of the two is not what it seems."""
        covered = self.one.covered
        if covered is None:
            return None
        return Doubt.BASE_DIFFERS if self.tariffs else self.sign_doubt(covered)

    def sign_doubt(self, found: Found) -> Doubt | None:
        """Judge words of the paper that say one thing: « NR », « secteur 1 »."""
        if found.value is None:
            return Doubt.NOT_FOUND
        return None if self._is_text(found) or found.sure >= SURE else Doubt.UNCONFIRMED

    def _is_text(self, found: Found | None) -> bool:
        return found is not None and found.row.sheet.is_text

    def _has_its_base(self) -> bool:
        return self.amounts.get("base") in self.tariffs

    def _has_the_base_of_another(self) -> bool:
        """Tell whether the base printed is that of another activity of the act."""
        return self.one.coded is not None and self.amounts.get("base") in self.one.coded.tariffs(self.day)

    def _has_its_name(self) -> bool:
        if self.act is None:
            return False
        words = " ".join(row.text[start:end] for row, start, end in self.one.label)
        if self.activity == ANAESTHETIST and "anesth" in words.lower():
            return self.act.has_anaesthesia
        return any(match.act.code == self.act.code for match in search_acts(words, self.day, self.act.family, NAMED))

    def _makes_the_overrun(self) -> bool:
        """Fee = base + overrun; below its base a fee has none."""
        if self.one.worked_out or not {"fee", "base", "overrun"} <= self.amounts.keys():
            return False
        return bool(max(0, self.amounts["fee"] - self.amounts["base"]) == self.amounts["overrun"])

    def _makes_the_rest(self) -> bool:
        if self.one.worked_out or not {"fee", "reimbursed", "remaining"} <= self.amounts.keys():
            return False
        return bool(self.amounts["fee"] - self.amounts["reimbursed"] == self.amounts["remaining"])


def activity_of(one: Candidate, day: dt.date) -> int:
    """Return the activity printed, else the one whose tariff is the base printed, else the surgeon's."""
    return int(one.activity.value) if one.activity is not None else activity_of_base(one, day) or SURGEON


def activity_of_base(one: Candidate, day: dt.date) -> int | None:
    """Return the only activity of the act whose tariff is the base printed."""
    if one.coded is None or one.coded.act is None:
        return None
    base = one.amounts.get("base")
    fitting = [
        number
        for number in one.coded.act.activities
        if base is not None and base.value in one.coded.tariffs(day, number)
    ]
    return fitting[0] if len(fitting) == 1 else None
