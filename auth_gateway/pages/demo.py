"""The e-mails of the demonstration, on a page; absent from production like their JSON."""

from fastapi import APIRouter, Depends, Response

from auth_gateway.demo.routes import only_in_a_demonstration, sent_mails
from auth_gateway.dependencies import Services
from auth_gateway.pages.frame import anonymous_shell
from auth_gateway.pages.rendering import CurrentPages

router = APIRouter(prefix="/demo", include_in_schema=False, dependencies=[Depends(only_in_a_demonstration)])


@router.get("/mailbox")
def mailbox(services: Services, pages: CurrentPages) -> Response:
    return pages.render("mailbox.html", anonymous_shell(services), mails=sent_mails(services))
