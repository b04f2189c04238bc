"""Layouts written together with `first_seen.py` and set aside until it was mended with, then opened."""

from typing import Any

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def one_act_two_fees(desk: Desk) -> tuple[str, Truth]:
    """The act's words and its code in cells that stand over both fees, of the surgeon and of the anaesthetist."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    body = cells("Acte", "Code", "Médecin", "Activité", "Base", "Honoraires", bold=True)
    for place, (part, who) in enumerate(zip(parts, ("Dr Essai", "Dr Modèle"), strict=True)):
        if place == 0:
            body.append(f"table.cell(rowspan: 2)[{esc(part.act.label)}]")
            body.append(f"table.cell(rowspan: 2)[{part.act.code}]")
        body += cells(who, str(part.activity), hand.money(part.base), hand.money(part.fee))
    body += ["table.cell(colspan: 5)[*Total*]", *cells(hand.money(total(parts)), bold=True)]
    text = f"Opération prévue le {esc(desk.day(day))}\n\n"
    return head(desk, "Clinique des Champs Fictifs", "Devis du") + text + grid(
        "(1fr, auto, auto, auto, auto, auto)", body, align="(left, left, left, left, right, right)"
    ), medical_truth(parts, day.isoformat())


def money_first(desk: Desk) -> tuple[str, Truth]:
    """What the patient has left comes first, the tooth and the code last."""
    hand, lines = printing.hand(desk.chance), desk.dental(4)
    body = cells("À payer", "Dont remboursé Sécu", "Base", "Soin prévu", "Réf.", "Dent n°", bold=True)
    for line in lines:
        body += cells(
            hand.money(line.fee), hand.money(line.base * 60 // 100), hand.money(line.base), short(line, hand), hand.written_code(line.act.code),
            str(line.tooth or "-"),
        )  # fmt: skip
    body += cells(hand.money(total(lines)), hand.money(sum(line.base * 60 // 100 for line in lines)), "", "Total", "", "", bold=True)  # fmt: skip
    return tops.centred(desk, "Cabinet dentaire du Modèle", "Omnipratique") + grid(
        "(auto, auto, auto, 1fr, auto, auto)",
        body,
        align="(right, right, right, left, left, left)",
        stroke=desk.chance.choice(("none", "0.5pt")),
    ) + tops.foot(desk), dental_truth(lines)


def running_prose(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's letter without a single list: the fee, its parts, a deposit, the anaesthetist's fee « environ »."""
    hand, esc, day = printing.hand(desk.chance), making.escaped, desk.later()
    optam = desk.chance.random() < 0.5
    part, _ = desk.surgery(optam=optam)
    fee = part.base + desk.chance.randrange(10000, 90000, 1000)
    text = (
        f"Cher Monsieur,\n\nJe fais suite à votre venue du {esc(desk.day(desk.quoted_on))}. Nous avons retenu la date du {esc(desk.day(day))} "
        f"pour votre intervention, à savoir : {esc(part.act.label)}. Exerçant en secteur 2 {'avec' if optam else 'sans'} OPTAM, "
        f"je fixe mes honoraires à {esc(hand.signed(fee))} pour cet acte qui porte le numéro {part.act.code} et que la Sécurité sociale rembourse "
        f"à hauteur de {esc(hand.signed(part.base))}. La différence, {esc(hand.signed(fee - part.base))}, relève de votre mutuelle ou de vous-même. "
        f"Le médecin anesthésiste vous remettra son propre devis, de l'ordre de 300 euros. Un chèque de caution de 150 euros est demandé, non encaissé.\n\n"
        f"Ma secrétaire, que vous joindrez au {desk.head()['tel']}, se tient à votre disposition.\n"
    )
    line = Priced(part.act, fee, part.base, activity=1)
    return tops.centred(desk, "Dr Marc Essai", "Chirurgie") + text + tops.foot(desk), Truth(
        "medical", [making.line_of(line, sector="sector_2_optam" if optam else "sector_2")], day.isoformat()
    )


def teeth_in_sentences(desk: Desk) -> tuple[str, Truth]:
    """A dentist's message: one sentence an act, with its price, then what the caisse gives."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, [*desk.dental(2), *desk.dental(1)]
    said = "".join(
        f"{'Sur la dent ' + str(line.tooth) if line.tooth else 'En bouche'}, il faut prévoir ceci : {esc(short(line, hand))} ({line.act.code}). "
        f"Cela coûte {esc(hand.signed(line.fee))} et la caisse en rembourse {esc(hand.signed(line.base * 60 // 100))}.\n\n"
        for line in lines
    )
    text = f"Chère patiente,\n\nAprès l'examen de ce jour, voici mes propositions et leur prix.\n\n{said}En tout, cela fera {esc(hand.signed(total(lines)))}.\n"
    return tops.centred(desk, "Dr Odile Modèle", "Chirurgien-dentiste") + text + tops.foot(desk), dental_truth(lines)


def cataract_with_choices(desk: Desk) -> tuple[str, Truth]:
    """A cataract with what the chosen lens costs; the lenses that were not chosen are in brackets under the table."""
    hand, chance, esc, day = printing.hand(desk.chance), desk.chance, making.escaped, desk.later()
    act = all_acts()["BFGA427"]
    base = making.tariff(act, 1, desk.quoted_on)
    fee, lens = base + chance.randrange(10000, 50000, 1000), chance.randrange(20000, 60000, 1000)
    body = cells("Libellé", "Code", "Tarif Sécu", "Dépassement", "Montant", bold=True)
    body += cells("Cataracte œil droit", act.code, hand.money(base), hand.money(fee - base), hand.money(fee))
    body += cells("Implant torique, supplément", "HN", "", "", hand.money(lens))
    body += cells("Espace ambulatoire", "", "", "", hand.money(3500))
    body += cells("Montant total TTC", "", "", "", hand.money(fee + lens + 3500), bold=True)
    after = (
        f"\n(Implant monofocal : sans supplément. Implant multifocal : {esc(hand.signed(lens + 20000))}, non retenu.)\n\n"
        f"Date prévue de l'intervention : {esc(desk.day(day))}, chirurgie ambulatoire.\n"
    )
    told = [
        making.line_of(Priced(act, fee, base, activity=1)),
        {"act": None, "fee": making.text_of(lens), "covered": False},
    ]
    return head(desk, "Institut de l'œil fictif", "Devis du") + grid(
        "(1fr, auto, auto, auto, auto)", body, align="(left, left, right, right, right)", stroke=chance.choice(("none", "0.5pt"))
    ) + after + tops.foot(desk), Truth(
        "medical", told, day.isoformat(), {"nights": 0}, [{"kind": "day_case_fee", "amount": "35.00", "per": "stay"}]
    )  # fmt: skip


def gums_by_parts(desk: Desk) -> tuple[str, Truth]:
    """A periodontist: four quadrants that are not repaid, counted; a check-up that is; a price for each and for all."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    check = acts["HBQD001"]
    base = making.tariff(check, 1, desk.quoted_on)
    each, fee = chance.randrange(9000, 20000, 500), max(base, 5000)
    body = cells("Actes", "Code", "Quantité", "PU", "Montant", bold=True)
    body += cells("Bilan parodontal", check.code, "1", hand.money(fee), hand.money(fee))
    body += cells("Surfaçage radiculaire par quadrant (hors nomenclature)", "", "4", hand.money(each), hand.money(4 * each))  # fmt: skip
    body += cells("Maintenance parodontale (hors nomenclature)", "", "1", hand.money(8000), hand.money(8000))
    body += cells("", "", "", "Total", hand.money(fee + 4 * each + 8000), bold=True)
    told: list[dict[str, Any]] = [
        {"act": check.code, "fee": making.text_of(fee)},
        {"act": None, "fee": making.text_of(each), "quantity": 4, "covered": False},
        {"act": None, "fee": "80.00", "covered": False},
    ]
    return tops.framed(desk, "Karim Essai") + grid(
        "(1fr, auto, auto, auto, auto)", body, align="(left, left, right, right, right)"
    ) + tops.foot(desk), Truth("dental", told)


def pro_forma(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's « facture proforma » as shops print it: article numbers, prices without and with a tax of 0 %."""
    hand, chance, esc, parts, day = (
        printing.hand(desk.chance),
        desk.chance,
        making.escaped,
        desk.surgery(),
        desk.later(),
    )
    body = cells("Art.", "Désignation", "Qté", "PU HT", "TVA", "Montant TTC", bold=True)
    for part in parts:
        words = (
            f"{part.act.code} activité {part.activity} - {'acte chirurgical' if part.activity == 1 else 'anesthésie'}"
        )
        body += cells(
            f"{chance.randrange(10000, 99999)}", words, "1", hand.money(part.fee), "0 %", hand.money(part.fee)
        )
    body += cells("", "Total HT", "", "", "", hand.money(total(parts)))
    body += cells("", "TVA 0 %", "", "", "", hand.money(0))
    body += cells("", "Net à payer", "", "", "", hand.money(total(parts)), bold=True)
    text = f"*FACTURE PRO FORMA* n° {chance.randrange(1000, 9999)} \\ Intervention du {esc(desk.day(day))}\n\n"
    return (
        head(desk, "SELARL Chirurgie Fictive", "Émise le")
        + text
        + grid("(auto, 1fr, auto, auto, auto, auto)", body, align="(left, left, right, right, right, right)")
        + "\nEscompte : néant. Pénalités de retard : 3 fois le taux légal. Indemnité de recouvrement : 40 €.\n"
        + tops.foot(desk),
        medical_truth(parts, day.isoformat()),
    )


def choices_to_tick(desk: Desk) -> tuple[str, Truth]:
    """A dental plan with boxes: three materials for one tooth, the chosen one ticked; only it is summed."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    tooth = chance.choice(making.MOLARS)
    codes = ("HBLD038", "HBLD734", "HBLD073")
    chosen = chance.choice(codes)
    told = None
    body = cells("Choix", "Dent", "Acte", "Code", "Honoraires", "Base AMO", bold=True)
    for code in codes:
        base = making.tariff(acts[code], 1, desk.quoted_on)
        line = Priced(acts[code], base * chance.randint(250, 500) // 100 // 50 * 50, base, tooth)
        body += cells("[x]" if code == chosen else "[ ]", str(tooth), short(line, hand), code, hand.money(line.fee), hand.money(base))  # fmt: skip
        told = line if code == chosen else told
    assert told is not None
    body += ["table.cell(colspan: 4)[*Total du choix retenu*]", *cells(hand.money(told.fee), "", bold=True)]
    return head(desk, "Dr Inès Modèle, chirurgien-dentiste", "Devis du") + grid(
        "(auto, auto, 1fr, auto, auto, auto)", body, align="(left, left, left, left, right, right)"
    ) + tops.foot(desk), dental_truth([told])


OPENED_LATER = {
    layout.__name__: layout
    for layout in (
        one_act_two_fees, money_first, running_prose, teeth_in_sentences, cataract_with_choices, gums_by_parts, pro_forma,
        choices_to_tick,
    )
}  # fmt: skip
