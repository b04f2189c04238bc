"""Layouts written after the reading had been mended with the others; mended with since."""

from tests.support.papers import making, printing
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Truth
from tests.support.papers.practices import cells, grid, short


def care_sheet(desk: Desk) -> tuple[str, Truth]:
    """Columns with the tooth in a drawing's words, base and rate before the price; the sum on a line of its own."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(4)
    body = cells(
        "Élément",
        "Soin ou prothèse",
        "Codage",
        "Base SS",
        "Taux",
        "Tarif du cabinet",
        "Supplément non remboursable",
        bold=True,
    )
    for line in lines:
        place = f"dent n°{line.tooth}" if line.tooth else "arcade"
        body += cells(
            place, short(line, hand), hand.written_code(line.act.code), hand.money(line.base), "60 %", hand.money(line.fee),
            hand.money(line.fee - line.base),
        )  # fmt: skip
    after = f"\nMontant prévisionnel de l'ensemble : {esc(hand.signed(total(lines)))}. Réservation : {esc(hand.signed(5000))}.\n"
    return head(desk, "Dr Exemple et associés", "Devis daté du") + "#set text(size: 9pt)\n" + grid(
        "(2fr, 5fr, 3fr, 2fr, 2fr, 3fr, 3fr)", body
    ) + after, dental_truth(lines)


def operating_team(desk: Desk) -> tuple[str, Truth]:
    """The surgical team, one paragraph a practitioner, each with a line of dashes and its amounts."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    told = []
    for part, who in zip(parts, ("Chirurgien : Dr Fictif", "Anesthésiste : Dr Modèle"), strict=True):
        told.append(
            f"*{esc(who)}* \\ Acte {part.act.code} (activité {part.activity}) \\ Honoraires demandés : {esc(hand.signed(part.fee))} \\ "
            f"dont remboursement Sécurité sociale : {esc(hand.signed(part.base))} \\ dont complément : {esc(hand.signed(part.fee - part.base))}"
        )
    text = (
        f"Opération : {esc(hand.label(parts[0].act))}, le {esc(desk.day(day))}.\n\n"
        + "\n\n#line(length: 100%)\n\n".join(told)
    )
    return head(
        desk, "Institut de chirurgie fictif", "Devis remis le"
    ) + text + f"\n\n#line(length: 100%)\n\nTotal équipe : {esc(hand.signed(total(parts)))}\n", medical_truth(
        parts, day.isoformat()
    )


def numbered_items(desk: Desk) -> tuple[str, Truth]:
    """A numbered list with dots up to the price, the code and the tooth in the words."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(4)
    items = []
    for number, line in enumerate(lines, start=1):
        where = f" sur {line.tooth}" if line.tooth else ""
        items.append(
            f"{number}\\. {esc(short(line, hand))}{where} [{line.act.code}] #box(width: 1fr, repeat[.]) {esc(hand.signed(line.fee))} \\ "
            f"#h(5mm) base de remboursement {esc(hand.signed(line.base))}"
        )
    text = " \\ ".join(items) + f" \\ #h(1fr) *Coût du traitement : {esc(hand.signed(total(lines)))}*"
    return head(desk, "Dr Tilleul", "Devis n° 88 du") + text + "\n", dental_truth(lines)


def hospital_form(desk: Desk) -> tuple[str, Truth]:
    """A form with boxes: the stay, then one row for each fee, then the room with its price a day and the days."""
    hand, chance, esc, parts = printing.hand(desk.chance), desk.chance, making.escaped, desk.surgery()
    nights, room, day = chance.randint(2, 6), chance.choice((5500, 7200, 9000)), desk.later()
    names = {1: "Honoraires du chirurgien", 4: "Honoraires de l'anesthésiste"}
    body = cells("Désignation", "CCAM", "Tarif conventionnel", "Dépassement", "Total à payer", bold=True)
    for part in parts:
        body += cells(
            names[part.activity or 1], f"{part.act.code} / {part.activity}", hand.money(part.base), hand.money(part.fee - part.base), hand.money(part.fee)
        )  # fmt: skip
    body += cells(f"Chambre particulière : {nights} x {hand.money(room)}", "", "", "", hand.money(room * nights))
    whole = total(parts) + room * nights
    body += cells("TOTAL DU SÉJOUR", "", "", "", hand.money(whole), bold=True)
    stay = f"Date d'entrée : {esc(desk.day(day))} #h(1fr) Nombre de nuits : {nights} #h(1fr) Service : 4e étage\n\n"
    truth = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    return head(desk, "Hôpital privé de l'Exemple", "Devis établi le") + stay + grid(
        "(5fr, 3fr, 3fr, 3fr, 3fr)", body, align="(left, left, right, right, right)"
    ), medical_truth(parts, day.isoformat(), truth)


MORE_PRACTICES = {
    layout.__name__: layout
    for layout in (care_sheet, operating_team, numbered_items, hospital_form)
}  # fmt: skip
