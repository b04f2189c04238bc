"""What a signed-in person may do today."""

from auth_gateway.rights.service import Level, Reason, Rights, months_after, rights_of, rights_of_person

__all__ = ["Level", "Reason", "Rights", "months_after", "rights_of", "rights_of_person"]
