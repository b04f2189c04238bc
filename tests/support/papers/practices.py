"""Quotes as practices and clinics print them, with what stands around the lines: second pages, groups, deposits, sentences."""

from collections.abc import Sequence

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.printing import Hand

SHORT = {
    "HBLD634": "Couronne CCM teinte A3",
    "HBLD491": "CCM 2e PM",
    "HBLD734": "Couronne céramo-métal. molaire",
    "HBLD073": "Couronne zircone monolithique",
    "HBLD038": "Couronne métal CoCr",
    "HBLD745": "Inlay-core clavette",
    "HBLD090": "Inlay-core (panier RAC 0)",
    "HBMD351": "Inlay composite 2 faces",
    "HBMD460": "Onlay céramique 3 faces",
    "HBJD001": "Détartrage 2 arcades",
}
"""What a dentist types for an act, figures among it."""


def short(line: Priced, hand: Hand) -> str:
    return SHORT.get(line.act.code, hand.label(line.act))


def grid(columns: str, cells: Sequence[str], *, align: str = "left", stroke: str = "0.5pt") -> str:
    """Return a table of cells in Typst's markup."""
    return f"#table(columns: {columns}, align: {align}, stroke: {stroke}, inset: 4pt, {', '.join(cells)})\n"


def cells(*texts: str, bold: bool = False) -> list[str]:
    mark = "*" if bold else ""
    return [f"[{mark}{making.escaped(text)}{mark}]" if text else "[]" for text in texts]


def convention_alternative_overleaf(desk: Desk) -> tuple[str, Truth]:
    """The convention's form in landscape; each line's letter of basket; overleaf the same teeth at other prices."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    lines, money = desk.dental(3), hand.money
    heads = (
        "N° dent ou localisation", "Cotation NGAP ou CCAM", "Nature de l'acte", "Matériaux (n° de la liste)",
        "Montant des honoraires (dont prix de vente du dispositif médical)", "Base de remboursement Assurance Maladie obligatoire (AMO)",
        "Montant remboursé AMO", "Montant non remboursé AMO", "Panier*",
    )  # fmt: skip
    body = cells(*heads, bold=True)
    for line in lines:
        repaid = line.base * 60 // 100
        left = line.fee - repaid
        body += cells(
            str(line.tooth or ""), hand.written_code(line.act.code), short(line, hand), str(chance.randint(1, 9)),
            money(line.fee), money(line.base), money(repaid), money(left), chance.choice("LM"),
        )  # fmt: skip
    whole, repaid = total(lines), sum(line.base * 60 // 100 for line in lines)
    body += cells("", "", "TOTAL", "", money(whole), "", money(repaid), money(whole - repaid), "", bold=True)
    others = []
    for line in lines:
        act = acts["HBLD038"]
        others += cells(
            str(line.tooth or ""), act.code, hand.label(act), money(29870), money(12000), "RAC 0" if chance.random() < 0.5 else "TM"
        )  # fmt: skip
    around = (
        "Date du devis / valable jusqu'au : voir au verso. N° FINESS 2A0001234 - Prothèse fabriquée en Union européenne.\n\n"
        + making.escaped("* RAC 0 : sans reste à charge ; M : tarif maîtrisé ; L : tarif libre")
        + "\n"
    )
    page = "(3fr, 3fr, 6fr, 3fr, 4fr, 4fr, 3fr, 3fr, 2fr)"
    overleaf = (
        "#pagebreak()\n*Information alternative thérapeutique (100 % santé ou reste à charge maîtrisé)*\n\n"
        "Le praticien vous a proposé les traitements ci-dessous, que vous pouvez choisir à la place de ceux du recto.\n\n"
        + grid(
            "(auto, auto, 1fr, auto, auto, auto)",
            [*cells("N° dent", "Cotation", "Nature de l'acte", "Honoraires", "Base AMO", "Panier", bold=True), *others],
        )
    )
    before = "#set page(flipped: true)\n#set text(size: 9pt)\n"
    return before + head(
        desk, "Dr Maëlys Essai, chirurgien-dentiste", "Devis établi le"
    ) + "*Description précise et détaillée des actes*\n" + grid(page, body) + around + overleaf, dental_truth(lines)


def practice_software_list(desk: Desk) -> tuple[str, Truth]:
    """A dentist's software: spaced codes, « Prix TTC » at the end, long labels over rows, over two pages, deposit and bank."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    lines = [*desk.dental(3), *desk.dental(3), *desk.dental(2)]
    body = cells("N°", "Libellé de l'acte", "Dent", "Cotation", "Qté", "Prix TTC", bold=True)
    for number, line in enumerate(lines, start=1):
        words = printing.OFFICIAL.get(line.act.code, line.act.label) + f", lot {chance.randrange(10000, 99999)}"
        body += cells(
            str(number), words, str(line.tooth or ""), f"{line.act.code[:4]} {line.act.code[4:]}", "1", hand.money(line.fee)
        )  # fmt: skip
    whole = total(lines)
    after = (
        f"#align(right)[Sous-total : {esc(hand.money(whole))} \\ Remise : {esc(hand.money(0))} \\ *Net à payer : {esc(hand.money(whole))}* \\ "
        f"Acompte à la signature (40 %) : {esc(hand.money(whole * 2 // 5))} \\ Solde à la pose : {esc(hand.money(whole - whole * 2 // 5))}]\n"
        "Règlement : CB, chèque, virement. Tél. du secrétariat : 04 95 11 22 33. Capital social 8 000 €, RCS Exemple 812 345 678.\n"
    )
    table = grid(
        "(auto, 1fr, auto, auto, auto, auto)",
        body,
        align="(left, left, left, left, right, right)",
        stroke=chance.choice(("none", "0.4pt")),
    )
    return head(desk, "SELARL du Sourire Fictif", "Devis N° 2026-0457 du") + "#v(75mm)\n" + table + after, dental_truth(
        lines
    )


def clinic_grouped(desk: Desk) -> tuple[str, Truth]:
    """A clinic's estimate in one table: groups with names and sums of their own, « dont dépassement », room by the day."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    parts, nights = desk.surgery(), desk.chance.randint(2, 6)
    room, day = chance.choice((6800, 9200, 13500)), desk.later()
    meals, file = chance.choice((1250, 1800)), chance.choice((900, 1600))
    who = {1: "Dr Hélène FICTIVE - chirurgien", 4: "Dr Marc MODELE - anesthésiste"}
    heads = ("Prestations", "Code", "Nb", "Montant", "dont pris en charge AMO", "dont à votre charge ou mutuelle")
    body = cells(*heads, bold=True)

    def group(name: str, rows: Sequence[tuple[str, str, str, int, int]]) -> int:
        body.append(f"table.cell(colspan: 6, fill: luma(230))[*{esc(name)}*]")
        for label, code, count, amount, covered in rows:
            body.extend(
                cells(label, code, count, hand.money(amount), hand.money(covered), hand.money(amount - covered))
            )
        whole, paid = sum(row[3] for row in rows), sum(row[4] for row in rows)
        body.extend(
            cells(f"Total {name.lower()}", "", "", hand.money(whole), hand.money(paid), hand.money(whole - paid))
        )
        return whole

    sums = [
        group("Honoraires des praticiens", [(who[part.activity or 1], f"{part.act.code}-{part.activity}", "1", part.fee, part.base) for part in parts]),
        group("Hébergement", [("Forfait journalier", "FJ", str(nights + 1), 2300 * (nights + 1), 0), ("Chambre particulière / jour " + hand.money(room), "CP", str(nights), room * nights, 0)]),
        group("Services", [("Repas accompagnant", "", "1", meals, 0), ("Frais de dossier", "", "1", file, 0)]),
    ]  # fmt: skip
    body += cells("TOTAL GÉNÉRAL DE LA FACTURE PRÉVISIONNELLE", "", "", hand.money(sum(sums)), "", "", bold=True)
    before = (
        f"Vous serez hospitalisé du {esc(desk.day(day))} au {esc(desk.day(day.fromordinal(day.toordinal() + nights)))} "
        f"({nights} nuits) pour : {esc(hand.label(parts[0].act))}. N° d'admission 20260{chance.randrange(1000, 9999)}.\n\n"
    )
    after = f"\nUn dépôt de garantie de {esc(hand.signed(30000))} vous sera demandé à l'entrée. Standard : 01 44 55 66 77.\n"
    stay = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    charges = [{"kind": "administrative", "amount": making.text_of(file), "per": "stay"}]
    return head(desk, "Clinique des Bruyères (fictive)", "Estimation du") + before + grid(
        "(6fr, 3fr, 1fr, 3fr, 3fr, 4fr)", body, align="(left, left, right, right, right, right)"
    ) + after, medical_truth(parts, day.isoformat(), stay, charges)


def surgeon_sentences(desk: Desk) -> tuple[str, Truth]:
    """A surgeon who tells the consultation, the operation, each amount in a sentence, and a deposit."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    optam = chance.random() < 0.5
    part, _ = desk.surgery(optam=optam)
    day, over = desk.later(), part.fee - part.base
    sector = (
        "Je suis installé en secteur 2 et signataire de l'option tarifaire maîtrisée (OPTAM-CO)"
        if optam
        else "Je suis installé en secteur 2 et ne suis pas signataire de l'OPTAM"
    )
    text = (
        f"Madame, Monsieur,\n\nSuite à la consultation du {esc(desk.day(desk.quoted_on))} (70 €), je vous confirme que l'acte suivant "
        f"vous est proposé : {esc(hand.label(part.act))}, classé {esc(hand.written_code(part.act.code))} à la nomenclature. "
        f"{sector}.\n\n"
        f"Pour cet acte, la Sécurité sociale fixe un tarif de {esc(hand.signed(part.base))}. Compte tenu de la technicité du geste, je vous "
        f"demande en plus un dépassement de {esc(hand.signed(over))}. Vous me réglerez donc {esc(hand.signed(part.fee))} au total, le jour de votre sortie.\n\n"
        f"L'opération est fixée au {esc(desk.day(day))}. Un chèque de réservation de {esc(hand.signed(15000))} vous sera rendu. "
        "Les honoraires de l'anesthésiste font l'objet d'un devis séparé. Ma secrétaire répond au 05 61 00 11 22 de 9 h à 12 h.\n"
    )
    line = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return head(desk, "Professeur Paul Fictif, chirurgie", "Toulouse-Exemple, le") + text, Truth(
        "medical", [line], day.isoformat()
    )


def like_a_bill(desk: Desk) -> tuple[str, Truth]:
    """No border, whole euros without a sign, the code in the last column; unit price, discount and VAT as a bill has them."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    lines = [Priced(line.act, line.fee // 100 * 100, line.base, line.tooth) for line in desk.dental(4)]

    def whole(cents: int) -> str:
        return f"{cents // 100:,}".replace(",", hand.thousands)

    body = cells("Désignation", "Dent", "PU HT", "TVA", "Montant", "Cotation", bold=True)
    for line in lines:
        body += cells(short(line, hand), str(line.tooth or ""), whole(line.fee), "0 %", whole(line.fee), line.act.code)
    everything = total(lines)
    body += cells("", "", "", "Total HT", whole(everything), "")
    body += cells("", "", "", "TVA 0 %", "0", "")
    body += cells("", "", "", "Total TTC en euros", whole(everything), "", bold=True)
    before = (
        f"DEVIS N° D{chance.randrange(1000, 9999)} - Client n° {chance.randrange(100, 999)} - Échéance : 30 jours\n\n"
    )
    after = "\nExonération de TVA, article 261-4-1° du CGI. Paiement en 3 fois possible à partir de 300 €.\n"
    return head(desk, "Cabinet dentaire Tilleul", "Date :") + esc(before) + "\n" + grid(
        "(1fr, auto, auto, auto, auto, auto)", body, align="(left, left, right, right, right, left)", stroke="none"
    ) + after, dental_truth(lines)


def premium_lens(desk: Desk) -> tuple[str, Truth]:
    """An ophthalmologist's cataract: the operation, what the premium lens costs more and is not repaid, the anaesthetist."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    act, day = all_acts()["BFGA427"], desk.later()
    surgeon, anaesthetist = (
        Priced(act, base + chance.randrange(5000, 40000, 1000), base, activity=number)
        for number in (1, 4)
        for base in (making.tariff(act, number, desk.quoted_on),)
    )
    lens = chance.randrange(25000, 80000, 1000)
    kind = chance.choice(("multifocal torique", "torique", "EDOF (profondeur de champ étendue)"))
    eye = chance.choice(("œil droit", "œil gauche", "OD", "OG"))
    rows = [
        [f"Chirurgie de la cataracte, {eye}", f"{act.code} (1)", hand.money(surgeon.base), hand.money(surgeon.fee)],
        [f"Supplément implant {kind}", "Hors nomenclature", "", hand.money(lens)],
        ["Anesthésie", f"{act.code} (4)", hand.money(anaesthetist.base), hand.money(anaesthetist.fee)],
    ]
    body = cells("Prestation", "Référence", "Remboursable par l'Assurance Maladie", "Montant demandé", bold=True)
    for row in rows:
        body += cells(*row)
    body += cells(
        "Montant total à votre charge avant remboursements",
        "",
        "",
        hand.money(total([surgeon, anaesthetist]) + lens),
        bold=True,
    )
    before = f"Intervention en ambulatoire le {esc(desk.day(day))} à 7 h 30. Acuité 4/10, dioptrie + 21,50.\n\n"
    after = "\nContrôles post-opératoires J1, J8 et J30 inclus. Urgences : 06 00 11 22 33.\n"
    told = [
        making.line_of(surgeon),
        {"act": None, "fee": making.text_of(lens), "covered": False},
        making.line_of(anaesthetist),
    ]
    return head(desk, "Centre d'ophtalmologie de l'Exemple", "Devis du") + before + grid(
        "(4fr, 3fr, 3fr, 3fr)", body, align="(left, left, right, right)"
    ) + after, Truth("medical", told, day.isoformat())


PRACTICES = {
    layout.__name__: layout
    for layout in (
        convention_alternative_overleaf, practice_software_list, clinic_grouped, surgeon_sentences, like_a_bill, premium_lens,
    )
}  # fmt: skip
