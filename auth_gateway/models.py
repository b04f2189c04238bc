"""Every table of the service, imported in one place for the migrations and for their check."""

from auth_gateway.accounts import links, renewal
from auth_gateway.accounts import models as accounts
from auth_gateway.analyses import models as analyses
from auth_gateway.cases import models as cases
from auth_gateway.closings import models as closings
from auth_gateway.consents import models as consents
from auth_gateway.console import models as console
from auth_gateway.conversations import models as conversations
from auth_gateway.data_rights import models as data_rights
from auth_gateway.email_changes import models as email_changes
from auth_gateway.exports import models as exports
from auth_gateway.feeds import models as feeds
from auth_gateway.members import models as members
from auth_gateway.papers import models as papers
from auth_gateway.platform import audit, jobs, outbox
from auth_gateway.platform.db import Base
from auth_gateway.registrations import models as registrations
from auth_gateway.rights import models as rights
from auth_gateway.signin import models as signin
from auth_gateway.staff import models as staff

__all__ = [
    "Base", "accounts", "analyses", "audit", "cases", "closings", "consents", "console", "conversations",
    "data_rights", "email_changes", "exports", "feeds", "jobs", "links", "members", "outbox", "papers", "registrations",
    "renewal", "rights", "signin", "staff",
]  # fmt: skip
