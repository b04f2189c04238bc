"""The support cell's form: not a case, since the cell is neither an advisor nor reads quotes."""

from auth_gateway.accounts import cipher_of
from auth_gateway.cases.models import SupportRequest
from auth_gateway.members import Person
from auth_gateway.platform import mail
from auth_gateway.platform.db import new_id
from auth_gateway.platform.limits import Share
from auth_gateway.platform.sealing import seal_json
from auth_gateway.services import ServiceSet

SUPPORT_MAIL = "support_request"


def ask_support(services: ServiceSet, person: Person, subject: str, text: str) -> SupportRequest:
    """Keep a request to the support cell, and tell the cell that it is there: the text itself does not leave."""
    services.limits.charge(Share.SUPPORT_REQUESTS, person.id)
    with services.db.session() as db:
        row = new_id()
        request = SupportRequest(
            id=row,
            person_id=person.id,
            body_sealed=seal_json(
                cipher_of(db, person.id), {"subject": subject, "text": text}, f"support_requests.body:{row}"
            ),
            created_at=services.clock.now(),
        )
        db.add(request)
        notice = mail.render(SUPPORT_MAIL, services.settings.support_address, reference=row[:8].upper())
        services.outbox.post(db, SUPPORT_MAIL, notice, reference=row)
    return request
