"""The weekly files as advisors see them: how old each mutuelle's last update is, what came in and what became of it."""

from fastapi import APIRouter, Response

from auth_gateway.dependencies import CurrentAdvisor, Services
from auth_gateway.feeds.service import freshness, recent
from auth_gateway.pages.frame import advisor_shell
from auth_gateway.pages.rendering import CurrentPages
from wording import words

router = APIRouter(include_in_schema=False)


@router.get("/conseiller/fichiers")
def feeds(services: Services, advisor: CurrentAdvisor, pages: CurrentPages) -> Response:
    with services.db.read() as db:
        mutuelles, files = freshness(db, services.clock.now()), recent(db)
    return pages.render(
        "feeds.html",
        advisor_shell(services, advisor, "/conseiller/fichiers"),
        mutuelles=mutuelles,
        files=files,
        names={each.mutuelle.id: each.mutuelle.name for each in mutuelles},
        refusals=words("feeds", "refusals"),
        states=words("feeds", "states"),
    )
