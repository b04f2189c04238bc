"""How the commands of an operator end: their exit statuses, and the sentence of a refusal."""

import sys

DONE, BAD_INPUT, REFUSED = 0, 2, 3


def refused(sentence: str, status: int = REFUSED) -> int:
    """Say on standard error why nothing was done; return the status."""
    sys.stderr.write(f"auth_gateway: {sentence}\n")
    return status
