"""What a sign-in answers when it does not succeed. The specific ones come after a correct password only (K14, K15)."""

from auth_gateway.accounts import AccountStatus
from auth_gateway.platform.errors import ProblemError
from auth_gateway.rights import Reason

SUPPORT = "Contactez la cellule d’assistance."


def wrong_pair() -> ProblemError:
    """Answer a wrong pair, an unknown address and an unverified one alike."""
    return ProblemError(401, "wrong_credentials", "L’adresse e-mail ou le mot de passe est incorrect.")


def password_void() -> ProblemError:
    return ProblemError(
        403,
        "password_void",
        "Trop de codes erronés ont été saisis avec ce mot de passe : il ne permet plus de se connecter. " + SUPPORT,
    )


def password_expired() -> ProblemError:
    return ProblemError(
        403,
        "password_expired",
        "Votre mot de passe a atteint sa limite de durée ou d’utilisation : il doit être renouvelé. " + SUPPORT,
    )


_STATUS = {
    AccountStatus.SUSPENDED: ("account_suspended", "Votre accès est suspendu. "),
    AccountStatus.DEACTIVATED: ("account_deactivated", "Votre compte est désactivé. "),
}

_REASON: dict[Reason | None, str] = {
    Reason.MINOR: "Un compte est réservé aux personnes majeures. ",
    Reason.NOT_YET_COVERED: "Votre contrat n’a pas encore pris effet. ",
    Reason.STRUCK_OFF: "Votre adhésion a pris fin il y a six mois ou plus : votre accès est fermé. ",
}


def account_closed(status: AccountStatus) -> ProblemError:
    code, title = _STATUS[status]
    return ProblemError(403, code, title + SUPPORT)


def no_rights(reason: Reason | None) -> ProblemError:
    title = _REASON.get(reason, "Votre accès n’est pas ouvert. ")
    return ProblemError(403, "no_access", title + SUPPORT)


def challenge_over() -> ProblemError:
    """Answer a code that came too late, or for a sign-in that is over: A30, identify again."""
    return ProblemError(
        410,
        "challenge_over",
        "Ce code n’est plus valable. Saisissez de nouveau votre adresse e-mail et votre mot de passe.",
    )


def wrong_code(attempts_left: int) -> ProblemError:
    if attempts_left == 0:
        left = "Saisissez de nouveau votre adresse e-mail et votre mot de passe pour en recevoir un autre."
    else:
        left = f"Il vous reste {attempts_left} essai{'s' if attempts_left > 1 else ''}."
    return ProblemError(401, "wrong_code", f"Ce code est incorrect. {left}", attempts_left=attempts_left)
