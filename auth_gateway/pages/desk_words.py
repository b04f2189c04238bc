"""The desk's rows, members and histories in French words."""

from typing import Any

from auth_gateway.cases.models import Subject
from auth_gateway.console.case import Access, Member, Step
from auth_gateway.console.listing import Row
from auth_gateway.members.covers import label_of
from auth_gateway.pages.french import date_time
from auth_gateway.rights import Level
from wording import long_date, say, words

Json = dict[str, Any]

HOUR, DAY = 60, 24 * 60


def waited(minutes: int) -> str:
    """`35 min`, `2 h 05`, `3 jours`."""
    if minutes >= DAY:
        return say("desk", "waiting", "days", count=minutes // DAY)
    if minutes >= HOUR:
        return say("desk", "waiting", "hours", hours=minutes // HOUR, minutes=f"{minutes % HOUR:02d}")
    return say("desk", "waiting", "minutes", count=minutes)


def why(case: Row) -> str:
    """Say why a case came: an estimate to be checked, the question where the member stopped, or neither."""
    asked = words("fields", "names").get(case.asked or "")
    if case.why == "stuck" and asked:
        return say("desk", "why", "stuck_at", field=asked)
    return say("desk", "why", case.why)


def row(case: Row) -> Json:
    """Lay out one row of the list."""
    member, last = case.member, case.last
    return {
        "id": case.id,
        "reference": case.reference,
        "who": f"{member.first_name} {member.last_name}",
        "mutuelle": member.mutuelle.name,
        "subject": say("desk", "subjects", case.subject),
        "is_complaint": case.subject is Subject.COMPLAINT,
        "state": say("desk", "states", case.state),
        "waited": waited(case.age_minutes),
        "since": case.waiting_since,
        "act": case.act,
        "left": case.left,
        "why": why(case),
        "last": last and {"by": say("pages", "console", "authors", last["from"]), "text": last["text"]},
        "assignee": case.assignee.name if case.assignee else None,
        "due_at": case.due_at,
        "acknowledge_by": case.acknowledge_by,
        "late": case.late,
        "urgent": say("desk", "urgent") if case.urgent else None,
    }


def access(given: Access) -> str | None:
    """Say what the member can no longer do, and why; None when nothing stands in the way."""
    if given.level is Level.FULL or given.reason is None:
        return None
    why = say("desk", "access", "reasons", given.reason)
    until = long_date(given.ends_on) if given.ends_on else None
    if given.level is Level.NONE:
        return say("desk", "access", "none", why=why)
    return say("desk", "access", "read_only_until" if until else "read_only", why=why, until=until)


def history(events: list[Step]) -> list[tuple[str, str]]:
    """Say each step of a case's life with its moment."""
    said = []
    for each in events:
        texts = words("desk", "history")
        told = {"by": each.by or "", "about": each.about or ""}
        facts = {name: who for name, who in told.items() if f"{{{name}}}" in texts[each.kind]}
        said.append((say("desk", "history", each.kind, **facts), date_time(each.at)))
    return said


def about(member: Member) -> list[tuple[str, str]]:
    """Say who a member is in civil terms, and their cover."""
    guarantee, top_up = member.guarantee_id, member.top_up_id
    none = say("pages", "console", "none")
    facts = {
        "mutuelle": member.mutuelle.name,
        "member_number": member.member_number,
        "birth_date": long_date(member.birth_date),
        "guarantee": label_of(guarantee) if guarantee else none,
        "top_up": label_of(top_up) if top_up else none,
    }
    labels = words("pages", "console", "about")
    return [(labels[name], str(fact)) for name, fact in facts.items()]
