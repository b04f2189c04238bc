"""Quotes of ten more houses: cells set in their middle, several teeth in a line, one act for two, plans side by side."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def set_in_the_middle(desk: Desk) -> tuple[str, Truth]:
    """A word processor's table: each cell in the middle of its row, the words over three lines in a narrow column."""
    hand, lines = printing.hand(desk.chance), desk.dental(3)
    body = cells("Dent", "Code", "Nature de l'acte", "Honoraires", "Base de remb.", "Non remboursé", bold=True)
    for line in lines:
        left = line.fee - line.base * 60 // 100
        body += cells(
            str(line.tooth or ""), line.act.code, f"{hand.label(line.act)}, y compris empreinte, essayages et pose",
            hand.money(line.fee), hand.money(line.base), hand.money(left),
        )  # fmt: skip
    body += cells("", "", "Total", hand.money(total(lines)), "", "", bold=True)
    return head(desk, "Cabinet dentaire de la Halle", "Devis du") + grid(
        "(auto, auto, 38mm, auto, auto, auto)",
        body,
        align="(horizon + center, horizon + left, horizon + left, horizon + right, horizon + right, horizon + right)",
    ) + tops.foot(desk), dental_truth(lines)


def set_at_the_bottom(desk: Desk) -> tuple[str, Truth]:
    """A clinic's spreadsheet: sums at the bottom of their cells, headings over three lines, capitals."""
    hand, day, parts = printing.hand(desk.chance), desk.later(), desk.surgery()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 7000), asking_over(anaesthetist, 7000)
    body = cells(
        "CODE ACTE",
        "ACTIVITÉ",
        "INTITULÉ",
        "BASE DE REMBOURSEMENT",
        "DÉPASSEMENT D'HONORAIRES",
        "HONORAIRES TOTAUX",
        bold=True,
    )
    for part in parts:
        words = f"{part.act.label}, intervention réalisée sous anesthésie générale au bloc opératoire de la clinique"
        body += cells(
            part.act.code,
            str(part.activity),
            words,
            hand.money(part.base),
            hand.money(part.fee - part.base),
            hand.money(part.fee),
        )
    body += ["table.cell(colspan: 5)[TOTAL]", *cells(hand.money(total(parts)), bold=True)]
    text = f"Date d'intervention : {making.escaped(desk.day(day))}\n\n"
    return head(desk, "Clinique des Essais", "Devis du") + text + grid(
        "(auto, auto, 1fr, 30mm, 30mm, 26mm)",
        body,
        align="(bottom + left, bottom + center, bottom + left, bottom + right, bottom + right, bottom + right)",
    ) + tops.foot(desk), medical_truth(parts, day.isoformat())


def four_teeth_in_a_line(desk: Desk) -> tuple[str, Truth]:
    """Four teeth to be taken out in one line, counted; a crown under it, a price of one beside that of all."""
    hand, acts = printing.hand(desk.chance), all_acts()
    out = acts["HBGD022"]
    base = making.tariff(out, 1, desk.quoted_on)
    each = base + desk.chance.randrange(1000, 9000, 500)
    (crown,) = desk.dental(1)
    body = cells("Dent(s)", "Acte", "Code", "Nb", "Prix unitaire", "Montant", bold=True)
    body += cells("18, 28, 38, 48", "Avulsion chirurgicale", out.code, "4", hand.money(each), hand.money(4 * each))
    body += cells(
        str(crown.tooth or ""), short(crown, hand), crown.act.code, "1", hand.money(crown.fee), hand.money(crown.fee)
    )
    body += ["table.cell(colspan: 5)[Total]", *cells(hand.money(4 * each + crown.fee), bold=True)]
    first = {"act": out.code, "fee": making.text_of(each), "base": making.text_of(base), "tooth": None, "quantity": 4}
    return head(desk, "Dr Karim Essai, stomatologue", "Devis du") + grid(
        "(auto, 1fr, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right)"
    ) + tops.foot(desk), Truth("dental", [first, making.line_of(crown)])


def one_sentence_for_two(desk: Desk) -> tuple[str, Truth]:
    """An e-mail: one act, the surgeon's fee and the anaesthetist's in the same sentence, their bases in brackets."""
    hand, esc, day, parts = printing.hand(desk.chance), making.escaped, desk.later(), desk.surgery()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 5000), asking_over(anaesthetist, 5000)
    one, two = parts
    text = (
        f"Bonjour,\n\nVoici le devis de votre intervention du {esc(desk.day(day))} ({one.act.code}, {esc(one.act.label)}) : "
        f"{esc(hand.signed(one.fee))} pour le chirurgien (base Sécu {esc(hand.signed(one.base))}) et {esc(hand.signed(two.fee))} "
        f"pour l'anesthésiste (base Sécu {esc(hand.signed(two.base))}), soit {esc(hand.signed(total(parts)))} au total.\n\n"
        "Merci de nous retourner ce message avec votre accord.\n\nLe secrétariat\n"
    )
    return tops.mailed(desk, "Secrétariat du Dr Exemple", "Votre devis") + text, medical_truth(parts, day.isoformat())


def overruns_told_alone(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's letter that tells base and overrun of each, never the fee; the overruns' sum at the end."""
    hand, esc, day, parts = printing.hand(desk.chance), making.escaped, desk.later(), desk.surgery()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 5000), asking_over(anaesthetist, 5000)
    said = "".join(
        f"- {who} ({part.act.code}, activité {part.activity}) : tarif de la Sécurité sociale {esc(hand.signed(part.base))}, "
        f"dépassement {esc(hand.signed(part.fee - part.base))}\n"
        for who, part in zip(("chirurgien", "anesthésiste"), parts, strict=True)
    )
    over = total(parts) - sum(part.base for part in parts)
    text = (
        f"Monsieur,\n\nVotre intervention est programmée le {esc(desk.day(day))} : {esc(parts[0].act.label)}.\n\n{said}\n"
        f"Le total des dépassements, {esc(hand.signed(over))}, n'est pas remboursé par l'Assurance maladie.\n"
    )
    return tops.centred(desk, "Dr Odile Modèle", "Chirurgie") + text + tops.foot(desk), medical_truth(
        parts, day.isoformat()
    )


def both_practitioners_in_a_row(desk: Desk) -> tuple[str, Truth]:
    """One row an act: base and overrun of the surgeon, base and overrun of the anaesthetist, under titles across."""
    hand, day, parts = printing.hand(desk.chance), desk.later(), desk.surgery()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 5000), asking_over(anaesthetist, 5000)
    body = [
        "table.cell(colspan: 2)[]",
        "table.cell(colspan: 3)[*Chirurgien*]",
        "table.cell(colspan: 3)[*Anesthésiste*]",
        *cells(
            "Code", "Acte", "Base SS", "Dépassement", "Honoraires", "Base SS", "Dépassement", "Honoraires", bold=True
        ),
        *cells(surgeon.act.code, surgeon.act.label),
    ]
    for part in parts:
        body += cells(hand.money(part.base), hand.money(part.fee - part.base), hand.money(part.fee))
    text = f"Intervention prévue le {making.escaped(desk.day(day))}\n\n"
    after = f"\n*Total général : {making.escaped(hand.signed(total(parts)))}*\n"
    return head(desk, "Centre chirurgical fictif", "Devis du") + text + "#set text(size: 8pt)\n" + grid(
        "(auto, 1fr, auto, auto, auto, auto, auto, auto)",
        body,
        align="(left, left, right, right, right, right, right, right)",
    ) + after + tops.foot(desk), medical_truth(parts, day.isoformat())


def included_and_offered(desk: Desk) -> tuple[str, Truth]:
    """Words full of figures, rows that are « inclus » or « offert », a deposit by thirds under the total."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    body = cells("Dent", "Soin proposé", "CCAM", "Tarif", "BRSS", bold=True)
    for line in lines:
        words = f"{short(line, hand)} (garantie 5 ans, réf. labo 4471-2)"
        body += cells(str(line.tooth or ""), words, line.act.code, hand.money(line.fee), hand.money(line.base))
    body += cells("", "Radio rétro-alvéolaire de contrôle à 6 mois", "", "inclus", "")
    body += cells("", "Gouttière de nuit, 1re séance", "", "offert", "")
    body += cells("", "TOTAL À VOTRE CHARGE AVANT REMBOURSEMENTS", "", hand.money(total(lines)), "", bold=True)
    third = total(lines) // 3
    after = (
        f"\nRèglement : {esc(hand.signed(third))} à la prise d'empreintes, {esc(hand.signed(third))} à l'essayage, "
        f"{esc(hand.signed(total(lines) - 2 * third))} à la pose.\n"
    )
    return tops.framed(desk, "Odile Exemple") + grid(
        "(auto, 1fr, auto, auto, auto)", body, align="(left, left, left, right, right)", stroke="none"
    ) + after + tops.foot(desk), dental_truth(lines)


def teeth_over_cells(desk: Desk) -> tuple[str, Truth]:
    """A cell for each tooth over the rows of what is done on it: care, core, crown; sums under each tooth."""
    hand, acts = printing.hand(desk.chance), all_acts()
    teeth = sorted(desk.chance.sample(making.MOLARS, 2))
    told: list[Priced] = []
    body = cells("Dent", "Code", "Acte", "BR", "Honoraires", bold=True)
    for tooth in teeth:
        lines = []
        for code in ("HBFD008", "HBLD745", "HBLD734"):
            base = making.tariff(acts[code], 1, desk.quoted_on)
            fee = base if acts[code].nature == "dental_care" else base * desk.chance.randint(200, 450) // 100 // 50 * 50
            lines.append(Priced(acts[code], fee, base, tooth))
        body.append(f"table.cell(rowspan: 4, align: horizon)[*{tooth}*]")
        for line in lines:
            body += cells(line.act.code, short(line, hand), hand.money(line.base), hand.money(line.fee))
        body += cells("", f"Total de la dent {tooth}", "", hand.money(total(lines)))
        told += lines
    body += ["table.cell(colspan: 4)[Total du devis]", *cells(hand.money(total(told)), bold=True)]
    return head(desk, "Cabinet dentaire Fictif et Modèle", "Devis du") + grid(
        "(auto, auto, 1fr, auto, auto)", body, align="(left, left, left, right, right)"
    ) + tops.foot(desk), dental_truth(told)


def two_plans(desk: Desk) -> tuple[str, Truth]:
    """Two plans one under the other: the one that is signed for, then a second one that is « à titre comparatif »."""
    hand, acts, lines = printing.hand(desk.chance), all_acts(), desk.dental(2)
    other = acts["HBLD038"]
    base = making.tariff(other, 1, desk.quoted_on)
    names = ("Dent", "Libellé", "Code CCAM", "Base AMO", "Honoraires", "RAC")

    def plan(told: list[Priced]) -> str:
        body = cells(*names, bold=True)
        for line in told:
            left = line.fee - line.base * 60 // 100
            body += cells(
                str(line.tooth or ""),
                short(line, hand),
                line.act.code,
                hand.money(line.base),
                hand.money(line.fee),
                hand.money(left),
            )
        body += cells("", "Total", "", "", hand.money(total(told)), "", bold=True)
        return grid("(auto, 1fr, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right)")

    return (
        head(desk, "Dr Yvonne Exemple, chirurgien-dentiste", "Devis du")
        + "*Plan n° 1 (retenu)*\n"
        + plan(lines)
        + "\n*Plan n° 2, présenté à titre comparatif et non retenu*\n"
        + plan([Priced(other, 29000, base, 46)])
        + tops.foot(desk)
    ), dental_truth(lines)


def typed_on_a_typewriter(desk: Desk) -> tuple[str, Truth]:
    """A print-out in signs of one width, rules of hyphens, names short, no frame."""
    lines = desk.dental(3)
    rows = [f"{'CODE':<9}{'DENT':<6}{'LIBELLE':<42}{'HONOR.':>10}{'BASE SS':>10}{'RBT SS':>9}", "-" * 86]
    for line in lines:
        words = line.act.label[:40].upper()
        repaid = line.base * 60 // 100
        rows.append(
            f"{line.act.code:<9}{line.tooth or '':<6}{words:<42}{line.fee / 100:>10.2f}{line.base / 100:>10.2f}{repaid / 100:>9.2f}"
        )
    rows += ["-" * 86, f"{'TOTAL':<57}{total(lines) / 100:>10.2f}"]
    text = "\n".join(rows)
    return head(desk, "CENTRE DENTAIRE FICTIF", "Edité le") + f"#text(size: 8.5pt)[```\n{text}\n```]\n", dental_truth(
        lines
    )


MORE_NEW_HOUSES = {
    layout.__name__: layout
    for layout in (
        set_in_the_middle, set_at_the_bottom, four_teeth_in_a_line, one_sentence_for_two, overruns_told_alone,
        both_practitioners_in_a_row, included_and_offered, teeth_over_cells, two_plans, typed_on_a_typewriter,
    )
}  # fmt: skip
