"""What a signed-in person may do today."""

from auth_gateway.rights.service import (
    READ_ONLY_AFTER_CLOSING,
    Level,
    Reason,
    Rights,
    months_after,
    rights_of,
    rights_of_person,
)

__all__ = ["READ_ONLY_AFTER_CLOSING", "Level", "Reason", "Rights", "months_after", "rights_of", "rights_of_person"]
