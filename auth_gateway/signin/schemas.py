"""What the sign-in calls take and give (contract of the member's HTTP interface)."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from auth_gateway.accounts import AccountRole
from auth_gateway.consents import DocumentKind
from auth_gateway.members import Relation
from auth_gateway.rights import Level


class LoginBody(BaseModel):
    email: Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00-\x1f]*$")]
    password: Annotated[str, StringConstraints(max_length=1024)]


class LoginAnswer(BaseModel):
    challenge: str
    expires_at: dt.datetime


class CodeBody(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    challenge: Annotated[str, StringConstraints(max_length=128)]
    code: Annotated[str, StringConstraints(max_length=16)]


class DocumentNamed(BaseModel):
    document: DocumentKind
    version: str


class CodeAnswer(BaseModel):
    csrf_token: str
    must_accept: list[DocumentNamed]


class Named(BaseModel):
    id: str
    label: str


class BeneficiaryView(BaseModel):
    """The person's own id is `self`; nothing here that a conversation does not need."""

    id: str
    first_name: str
    relation: Relation
    minor: bool


class MeAnswer(BaseModel):
    role: AccountRole
    email: str
    first_name: str | None = None
    last_name: str | None = None
    name: str
    rights: Level | None = None
    rights_reason: str | None = None
    csrf_token: str
    mutuelle: Named | None = None
    member_number: str | None = None
    scheme: str | None = None
    beneficiaries: list[BeneficiaryView] = []
    guarantee: Named | None = None
    top_up: Named | None = None
    address: str | None = None
    phone: str | None = None
    joined_on: dt.date | None = None
    struck_off_on: dt.date | None = None
    updated_at: dt.datetime | None = None
