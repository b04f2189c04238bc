"""A case at the desk, laid out; and how a step that was taken in it, or refused, is told there."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Response
from sqlalchemy.orm import Session

from auth_gateway.cases.following import Rating
from auth_gateway.cases.models import Author, Case, CaseState
from auth_gateway.cases.states import OPEN
from auth_gateway.console import canned, listing, service
from auth_gateway.console.acting import Acting, loads
from auth_gateway.console.case import WholeCase
from auth_gateway.console.correcting import Copy, copy_of
from auth_gateway.console.scope import case_for
from auth_gateway.dependencies import CurrentAdvisor, Services, SignedInAdvisor
from auth_gateway.documents.quote_words import change_in_words, draft_blocks
from auth_gateway.pages import desk_estimates, desk_reading, desk_thread, desk_words
from auth_gateway.pages.contact import told as about_file
from auth_gateway.pages.desk_choice import Choice, Chosen
from auth_gateway.pages.draft_form import DraftForm
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.french import date_time
from auth_gateway.pages.rendering import CurrentPages, Pages
from auth_gateway.pages.signin import to
from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.french import euros
from auth_gateway.services import ServiceSet
from wording import say, words

Json = dict[str, Any]

TONES = {
    CaseState.RECEIVED: "open",
    CaseState.CHECKING_FILES: "open",
    CaseState.IN_PROGRESS: "running",
    CaseState.WAITING_FOR_YOU: "running",
    CaseState.ANSWERED: "done",
    CaseState.CLOSED: "",
}


@dataclass(frozen=True)
class CasePage:
    """The page of one case, before one advisor."""

    services: ServiceSet
    desk: SignedInAdvisor
    pages: Pages
    case_id: str
    came_from: Choice  # the list

    @property
    def acting(self) -> Acting:
        return Acting(self.services, self.desk, self.case_id)

    def done(
        self, word: str, step: Callable[[], object], *, estimate_id: str = "", text: str | None = None, anchor: str = ""
    ) -> Response:
        """Do a step and lead back to the case; a refusal is told on its page, with what was written."""
        try:
            step()
        except ProblemError as problem:
            return self.refused(problem, estimate_id=estimate_id, text=text)
        return self.back(fait=word, estimation=estimate_id, anchor=anchor)

    def back(self, *, anchor: str = "", **more: str) -> Response:
        """Lead to the case again, within the list that its reader came from."""
        return to(
            f"/conseiller/dossiers/{self.case_id}{self.came_from.query(**more)}" + (f"#{anchor}" if anchor else "")
        )

    def refused(self, problem: ProblemError, *, estimate_id: str = "", text: str | None = None) -> Response:
        """Show the case with what was refused; what is not there for this reader stays a page of its own."""
        if problem.status == 404:
            raise problem
        return self.shown(estimate_id=estimate_id, problem=_told(problem), text=text, status=problem.status)

    def opened(self) -> tuple[WholeCase, Copy]:
        """Open the case, which leaves its trace; return it with the copy of the draft that is corrected."""
        today, now = self.services.clock.today(), self.services.clock.now()
        with self.services.db.session() as db:
            found = service.open_case(db, self.desk, self.case_id, today, now)
            return found, copy_of(db, case_for(db, self.desk, self.case_id), today, now)

    def shown(
        self,
        *,
        estimate_id: str = "",
        notice: str | None = None,
        problem: str | None = None,
        text: str | None = None,
        status: int = 200,
        finished: bool = False,
    ) -> Response:
        """Show the case, which leaves its trace; `finished`: the next one is what is to be done, not the neighbour."""
        found, copied = self.opened()
        with self.services.db.read() as db:
            case = case_for(db, self.desk, self.case_id)
            replies = canned.replies(db)
            filters = self.came_from.filters if self.came_from.query() else None
            before, after = listing.neighbours(db, self.desk, case, filters)
            following = listing.to_go_on_with(db, self.desk, case, filters) if finished else after
            advisors = _advisors(db, case) if self.desk.supervises else []
        chosen = next((each for each in found.estimates if each.id == estimate_id), None)
        changes = {each["seq"]: [change_in_words(one) for one in each["changes"]] for each in found.changes}
        said = [desk_thread.said(each, changes.get(each["seq"], [])) for each in found.transcript]
        return self.pages.render(
            "desk_case.html",
            advisor_shell(self.services, self.desk, "/conseiller"),
            status,
            case=_case(found),
            is_open=found.state in OPEN,
            mine=found.assignee is not None and found.assignee.id == self.desk.account.id,
            near=(before, following),
            list_query=self.came_from.query(),
            finished=finished,
            advisors=advisors,
            replies=replies,
            signals=[(say("desk", "signals", name), numbers) for name, numbers in found.signals.items()],
            exchanges=desk_thread.exchanges(said),
            draft=draft_blocks(found.draft),
            estimates=[desk_estimates.estimate(each) for each in found.analyses[:1]],
            corrected=desk_estimates.corrected(chosen),
            file_states=words("desk", "file_states"),
            form=form_of(copied, chosen.changes if chosen else []).groups(),
            text=found.kept_reply if text is None else text,
            notice=notice,
            problem=problem,
        )


def case_page(
    services: Services, desk: CurrentAdvisor, pages: CurrentPages, case_id: str, came_from: Chosen
) -> CasePage:
    return CasePage(services, desk, pages, case_id, came_from)


CurrentCasePage = Annotated[CasePage, Depends(case_page)]


def form_of(copied: Copy, changes: list[Json]) -> DraftForm:
    """Lay out the copy as it became, as a form."""
    people = {each.id: copied.first_names.get(each.id, each.id) for each in copied.context.beneficiaries}
    return DraftForm(copied.after(changes), copied.context, people | {"self": say("pages", "console", "member")})


def _told(problem: ProblemError) -> str:
    """Say what was refused: who has the case, which file or which value it is about."""
    if problem.code == "case_taken":
        since = date_time(dt.datetime.fromisoformat(problem.extensions["since"]))
        return say("desk", "taken", by=problem.extensions["by"], since=since)
    faults = problem.extensions.get("errors", [])
    return " ".join([about_file(problem), *(str(each["message"]) for each in faults)])


def _case(found: WholeCase) -> Json:
    return {
        "id": found.id,
        "reference": found.reference,
        "subject": say("desk", "subjects", found.subject),
        "urgent": found.urgent,
        "due_at": found.due_at,
        "acknowledge_by": found.acknowledge_by,
        "due_day": paris_date(found.due_at).isoformat() if found.due_at else "",
        "state": say("desk", "states", found.state),
        "tone": TONES[found.state],
        "who": f"{found.member.first_name} {found.member.last_name}",
        "about": desk_words.about(found.member),
        "access": desk_words.access(found.access),
        "comment": found.comment,
        "received_at": found.created_at,
        "assignee": found.assignee and found.assignee.name,
        "taken_at": found.taken_at,
        "close_reason": found.close_reason,
        "rating": _rating(found.rating),
        "files": [
            {**each, "ours": each["from"] == Author.ADVISOR, "reading": desk_reading.reading(each["reading"])}
            for each in found.files
        ],
        "messages": [desk_thread.message(each, found.files) for each in found.messages],
        "notes": found.notes,
        "history": desk_words.history(found.history),
    }


def _advisors(db: Session, case: Case) -> list[tuple[str, str, int]]:
    return [(each.id, each.staff_name or "", load) for each, load in loads(db, case.mutuelle_id)]


def _rating(rating: Rating | None) -> str | None:
    """Say what the member thought of it, as far as they have said so."""
    if rating is None:
        return None
    real, helpful = rating.real_reimbursement, rating.helpful
    said = [] if helpful is None else [say("desk", "rating", "helpful" if helpful else "not_helpful")]
    return ", ".join([*said, *([say("desk", "rating", "real", amount=euros(real))] if real else [])])
