"""The desk's figures over some days: counts alone, of the reader's mutuelles; nothing of anybody in particular.

What counts an event belongs to the day on which its conversation or case began.
"""

import csv
import datetime as dt
import io
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import estimate_of
from auth_gateway.cases.estimates import content_of
from auth_gateway.cases.models import Case, CaseAnswer, CaseEstimate, CaseEvent, EventKind
from auth_gateway.console.scope import in_scope
from auth_gateway.conversations.models import Conversation, Turn
from auth_gateway.dependencies import SignedInAdvisor
from auth_gateway.members import Person
from auth_gateway.platform.clock import PARIS
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.french import cents, euros, plain
from wording import say, words

Json = dict[str, Any]

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LEFT_AFTER = dt.timedelta(hours=1)  # without a word, whoever has no estimate is counted as gone
ESTIMATE_STEPS = (2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE)
DELAY_STEPS = (HOUR, 4 * HOUR, DAY, 2 * DAY, 5 * DAY)
ACCURACY_STEPS = (0, 1_00, 10_00, 50_00)  # cents


@dataclass(frozen=True)
class Period:
    """Days, both included."""

    first: dt.date
    last: dt.date

    @property
    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the instants of its beginning and of its end, which is outside."""
        return _midnight(self.first), _midnight(self.last + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=PARIS).astimezone(dt.UTC)


@dataclass(frozen=True)
class Table:
    """Rows of a label and as many counts as there are columns; `median` is told in words under the title."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]
    median: str | None = None

    @property
    def title(self) -> str:
        return say("figures", "titles", self.name)

    def as_json(self) -> Json:
        return {
            "name": self.name,
            "title": self.title,
            "columns": list(self.columns),
            "rows": [{"label": label, "counts": list(counts)} for label, counts in self.rows],
            "median": self.median,
        }


def figures(db: Session, desk: SignedInAdvisor, period: Period, now: dt.datetime) -> list[Table]:
    """Return every table of a period."""
    return [
        _funnel(db, desk, period, now),
        _time_to_estimate(db, desk, period),
        _hand_overs(db, desk, period),
        _delays(db, desk, period, EventKind.TAKEN),
        _delays(db, desk, period, EventKind.ANSWERED),
        _accuracy(db, desk, period),
        _helped(db, desk, period),
    ]


def as_csv(tables: Iterable[Table]) -> str:
    """Return the tables as one file: table, row, column, count; semicolons, for a French spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(words("figures", "csv").values())
    for table in tables:
        for label, counts in table.rows:
            writer.writerows(
                (table.title, label, column, count) for column, count in zip(table.columns, counts, strict=True)
            )
    return text.getvalue()


def _conversations(desk: SignedInAdvisor, period: Period) -> Select[Any]:
    """Return the ids of the conversations in which something was said, of members of the reader's mutuelles."""
    begin, end = period.bounds
    return (
        select(Conversation.id)
        .join(Person, Person.id == Conversation.person_id)
        .where(
            Person.mutuelle_id.in_(sorted(desk.mutuelles)),
            Conversation.last_seq > 0,
            Conversation.created_at >= begin,
            Conversation.created_at < end,
        )
    )


def _cases(desk: SignedInAdvisor, period: Period) -> Select[Any]:
    begin, end = period.bounds
    return select(Case.id).where(in_scope(desk), Case.created_at >= begin, Case.created_at < end)


def _funnel(db: Session, desk: SignedInAdvisor, period: Period, now: dt.datetime) -> Table:
    """Count, by question, the conversations in which it was asked and those that ended there without an estimate."""
    chosen = _conversations(desk, period).scalar_subquery()
    asked = _by_question(
        db,
        select(Turn.asked, func.count(Turn.conversation_id.distinct()))
        .where(Turn.conversation_id.in_(chosen), Turn.asked.is_not(None))
        .group_by(Turn.asked),
    )
    estimated = select(Analysis.conversation_id).where(Analysis.conversation_id.is_not(None))
    stopped = _by_question(
        db,
        select(Turn.asked, func.count())
        .join(Conversation, Conversation.id == Turn.conversation_id)
        .where(
            Turn.conversation_id.in_(chosen),
            Turn.asked.is_not(None),
            Turn.number == Conversation.version,
            Turn.conversation_id.not_in(estimated),
            Conversation.last_activity_at < now - LEFT_AFTER,
        )
        .group_by(Turn.asked),
    )
    order = list(words("figures", "questions"))
    known = sorted(asked, key=lambda field: (order.index(field) if field in order else len(order), field))
    names = _names_of_questions()
    rows = [(names.get(field, field), (asked[field], stopped.get(field, 0))) for field in known]
    return Table("funnel", tuple(words("figures", "columns", "funnel").values()), rows)


def _names_of_questions() -> Mapping[str, str]:
    """Name every field that can be asked: as the figures do, or as the quote does."""
    return {**words("fields", "names"), **words("figures", "questions")}


def _by_question(db: Session, counted: Select[str | None, int]) -> dict[str, int]:
    return {field: count for field, count in db.execute(counted) if field is not None}


def _time_to_estimate(db: Session, desk: SignedInAdvisor, period: Period) -> Table:
    rows = db.execute(
        select(Conversation.created_at, func.min(Analysis.created_at))
        .join(Analysis, Analysis.conversation_id == Conversation.id)
        .where(Conversation.id.in_(_conversations(desk, period).scalar_subquery()))
        .group_by(Conversation.id, Conversation.created_at)
    )
    return _spread("time_to_estimate", [_seconds(begun, made) for begun, made in rows], ESTIMATE_STEPS)


def _hand_overs(db: Session, desk: SignedInAdvisor, period: Period) -> Table:
    counted = db.execute(
        select(Case.why, Case.stuck_at, func.count())
        .where(Case.id.in_(_cases(desk, period).scalar_subquery()))
        .group_by(Case.why, Case.stuck_at)
    )
    reasons, names = words("figures", "reasons"), _names_of_questions()
    rows = [
        (
            say("figures", "stuck_at", question=names.get(field, field)) if field else reasons[why or "unknown"],
            (count,),
        )
        for why, field, count in counted
    ]
    return Table(
        "hand_overs", (say("figures", "columns", "cases"),), sorted(rows, key=lambda row: (-row[1][0], row[0]))
    )


def _delays(db: Session, desk: SignedInAdvisor, period: Period, until: EventKind) -> Table:
    """Spread the time from a case's arrival to its first step of a kind."""
    rows = db.execute(
        select(Case.created_at, func.min(CaseEvent.at))
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(Case.id.in_(_cases(desk, period).scalar_subquery()), CaseEvent.kind == until)
        .group_by(Case.id, Case.created_at)
    )
    return _spread(f"until_{until}", [_seconds(begun, done) for begun, done in rows], DELAY_STEPS)


def _accuracy(db: Session, desk: SignedInAdvisor, period: Period) -> Table:
    """Spread the difference between what was estimated and what members say was really reimbursed."""
    cases = db.scalars(
        select(Case).where(
            Case.id.in_(_cases(desk, period).scalar_subquery()), Case.real_reimbursement_sealed.is_not(None)
        )
    )
    differences = []
    for case in cases:
        cipher = cipher_of(db, case.person_id)
        estimated = _estimated(db, cipher, case)
        if estimated is not None and case.real_reimbursement_sealed is not None:
            real = cipher.unseal_text(case.real_reimbursement_sealed, f"cases.real_reimbursement:{case.id}")
            differences.append(abs(cents(real) - estimated))
    counts = _steps(differences, ACCURACY_STEPS)
    middle = plain(round(statistics.median(differences))) if differences else None
    median = say("figures", "median_euros", amount=euros(middle)) if middle else None
    labels = list(words("figures", "accuracy").values())
    columns = (say("figures", "columns", "answers"),)
    return Table("accuracy", columns, [(label, (count,)) for label, count in zip(labels, counts, strict=True)], median)


def _estimated(db: Session, cipher: Cipher, case: Case) -> int | None:
    """Return what the Assurance Maladie and the mutuelle were to pay, in cents, as the member was told last."""
    corrected = db.scalar(
        select(CaseEstimate)
        .join(CaseAnswer, CaseAnswer.estimate_id == CaseEstimate.id)
        .where(CaseAnswer.case_id == case.id)
        .order_by(CaseAnswer.created_at.desc())
        .limit(1)
    )
    if corrected is not None:
        total = content_of(cipher, corrected)["after"].get("total")
    else:
        own = select(Analysis).where(Analysis.conversation_id == case.conversation_id)
        analysis = db.scalar(own.order_by(Analysis.created_at.desc()).limit(1)) if case.conversation_id else None
        total = estimate_of(cipher, analysis).get("total") if analysis is not None else None
    return cents(total["charged"]) - cents(total["member"]) if total else None


def _helped(db: Session, desk: SignedInAdvisor, period: Period) -> Table:
    counted = Counter(
        dict(
            db.execute(
                select(Case.helpful, func.count())
                .where(Case.id.in_(_cases(desk, period).scalar_subquery()), Case.helpful.is_not(None))
                .group_by(Case.helpful)
            ).all()
        )
    )
    labels = words("figures", "helped")
    rows = [(labels["helpful"], (counted[True],)), (labels["not_helpful"], (counted[False],))]
    return Table("helped", (say("figures", "columns", "answers"),), rows)


def _spread(name: str, seconds: list[float], steps: Sequence[int]) -> Table:
    labels = words("figures", "steps")
    names = [labels[f"under_{step}"] for step in steps] + [labels["more"]]
    rows = [
        (label, (count,)) for label, count in zip(names, _steps(seconds, [step - 1 for step in steps]), strict=True)
    ]
    median = say("figures", "median_time", time=_duration(statistics.median(seconds))) if seconds else None
    return Table(name, (say("figures", "columns", name),), rows, median)


def _steps(values: Iterable[float], steps: Sequence[int]) -> list[int]:
    """Count the values up to each step, and those beyond the last one."""
    counts = [0] * (len(steps) + 1)
    for value in values:
        counts[next((index for index, step in enumerate(steps) if int(value) <= step), len(steps))] += 1
    return counts


def _seconds(begin: dt.datetime, end: Any) -> float:
    """Return the seconds between two instants, the later one as an aggregate gives it."""
    return float((end - begin).total_seconds())


def _duration(seconds: float) -> str:
    unit, size = next(
        ((unit, size) for unit, size in (("days", DAY), ("hours", HOUR)) if seconds >= size), ("minutes", MINUTE)
    )
    return say("figures", "durations", unit, count=max(1, round(seconds / size)))
