"""The support cell's form: not a case, since the cell is neither an advisor nor reads quotes."""

import datetime as dt

from sqlalchemy.orm import Session

from auth_gateway.accounts import cipher_of
from auth_gateway.cases.mails import Tools
from auth_gateway.cases.models import SupportRequest
from auth_gateway.members import Person
from auth_gateway.platform import mail
from auth_gateway.platform.db import new_id
from auth_gateway.platform.sealing import seal_json

SUPPORT_MAIL = "support_request"


def ask(db: Session, tools: Tools, person: Person, text: str, *, subject: str, now: dt.datetime) -> SupportRequest:
    """Keep a request to the support cell, and tell the cell that it is there: the text itself does not leave."""
    row, cipher = new_id(), cipher_of(db, person.id)
    body = seal_json(cipher, {"subject": subject, "text": text}, f"support_requests.body:{row}")
    request = SupportRequest(id=row, person_id=person.id, body_sealed=body, created_at=now)
    db.add(request)
    notice = mail.render(SUPPORT_MAIL, tools.settings.support_address, reference=row[:8].upper())
    tools.outbox.post(db, SUPPORT_MAIL, notice, reference=row)
    return request
