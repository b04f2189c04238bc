"""Layouts that were held out once: what they showed at first sight has been mended."""

from tests.support.papers import making
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Truth


def alternative_beside(desk: Desk) -> tuple[str, Truth]:
    """Tell the 100 % Santé of each line in a column of the same table."""
    lines, money = desk.dental(3), desk.money
    columns = ["Dent(s)", "Acte", "*Traitement proposé", "Prix", "Base SS", "Reste à charge", "Alternative 100 % Santé"]
    rows = [
        [
            str(line.tooth or ""), line.act.code, line.act.label, money(line.fee), money(line.base),
            money(line.fee - line.base * 60 // 100), money(29000 + 500 * place),
        ]
        for place, line in enumerate(lines)
    ]  # fmt: skip
    rows.append(["", "", "Total", money(total(lines)), "", "", ""])
    body = making.table(columns, rows, right=3)
    return head(desk, "Dr Fictif, chirurgien-dentiste", "Devis du") + "#set text(size: 8.5pt)\n" + body, dental_truth(
        lines
    )


def hospital_public(desk: Desk) -> tuple[str, Truth]:
    """Estimate a stay on a page in landscape: what is repaid beside what is left, nothing named « honoraires »."""
    parts, money = desk.surgery(), desk.money
    nights, room, day = desk.chance.randint(2, 6), desk.chance.choice((5500, 6400, 7000)), desk.later()
    columns = ["Code", "*Nature des prestations", "Quantité", "Montant", "Base de remboursement", "Remboursement AMO", "Reste à charge"]  # fmt: skip
    rows = [
        [
            f"{part.act.code} {part.activity}", part.act.label if part.activity == 1 else "Anesthésie", "1",
            money(part.fee), money(part.base), money(part.base), money(part.fee - part.base),
        ]
        for part in parts
    ]  # fmt: skip
    daily, rooms = 2300 * (nights + 1), room * nights
    rows += [
        ["", "Forfait journalier hospitalier", str(nights + 1), money(daily), "", "", money(daily)],
        ["", f"Chambre particulière ({nights} nuits à {money(room)})", str(nights), money(rooms), "", "", money(rooms)],
        ["", "TOTAL ESTIMÉ", "", money(total(parts) + daily + rooms), "", "", ""],
    ]
    esc = making.escaped
    body = (
        "#set page(flipped: true)\n"
        + head(desk, "Centre hospitalier public de l'Exemple", "Estimation établie le")
        + f"Hospitalisation programmée : entrée le {esc(desk.day(day))}, sortie après {nights} nuits\n\n"
        + making.table(columns, rows, right=2)
        + "\nEstimation sans engagement, susceptible d'évoluer selon les actes réellement effectués.\n"
    )
    stay = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    return body, medical_truth(parts, day.isoformat(), stay)


def information_form(desk: Desk) -> tuple[str, Truth]:
    """Fill in a printed form in italics: names on the left, values on dotted lines, one act."""
    optam = desk.chance.random() < 0.5
    part, _ = desk.surgery(optam=optam)
    esc, money, day = making.escaped, desk.money, desk.later()
    filled = [
        ("Intervention envisagée", part.act.label),
        ("Code de l'acte (CCAM)", part.act.code),
        ("Date de l'intervention", desk.day(day)),
        ("Secteur conventionnel", f"Secteur 2 - {'OPTAM' if optam else 'non OPTAM'}"),
        ("Tarif de la Sécurité sociale", money(part.base)),
        ("Complément d'honoraires", money(part.fee - part.base)),
        ("Total à payer au praticien", money(part.fee)),
    ]
    cells = ", ".join(f"[{esc(name)}], [#box(width: 1fr, repeat[.])], [_{esc(value)}_]" for name, value in filled)
    body = f"#align(center)[*NOTE D'INFORMATION PRÉALABLE*]\n#grid(columns: (auto, 1fr, auto), gutter: 3mm, {cells})\n"
    truth = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return head(desk, "Dr Exemple, chirurgien", "Date :") + body, making.Truth("medical", [truth], day.isoformat())


def two_pages(desk: Desk) -> tuple[str, Truth]:
    """Go over two pages, the heading repeated, what the first one sums up carried to the second."""
    lines, money = [*desk.dental(3), *desk.dental(3), *desk.dental(3), *desk.dental(3)], desk.money
    columns = ["Acte n°", "Dent", "Code CCAM", "*Libellé de l'acte", "Honoraires", "Base de remboursement"]

    def rows(first: int, last: int) -> list[list[str]]:
        return [
            [str(n + 1), str(lines[n].tooth or ""), lines[n].act.code, lines[n].act.label, money(lines[n].fee), money(lines[n].base)]
            for n in range(first, last)
        ]  # fmt: skip

    half = len(lines) // 2
    carried = money(total(lines[:half]))
    one = [*rows(0, half), ["", "", "", "À reporter", carried, ""]]
    two = [["", "", "", "Report", carried, ""], *rows(half, len(lines)), ["", "", "", "Total", money(total(lines)), ""]]
    body = making.table(columns, one, right=4) + "#align(right)[1/2]\n#pagebreak()\n"
    return head(desk, "Centre de santé dentaire fictif", "Devis du") + body + making.table(
        columns, two, right=4
    ) + "#align(right)[2/2]\n", dental_truth(lines)


def by_tooth(desk: Desk) -> tuple[str, Truth]:
    """Head each tooth with a row of its own and sum it up under its acts."""
    lines, esc, money = desk.dental(3), making.escaped, desk.money
    rows = []
    for line in lines:
        rows += [f"table.cell(colspan: 3)[*{f'Dent {line.tooth}' if line.tooth else 'Bouche entière'}*]"]
        rows += [f"[{line.act.code}]", f"[{esc(line.act.label)}]", f"[{esc(money(line.fee))}]"]
        rows += ["[]", "[_Sous-total_]", f"[_{esc(money(line.fee))}_]"]
    rows += ["[]", "[*Total général*]", f"[*{esc(money(total(lines)))}*]"]
    cells = ", ".join(rows)
    body = f"#table(columns: (auto, 1fr, auto), align: (left, left, right), stroke: none, [*Code*], [*Désignation*], [*Tarif*], {cells})\n"
    return head(desk, "Cabinet dentaire des Essais", "Devis établi le") + body, dental_truth(lines)


def fees_and_bullets(desk: Desk) -> tuple[str, Truth]:
    """Write to the patient with two bullets: the surgeon's fee and the anaesthetist's, then what to pay before."""
    parts, esc, money, day = desk.surgery(), making.escaped, desk.money, desk.later()
    who = {1: "Chirurgien", 4: "Anesthésiste"}
    bullets = "".join(
        f"- {who[part.activity or 1]} ({part.act.code}) : {esc(money(part.fee))} dont {esc(money(part.fee - part.base))} de dépassement d'honoraires "
        f"(base de remboursement : {esc(money(part.base))})\n"
        for part in parts
    )
    text = (
        f"Chère Madame, cher Monsieur,\n\nNous vous confirmons votre intervention du {esc(desk.day(day))} "
        f"({esc(parts[0].act.label)}). Les honoraires sont les suivants :\n\n{bullets}\n"
        f"Un acompte de {esc(money(10000))} vous sera demandé. Le total des honoraires s'élève à {esc(money(total(parts)))}.\n"
    )
    return head(desk, "Secrétariat du Dr Essai", "Le") + text, medical_truth(parts, day.isoformat())


def phases(desk: Desk) -> tuple[str, Truth]:
    """Give each act a unit price, a quantity and what it makes, in phases; the code stands in the last column."""
    lines, money = desk.dental(4), desk.money
    columns = ["Phase", "*Description", "N° dent", "P.U.", "Qté", "Montant TTC", "Code"]
    rows = [
        [str(place + 1), line.act.label, str(line.tooth or ""), money(line.fee), "1", money(line.fee), line.act.code]
        for place, line in enumerate(lines)
    ]
    rows.append(["", "Net à payer", "", "", "", money(total(lines)), ""])
    return head(desk, "Clinique dentaire modèle", "Plan de traitement du") + making.table(
        columns, rows, ruled=False
    ) + "\nRèglement possible en 3 mensualités. Devis valable 6 mois.\n", dental_truth(lines)
