"""Quotes of eight houses more: their scores alone may be looked at."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def one_block_an_act(desk: Desk) -> tuple[str, Truth]:
    """A dental program that prints each act as a block of names and values, its number and tooth in the title."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    blocks = "".join(
        f"*Acte {place} - {esc(short(line, hand))}*{f' sur dent {line.tooth}' if line.tooth else ''} \\ "
        f"Code CCAM : {line.act.code} #h(1cm) Base de remboursement : {esc(hand.signed(line.base))} \\ "
        f"Honoraires : {esc(hand.signed(line.fee))}, dont dispositif médical : {esc(hand.signed(line.fee * 3 // 10))} \\ "
        f"Reste à charge avant mutuelle : {esc(hand.signed(line.fee - line.base * 60 // 100))}\n\n"
        for place, line in enumerate(lines, start=1)
    )
    return tops.framed(desk, "Karim Modèle") + blocks + (
        f"#line(length: 100%)\n*Montant total de ce plan : {esc(hand.signed(total(lines)))}*\n"
    ) + tops.foot(desk), dental_truth(lines)


def modifiers_and_association(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's program: a column a letter of the CCAM (activity, phase, modifiers, association), base, overrun, fee."""
    hand, chance, day = printing.hand(desk.chance), desk.chance, desk.later()
    surgeon, anaesthetist = desk.surgery()
    parts = asking_over(surgeon, 8000), asking_over(anaesthetist, 4000)
    body = cells("Acte", "Act", "Ph", "Mod", "As", "Libellé", "Tarif CCAM", "D.H.", "Total", bold=True)
    for part in parts:
        body += cells(
            part.act.code, str(part.activity), "0", chance.choice(("J", "K", "")), "", hand.label(part.act),
            hand.money(part.base), hand.money(part.fee - part.base), hand.money(part.fee),
        )  # fmt: skip
    over = total(parts) - sum(part.base for part in parts)
    body += [
        "table.cell(colspan: 6)[]",
        *cells(hand.money(total(parts) - over), hand.money(over), hand.money(total(parts))),
    ]
    text = f"Prévu le {making.escaped(desk.day(day))}, Clinique de l'Exemple.\n\n"
    return head(desk, "Dr Yvonne Modèle, chirurgien", "Devis du") + text + grid(
        "(auto, auto, auto, auto, auto, 1fr, auto, auto, auto)",
        body,
        align="(left, left, left, left, left, left, right, right, right)",
        stroke=chance.choice(("none", "0.5pt")),
    ) + tops.foot(desk), medical_truth(parts, day.isoformat())


def dentist_writes_of_a_bridge(desk: Desk) -> tuple[str, Truth]:
    """A dentist's letter in prose: a bridge from one tooth to another, and the care before it."""
    hand, esc, acts = printing.hand(desk.chance), making.escaped, all_acts()
    bridge, care = acts["HBLD227"], acts["HBFD008"]
    lines = [
        Priced(care, making.tariff(care, 1, desk.quoted_on), making.tariff(care, 1, desk.quoted_on), 46),
        Priced(bridge, desk.chance.randrange(90000, 160000, 5000), making.tariff(bridge, 1, desk.quoted_on)),
    ]
    first, second = lines
    text = (
        f"Cher Monsieur,\n\nComme convenu, la dent 46 sera d'abord dévitalisée ({first.act.code}) : cet acte vous sera facturé {esc(hand.signed(first.fee))}, "
        f"au tarif de la Sécurité sociale.\n\nJe poserai ensuite un bridge céramo-métallique de 44 à 46 ({second.act.code}), "
        f"au prix de {esc(hand.signed(second.fee))}, que votre caisse rembourse à 60 % d'une base de {esc(hand.signed(second.base))}.\n\n"
        f"Le tout se monte à {esc(hand.signed(total(lines)))}. Une solution en métal, sans reste à charge, existe à {esc(hand.signed(87000))} ; "
        "vous l'avez écartée.\n\nBien cordialement.\n"
    )
    return tops.centred(desk, "Dr Inès Essai", "Chirurgien-dentiste") + text + tops.foot(desk), dental_truth(lines)


def team_in_columns_of_money(desk: Desk) -> tuple[str, Truth]:
    """A clinic in landscape: the act in its row, the practitioner in the first column, charges in a second table."""
    hand, chance, day, parts = printing.hand(desk.chance), desk.chance, desk.later(), desk.surgery()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 6000), asking_over(anaesthetist, 6000)
    nights, room, lump = chance.randint(1, 4), chance.choice((7000, 10500)), chance.choice((1500, 1900))
    body = cells(
        "Professionnel",
        "Spécialité",
        "CCAM",
        "Secteur",
        "Honoraires",
        "Pris en charge AMO",
        "Non pris en charge",
        bold=True,
    )
    for part, who in zip(parts, (("Dr Martelet", "Chirurgie"), ("Dr Ferrandi", "Anesthésie")), strict=True):
        body += cells(
            *who, f"{part.act.code} {part.activity}", "2 OPTAM", hand.money(part.fee), hand.money(part.base),
            hand.money(part.fee - part.base),
        )  # fmt: skip
    body += ["table.cell(colspan: 4)[Ensemble des professionnels]", *cells(hand.money(total(parts)), "", "", bold=True)]
    other = cells("Hôtellerie", "Nombre", "Prix", "Montant", bold=True)
    other += cells("Chambre individuelle (la nuit)", str(nights), hand.money(room), hand.money(nights * room))
    other += cells("Frais de dossier", "1", hand.money(lump), hand.money(lump))
    other += cells("Ensemble de l'hôtellerie", "", "", hand.money(nights * room + lump), bold=True)
    text = f"Hospitalisation de {nights} nuit{'s' if nights > 1 else ''} à partir du {making.escaped(desk.day(day))} : {making.escaped(parts[0].act.label)}\n\n"
    truth = medical_truth(
        parts,
        day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
        [{"kind": "administrative", "amount": making.text_of(lump), "per": "stay"}],
    )
    return "#set page(flipped: true)\n" + head(desk, "Clinique Fictive des Pins", "Estimation du") + text + grid(
        "(auto, 1fr, auto, auto, auto, auto, auto)", body, align="(left, left, left, left, right, right, right)"
    ) + "\n" + grid("(1fr, auto, auto, auto)", other, align="(left, right, right, right)") + tops.foot(desk), truth


def words_without_codes(desk: Desk) -> tuple[str, Truth]:
    """A practice without codes, over two pages: teeth, words and prices; what is not repaid says so."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(3), *desk.dental(3)]
    guard = desk.chance.randrange(20000, 40000, 1000)
    half = len(lines) // 2

    def page(part: list[Priced], *more: str) -> str:
        body = cells("N°", "Traitement", "Prix TTC", bold=True)
        for line in part:
            body += cells(str(line.tooth or ""), line.act.label, hand.money(line.fee))
        return grid("(auto, 1fr, auto)", [*body, *more], align="(left, left, right)")

    more = [
        *cells("", "Gouttière occlusale (non remboursée)", hand.money(guard)),
        *cells("", "À régler au total", hand.money(total(lines) + guard), bold=True),
    ]
    told = [{"act": None, "fee": making.text_of(line.fee), "tooth": line.tooth} for line in lines]
    told.append({"act": None, "fee": making.text_of(guard), "tooth": None, "covered": False})
    return tops.centred(desk, "Cabinet dentaire des Quais", "Devis") + (page(lines[:half]) if half else "") + (
        "#pagebreak()\n*Suite*\n"
    ) + page(lines[half:], *more) + tops.foot(desk), Truth("dental", told)


def eye_clinic_by_items(desk: Desk) -> tuple[str, Truth]:
    """An eye clinic: numbered sentences, one for each who is paid, with base and overrun in brackets."""
    hand, esc, chance, day = printing.hand(desk.chance), making.escaped, desk.chance, desk.later()
    act = all_acts()["BFGA427"]
    parts = [
        Priced(act, base + chance.randrange(8000, 40000, 1000), base, activity=activity)
        for activity in (1, 4)
        for base in (making.tariff(act, activity, desk.quoted_on),)
    ]
    said = "".join(
        f"{place}. {who}, {part.act.code} activité {part.activity} : {esc(hand.signed(part.fee))} "
        f"(Sécurité sociale {esc(hand.signed(part.base))} + complément {esc(hand.signed(part.fee - part.base))})\n\n"
        for place, (who, part) in enumerate(zip(("Chirurgien", "Anesthésiste"), parts, strict=True), start=1)
    )
    text = (
        f"Votre opération de la cataracte aura lieu en ambulatoire le {esc(desk.day(day))}. Voici ce qui vous sera demandé :\n\n{said}"
        f"3. Clinique, forfait ambulatoire : {esc(hand.signed(3500))}\n\nSoit {esc(hand.signed(total(parts) + 3500))} à régler le jour même.\n"
    )
    return tops.mailed(desk, "Centre de la vue fictif", "Votre opération") + text, medical_truth(
        parts, day.isoformat(), {"nights": 0}, [{"kind": "day_case_fee", "amount": "35.00", "per": "stay"}]
    )


def prices_before_the_teeth(desk: Desk) -> tuple[str, Truth]:
    """A centre's table read from the right: what is left, what is repaid, the base, the price, then code, tooth, words."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(3), *desk.dental(1)]
    body = cells("Reste à payer", "Remb. AMO", "Base", "Prix", "CCAM", "Dent", "Acte", bold=True)
    for line in lines:
        repaid = line.base * 60 // 100
        body += cells(
            hand.money(line.fee - repaid), hand.money(repaid), hand.money(line.base), hand.money(line.fee),
            hand.written_code(line.act.code), str(line.tooth or ""), short(line, hand),
        )  # fmt: skip
    repaid = sum(line.base * 60 // 100 for line in lines)
    body += cells(
        hand.money(total(lines) - repaid), hand.money(repaid), "", hand.money(total(lines)), "", "", "TOTAUX", bold=True
    )
    return head(desk, "Centre dentaire mutualiste fictif", "Devis du") + "#set text(size: 9.5pt)\n" + grid(
        "(auto, auto, auto, auto, auto, auto, 1fr)", body, align="(right, right, right, right, left, left, left)"
    ) + tops.foot(desk), dental_truth(lines)


def appliance_in_prose(desk: Desk) -> tuple[str, Truth]:
    """An orthodontist's letter: the price of a half-year, how many, what the caisse pays of each, by which months."""
    hand, esc, fee = printing.hand(desk.chance), making.escaped, desk.chance.randrange(60000, 90000, 1000)
    text = (
        f"Madame, Monsieur,\n\nLe traitement orthodontique de votre fille durera deux ans environ. Chaque semestre de traitement (TO 90) sera facturé "
        f"{esc(hand.signed(fee))}, sur lesquels l'Assurance maladie vous remboursera {esc(hand.signed(19350))} après accord préalable.\n\n"
        "Les honoraires peuvent être réglés tous les trois mois. Le présent devis est valable six mois.\n"
    )
    return tops.centred(desk, "Dr Paul Modèle", "Orthodontie") + text + tops.foot(desk), Truth(
        "dental", [{"act": "TO90", "fee": making.text_of(fee), "base": "193.50"}]
    )


SET_ASIDE_SINCE = {
    layout.__name__: layout
    for layout in (
        one_block_an_act, modifiers_and_association, dentist_writes_of_a_bridge, team_in_columns_of_money, words_without_codes,
        eye_clinic_by_items, prices_before_the_teeth, appliance_in_prose,
    )
}  # fmt: skip
