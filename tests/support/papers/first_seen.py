"""Quotes of houses that the reading had not seen: written before it was looked at again, then mended with."""

from typing import Any

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def proposals_side_by_side(desk: Desk) -> tuple[str, Truth]:
    """One table of which the left half is what the dentist proposes and the right half the 100 % Santé."""
    hand, acts = printing.hand(desk.chance), all_acts()
    crown = acts["HBLD734"]
    base = making.tariff(crown, 1, desk.quoted_on)
    lines = [
        Priced(crown, base * desk.chance.randint(400, 600) // 100 // 50 * 50, base, tooth)
        for tooth in sorted(desk.chance.sample(making.MOLARS, desk.chance.randint(1, 3)))
    ]
    body = [
        "table.cell(colspan: 4)[*Traitement proposé par votre praticien*]",
        "table.cell(colspan: 3)[*Alternative sans reste à charge*]",
    ]
    body += cells("Dent", "Code", "Acte", "Honoraires", "Code", "Acte", "Honoraires", bold=True)
    for line in lines:
        body += cells(str(line.tooth), line.act.code, short(line, hand), hand.money(line.fee))
        body += cells("HBLD038", "Couronne métallique", hand.money(29000))
    body += ["table.cell(colspan: 3)[*Total*]", *cells(hand.money(total(lines)), bold=True)]
    body += ["table.cell(colspan: 2)[*Total*]", *cells(hand.money(29000 * len(lines)), bold=True)]
    return tops.centred(desk, "Dr Karim Fictif", "Chirurgien-dentiste") + "#set text(size: 9pt)\n" + grid(
        "(auto, auto, 1fr, auto, auto, 1fr, auto)",
        body,
        align="(left, left, left, right, left, left, right)",
        stroke=desk.chance.choice(("none", "0.5pt")),
    ) + tops.foot(desk), dental_truth(lines)


def payers_of_a_stay(desk: Desk) -> tuple[str, Truth]:
    """A clinic's simulation: who pays what, « dont dépassement » under each fee, a sum for each group."""
    hand, chance, esc, parts, day = (
        printing.hand(desk.chance),
        desk.chance,
        making.escaped,
        desk.surgery(),
        desk.later(),
    )
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 5000), asking_over(anaesthetist, 5000)
    nights, room, daily = chance.randint(1, 4), chance.choice((7900, 9500, 12000)), 2300
    lump = chance.choice((1200, 2000, 2500))
    body = cells("Détail du séjour", "Prix", "Assurance maladie", "Complémentaire ou patient", bold=True)
    for part, who in zip(parts, ("Dr Benhaddou, chirurgien", "Dr Martelet, anesthésiste"), strict=True):
        body += cells(
            f"{who} - {part.act.code} act. {part.activity}",
            hand.money(part.fee),
            hand.money(part.base),
            hand.money(part.fee - part.base),
        )
        body += cells(f"    dont dépassement d'honoraires : {hand.signed(part.fee - part.base)}", "", "", "")
    stay = room * nights + daily * (nights + 1) + lump
    body += cells("Honoraires médicaux", hand.money(total(parts)), "", "", bold=True)
    body += cells(f"Chambre individuelle {nights} nuit(s) x {hand.signed(room)}", hand.money(room * nights), "0,00", hand.money(room * nights))  # fmt: skip
    body += cells(f"Forfait journalier {nights + 1} jours x {hand.signed(daily)}", hand.money(daily * (nights + 1)), "0,00", hand.money(daily * (nights + 1)))  # fmt: skip
    body += cells("Frais de dossier administratif", hand.money(lump), "0,00", hand.money(lump))
    body += cells("Hébergement", hand.money(stay), "", "", bold=True)
    body += cells("Total général du devis", hand.money(stay + total(parts)), "", "", bold=True)
    text = (
        f"Séjour prévu du {esc(desk.day(day))} au {esc(desk.day(day.fromordinal(day.toordinal() + nights)))}. "
        f"Motif : {esc(parts[0].act.label)}.\n\n"
    )
    truth = medical_truth(parts, day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
        [{"kind": "administrative", "amount": making.text_of(lump), "per": "stay"}],
    )  # fmt: skip
    return head(desk, "Polyclinique de l'Essai", "Simulation du") + text + grid(
        "(1fr, auto, auto, auto)", body, align="(left, right, right, right)"
    ) + tops.foot(desk), truth


def sums_in_words(desk: Desk) -> tuple[str, Truth]:
    """An anaesthetist who spells the sum of euros out, and names the base before the fee."""
    esc, day = making.escaped, desk.later()
    _, part = desk.surgery(optam=False)
    fee, base = part.base + desk.chance.randrange(5000, 30000, 1000), part.base
    fee, over = (fee // 100) * 100, (fee // 100) * 100 - base
    text = (
        f"Madame,\n\nVous serez endormie le {esc(desk.day(day))} pour l'intervention suivante : {esc(part.act.label)}, "
        f"cotée {part.act.code} (activité 4) à la nomenclature.\n\nPraticien de secteur 2 n'ayant pas adhéré à l'OPTAM, je pratique des honoraires libres. "
        f"La caisse vous remboursera sur la base de {base // 100} euros {base % 100:02}. Je vous demanderai {fee // 100} euros, "
        f"soit {over // 100} euros {over % 100:02} de plus que ce tarif.\n\n"
        f"Cette somme est à régler le jour de l'intervention par chèque. Le secrétariat (04 91 00 12 34) est ouvert de 9 h à 12 h 30. "
        f"Vous avez réglé 60 euros pour la consultation du {esc(desk.day(desk.quoted_on))}.\n\nBien à vous.\n"
    )
    line = making.line_of(Priced(part.act, fee, base, activity=4), sector="sector_2")
    return tops.centred(desk, "Dr Yvonne Essai", "Anesthésie-réanimation") + text + tops.foot(desk), Truth(
        "medical", [line], day.isoformat()
    )


def appliance_contract(desk: Desk) -> tuple[str, Truth]:
    """An orthodontist's contract: half-years counted in one row, a year of retention, payments by month."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    fee, count, kept = chance.randrange(55000, 90000, 500), chance.randint(3, 6), chance.randrange(20000, 40000, 500)
    body = cells("Désignation", "Lettre clé", "Nombre", "Prix du semestre", "Total", bold=True)
    body += cells("Traitement actif multi-attaches", "TO90", str(count), hand.money(fee), hand.money(fee * count))
    body += cells("1re année de contention", "TO75", "1", hand.money(kept), hand.money(kept))
    whole = fee * count + kept
    body += ["table.cell(colspan: 4)[*Coût du traitement*]", *cells(hand.money(whole), bold=True)]
    text = f"Entre le Dr Essai et les parents de Zoé, née le 04/05/2014. Durée prévue : {6 * count} mois.\n\n"
    after = (
        f"\nPrélèvement de {esc(hand.signed(fee // 6))} le 5 de chaque mois. Rendez-vous manqué : 30 €. "
        "Remboursement de la caisse : 193,50 € par semestre, 161,25 € la première année de contention.\n"
    )
    told: list[dict[str, Any]] = [
        {"act": "TO90", "fee": making.text_of(fee), "base": "193.50", "quantity": count},
        {"act": "TO75", "fee": making.text_of(kept), "base": "161.25"},
    ]
    return tops.framed(desk, "Maëlys Essai") + text + grid(
        "(1fr, auto, auto, auto, auto)", body, align="(left, left, right, right, right)"
    ) + after, Truth("dental", told)


def implant_phases(desk: Desk) -> tuple[str, Truth]:
    """Implants by phases with titles across the table; « NR » where a code would stand; bone and guide among them."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    tooth = chance.choice(making.MOLARS)
    plan: list[tuple[str, list[tuple[str, int | None, str | None]]]] = [
        ("Phase 1 : bilan", [("Cone beam", None, "LAQK027"), ("Guide chirurgical", None, None)]),
        ("Phase 2 : chirurgie", [("Comblement osseux (biomatériau)", None, None), ("Implant en titane", tooth, None)]),
        (
            "Phase 3 : prothèse (4 mois après)",
            [("Pilier usiné", tooth, None), ("Couronne sur implant", tooth, "HBLD418")],
        ),
    ]
    body = cells("Dent", "Acte", "Code", "NR/R", "Prix", bold=True)
    told, whole = [], 0
    for title, rows in plan:
        body += [f"table.cell(colspan: 5)[*{making.escaped(title)}*]"]
        for words, where, code in rows:
            base = making.tariff(acts[code], 1, desk.quoted_on) if code else 0
            fee = base + chance.randrange(10000, 90000, 1000)
            whole += fee
            body += cells(str(where or ""), words, code or "", "R" if code else "NR", hand.money(fee))
            if code:
                told.append(making.line_of(Priced(acts[code], fee, base, where)))
            else:
                told.append({"act": None, "fee": making.text_of(fee), "tooth": where, "covered": False})
    body += ["table.cell(colspan: 4)[*Total du plan de traitement implantaire*]", *cells(hand.money(whole), bold=True)]
    return head(desk, "Dr Paul Exemple, implantologie", "Plan de traitement du") + grid(
        "(auto, 1fr, auto, auto, auto)",
        body,
        align="(left, left, left, left, right)",
        stroke=chance.choice(("none", "0.5pt")),
    ) + "\nR : remboursable ; NR : non remboursable par l'Assurance maladie. Devis valable 6 mois.\n" + tops.foot(
        desk
    ), Truth("dental", told)


def laser_for_the_eyes(desk: Desk) -> tuple[str, Truth]:
    """A laser centre: a price for both eyes, nothing of it repaid, what it holds as a list, the deposit."""
    hand, chance, esc, day = printing.hand(desk.chance), desk.chance, making.escaped, desk.later()
    fee = chance.randrange(180000, 320000, 5000)
    kind = chance.choice(("Femto-LASIK", "PKR", "SMILE Pro"))
    held = chance.randrange(30000, 60000, 5000)
    text = (
        f"Chirurgie réfractive par laser, intervention prévue le {esc(desk.day(day))}.\n\n"
        + grid(
            "(1fr, auto)",
            cells("Prestation", "Tarif TTC", bold=True)
            + cells(f"{kind} des deux yeux (forfait, acte non remboursé)", hand.money(fee)),
            align="(left, right)",
            stroke="none",
        )
        + "\nCe forfait comprend :\n- le bilan préopératoire et la topographie\n- l'intervention et le consommable\n- les contrôles à J1, J7, M1 et M3\n\n"
        f"Acompte de réservation : {esc(hand.signed(held))}, le solde de {esc(hand.signed(fee - held))} la veille. "
        "Retouche éventuelle gratuite la première année. Cet acte n'est pas pris en charge par l'Assurance maladie ; certaines mutuelles versent un forfait.\n"
    )
    return tops.centred(desk, "Centre Laser Vision Fictif", "Ophtalmologie réfractive") + text + tops.foot(desk), Truth(
        "medical", [{"act": None, "fee": making.text_of(fee), "covered": False}], day.isoformat()
    )


def two_practitioners(desk: Desk) -> tuple[str, Truth]:
    """The surgeon's frame on the left, the anaesthetist's on the right: names and values, a sum under both."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    frames = []
    for part, who in zip(parts, ("CHIRURGIEN", "ANESTHÉSISTE"), strict=True):
        fee = max(part.fee, part.base)
        rows = (
            ("Acte", f"{part.act.code} - {part.activity}"),
            ("Honoraires", hand.signed(fee)),
            ("Base de remboursement", hand.signed(part.base)),
            ("Dépassement", hand.signed(fee - part.base)),
        )
        told = ", ".join(f"[{esc(name)}], [{esc(value)}]" for name, value in rows)
        frames.append(f"[*{who}* \\ #table(columns: (1fr, auto), stroke: none, align: (left, right), {told})]")
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon), asking_over(anaesthetist)
    body = (
        f"Intervention : {esc(parts[0].act.label)} \\ Date : {esc(desk.day(day))}\n\n"
        f"#grid(columns: (1fr, 1fr), gutter: 8mm, {', '.join(frames)})\n\n"
        f"#align(center)[*Total des honoraires des deux praticiens : {esc(hand.signed(total(parts)))}*]\n"
    )
    return head(desk, "Groupe chirurgical de l'Exemple", "Devis du") + body + tops.foot(desk), medical_truth(
        parts, day.isoformat()
    )


def sums_by_page(desk: Desk) -> tuple[str, Truth]:
    """Two pages, fees before the words, a sum for each page and one of both, a discount that is not given."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(3), *desk.dental(3), *desk.dental(2)]
    half = len(lines) // 2
    heads = ("Prix", "Base Sécu", "Code", "Acte", "Dent")

    def page(part: list[Priced], number: int) -> str:
        body = cells(*heads, bold=True)
        for line in part:
            body += cells(hand.money(line.fee), hand.money(line.base), line.act.code, short(line, hand), str(line.tooth or ""))  # fmt: skip
        body += cells(hand.money(total(part)), "", "", f"Total de la page {number}", "", bold=True)
        if number == 2:
            body += cells(hand.money(total(lines)), "", "", "Total des deux pages", "", bold=True)
        return grid("(auto, auto, auto, 1fr, auto)", body, align="(right, right, left, left, left)")

    return (
        tops.framed(desk, "Inès Modèle")
        + (page(lines[:half], 1) if half else "")
        + "#pagebreak()\nSuite du devis, page 2\n\n"
        + page(lines[half:], 2)
        + "\nAucun escompte pour paiement anticipé.\n"
        + tops.foot(desk)
    ), dental_truth(lines)


FIRST_SEEN = {
    layout.__name__: layout
    for layout in (
        proposals_side_by_side, payers_of_a_stay, sums_in_words, appliance_contract, implant_phases, laser_for_the_eyes,
        two_practitioners, sums_by_page,
    )
}  # fmt: skip
