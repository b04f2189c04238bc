"""The tops and feet of papers of other houses: framed, centred, an e-mail's, a patient's address in the window."""

from tests.support.papers import making
from tests.support.papers.making import Desk

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def spelled(desk: Desk) -> str:
    """Return the quote's day in words."""
    day = desk.quoted_on
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def framed(desk: Desk, who: str) -> str:
    """Two frames side by side: who treats, who is treated, with the numbers of their organisations."""
    at, esc = desk.head(), making.escaped
    left = (
        f"*IDENTIFICATION DU PRATICIEN* \\ Nom, prénom : {esc(who)} \\ Adresse : {esc(at['street'])}, {esc(at['city'])} \\ "
        f"Identifiant RPPS : {at['rpps']} \\ N° AM : 75 4 {esc(at['rpps'][:5])} \\ Courriel : contact\\@exemple.fr"
    )
    right = (
        f"*IDENTIFICATION DU PATIENT* \\ Nom, prénom : {esc(at['name'])} \\ Date de naissance : {esc(at['born'])} \\ "
        f"N° de sécurité sociale : {at['nir']} \\ Organisme complémentaire : Mutuelle Fictive \\ N° de contrat : {esc(at['rpps'][:8])}"
    )
    number = desk.chance.randrange(100, 9999)
    return (
        f"#align(center)[*DEVIS POUR LES TRAITEMENTS ET ACTES BUCCO-DENTAIRES*]\n#grid(columns: (1fr, 1fr), gutter: 3mm, rect(width: 100%)[{left}], rect(width: 100%)[{right}])\n"
        f"Date du devis : {esc(desk.day(desk.quoted_on))} #h(1fr) N° du devis : {number} #h(1fr) Valable jusqu'au : {esc(desk.day(desk.later()))}\n\n"
    )


def centred(desk: Desk, who: str, speciality: str) -> str:
    """A letterhead in the middle, the patient's address in the window of the envelope, the day in words."""
    at, esc = desk.head(), making.escaped
    return (
        f"#align(center)[#text(size: 15pt)[*{esc(who)}*] \\ _{esc(speciality)}_ \\ {esc(at['street'])} · {esc(at['city'])} \\ "
        f"Tél : {at['tel']} · Fax : 01 00 00 00 00]\n#line(length: 100%)\n"
        f"#pad(left: 95mm)[{esc(at['name'])} \\ {esc(at['street'])} \\ {esc(at['city'])}]\n"
        f"#pad(left: 95mm)[À Exemple, le {spelled(desk)}]\n#v(4mm)\n"
    )


def mailed(desk: Desk, who: str, subject: str) -> str:
    """An e-mail as a browser prints it."""
    at, esc = desk.head(), making.escaped
    day = desk.quoted_on
    return (
        f"#text(size: 8pt)[{esc(desk.day(day))} 14:32 #h(1fr) Courrier - {esc(subject)}]\n\n*{esc(subject)}* (1 message) \\ \n"
        f"*{esc(who)}* \\<secretariat\\@cabinet-exemple.fr> #h(1fr) {spelled(desk)} à 09:47 \\ À : {esc(at['name'])} \\<patient\\@exemple.fr> \\ "
        f"Cc : accueil\\@cabinet-exemple.fr\n#line(length: 100%)\n"
    )


def foot(desk: Desk) -> str:
    """Return the small print at the end of a page."""
    at, esc = desk.head(), making.escaped
    one = desk.chance.choice(
        (
            f"SELARL au capital de 10 000 € - RCS Exemple {at['siret']} - TVA non applicable, art. 261-4-1° du CGI",
            f"SIRET {at['siret']} - RPPS {at['rpps']} - IBAN {at['iban']} - Membre d'une AGA, chèques acceptés",
            f"N° FINESS 75 000 123 4 - SIRET {at['siret']} - www.exemple.fr - page 1 sur 1",
        )
    )
    return f"\n#v(1fr)\n#align(center)[#text(size: 7.5pt)[{esc(one)}]]\n"
