"""What routes ask for by type: the services, who is calling, and that the call comes from our own pages.

`CurrentMember` and `CurrentAdvisor` answer 401 to anyone else, check the CSRF token of every unsafe call, and count
the call as an action of the person; `WatchingMember`, `WatchingAdvisor` and `Watching` do not count it (polling,
server-sent events, `GET me`). All of them read the account, the person and the rights in a short transaction of their
own, so that none is open while a route waits for the assistant; the objects stay readable. What only looks at what was
read is `async`: it costs no change of thread.
"""

import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import bindparam, select
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from auth_gateway.accounts import Account, AccountRole
from auth_gateway.consents import LegalDocument
from auth_gateway.consents.service import to_accept
from auth_gateway.files import FILE_BYTES, SentFile, refused
from auth_gateway.members import Person
from auth_gateway.platform.db import Database
from auth_gateway.platform.direction import one_way
from auth_gateway.platform.errors import ProblemError, not_found
from auth_gateway.platform.sessions import COOKIE, SignedInSession
from auth_gateway.rights import Rights, rights_of
from auth_gateway.services import ServiceSet
from auth_gateway.staff import DESK, mutuelles_of
from wording import say

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Asked at every call: written once, as `Session.get` writes its statement anew each time.
_WHO = (
    select(Account, Person).outerjoin(Person, Person.id == Account.person_id).where(Account.id == bindparam("account"))
)
FORM_FILES, FORM_FIELDS = 5, 400  # a corrected copy of forty lines has the most fields


def services_of(request: Request) -> ServiceSet:
    """Return the services of the application; what every call goes through asks so, as each dependency costs."""
    services: ServiceSet = request.app.state.services
    return services


async def get_services(request: Request) -> ServiceSet:
    return services_of(request)


Services = Annotated[ServiceSet, Depends(get_services)]


@dataclass(frozen=True)
class SignedInMember:
    account: Account
    person: Person
    rights: Rights
    session: SignedInSession


@dataclass(frozen=True)
class SignedInAdvisor:
    """An advisor or a supervisor, with the mutuelles whose cases they may see."""

    account: Account
    session: SignedInSession
    mutuelles: frozenset[str]

    @property
    def supervises(self) -> bool:
        return self.account.role is AccountRole.SUPERVISOR


@dataclass(frozen=True)
class SignedInStaff:
    """Somebody of Ligne claire, where it does not matter whose cases they see."""

    account: Account
    session: SignedInSession


@dataclass(frozen=True)
class SignedIn:
    """A member (with the person) or an advisor (without)."""

    account: Account
    session: SignedInSession
    person: Person | None
    rights: Rights
    must_accept: list[LegalDocument]


def not_signed_in() -> ProblemError:
    return ProblemError(401, "not_signed_in")


def check_origin(request: Request) -> None:
    """Refuse an unsafe call that another site's page made the browser send (C10)."""
    fetch_site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    own_origin = origin in {None, f"https://{host}", f"http://{host}"}
    if not own_origin or fetch_site not in {None, "same-origin", "none"}:
        raise ProblemError(403, "foreign_origin")


class _MeasuredParts(MultiPartParser):
    """Counts each file while it streams in: one byte too many and no more of it is read."""

    counted = 0

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self.counted = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.counted += end - start
        if self._current_part.file is not None and self.counted > FILE_BYTES:
            raise refused("file_too_large", self._current_part.file.filename or "")
        super().on_part_data(data, start, end)


async def measured_form(request: Request) -> FormData:
    """Read a form with files once for the whole request, as `request.form()` does, each file measured as it comes."""
    if request._form is None:  # noqa: SLF001  the framework's own place for it: later readers find it there
        parser = _MeasuredParts(request.headers, request.stream(), max_files=FORM_FILES, max_fields=FORM_FIELDS)
        try:
            request._form = await parser.parse()  # noqa: SLF001  as above
        except MultiPartException as error:
            if parser._current_files > FORM_FILES:  # noqa: SLF001  the framework tells it in words alone
                title = say("problems", "too_many_files_at_once", count=FORM_FILES)
                raise ProblemError(422, "too_many_files_at_once", title=title) from error
            raise ProblemError(400, "bad_request") from error
    return await request.form()


async def sent_file(part: UploadFile | str) -> SentFile | None:
    """Read a part of a form; a browser sends an empty nameless one where no file was chosen."""
    if isinstance(part, str):
        if part:
            raise ProblemError(422, "not_a_file")
        return None
    if not (part.filename or part.size):
        return None
    return SentFile(one_way(part.filename or ""), part.content_type or "", await part.read())


async def _presented_csrf_token(request: Request) -> AsyncIterator[str]:
    """Return the header `X-CSRF-Token`, or the field `csrf_token` of a plain HTML form.

    The body of an unsafe call is read whole here, whether or not the route wants one: a call that is refused for its
    size has had no effect. Every form has the same limits, however its fields are named; the files of one that is
    refused later on are closed here.
    """
    if request.method in SAFE_METHODS:
        yield ""
        return
    field: object = ""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        field = (await measured_form(request)).get("csrf_token", "")
    elif kind.startswith("application/x-www-form-urlencoded"):
        field = (await request.form(max_fields=FORM_FIELDS)).get("csrf_token", "")
    else:
        await request.body()
    header = request.headers.get("x-csrf-token")
    try:
        yield header if header is not None else field if isinstance(field, str) else ""
    finally:
        await request.close()


def get_session(request: Request) -> SignedInSession:
    session = services_of(request).sessions.find(request.cookies.get(COOKIE))
    if session is None:
        raise not_signed_in()
    return session


async def check_csrf(
    request: Request,
    session: Annotated[SignedInSession, Depends(get_session)],
    presented: Annotated[str, Depends(_presented_csrf_token)],
) -> SignedInSession:
    """Let safe calls pass; an unsafe one needs our own origin and the session's token."""
    if request.method not in SAFE_METHODS:
        check_origin(request)
        if not hmac.compare_digest(presented.encode(), session.csrf_token.encode()):
            raise ProblemError(403, "csrf_token")
    return session


CsrfChecked = Annotated[SignedInSession, Depends(check_csrf)]


def read_signed_in(services: ServiceSet, session: SignedInSession) -> SignedIn:
    """Read who the session belongs to and what they may do now; a session that lost its ground ends."""
    with services.db.read() as db:
        found = db.execute(_WHO, {"account": session.account_id}).one_or_none()
        account, person = found if found is not None else (None, None)
        rights = rights_of(db, account, services.clock.today(), services.clock.now()) if account else None
        must_accept = to_accept(db, account, services.clock.today()) if account else []
    if account is None or rights is None or account.password_version != session.password_version:
        services.sessions.close(session)
        raise not_signed_in()
    if not rights.may_sign_in:
        services.sessions.close(session)
        raise ProblemError(403, "account_closed")
    return SignedIn(account, session, person, rights, must_accept)


def get_accepting(request: Request, session: CsrfChecked) -> SignedIn:
    """Let in a member who has still to accept a new version: only to read it, to accept it or to sign out (A56)."""
    services = services_of(request)
    signed_in = read_signed_in(services, session)
    services.sessions.touch(session)
    return signed_in


def read_accepted(services: ServiceSet, session: SignedInSession) -> SignedIn:
    """Read who it is, as `read_signed_in`; who has still to accept a new version gets no further."""
    signed_in = read_signed_in(services, session)
    if signed_in.must_accept:
        documents = [{"document": each.kind, "version": each.version} for each in signed_in.must_accept]
        raise ProblemError(403, "terms_to_accept", must_accept=documents)
    return signed_in


def get_watching(request: Request, session: CsrfChecked) -> SignedIn:
    return read_accepted(services_of(request), session)


def get_signed_in(request: Request, session: CsrfChecked) -> SignedIn:
    services = services_of(request)
    signed_in = read_accepted(services, session)
    services.sessions.touch(session)
    return signed_in


def _member(signed_in: SignedIn) -> SignedInMember:
    if signed_in.account.role is not AccountRole.MEMBER or signed_in.person is None:
        raise ProblemError(403, "members_only")
    return SignedInMember(signed_in.account, signed_in.person, signed_in.rights, signed_in.session)


async def get_current_member(signed_in: Annotated[SignedIn, Depends(get_signed_in)]) -> SignedInMember:
    return _member(signed_in)


async def get_watching_member(signed_in: Annotated[SignedIn, Depends(get_watching)]) -> SignedInMember:
    return _member(signed_in)


def _advisor(database: Database, signed_in: SignedIn) -> SignedInAdvisor:
    """Let in who works at the desk; for anybody else there is nothing here (404)."""
    if signed_in.account.role not in DESK:
        raise not_found()
    with database.read() as db:
        mutuelles = mutuelles_of(db, signed_in.account.id)
    return SignedInAdvisor(signed_in.account, signed_in.session, mutuelles)


def get_current_advisor(services: Services, signed_in: Annotated[SignedIn, Depends(get_signed_in)]) -> SignedInAdvisor:
    return _advisor(services.db, signed_in)


def get_watching_advisor(services: Services, signed_in: Annotated[SignedIn, Depends(get_watching)]) -> SignedInAdvisor:
    return _advisor(services.db, signed_in)


async def get_current_supervisor(
    advisor: Annotated[SignedInAdvisor, Depends(get_current_advisor)],
) -> SignedInAdvisor:
    if not advisor.supervises:
        raise not_found()
    return advisor


async def get_who_reads_feeds(signed_in: Annotated[SignedIn, Depends(get_signed_in)]) -> SignedInStaff:
    """Let in the desk and the administrators, who see the weekly files; for anybody else there is nothing here."""
    if signed_in.account.role not in {*DESK, AccountRole.ADMINISTRATOR}:
        raise not_found()
    return SignedInStaff(signed_in.account, signed_in.session)


async def get_who_keeps_replies(signed_in: Annotated[SignedIn, Depends(get_signed_in)]) -> SignedInStaff:
    """Let in supervisors and administrators, who write canned replies; for anybody else there is nothing here."""
    if signed_in.account.role not in {AccountRole.SUPERVISOR, AccountRole.ADMINISTRATOR}:
        raise not_found()
    return SignedInStaff(signed_in.account, signed_in.session)


async def get_current_officer(signed_in: Annotated[SignedIn, Depends(get_signed_in)]) -> SignedInStaff:
    """Let in the data protection officer; for anybody else there is nothing here (404)."""
    if signed_in.account.role is not AccountRole.DPO:
        raise not_found()
    return SignedInStaff(signed_in.account, signed_in.session)


Accepting = Annotated[SignedIn, Depends(get_accepting)]
CurrentMember = Annotated[SignedInMember, Depends(get_current_member)]
WatchingMember = Annotated[SignedInMember, Depends(get_watching_member)]
CurrentAdvisor = Annotated[SignedInAdvisor, Depends(get_current_advisor)]
WatchingAdvisor = Annotated[SignedInAdvisor, Depends(get_watching_advisor)]
WhoReadsFeeds = Annotated[SignedInStaff, Depends(get_who_reads_feeds)]
KeepsReplies = Annotated[SignedInStaff, Depends(get_who_keeps_replies)]
CurrentOfficer = Annotated[SignedInStaff, Depends(get_current_officer)]
CurrentSupervisor = Annotated[SignedInAdvisor, Depends(get_current_supervisor)]
CurrentlySignedIn = Annotated[SignedIn, Depends(get_signed_in)]
Watching = Annotated[SignedIn, Depends(get_watching)]
