"""Pages from templates: the frame that every page shares, and the answer with headers that keep it out of caches."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from auth_gateway.pages.french import FILTERS
from auth_gateway.platform.sessions import IDLE
from wording import say

WEB = Path(__file__).resolve().parents[2] / "web"
WARN_BEFORE_END_MINUTES = 2


@dataclass(frozen=True)
class NavigationItem:
    href: str
    name: str

    @property
    def label(self) -> str:
        return say("pages", "menu", self.name)


MEMBER_NAVIGATION = (
    NavigationItem("/espace", "quotes"),
    NavigationItem("/espace/devis", "kept"),
    NavigationItem("/espace/echanges", "exchanges"),
    NavigationItem("/espace/documents", "documents"),
    NavigationItem("/espace/compte", "account"),
    NavigationItem("/espace/contact", "contact"),
)
ADVISOR_NAVIGATION = (
    NavigationItem("/conseiller", "console"),
    NavigationItem("/conseiller/relecture", "review"),
    NavigationItem("/conseiller/chiffres", "figures"),
    NavigationItem("/conseiller/fichiers", "feeds"),
)
_REPLIES = NavigationItem("/conseiller/modeles", "canned")
SUPERVISOR_NAVIGATION = (*ADVISOR_NAVIGATION, _REPLIES)
ADMINISTRATOR_NAVIGATION = (NavigationItem("/conseiller/fichiers", "feeds"), _REPLIES)
OFFICER_NAVIGATION = (NavigationItem("/protection-des-donnees", "data_requests"),)


@dataclass(frozen=True)
class Shell:
    """What surrounds a page: whose space it is, where one can go, the token of the session's forms and calls."""

    space_name: str
    support_email: str
    demonstration: bool
    navigation: tuple[NavigationItem, ...] = ()
    current: str = ""
    csrf_token: str | None = None
    end_minutes: int = int(IDLE.total_seconds() // 60)
    warn_minutes: int = int(IDLE.total_seconds() // 60) - WARN_BEFORE_END_MINUTES


def icon(name: str) -> Markup:
    return Markup('<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#{}"></use></svg>').format(name)


def breakable(text: str) -> Markup:
    """Let a narrow place break an address after its « @ » rather than anywhere."""
    return escape(text).replace("@", Markup("@<wbr>"))


def mail_to(address: str) -> Markup:
    return Markup('<a href="mailto:{}">{}</a>').format(address, breakable(address))


_IMPORTED = re.compile(r'(?:from|^import) "\./(\w+\.js)"', re.MULTILINE)


def modules_of(script: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return a script and all that it imports: a page asks for them at once rather than one after another."""
    path = WEB / "static" / "js" / script
    if script in known:
        return known
    known |= {script}
    for imported in _IMPORTED.findall(path.read_text(encoding="utf-8")) if path.exists() else ():
        known = modules_of(imported, known)
    return known


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS | {"breakable": breakable})
    environment.globals.update(icon=icon, mail_to=mail_to)
    environment.globals["modules"] = {"space": sorted(modules_of("space.js"))}
    return environment


class Pages:
    """Templates are read once per process, when the application is built."""

    def __init__(self) -> None:
        self._environment = _environment()

    def render(self, template: str, shell: Shell, status: int = 200, **values: Any) -> HTMLResponse:
        html = self._environment.get_template(template).render(shell=shell, **values)
        return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def get_pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


CurrentPages = Annotated[Pages, Depends(get_pages)]
