"""Quotes of eight more houses, written before the reading was looked at again, then mended with."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def bridge_and_device(desk: Desk) -> tuple[str, Truth]:
    """A dental program's plan: visits, a bridge over three teeth, « dont DP », and who pays, each label over two lines."""
    hand, acts = printing.hand(desk.chance), all_acts()
    bridge = acts["HBLD227"]
    base = making.tariff(bridge, 1, desk.quoted_on)
    lines = [*desk.dental(2), Priced(bridge, base * desk.chance.randint(300, 500) // 100 // 50 * 50, base)]
    body = cells(
        "Séance", "Loc.", "Cotation", "Désignation", "Honoraires", "dont DP", "Base AMO", "RO", "Reste", bold=True
    )
    for place, line in enumerate(lines):
        repaid = line.base * 60 // 100
        where = "24 25 26" if line.act is bridge else str(line.tooth or "")
        words = f"{short(line, hand)}, teinte à définir, réalisation par un prothésiste"
        body += cells(
            str(place + 1), where, line.act.code, words, hand.money(line.fee), hand.money(line.fee * 4 // 10),
            hand.money(line.base), hand.money(repaid), hand.money(line.fee - repaid),
        )  # fmt: skip
    body += ["table.cell(colspan: 4)[Total]", *cells(hand.money(total(lines)), "", "", "", "", bold=True)]
    return tops.framed(desk, "Paul Essai") + "#set text(size: 8.5pt)\n" + grid(
        "(auto, auto, auto, 1fr, auto, auto, auto, auto, auto)",
        body,
        align="(left, left, left, left, right, right, right, right, right)",
    ) + "\nDP : dispositif médical sur mesure. RO : régime obligatoire.\n" + tops.foot(desk), dental_truth(lines)


def codes_at_the_end(desk: Desk) -> tuple[str, Truth]:
    """A dental program's list without a frame: the tooth first, words that end with the code, whole euros."""
    lines, esc = [*desk.dental(2), *desk.dental(2)], making.escaped
    lines = [Priced(line.act, line.fee // 100 * 100, line.base, line.tooth) for line in lines]
    body = cells("Dent", "Acte à réaliser", "Montant en €", "Sécu", "Mutuelle + vous", bold=True)
    for line in lines:
        repaid = line.base * 60 // 10000
        body += cells(
            str(line.tooth or "--"), f"{line.act.label} [{line.act.code}]", str(line.fee // 100), str(repaid),
            str(line.fee // 100 - repaid),
        )  # fmt: skip
    whole = total(lines) // 100
    body += cells("", f"{len(lines)} actes", f"{whole}", "", "", bold=True)
    after = f"\nMontant du devis en euros : {whole}. {esc('Les parts sont arrondies à l’euro.')}\n"
    return tops.centred(desk, "Cabinet du Dr Modèle", "Chirurgie dentaire") + grid(
        "(auto, 1fr, auto, auto, auto)", body, align="(center, left, right, right, right)", stroke="none"
    ) + after + tops.foot(desk), dental_truth(lines)


def secretary_by_letter(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's secretary writes: his fee, what comes back, then the anaesthetist's in another paragraph, then the room."""
    hand, esc, chance, day = printing.hand(desk.chance), making.escaped, desk.chance, desk.later()
    surgeon, anaesthetist = desk.surgery()
    parts = asking_over(surgeon, 10000), asking_over(anaesthetist, 5000)
    room, nights = chance.choice((6500, 8000, 11000)), chance.randint(1, 3)
    one, two = parts
    text = (
        f"Madame,\n\nSuite à votre consultation, votre intervention ({esc(one.act.label)}) est fixée au {esc(desk.day(day))} "
        f"à la Clinique de l'Exemple. Vous resterez {nights} {'nuit' if nights == 1 else 'nuits'}.\n\n"
        f"Pour cet acte (CCAM {one.act.code}), le docteur demande {esc(hand.signed(one.fee))} d'honoraires. "
        f"La Sécurité sociale prend pour base {esc(hand.signed(one.base))} : il s'agit donc d'un dépassement de {esc(hand.signed(one.fee - one.base))}.\n\n"
        f"L'anesthésiste (CCAM {two.act.code}, activité 4) demande pour sa part {esc(hand.signed(two.fee))} d'honoraires, "
        f"dont {esc(hand.signed(two.fee - two.base))} de dépassement ; la base de la Sécurité sociale est de {esc(hand.signed(two.base))}.\n\n"
        f"Une chambre particulière peut être réservée au prix de {esc(hand.signed(room))} par nuit. "
        f"Les honoraires des deux praticiens font {esc(hand.signed(total(parts)))} en tout.\n\nCordialement.\n"
    )
    stay = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    return tops.centred(desk, "Dr Karim Modèle", "Chirurgie") + text + tops.foot(desk), medical_truth(
        parts, day.isoformat(), stay
    )


def sections_by_practitioner(desk: Desk) -> tuple[str, Truth]:
    """A clinic's estimate in one table: a title across it for each practitioner with the sector, then the stay's."""
    hand, chance, parts, day = printing.hand(desk.chance), desk.chance, desk.surgery(), desk.later()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 5000), asking_over(anaesthetist, 3000)
    nights, room, television = chance.randint(1, 5), chance.choice((8500, 9900)), chance.choice((700, 900))
    daily = 2300
    body = cells(
        "Prestations", "Quantité", "Tarif unitaire", "Base de remboursement", "Dépassement", "Total", bold=True
    )
    for part, who in zip(parts, ("Dr Le Gall, chirurgien", "Dr Kowalczyk, anesthésiste"), strict=True):
        body += [f"table.cell(colspan: 6)[*{making.escaped(who)}*]"]
        body += cells(
            f"{part.act.code} ({part.activity}) {part.act.label}", "1", hand.money(part.fee), hand.money(part.base),
            hand.money(part.fee - part.base), hand.money(part.fee),
        )  # fmt: skip
    body += ["table.cell(colspan: 6)[*Hébergement et prestations*]"]
    sold = (
        ("Chambre particulière", nights, room), ("Forfait journalier", nights + 1, daily), ("Location du téléviseur", nights, television),
    )  # fmt: skip
    for words, count, price in sold:
        body += cells(words, str(count), hand.money(price), "", "", hand.money(count * price))
    whole = total(parts) + sum(count * price for _, count, price in sold)
    body += ["table.cell(colspan: 5)[*MONTANT TOTAL À PRÉVOIR*]", *cells(hand.money(whole), bold=True)]
    leaving = day.fromordinal(day.toordinal() + nights)
    text = f"Entrée : {making.escaped(desk.day(day))} #h(1cm) Sortie : {making.escaped(desk.day(leaving))}\n\n"
    return head(desk, "Clinique du Val Fictif", "Devis établi le") + text + "#set text(size: 9pt)\n" + grid(
        "(1fr, auto, auto, auto, auto, auto)",
        body,
        align="(left, right, right, right, right, right)",
        stroke=chance.choice(("none", "0.5pt")),
    ) + tops.foot(desk), medical_truth(
        parts, day.isoformat(), {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    )


def half_years_one_by_one(desk: Desk) -> tuple[str, Truth]:
    """An orthodontist's plan: a row for each half-year, codes after the words, what the caisse gives, a sum."""
    hand, fee = printing.hand(desk.chance), desk.chance.randrange(55000, 95000, 500)
    count = desk.chance.randint(2, 4)
    ordinals = ("1er", "2e", "3e", "4e")
    body = cells(
        "Période", "Traitement d'orthopédie dento-faciale", "Cotation", "Remboursement", "Honoraires", bold=True
    )
    for place in range(count):
        body += cells(
            f"{ordinals[place]} semestre",
            "Traitement par appareil multi-attaches",
            "TO 90",
            hand.money(19350),
            hand.money(fee),
        )
    body += ["table.cell(colspan: 4)[Coût global du traitement]", *cells(hand.money(fee * count), bold=True)]
    text = "Entente préalable à envoyer à la caisse avant de commencer. Enfant : Lina, 11 ans.\n\n"
    told = [{"act": "TO90", "fee": making.text_of(fee), "base": "193.50"} for _ in range(count)]
    return tops.framed(desk, "Inès Exemple, spécialiste qualifiée en ODF") + text + grid(
        "(auto, 1fr, auto, auto, auto)", body, align="(left, left, left, right, right)"
    ) + tops.foot(desk), Truth("dental", told)


def cut_by_the_page(desk: Desk) -> tuple[str, Truth]:
    """A landscape whose one table goes on overleaf without its heading, a foot and a top between."""
    hand = printing.hand(desk.chance)
    lines = [line for _ in range(5) for line in (*desk.dental(3), *desk.dental(3))][:16]
    body = cells(
        "Code CCAM",
        "Dent",
        "Libellé de l'acte",
        "Honoraires TTC",
        "Base de remb.",
        "Remb. SS",
        "À votre charge",
        bold=True,
    )
    for line in lines:
        repaid = line.base * 60 // 100
        body += cells(
            line.act.code, str(line.tooth or ""), short(line, hand), hand.money(line.fee), hand.money(line.base),
            hand.money(repaid), hand.money(line.fee - repaid),
        )  # fmt: skip
    body += ["table.cell(colspan: 3)[*Total général*]", *cells(hand.money(total(lines)), "", "", "", bold=True)]
    page = "#set page(flipped: true, header: [Devis de soins dentaires #h(1fr) Dr Modèle], footer: align(center)[Document sans valeur de facture])\n"
    return page + head(desk, "Dr Maëlys Modèle", "Devis du") + grid(
        "(auto, auto, 1fr, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right, right)"
    ), dental_truth(lines)


def anaesthetist_by_form(desk: Desk) -> tuple[str, Truth]:
    """An anaesthetist's printed form: sentences whose blanks are filled in, the overrun before the fee."""
    esc, hand, day = making.escaped, printing.hand(desk.chance), desk.later()
    _, part = desk.surgery(optam=False)
    part = asking_over(part, 4000)
    rows = (
        ("Je soussigné(e), patient(e) de l'anesthésiste ci-dessus, certifie avoir été informé(e) que :", ""),
        ("l'acte d'anesthésie sera coté (CCAM)", f"{part.act.code} / 4"),
        ("le tarif remboursé par l'Assurance maladie est de", hand.signed(part.base)),
        ("un complément non remboursé me sera demandé, de", hand.signed(part.fee - part.base)),
        ("je réglerai donc à l'anesthésiste la somme de", hand.signed(part.fee)),
    )
    told = ", ".join(f"[{esc(words)}], [{esc(value)}]" for words, value in rows)
    text = (
        f"#align(center)[*INFORMATION SUR LES HONORAIRES D'ANESTHÉSIE* \\ Secteur 2 non OPTAM]\n\nOpération : {esc(part.act.label)}, le {esc(desk.day(day))}\n\n"
        f"#grid(columns: (1fr, auto), gutter: 4mm, {told})\n\nFait en deux exemplaires. Signature du patient :\n"
    )
    return head(desk, "Dr Odile Essai, anesthésie", "Le") + text + tops.foot(desk), Truth(
        "medical", [making.line_of(part, sector="sector_2")], day.isoformat()
    )


def care_then_prostheses(desk: Desk) -> tuple[str, Truth]:
    """Two tables of other columns, care then prostheses, each with its sum; the 100 % Santé proposal in a third."""
    hand, acts = printing.hand(desk.chance), all_acts()
    care = printing.more_dental(desk, [acts["HBJD001"], acts["HBMD038"], acts["HBFD008"], acts["HBGD036"]], 2)
    crowns = desk.dental(2)
    first = cells("Acte", "Code", "Dent", "Tarif conventionnel", "Honoraires", bold=True)
    for line in care:
        first += cells(
            short(line, hand), line.act.code, str(line.tooth or ""), hand.money(line.base), hand.money(line.fee)
        )
    first += cells("Sous-total soins", "", "", "", hand.money(total(care)), bold=True)
    second = cells("Dent", "Code", "Prothèse", "Prix (dont dispositif médical)", "Base AMO", bold=True)
    for line in crowns:
        price = f"{hand.money(line.fee)} ({hand.money(line.fee // 3)})"
        second += cells(str(line.tooth or ""), line.act.code, short(line, hand), price, hand.money(line.base))
    second += cells("", "", "Sous-total prothèses", hand.money(total(crowns)), "", bold=True)
    third = cells("Dent", "Code", "Prothèse", "Prix", "Base AMO", bold=True)
    third += cells("36", "HBLD038", "Couronne métal CoCr", hand.money(29000), hand.money(12000))
    return (
        head(desk, "Centre dentaire des Essais", "Devis du")
        + "*Soins conservateurs*\n"
        + grid("(1fr, auto, auto, auto, auto)", first, align="(left, left, left, right, right)")
        + "\n*Prothèses*\n"
        + grid("(auto, auto, 1fr, auto, auto)", second, align="(left, left, left, right, right)")
        + f"\n#align(right)[*Total du devis : {making.escaped(hand.signed(total([*care, *crowns])))}*]\n"
        + "\n*Si vous le souhaitez : équivalent sans reste à charge*\n"
        + grid("(auto, auto, 1fr, auto, auto)", third, align="(left, left, left, right, right)")
        + tops.foot(desk)
    ), dental_truth([*care, *crowns])


NEW_HOUSES = {
    layout.__name__: layout
    for layout in (
        bridge_and_device, codes_at_the_end, secretary_by_letter, sections_by_practitioner, half_years_one_by_one,
        cut_by_the_page, anaesthetist_by_form, care_then_prostheses,
    )
}  # fmt: skip
