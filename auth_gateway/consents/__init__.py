"""Terms of use and legal notice in their versions, and what each member agreed to, when: appended, never changed."""

from auth_gateway.consents.models import Consent, ConsentKind, DocumentKind, LegalDocument

__all__ = ["Consent", "ConsentKind", "DocumentKind", "LegalDocument"]
