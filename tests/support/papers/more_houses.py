"""Quotes of more houses: implants, consents, two tables beside each other, forms with boxes, merged cells."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import dental_truth, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def implant_plan(desk: Desk) -> tuple[str, Truth]:
    """Implants: rows without a code that are « hors nomenclature », among coded ones, by stages with their sums."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    tooth = chance.choice(making.MOLARS)
    implant, pillar = chance.randrange(80000, 120000, 1000), chance.randrange(20000, 35000, 1000)
    crown = Priced(acts["HBLD418"], chance.randrange(70000, 110000, 1000), making.tariff(acts["HBLD418"], 1, desk.quoted_on), tooth)  # fmt: skip
    body = cells("Étape", "Acte", "N° dent", "Code CCAM", "Base SS", "Honoraires", bold=True)
    body += cells(
        "1 - Chirurgie", "Pose d'un implant titane", str(tooth), "HN", "Non remboursable", hand.money(implant)
    )
    body += cells("", "Sous-total étape 1", "", "", "", hand.money(implant))
    body += cells("2 - Prothèse", "Pilier implantaire vissé", str(tooth), "HN", "Non remboursable", hand.money(pillar))
    body += cells(
        "",
        short(crown, hand),
        str(tooth),
        hand.written_code(crown.act.code),
        hand.money(crown.base),
        hand.money(crown.fee),
    )
    body += cells("", "Sous-total étape 2", "", "", "", hand.money(pillar + crown.fee))
    body += cells("", "TOTAL TTC", "", "", "", hand.money(implant + pillar + crown.fee), bold=True)
    told = [
        {"act": None, "fee": making.text_of(implant), "covered": False},
        {"act": None, "fee": making.text_of(pillar), "covered": False},
        making.line_of(crown),
    ]
    return tops.framed(desk, "Paul-Henri Modèle") + grid(
        "(auto, 1fr, auto, auto, auto, auto)",
        body,
        align="(left, left, left, left, right, right)",
        stroke=chance.choice(("none", "0.4pt")),
    ), Truth("dental", told)


def consent_letter(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's letter of consent: sums in words and in figures, the anaesthetist's told apart, a deposit refused."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    optam = chance.random() < 0.5
    part, other = desk.surgery(optam=optam)
    day = desk.later()
    month = tops.MONTHS[day.month - 1]
    text = (
        f"*Objet : information sur les honoraires*\n\nCher Monsieur,\n\nVous m'avez fait l'honneur de me consulter le {tops.spelled(desk)}. "
        f"Je vous propose de réaliser le {day.day} {month} {day.year}, sous anesthésie générale, l'intervention que voici : {esc(hand.label(part.act))}. "
        f"Dans la classification commune des actes médicaux, elle porte le code {part.act.code}.\n\n"
        f"Le montant de mes honoraires sera de {esc(hand.signed(part.fee))}. Sur cette somme, votre caisse vous remboursera {esc(hand.signed(part.base))}, "
        f"si bien que {esc(hand.signed(part.fee - part.base))} resteront dus par vous ou par votre mutuelle. "
        f"{'J’ai signé' if optam else 'Je n’ai pas signé'} l'option de pratique tarifaire maîtrisée et j'exerce en secteur 2.\n\n"
        f"Le médecin anesthésiste vous remettra son propre devis ; à titre indicatif, ses honoraires sont en général de {esc(hand.signed(other.fee // 1000 * 1000))} environ. "
        f"Aucun acompte ne vous est demandé. Un délai de réflexion de 15 jours doit être respecté.\n\nJe vous prie de croire, cher Monsieur, à mes sentiments les meilleurs.\n"
    )
    line = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return tops.centred(
        desk, "Docteur Yvonne FERRANDI", "Chirurgie orthopédique et traumatologique"
    ) + text + tops.foot(desk), Truth("medical", [line], day.isoformat())


def stay_beside_fees(desk: Desk) -> tuple[str, Truth]:
    """A page in landscape: the stay's table on the left, the fees' on the right, one sum under both."""
    hand, chance, esc, parts = printing.hand(desk.chance), desk.chance, making.escaped, desk.surgery()
    nights, day, room = chance.randint(1, 5), desk.later(), chance.choice((6000, 8800, 11500))
    stay = cells("Séjour", "Nb", "Prix", "Total", bold=True)
    stay += cells("Chambre seule", str(nights), hand.money(room), hand.money(room * nights))
    stay += cells("Forfait journalier", str(nights + 1), hand.money(2300), hand.money(2300 * (nights + 1)))
    hotel = room * nights + 2300 * (nights + 1)
    stay += cells("Sous-total", "", "", hand.money(hotel), bold=True)
    fees = cells("Honoraires", "Code", "Base", "Demandé", bold=True)
    for part, who in zip(parts, ("Chirurgien", "Anesthésiste"), strict=True):
        fees += cells(who, f"{part.act.code} {part.activity}", hand.money(part.base), hand.money(part.fee))
    fees += cells("Sous-total", "", "", hand.money(total(parts)), bold=True)
    body = (
        "#grid(columns: (1fr, 1fr), gutter: 8mm, ["
        + grid("(3fr, 1fr, 2fr, 2fr)", stay, align="(left, right, right, right)")
        + "], ["
        + grid("(3fr, 3fr, 2fr, 2fr)", fees, align="(left, left, right, right)")
        + "])\n"
        + f"*Total à prévoir : {esc(hand.signed(hotel + total(parts)))}*\n"
    )
    text = f"Entrée le {esc(desk.day(day))} à jeun, sortie après {nights} nuit{'s' if nights > 1 else ''}. Acte : {esc(hand.label(parts[0].act))}.\n\n"
    truth = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    return "#set page(flipped: true)\n" + tops.centred(
        desk, "Polyclinique du Vallon fictif", "Bureau des entrées"
    ) + text + body, medical_truth(parts, day.isoformat(), truth)


def boxes_to_tick(desk: Desk) -> tuple[str, Truth]:
    """An anaesthetist's form: boxes for the sector, names with colons, each amount with « euros »."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    optam = chance.random() < 0.5
    _, part = desk.surgery(optam=optam)
    day = desk.later()

    def euros(cents: int) -> str:
        return f"{cents // 100} euros {cents % 100:02}" if cents % 100 else f"{cents // 100} euros"

    yes, no = ("☒", "☐") if chance.random() < 0.5 else ("[X]", "[ ]")
    rows = (
        f"Secteur 1 {no}   Secteur 2 {yes}   OPTAM : oui {yes if optam else no} non {no if optam else yes}",
        f"Intervention : {hand.label(part.act)}",
        f"Prévue le : {desk.day(day)}   Lieu : clinique de l'Exemple",
        f"Code CCAM : {part.act.code}   Activité : 4   Phase : 0",
        f"Montant remboursé par la Sécurité sociale (base) : {euros(part.base)}",
        f"Complément non remboursé : {euros(part.fee - part.base)}",
        f"Soit un total d'honoraires de : {euros(part.fee)}",
    )
    line = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return tops.centred(
        desk, "Dr Karim NGUESSAN", "Anesthésie - Réanimation"
    ) + "*DEVIS D'HONORAIRES D'ANESTHÉSIE*\n\n" + " \\ \n".join(
        esc(row) for row in rows
    ) + "\n\nFait en deux exemplaires. Signature :\n" + tops.foot(desk), Truth("medical", [line], day.isoformat())


def merged_over_acts(desk: Desk) -> tuple[str, Truth]:
    """A dentist's plan: the sitting and the tooth in merged cells, a base and its rate in one cell, the fee the last but one."""
    hand, chance, esc, acts = printing.hand(desk.chance), desk.chance, making.escaped, all_acts()
    lines: list[Priced] = []
    body = cells("Séance", "Dent", "Acte et code", "Base x taux", "Honoraires", "RAC", bold=True)
    for number in (1, 2):
        tooth = chance.choice([one for one in making.MOLARS if one not in {line.tooth for line in lines}])
        pair = [
            Priced(acts[code], chance.randrange(low, high, 500), making.tariff(acts[code], 1, desk.quoted_on), tooth)
            for code, low, high in (("HBLD745", 15000, 17500), ("HBLD073", 45000, 75000))
        ]
        for place, line in enumerate(pair):
            if place == 0:
                body += [f"table.cell(rowspan: 2)[{number}]", f"table.cell(rowspan: 2)[{tooth}]"]
            repaid = line.base * 60 // 100
            body.append(f"[{esc(short(line, hand))} \\ {hand.written_code(line.act.code).replace('-', chr(92) + '-')}]")
            body += cells(f"{hand.money(line.base)} x 60 %", hand.money(line.fee), hand.money(line.fee - repaid))
        lines += pair
    body.append("table.cell(colspan: 4)[*Total général du plan*]")
    body += cells(hand.money(total(lines)), "")
    return tops.framed(desk, "Inès Exemple") + grid(
        "(auto, auto, 1fr, auto, auto, auto)", body, align="(left, left, left, right, right, right)"
    ) + tops.foot(desk), dental_truth(lines)


def three_quotes(desk: Desk) -> tuple[str, Truth]:
    """Surgeon, his assistant who is not repaid, and anaesthetist: a quote each in one page, cut by dashes."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    helped = desk.chance.randrange(10000, 20000, 500)
    told = []
    for part, who in zip(parts, ("Dr Paul Fictif, chirurgien", "Dr Inès Modèle, anesthésiste"), strict=True):
        told.append(
            f"*{esc(who)}* \\ {part.act.code} activité {part.activity} #h(1fr) {esc(hand.signed(part.fee))} \\ "
            f"#h(6mm) dont base Sécurité sociale #h(1fr) {esc(hand.signed(part.base))}"
        )
    told.insert(1, f"*Aide opératoire* (hors nomenclature, non remboursé) #h(1fr) {esc(hand.signed(helped))}")
    cut = "\n\n#align(center)[\\- - - - - - - - - - - - - - - - -]\n\n"
    whole = total(parts) + helped
    text = (
        f"Intervention : {esc(hand.label(parts[0].act))}, prévue le {esc(desk.day(day))} en ambulatoire.\n\n"
        + cut.join(told) + cut + f"#h(1fr) *Ensemble : {esc(hand.signed(whole))}*\n"
    )  # fmt: skip
    charges = [{"kind": "second_assistant", "amount": making.text_of(helped), "per": "stay"}]
    return tops.centred(desk, "Centre chirurgical de l'Essai", "Chirurgie ambulatoire") + text + tops.foot(
        desk
    ), medical_truth(parts, day.isoformat(), charges=charges)


MORE_HOUSES = {
    layout.__name__: layout
    for layout in (
        implant_plan, consent_letter, stay_beside_fees, boxes_to_tick, merged_over_acts, three_quotes,
    )
}  # fmt: skip
