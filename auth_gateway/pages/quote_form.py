"""« Analyse de devis » as a form that needs no script: the same draft, checks, turns and engine as the conversation.

A form sent back is a change of the panel, so the member goes on in the conversation, or here, at any moment. What it
asks follows from the table of the fields; a value to be confirmed is asked by the assistant, with its buttons.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.acts.finding import acts_named
from auth_gateway.analyses.service import analyses_of, reader_of, sheet_of
from auth_gateway.conversations import service
from auth_gateway.conversations.models import Conversation
from auth_gateway.conversations.record import TurnRecord, has_estimate, new_record
from auth_gateway.conversations.routes import Acting, TurnTools
from auth_gateway.conversations.schemas import NewMessage, Opening
from auth_gateway.conversations.service import Caller, caller_at
from auth_gateway.conversations.turns import Tools
from auth_gateway.dependencies import CurrentMember, Services, SignedInMember
from auth_gateway.pages.draft_form import NEW_LINE, DraftForm, Group, sent_back
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.pages.space import about_quote, people_of, read_only
from auth_gateway.platform.db import Database
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.french import cents
from auth_gateway.platform.limits import Share
from auth_gateway.services import ServiceSet
from auth_gateway.sheets import Headline, page_of
from quote_draft import MOST_LINES, Draft, accepts, draft_view
from wording import say, words

HOME = "/espace/formulaire"
ASKED_BY_THE_ASSISTANT = frozenset({"confirm_value", "choose_act", "confirm"})
"""Questions whose answer is no field of the form: its buttons stand above it."""
WORDS = "words"
CODE = re.compile(r"[A-Za-z]{4}\s?[0-9]{3}")

Json = dict[str, Any]
Sent = Mapping[str, str]

router = APIRouter(prefix=HOME, include_in_schema=False)


@dataclass(frozen=True)
class _Again:
    """A form that was not taken: what was typed, what is wrong by the name of the input, acts to choose among."""

    form: Sent
    problems: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    notice: str | None = None


@router.get("")
def show(services: Services, member: CurrentMember, pages: CurrentPages, fait: str = "", ligne: str = "") -> Response:
    return _page(services, member, pages, notice=words("quote_form", "notices").get(fait), added=ligne == NEW_LINE)


async def _form(request: Request) -> dict[str, str]:
    async with request.form() as sent:
        return {name: value for name, value in sent.items() if isinstance(value, str)}


@router.post("")
def save(
    *,
    services: Services,
    tools: TurnTools,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    form: Annotated[dict[str, str], Depends(_form)],
) -> Response:
    """Save what differs from the form that was shown; by its button, estimate or show another line to fill in."""
    by = form.get("geste")
    with services.db.read() as db:
        filled = _Filled(services, member, _record(db, caller), form)
    if filled.is_of_another_time:
        return _page(services, member, pages, problem=say("quote_form", "elsewhere"), status=409)
    try:
        changes, again = filled.read()
        if again is not None:
            return _page(services, member, pages, again=again, status=422)
        estimated = _apply(tools, caller, filled.record, changes, finished=by == "estimer")
    except ProblemError as problem:
        return _page(services, member, pages, again=filled.refused(problem), status=problem.status)
    if by == "ligne":
        return to(f"{HOME}?ligne={NEW_LINE}#line.act|{NEW_LINE}")
    word = "estimation" if estimated else "enregistre" if changes or by == "estimer" else "inchange"
    return to(f"{HOME}?fait={word}#resultat")


@router.post("/reponse")
def answer(
    *,
    services: Services,
    tools: TurnTools,
    member: CurrentMember,
    caller: Acting,
    pages: CurrentPages,
    bouton: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Press one of the assistant's buttons."""
    chosen = _current(services.db, caller)
    message = NewMessage(client_message_id=f"form-{uuid.uuid4()}", button=bouton)
    step = lambda: service.take_message(tools, caller, chosen, message)  # noqa: E731
    return _done(services, member, pages, "enregistre", step)


@router.post("/annuler")
def undo(services: Services, tools: TurnTools, member: CurrentMember, caller: Acting, pages: CurrentPages) -> Response:
    chosen = _current(services.db, caller)
    return _done(services, member, pages, "annule", lambda: service.undo(tools, caller, chosen))


@router.post("/nouveau")
def begin(services: Services, tools: TurnTools, member: CurrentMember, caller: Acting, pages: CurrentPages) -> Response:
    """Set this quote aside and describe another."""
    opening = Opening(fresh=True)
    return _done(services, member, pages, "autre", lambda: service.open_or_resume(tools, caller, opening))


class _Filled:
    """A form sent back, read against the quote as it was shown in it."""

    def __init__(self, services: ServiceSet, member: SignedInMember, record: TurnRecord, form: Sent) -> None:
        self.record = record
        self._services, self._member, self._form = services, member, form
        self._draft = record.draft()
        seen = form.get("vu", "")
        shown = Draft.replay(record.log[: int(seen)]) if seen.isdecimal() else self._draft
        self._same = form.get("devis") == record.conversation_id and _lines(shown) == _lines(self._draft)
        self._laid_out = DraftForm(shown, record.context(), people_of(member), in_words=True)
        self._inputs = {each.name: each for group in self._laid_out.groups() for each in group}
        self._names: list[str] = []  # of the inputs, change by change

    @property
    def is_of_another_time(self) -> bool:
        """Say whether it speaks of lines that are no more, or of another quote."""
        return not self._same

    def read(self) -> tuple[list[Json], _Again | None]:
        """Return the changes that it asks for, or the form to be seen again."""
        changes: list[tuple[str, Json]] = []
        problems, found = {}, {}
        for name, change in self._laid_out.changes(self._form):
            if change.get("field") == "line.act" and change["value"] and not CODE.fullmatch(change["value"]):
                named, found[name] = self._act(name, change)
                changes += [(name, each) for each in named]
                continue
            changes.append((name, change))
            if change.get("field") not in {None, "line.act"} and not accepts(change["field"], change["value"]):
                problems[name] = self._wrong(name)
        self._names = [name for name, _change in changes]
        again = _Again(self._form, problems, found) if problems or any(found.values()) else None
        return [change for _name, change in changes], again

    def refused(self, problem: ProblemError) -> _Again:
        """Put what a refusal says beside the input that it is about, above the form when it is about none."""
        for error in problem.extensions.get("errors", []):
            place = re.match(r"changes\[(\d+)\]", str(error["path"]))
            if place and int(place[1]) < len(self._names):
                return _Again(self._form, {self._names[int(place[1])]: str(error["message"])})
        return _Again(self._form, notice=problem.title)

    def _act(self, name: str, change: Json) -> tuple[list[Json], list[tuple[str, str]]]:
        """Return the changes that name a line's act, or the acts to choose among; words that mean none are kept."""
        typed, line = change["value"], change["line"]
        answered = self._form.get(f"{WORDS}|{name}") == self._form.get(name)
        chosen = self._form.get(f"act|{name}") if answered else None
        if chosen and chosen != WORDS:
            return [{**change, "value": chosen}], []
        if chosen is None:
            self._services.limits.charge(Share.SEARCHES, self._member.account.id)
            on, tooth = self._draft.date_of_care or self.record.today, self._draft.get("line.tooth", line)
            acts = acts_named(typed, on, self._draft.family, tooth)
            if acts:
                options = [(act.code, say("panel", "act", label=act.label, code=act.code)) for act in acts]
                return [], [*options, (WORDS, say("quote_form", "keep_words", words=typed))]
        no_act = [{**change, "value": None}] if self._draft.get("line.act", line) else []
        return [*no_act, {"field": "line.label", "line": line, "value": typed}], []

    def _wrong(self, name: str) -> str:
        """Say what an input accepts."""
        texts, each = words("fields", "refused"), self._inputs[name]
        return texts.get(each.field) or texts.get(each.kind) or say("quote_form", "not_read")


def _lines(draft: Draft) -> list[tuple[str | None, str | None]]:
    return [(line.code, line.label) for line in draft.lines]


def _apply(tools: Tools, caller: Caller, record: TurnRecord, changes: list[Json], *, finished: bool) -> bool:
    """Run the changes as one turn, the first of a quote after its opening; say whether it gave an estimate."""
    draft = record.draft()
    count = len(draft.lines) + sum(("add_line" in each) - ("delete_line" in each) for each in changes)
    if finished and count and (changes or not draft.no_more_lines):
        changes = [*changes, {"no_more_lines": True}]
    if not changes:
        return False
    chosen = record.conversation_id or service.open_or_resume(tools, caller, Opening())["id"]
    return service.edit_draft(tools, caller, chosen, changes)["analysis_id"] is not None


def _done(services: ServiceSet, member: SignedInMember, pages: Pages, word: str, step: Any) -> Response:
    try:
        result = step()
    except ProblemError as problem:
        return _page(services, member, pages, problem=problem.title, status=problem.status)
    return to(f"{HOME}?fait={'estimation' if result['analysis_id'] else word}#resultat")


def _current(database: Database, caller: Caller) -> str:
    """Return the conversation that the member goes on with; there is nothing to answer before the first."""
    with database.read() as db:
        chosen = service.current_conversation(db, caller)
    if chosen is None:
        raise not_found("conversation")
    return chosen.id


def _record(db: Session, caller: Caller) -> TurnRecord:
    """Return the record of the quote that the member goes on with; before the first, of no conversation."""
    chosen = service.current_conversation(db, caller)
    if chosen is None:
        return new_record(caller.cipher, "", caller.person, caller.rights, caller.today)
    return service.record_of(db, caller, chosen.id)


def _page(
    services: ServiceSet,
    member: SignedInMember,
    pages: Pages,
    *,
    notice: str | None = None,
    problem: str | None = None,
    again: _Again | None = None,
    added: bool = False,
    status: int = 200,
) -> Response:
    caller = caller_at(services.clock, member.account, member.person, member.rights)
    with services.db.read() as db:
        record = _record(db, caller)
        estimate = _estimate(db, member, record)
        question = _question(db, record)
    draft, context = record.draft(), record.context()
    added = not draft.lines or added or bool(again and any(name.endswith(f"|{NEW_LINE}") for name in again.form))
    groups = DraftForm(draft, context, people_of(member), added=added, in_words=True).groups()
    if not draft.lines:
        groups = [group for group in groups if group.inputs]
    if again:
        groups = sent_back(groups, again.form, again.problems, again.found)
        problem = again.notice or (say("quote_form", "problems", count=len(again.problems)) if again.problems else None)
    running, pending = draft_view(draft, context)["running"], draft.to_confirm
    waiting = pending and f"{pending.field}|{pending.line or ''}"
    if estimate:
        estimate["page"]["supposed"] = [_with_its_input(each, groups) for each in estimate["page"]["supposed"]]
    return pages.render(
        "quote_form.html",
        member_shell(services, member, "/espace"),
        status,
        about=about_quote(services, member),
        read_only=read_only(member),
        conversation=record.conversation_id,
        seen=len(record.log),
        groups=groups,
        described=bool(draft.lines),
        may_add=bool(draft.lines) and not added and len(draft.lines) < MOST_LINES,
        notice=notice,
        problem=problem,
        which_act=next((each for group in groups for each in group if each.found), None),
        faults=[each for group in groups for each in group if each.problem],
        missing=[each for group in groups for each in group if each.missing and each.name != waiting],
        question=question,
        estimate=estimate,
        running=running and _so_far(running, len(draft.lines)),
    )


def _with_its_input(supposed: Json, groups: list[Group]) -> Json:
    """Say which input of the form would make a fact of a hypothesis; none where it is no field."""
    field, line = supposed["field"], str(supposed["line"] or "")
    inputs = (each for group in groups for each in group if each.line == line)
    its = (each.name for each in inputs if field and (each.field == field or each.field.startswith(f"{field}.")))
    return {**supposed, "anchor": next(its, None)}


def _so_far(running: Json, lines: int) -> Json:
    """Say what is left to pay so far, and of how many lines."""
    lowest, highest = (cents(running["member"][end]) for end in ("min", "max"))
    counted = lines - len(running["left_out"])
    return {
        "what": say("panel", "running")
        if counted == lines
        else say("panel", "running_in_part", count=counted, lines=lines),
        "amount": Headline(lowest, highest).text,
    }


def _question(db: Session, record: TurnRecord) -> Json | None:
    """Return what the assistant asks that is no field of the form, with its buttons."""
    if record.asked is None or record.asked["field"] not in ASKED_BY_THE_ASSISTANT:
        return None
    messages = service.new_messages(db, record.conversation_id, 0)
    return next((each for each in reversed(messages) if each["buttons"]), None)


def _estimate(db: Session, member: SignedInMember, record: TurnRecord) -> Json | None:
    """Lay out the estimate of the quote as it stands; None while there is none."""
    conversation = db.get(Conversation, record.conversation_id)
    if conversation is None or not has_estimate(conversation, record.draft()):
        return None
    reader = reader_of(member.person, member.rights)
    found = (each for each in analyses_of(db, reader) if each.conversation_id == record.conversation_id)
    latest = next(found, None)
    if latest is None:
        return None
    who = reader.first_name(latest.beneficiary_id)
    sheet = sheet_of(cipher_of(db, latest.person_id), latest, member=member.person, who=who)
    return {"id": latest.id, "page": page_of(sheet)}
