"""One estimate on screen: the page of its PDF, without downloading it."""

from fastapi import APIRouter, Response

from auth_gateway.accounts import cipher_of
from auth_gateway.analyses.service import analysis_of, reader_of, sheet_of
from auth_gateway.dependencies import CurrentMember, Services
from auth_gateway.documents.service import replaced_among
from auth_gateway.pages.frame import member_shell
from auth_gateway.pages.rendering import CurrentPages
from auth_gateway.sheets import page_of

HOME = "/espace/documents"

router = APIRouter(prefix=HOME, include_in_schema=False)


@router.get("/{analysis_id}")
def read(services: Services, member: CurrentMember, pages: CurrentPages, analysis_id: str) -> Response:
    with services.db.read() as db:
        reader = reader_of(member.person, member.rights)
        analysis = analysis_of(db, reader, analysis_id)
        replaced = analysis.id in replaced_among(db, [analysis])
        cipher = cipher_of(db, analysis.person_id)
    who = reader.first_name(analysis.beneficiary_id)
    sheet = sheet_of(cipher, analysis, member=member.person, who=who, replaced=replaced)
    return pages.render("document.html", member_shell(services, member, HOME), estimate=page_of(sheet), id=analysis.id)
