"""Quotes of houses not met before: the convention's frames, an e-mail, semesters, a stay with a companion, a family."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import dental_truth, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def convention_in_frames(desk: Desk) -> tuple[str, Truth]:
    """The convention's form: acts of a tooth under one merged cell, three rows of words an act, notes after headings."""
    hand, chance, esc, acts = printing.hand(desk.chance), desk.chance, making.escaped, all_acts()
    tooth = chance.choice(making.MOLARS)
    crown = Priced(acts["HBLD734"], chance.randrange(55000, 80000, 500), making.tariff(acts["HBLD734"], 1, desk.quoted_on), tooth)  # fmt: skip
    core = Priced(acts["HBLD745"], chance.randrange(15000, 17500, 500), making.tariff(acts["HBLD745"], 1, desk.quoted_on), tooth)  # fmt: skip
    others = desk.dental(2)
    lines = [crown, core, *others]
    heads = (
        "N° dent (1)",
        "Cotation (2)",
        "Nature de l'acte",
        "Panier (3)",
        "Honoraires en € (4)",
        "Base AMO (5)",
        "Remb. AMO",
        "Reste avant AMC",
    )
    body = cells(*heads, bold=True)
    for place, line in enumerate(lines):
        repaid = line.base * 60 // 100
        words = f"{esc(short(line, hand))} \\ Matériau : {chance.choice(('CoCr', 'zircone', 'céramique pressée'))} \\ Fabrication : France"
        if place == 0:
            body.append(f"table.cell(rowspan: 2)[{tooth}]")
        elif place > 1:
            body += cells(str(line.tooth or ""))
        body += cells(hand.written_code(line.act.code))
        body.append(f"[{words}]")
        body += cells(chance.choice(("RAC 0", "RAC M", "LIBRE")), hand.money(line.fee), hand.money(line.base), hand.money(repaid), hand.money(line.fee - repaid))  # fmt: skip
    repaid = sum(line.base * 60 // 100 for line in lines)
    body.append("table.cell(colspan: 4)[*TOTAUX*]")
    body += cells(hand.money(total(lines)), "", hand.money(repaid), hand.money(total(lines) - repaid))
    notes = (
        "(1) notation internationale. (2) CCAM ou NGAP. (3) RAC 0 : 100 % Santé ; RAC M : honoraires plafonnés. "
        "(4) dont prix de vente du dispositif médical sur mesure. (5) taux de 60 % au 15/10/2023."
    )
    overleaf = (
        "#pagebreak()\n*Cadre réservé à l'organisme complémentaire*\n\nMontant pris en charge par l'AMC : ............ € \\ "
        "Reste à charge du patient : ............ €\n\nSignature du patient précédée de « devis reçu avant exécution » :\n"
    )
    return tops.framed(desk, "Odile Fictive") + "#set text(size: 9pt)\n" + grid(
        "(auto, auto, 1fr, auto, auto, auto, auto, auto)",
        body,
        align="(left, left, left, left, right, right, right, right)",
    ) + esc(notes) + overleaf, dental_truth(lines)


def in_an_email(desk: Desk) -> tuple[str, Truth]:
    """An e-mail: a dash for each act, the tooth first, the base in brackets, the asking message quoted under it."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    rows = []
    for line in lines:
        where = f"{line.tooth} : " if line.tooth else ""
        rows.append(
            f"- {where}{esc(short(line, hand))}, {line.act.code}, {esc(hand.signed(line.fee))} (remboursé sur {esc(hand.signed(line.base))})"
        )
    text = (
        "Bonjour Madame,\n\nComme convenu hier au téléphone, voici le détail de ce que nous vous proposons :\n\n"
        + " \\ \n".join(row.replace("- ", "\\- ", 1) for row in rows)
        + f"\n\nSoit {esc(hand.signed(total(lines)))} en tout, payables en 3 fois sans frais à partir de 200 €.\n\n"
        "Pourriez-vous nous le retourner signé avant votre rendez-vous du 12/12 à 9 h 30 ?\n\nBien cordialement,\n\n"
        "Le secrétariat du Dr Tilleul \\ 04 95 00 11 22\n\n"
        f"Le {tops.spelled(desk)} à 08:12, patient\\@exemple.fr a écrit : \\ \\> Bonjour, ma mutuelle me demande un devis, mon budget est de 800 €. Merci\n"
    )
    return tops.mailed(desk, "Cabinet du Dr Tilleul", "Votre devis dentaire") + text, dental_truth(lines)


def semesters(desk: Desk) -> tuple[str, Truth]:
    """Orthodontics by half-year: the same letter again and again, then the retention, with what parents have left."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    fee = chance.randrange(60000, 95000, 500)
    count = chance.randint(2, 6)
    body = cells(
        "Phase",
        "Cotation",
        "Honoraires",
        "Base de remboursement",
        "Remboursement Sécurité sociale (100 %)",
        "Reste à votre charge",
        bold=True,
    )
    for number in range(1, count + 1):
        body += cells(
            f"{'1er' if number == 1 else f'{number}e'} semestre de traitement", chance.choice(("TO 90", "TO90")), hand.money(fee), hand.money(19350),
            hand.money(19350), hand.money(fee - 19350),
        )  # fmt: skip
    body += cells("Total du traitement actif", "", hand.money(fee * count), hand.money(19350 * count), hand.money(19350 * count), hand.money((fee - 19350) * count), bold=True)  # fmt: skip
    text = (
        f"Enfant : Tom, 11 ans. Entente préalable à adresser avant le début des soins. Appareil multi-attaches vestibulaire. "
        f"Règlement possible en {3 * count} mensualités de {esc(hand.signed(fee // 3))}.\n\n"
    )
    line = {"act": "TO90", "fee": making.text_of(fee), "base": "193.50", "tooth": None}
    return tops.centred(desk, "Dr Maëlys Exemple", "Orthopédie dento-faciale") + text + grid(
        "(3fr, 2fr, 2fr, 2fr, 3fr, 2fr)",
        body,
        align="(left, left, right, right, right, right)",
        stroke=chance.choice(("none", "0.4pt")),
    ) + tops.foot(desk), Truth("dental", [dict(line) for _ in range(count)])


def stay_with_companion(desk: Desk) -> tuple[str, Truth]:
    """A clinic: what is repaid whole, then what is not: room, companion's bed, television, telephone; fees with overruns."""
    hand, chance, esc, parts = printing.hand(desk.chance), desk.chance, making.escaped, desk.surgery()
    nights, day = desk.chance.randint(1, 5), desk.later()
    room, bed, television, telephone = (
        chance.choice((7500, 9900, 12500)),
        chance.choice((2500, 3200)),
        chance.choice((450, 700)),
        500,
    )
    heads = ("Libellé", "Quantité", "Prix unitaire", "Montant total")
    rows = [
        ("Forfait hospitalier", str(nights + 1), 2300, 2300 * (nights + 1)),
        ("Chambre particulière avec salle de bain", str(nights), room, room * nights),
        ("Lit accompagnant et petit-déjeuner", str(nights), bed, bed * nights),
        ("Télévision (par jour)", str(nights), television, television * nights),
        ("Ouverture de ligne téléphonique", "1", telephone, telephone),
    ]
    stay = cells(*heads, bold=True)
    for label, count, unit, whole in rows:
        stay += cells(label, count, hand.money(unit), hand.money(whole))
    hotel = sum(row[3] for row in rows)
    stay += cells("Total frais de séjour et prestations", "", "", hand.money(hotel), bold=True)
    who = {1: "Dr Paul FICTIF - Chirurgien", 4: "Dr Inès MODELE - Anesthésiste"}
    fees = cells("Praticien", "Acte", "Tarif de base", "Dépassement", "Honoraires", bold=True)
    for part in parts:
        fees += cells(who[part.activity or 1], f"{part.act.code}/{part.activity}", hand.money(part.base), hand.money(part.fee - part.base), hand.money(part.fee))  # fmt: skip
    fees += cells("Total honoraires", "", hand.money(sum(p.base for p in parts)), hand.money(total(parts) - sum(p.base for p in parts)), hand.money(total(parts)), bold=True)  # fmt: skip
    text = (
        f"Votre hospitalisation est programmée du {esc(desk.day(day))} au {esc(desk.day(day.fromordinal(day.toordinal() + nights)))} "
        f"dans le service du Dr Fictif pour : {esc(hand.label(parts[0].act))}.\n\n"
    )
    truth = medical_truth(parts, day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
    )  # fmt: skip
    return (
        tops.centred(desk, "Clinique de la Plage Fictive", "Service des admissions")
        + text
        + "*A - Frais de séjour*\n"
        + grid("(4fr, 1fr, 2fr, 2fr)", stay, align="(left, right, right, right)")
        + "\n*B - Honoraires des praticiens*\n"
        + grid("(4fr, 2fr, 2fr, 2fr, 2fr)", fees, align="(left, left, right, right, right)")
        + f"\n*Montant prévisionnel total (A + B) : {esc(hand.signed(hotel + total(parts)))}* \\ Caution à l'entrée : {esc(hand.signed(50000))} (chèque non encaissé)\n"
        + tops.foot(desk),
        truth,
    )


def family_of_two(desk: Desk) -> tuple[str, Truth]:
    """One paper for two patients, without rules: the name over the acts of each, the sum of each, and of both."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(2), *desk.dental(2)]
    half = len(lines) // 2
    body = cells("Dent", "Acte", "Code", "Tarif", "Part Sécu", "Part mutuelle / patient", bold=True)
    for name, group in (
        ("Mme Odile FICTIVE, née le 03/04/1971", lines[:half]),
        ("M. Karim FICTIF, né le 11/12/1969", lines[half:]),
    ):
        if not group:
            continue
        body.append(f"table.cell(colspan: 6)[*Patient : {making.escaped(name)}*]")
        for line in group:
            repaid = line.base * 60 // 100
            body += cells(str(line.tooth or "-"), short(line, hand), hand.written_code(line.act.code), hand.money(line.fee), hand.money(repaid), hand.money(line.fee - repaid))  # fmt: skip
        body += cells("", "Total patient", "", hand.money(total(group)), "", "")
    body += cells("", "Total famille", "", hand.money(total(lines)), "", "", bold=True)
    return tops.centred(desk, "Maison médicale du Lac", "Chirurgie dentaire") + grid(
        "(auto, 1fr, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right)", stroke="none"
    ) + tops.foot(desk), dental_truth(lines)


def old_ways_of_writing(desk: Desk) -> tuple[str, Truth]:
    """« 1250€00 » or « 1.250,00 », the code in two, a quantity, a discount in percent, what is paid down and what is due."""
    chance, esc, lines = desk.chance, making.escaped, [*desk.dental(3), *desk.dental(1)]
    stuck = chance.random() < 0.5
    hand = printing.hand(chance)

    def money(cents: int) -> str:
        if stuck:
            return f"{cents // 100}€{cents % 100:02}"
        return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"

    body = cells("Qté", "Réf.", "Désignation des soins", "Dent", "Prix brut", "Rem. 5 %", "Prix net", bold=True)
    priced, gross_all = [], 0
    for line in lines:
        gross = line.fee
        off = gross * 5 // 100
        priced.append(Priced(line.act, gross - off, line.base, line.tooth))
        gross_all += gross
        body += cells("1", f"{line.act.code[:4]} {line.act.code[4:]}", short(line, hand), str(line.tooth or ""), money(gross), money(off), money(gross - off))  # fmt: skip
    net = total(priced)
    body += cells("", "", "Totaux", "", money(gross_all), money(gross_all - net), money(net), bold=True)
    after = f"\n#align(right)[Acompte versé : {esc(money(10000))} \\ *Reste dû : {esc(money(net - 10000))}*]\n"
    told = [{name: value for name, value in making.line_of(line).items() if name != "base"} for line in priced]
    return tops.centred(desk, "Cabinet dentaire Martelet & fils", "Chirurgiens-dentistes") + grid(
        "(auto, auto, 1fr, auto, auto, auto, auto)",
        body,
        align="(right, left, left, left, right, right, right)",
        stroke=chance.choice(("none", "0.4pt")),
    ) + after + tops.foot(desk), Truth("dental", told)


OTHER_HOUSES = {
    layout.__name__: layout
    for layout in (
        convention_in_frames, in_an_email, semesters, stay_with_companion, family_of_two, old_ways_of_writing,
    )
}  # fmt: skip
