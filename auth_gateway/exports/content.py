"""What the ZIP holds: everything that is held about the member, as JSON, and their documents as PDF.

A dependant's data is in it as long as the member may read it: it leaves on the eighteenth birthday (A40).
"""

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth_gateway import papers
from auth_gateway.accounts import Account, cipher_of
from auth_gateway.analyses.models import Analysis
from auth_gateway.analyses.service import estimate_of, quote_of, reader_of
from auth_gateway.cases import following
from auth_gateway.cases.models import Case, SupportRequest
from auth_gateway.consents.service import history
from auth_gateway.conversations.models import Conversation, Message
from auth_gateway.conversations.views import message_view
from auth_gateway.documents.service import analysis_pdf, document, documents_of, file_name_of, replaced_among
from auth_gateway.members import Person
from auth_gateway.papers import Paper
from auth_gateway.platform.clock import instant
from auth_gateway.platform.crypto import Cipher
from auth_gateway.platform.sealing import unseal_json
from auth_gateway.platform.settings import Settings
from auth_gateway.platform.storage import Storage
from auth_gateway.rights import Rights
from wording import say

Json = dict[str, Any]

FROM_THE_DESK = frozenset({"answer", "file"})  # kinds of documents


@dataclass(frozen=True)
class Tools:
    """What an export needs beside the transaction."""

    settings: Settings
    storage: Storage


def archive(db: Session, tools: Tools, account: Account, person: Person, rights: Rights) -> bytes:
    """Return the ZIP; nothing that signs in is in it: no password, no code, no session."""
    cipher = account.cipher  # of all that the member wrote; an estimate may be of a parent's
    readable = set(rights.readable) | {person.id}
    analyses = list(db.scalars(select(Analysis).where(Analysis.beneficiary_id.in_(readable))))
    parts = {
        "compte": _account(account),
        "personnes": [_person(each) for each in (rights.readable or {person.id: person}).values()],
        "accords": [
            {"accord": row.kind, "version": row.version, "donne": row.given, "le": instant(row.at)}
            for row in history(db, account.id)
        ],
        "conversations": _conversations(db, cipher, person, readable),
        "estimations": [
            {
                "id": each.id,
                "le": each.made_on.isoformat(),
                "personne": each.beneficiary_id,
                "devis": quote_of(cipher_of(db, each.person_id), each),
                "estimation": estimate_of(cipher_of(db, each.person_id), each),
            }
            for each in analyses
        ],
        "devis_lus": _papers(db, cipher, person),
        "envois": _cases(db, tools.settings, person, readable),
        "demandes": _requests(db, cipher, person),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("LISEZ-MOI.txt", say("accounts", "export_readme"))
        for name, value in parts.items():
            file.writestr(f"{name}.json", json.dumps(value, ensure_ascii=False, indent=2))
        reader, replaced = reader_of(person, rights), replaced_among(db, analyses)
        for each in analyses:
            pdf = analysis_pdf(cipher_of(db, each.person_id), reader, each, replaced)
            file.writestr(f"documents/{file_name_of(each)}", pdf)
        for listed in documents_of(db, reader):
            if listed.kind in FROM_THE_DESK:
                name, pdf = document(db, tools.storage, reader, listed.id)
                file.writestr(f"documents/{name}", pdf)
    return content.getvalue()


def _account(account: Account) -> Json:
    return {
        "adresse_e_mail": account.email,
        "adresse_postale": account.address,
        "telephone": account.phone,
        "cree_le": instant(account.created_at),
        "mot_de_passe_choisi_le": instant(account.password_set_at) if account.password_set_at else None,
        "ferme_le": instant(account.closed_at) if account.closed_at else None,
    }


def _person(person: Person) -> Json:
    days = ("birth_date", "joined_on", "struck_off_on", "excluded_on", "cover_from", "cover_until")
    texts = (
        "mutuelle_id",
        "member_number",
        "last_name",
        "first_name",
        "relation",
        "scheme",
        "guarantee_id",
        "top_up_id",
    )
    held: Json = {name: getattr(person, name) for name in (*texts, "address", "phone", "email")}
    for name in days:
        day = getattr(person, name)
        held[name] = day.isoformat() if day else None
    return {"id": person.id, **held}


def _conversations(db: Session, cipher: Cipher, person: Person, readable: set[str]) -> list[Json]:
    found = []
    for row in db.scalars(select(Conversation).where(Conversation.person_id == person.id)):
        if row.beneficiary_id is None or row.beneficiary_id in readable:
            messages = db.scalars(select(Message).where(Message.conversation_id == row.id).order_by(Message.seq))
            views = [message_view(cipher, each, live_turn=None) for each in messages]
            found.append({"id": row.id, "messages": views})
    return found


def _papers(db: Session, cipher: Cipher, person: Person) -> list[Json]:
    return [
        {
            "id": each.id,
            "le": each.created_at.isoformat(),
            "fichier": papers.name_of(cipher, each),
            "lecture": papers.read_of(cipher, each),
        }
        for each in db.scalars(select(Paper).where(Paper.person_id == person.id))
    ]


def _cases(db: Session, settings: Settings, person: Person, readable: set[str]) -> list[Json]:
    """Return what was sent to Ligne claire and all that both sides wrote; the desk's notes are not the member's."""
    found = []
    for case in db.scalars(select(Case).where(Case.person_id == person.id).order_by(Case.created_at)):
        conversation = db.get(Conversation, case.conversation_id) if case.conversation_id else None
        about = conversation.beneficiary_id if conversation else None
        if about is not None and about not in readable:
            continue
        held = following.whole(db, settings, case)
        found.append(
            {
                "id": case.id,
                "reference": held.reference,
                "objet": held.subject,
                "etat": held.state,
                "le": instant(held.created_at),
                "commentaire": held.comment,
                "fichiers": _names(held, None),
                "messages": [
                    {
                        "de": each["from"],
                        "nom": each["name"],
                        "le": instant(each["at"]),
                        "texte": each["text"],
                        "fichiers": _names(held, each["id"]),
                    }
                    for each in held.messages
                ],
                "termine_parce_que": held.close_reason,
                "avis": asdict(held.rating) if held.rating else None,
            }
        )
    return found


def _names(case: following.SentCase, message_id: str | None) -> list[str]:
    """Return what the files of a message are called, of the case itself when none."""
    return [file["name"] for file in case.files if file["message_id"] == message_id]


def _requests(db: Session, cipher: Cipher, person: Person) -> list[Json]:
    rows = db.scalars(select(SupportRequest).where(SupportRequest.person_id == person.id))
    return [
        {"le": instant(row.created_at), **unseal_json(cipher, row.body_sealed, f"support_requests.body:{row.id}")}
        for row in rows
    ]
