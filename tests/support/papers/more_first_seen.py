"""More quotes of houses that the reading had not seen, written after `first_seen.py` had been mended with."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def team_over_acts(desk: Desk) -> tuple[str, Truth]:
    """The practitioner in a cell over several acts, an assistant who is paid beside, the sum of each practitioner."""
    hand, chance, esc, day = printing.hand(desk.chance), desk.chance, making.escaped, desk.later()
    first, second = desk.surgery(), desk.surgery()
    lines = [asking_over(line) for line in (first[0], second[0], first[1])]
    aide = chance.randrange(8000, 20000, 500)
    body = cells("Intervenant", "Acte", "Base de remboursement", "Honoraires demandés", bold=True)
    body.append("table.cell(rowspan: 3)[Dr Odile Essai, chirurgien]")
    for line in lines[:2]:
        body += cells(f"{line.act.code} {short(line, hand)}", hand.money(line.base), hand.money(line.fee))
    body += cells("Aide opératoire (non remboursée)", "", hand.money(aide))
    body += cells("Dr Paul Modèle, anesthésiste", f"{lines[2].act.code} (activité 4)", hand.money(lines[2].base), hand.money(lines[2].fee))  # fmt: skip
    body += cells("Montant de l'équipe", "", "", hand.money(total(lines) + aide), bold=True)
    text = f"Devis établi pour l'intervention du {esc(desk.day(day))}, deux gestes dans le même temps.\n\n"
    told = [making.line_of(line) for line in lines]
    return head(desk, "Clinique du Modèle", "Devis du") + text + grid(
        "(auto, 1fr, auto, auto)", body, align="(left, left, right, right)"
    ), Truth("medical", told, day.isoformat(), {}, [{"kind": "second_assistant", "amount": making.text_of(aide), "per": "stay"}])  # fmt: skip


def fees_in_columns(desk: Desk) -> tuple[str, Truth]:
    """The code in a sentence, then a matrix: a column for the surgeon, one for the anaesthetist, one for both."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon), asking_over(anaesthetist)
    body = cells("", "Chirurgien", "Anesthésiste", "Ensemble", bold=True)
    for name, values in (
        ("Base de remboursement", [one.base for one in parts]),
        ("Dépassement", [one.fee - one.base for one in parts]),
        ("Honoraires", [one.fee for one in parts]),
    ):
        body += cells(name, *(hand.money(cents) for cents in [*values, sum(values)]))
    text = f"Acte prévu le {esc(desk.day(day))} : {esc(parts[0].act.label)}, code CCAM {parts[0].act.code}.\n\n"
    return tops.centred(desk, "Clinique Fictive du Parc", "Chirurgie") + text + grid(
        "(1fr, auto, auto, auto)", body, align="(left, right, right, right)"
    ) + tops.foot(desk), medical_truth(parts, day.isoformat())


def everyday_names(desk: Desk) -> tuple[str, Truth]:
    """A dentist who writes no codes: a tooth, everyday words, a price."""
    hand, lines = printing.hand(desk.chance), desk.dental(4)
    body = cells("Dent", "Soins proposés", "Montant", bold=True)
    for line in lines:
        body += cells(str(line.tooth or ""), hand.label(line.act), hand.money(line.fee))
    body += cells("", "Total", hand.money(total(lines)), bold=True)
    return head(desk, "Dr Martelet", "Devis du") + grid(
        "(auto, 1fr, auto)", body, align="(left, left, right)", stroke=desk.chance.choice(("none", "0.5pt"))
    ) + tops.foot(desk), Truth(
        "dental", [{"act": None, "fee": making.text_of(line.fee), "tooth": line.tooth} for line in lines]
    )


def bridge_by_parts(desk: Desk) -> tuple[str, Truth]:
    """A bridge whose cell of teeth is a list, the panoramic picture before it, a price before a courtesy."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    bridge, picture = acts["HBLD227"], acts["HBQK002"]
    base, small = making.tariff(bridge, 1, desk.quoted_on), making.tariff(picture, 1, desk.quoted_on)
    fee = chance.randrange(110000, 190000, 1000)
    whole = fee + small
    body = cells("Localisation", "Acte CCAM", "Description", "BR", "Tarif", bold=True)
    body += cells("Bouche", picture.code, "Panoramique dentaire", hand.money(small), hand.money(small))
    body += cells(
        "24-25-26", bridge.code, "Bridge CCM 3 éléments (2 piliers, 1 inter)", hand.money(base), hand.money(fee)
    )
    body += cells("", "", "Total brut", "", hand.money(whole))
    body += cells("", "", "Geste commercial", "", f"- {hand.money(5000)}")
    body += cells("", "", "Net à payer", "", hand.money(whole - 5000), bold=True)
    told = [
        making.line_of(Priced(picture, small, small)),
        making.line_of(Priced(bridge, fee, base)),
    ]
    return tops.framed(desk, "Inès Fictive") + grid(
        "(auto, auto, 1fr, auto, auto)", body, align="(left, left, left, right, right)"
    ), Truth("dental", told)


def currency_before(desk: Desk) -> tuple[str, Truth]:
    """A clinic near the border: « EUR 1.250,00 », the fee's share that is repaid in percent, days spelled."""
    esc, parts, day = making.escaped, desk.surgery(), desk.later()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 1000), asking_over(anaesthetist, 1000)

    def money(cents: int) -> str:
        return "EUR " + f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"

    body = cells("Prestation", "Code", "Tarif conventionnel", "Supplément", "Total", bold=True)
    for one, who in zip(parts, ("Chirurgie", "Anesthésie"), strict=True):
        body += cells(who, f"{one.act.code}/{one.activity}", money(one.base), money(one.fee - one.base), money(one.fee))
    body += cells("Total", "", "", "", money(total(parts)), bold=True)
    text = f"Intervention du {day.day} {tops.MONTHS[day.month - 1]} {day.year}, {esc(parts[0].act.label)}.\n\n"
    return tops.centred(desk, "Clinique Frontalière Fictive", "Chirurgie") + text + grid(
        "(1fr, auto, auto, auto, auto)", body, align="(left, left, right, right, right)"
    ), medical_truth(parts, day.isoformat())


def dear_colleague(desk: Desk) -> tuple[str, Truth]:
    """A surgeon who gives a range for the anaesthetist and the fee in a line of its own under the letter."""
    hand, esc, day = printing.hand(desk.chance), making.escaped, desk.later()
    part, _ = desk.surgery()
    fee = part.base + desk.chance.randrange(10000, 60000, 1000)
    text = (
        f"Madame,\n\nVotre intervention est programmée pour le {esc(desk.day(day))} à la Clinique Fictive, où vous entrerez la veille. Il faut compter 2 nuits.\n\n"
        f"*{esc(part.act.label)} - {part.act.code}*\n\n"
        f"Tarif de la Sécurité sociale : {esc(hand.signed(part.base))} \\ Complément d'honoraires : {esc(hand.signed(fee - part.base))} \\ "
        f"Total : {esc(hand.signed(fee))}\n\nL'anesthésiste demande habituellement entre 150 et 350 €. "
        "Une chambre particulière, si vous la souhaitez, coûte 85 € par nuit.\n\nBien cordialement,\n"
    )
    line = Priced(part.act, fee, part.base, activity=1)
    return tops.centred(desk, "Dr Karim Modèle", "Chirurgie viscérale") + text + tops.foot(desk), Truth(
        "medical", [making.line_of(line)], day.isoformat(), {"nights": 2}
    )


def both_eyes_counted(desk: Desk) -> tuple[str, Truth]:
    """A cataract of both eyes: two of the act in one row, with a price of each and of both."""
    hand, chance, esc, day = printing.hand(desk.chance), desk.chance, making.escaped, desk.later()
    act = all_acts()["BFGA427"]
    base = making.tariff(act, 1, desk.quoted_on)
    fee = base + chance.randrange(10000, 50000, 1000)
    body = cells("Intervention", "CCAM", "Nbre d'yeux", "Par œil", "Base par œil", "Total", bold=True)
    body += cells("Cataracte avec implant", act.code, "2", hand.money(fee), hand.money(base), hand.money(2 * fee))
    body += ["table.cell(colspan: 5)[*À régler le jour de l'intervention*]", *cells(hand.money(2 * fee), bold=True)]
    text = f"Première intervention le {esc(desk.day(day))}. Secteur 2, adhérent OPTAM.\n\n"
    told = {**making.line_of(Priced(act, fee, base, activity=1)), "quantity": 2, "sector": "sector_2_optam"}
    return head(desk, "Dr Yvonne Exemple, ophtalmologiste", "Le") + text + grid(
        "(1fr, auto, auto, auto, auto, auto)", body, align="(left, left, right, right, right, right)"
    ), Truth("medical", [told], day.isoformat())


def priced_per_visit(desk: Desk) -> tuple[str, Truth]:
    """A dental centre's plan: visits across the table with their dates and sums, repaid in a column of percents."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(2), *desk.dental(2)]
    half = max(1, len(lines) // 2)
    body = cells("Dent", "Code", "Acte", "Taux", "Base", "Honoraires", bold=True)
    for number, part in enumerate((lines[:half], lines[half:]), start=1):
        body += [
            f"table.cell(colspan: 6)[Rendez-vous n° {number} du {making.escaped(desk.day(desk.later()))} (durée 45 min)]"
        ]
        for line in part:
            body += cells(str(line.tooth or "-"), line.act.code, short(line, hand), "60 %", hand.money(line.base), hand.money(line.fee))  # fmt: skip
        body += ["table.cell(colspan: 5)[Coût du rendez-vous]", *cells(hand.money(total(part)))]
    body += ["table.cell(colspan: 5)[*Coût du plan*]", *cells(hand.money(total(lines)), bold=True)]
    return tops.framed(desk, "Centre dentaire Essai") + grid(
        "(auto, auto, 1fr, auto, auto, auto)", body, align="(left, left, left, right, right, right)"
    ) + tops.foot(desk), dental_truth(lines)


MORE_FIRST_SEEN = {
    layout.__name__: layout
    for layout in (
        team_over_acts, fees_in_columns, everyday_names, bridge_by_parts, currency_before, dear_colleague, both_eyes_counted,
        priced_per_visit,
    )
}  # fmt: skip
