"""Layouts written after `first_seen.py`, `more_first_seen.py` and `opened_later.py` were mended with: only their score is printed."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def with_ceilings(desk: Desk) -> tuple[str, Truth]:
    """A dentist's software that prints the ceiling of each act beside its fee, and both in the sum."""
    hand, lines = printing.hand(desk.chance), desk.dental(3)
    body = cells("Dent", "Code", "Acte", "HLF", "Honoraires", "Base AMO", "Remboursé AMO", bold=True)
    for line in lines:
        body += cells(str(line.tooth or ""), line.act.code, short(line, hand), hand.money(line.fee + 5000), hand.money(line.fee), hand.money(line.base), hand.money(line.base * 60 // 100))  # fmt: skip
    repaid = sum(line.base * 60 // 100 for line in lines)
    body += cells("", "", "Totaux", "", hand.money(total(lines)), "", hand.money(repaid), bold=True)
    return tops.framed(desk, "Odile Modèle") + "#set text(size: 9pt)\n" + grid(
        "(auto, auto, 1fr, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right, right)"
    ) + "\nHLF : honoraires limites de facturation.\n" + tops.foot(desk), dental_truth(lines)


def modifiers_by_fee(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's table with modifiers, the tariff without overrun, the overrun, and both."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 2000), asking_over(anaesthetist, 2000)
    body = cells("CCAM", "Act.", "Modif.", "Sans dépassement", "Dépassement", "Montant", bold=True)
    for one in parts:
        body += cells(one.act.code, str(one.activity), "J, K" if one.activity == 1 else "7", hand.money(one.base), hand.money(one.fee - one.base), hand.money(one.fee))  # fmt: skip
    body += cells("", "", "", "", "Soit", hand.money(total(parts)), bold=True)
    text = f"{esc(parts[0].act.label)}, le {esc(desk.day(day))} à 8 h 15, entrée à jeun.\n\n"
    return head(desk, "Dr Paul Fictif, chirurgien", "Établi le") + text + grid(
        "(auto, auto, auto, 1fr, 1fr, 1fr)", body, align="(left, left, left, right, right, right)"
    ) + tops.foot(desk), medical_truth(parts, day.isoformat())


def stay_on_two_pages(desk: Desk) -> tuple[str, Truth]:
    """The clinic's stay on a page, what the caisse pays of it; the practitioners' fees on the next, each a sentence."""
    hand, chance, esc, parts, day = (
        printing.hand(desk.chance),
        desk.chance,
        making.escaped,
        desk.surgery(),
        desk.later(),
    )
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 2000), asking_over(anaesthetist, 2000)
    nights, room = chance.randint(2, 5), chance.choice((7500, 9900))
    body = cells("Séjour", "Pris en charge", "À votre charge", bold=True)
    body += cells("Frais de séjour (GHS 8262)", hand.money(234567), hand.money(0))
    body += cells(f"Forfait journalier ({nights + 1} x {hand.signed(2300)})", hand.money(0), hand.money(2300 * (nights + 1)))  # fmt: skip
    body += cells(f"Chambre particulière ({nights} x {hand.signed(room)})", hand.money(0), hand.money(room * nights))
    rows = "".join(
        f"- {who} : {esc(hand.signed(one.fee))} pour l'acte {one.act.code} (activité {one.activity}), dont {esc(hand.signed(one.base))} au tarif "
        f"conventionnel et {esc(hand.signed(one.fee - one.base))} de dépassement.\n"
        for one, who in zip(parts, ("Dr Essai, chirurgien", "Dr Fictif, anesthésiste"), strict=True)
    )
    return (
        head(desk, "Clinique des Deux Pages", "Devis du")
        + f"Entrée le {esc(desk.day(day))}, {nights} nuits.\n\n"
        + grid("(1fr, auto, auto)", body, align="(left, right, right)")
        + f"#pagebreak()\n*Honoraires des praticiens*\n\n{rows}\nEnsemble des honoraires : {esc(hand.signed(total(parts)))}\n"
        + tops.foot(desk)
    ), medical_truth(parts, day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
    )  # fmt: skip


def amounts_in_brackets(desk: Desk) -> tuple[str, Truth]:
    """A short note: the fee, and in brackets what it is made of."""
    hand, esc, day = printing.hand(desk.chance), making.escaped, desk.later()
    part, _ = desk.surgery()
    fee = part.base + desk.chance.randrange(10000, 60000, 1000)
    text = (
        f"NOTE D'INFORMATION TARIFAIRE\n\nPatient opéré le {esc(desk.day(day))}.\n\n{part.act.code} : {esc(part.act.label)}\n\n"
        f"HONORAIRES : {esc(hand.signed(fee))} (tarif Sécu {esc(hand.signed(part.base))} ; dépassement {esc(hand.signed(fee - part.base))})\n\n"
        f"Anesthésie : devis à part. Secrétariat : {desk.head()['tel']}, de 14 h à 18 h. Consultation de contrôle : 60 €.\n"
    )
    return tops.centred(desk, "Dr Inès Essai", "ORL") + text + tops.foot(desk), Truth(
        "medical", [making.line_of(Priced(part.act, fee, part.base, activity=1))], day.isoformat()
    )


def exported_cells(desk: Desk) -> tuple[str, Truth]:
    """What a spreadsheet exports: semicolons, whole euros, the sum as its last row."""
    lines = [Priced(one.act, one.fee // 100 * 100, one.base, one.tooth) for one in [*desk.dental(3), *desk.dental(1)]]
    rows = ["dent;code;libelle;honoraires;base"]
    rows += [f"{one.tooth or ''};{one.act.code};{one.act.label.replace(',', '')};{one.fee // 100};{one.base // 100},{one.base % 100:02}" for one in lines]  # fmt: skip
    rows.append(f";;TOTAL;{total(lines) // 100};")
    text = " \\ \n".join(making.escaped(row) for row in rows)
    return head(
        desk, "Cabinet Tableur", "Devis du"
    ) + '#set text(size: 9pt, font: "DejaVu Sans Mono")\n' + text + "\n", dental_truth(lines)


def dots_to_the_price(desk: Desk) -> tuple[str, Truth]:
    """A typed list: the tooth in the words, dots up to the price, the code in brackets on the row below."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    rows = "".join(
        f"{esc(short(line, hand))}{f' sur {line.tooth}' if line.tooth else ''} #box(width: 1fr, repeat[.]) {esc(hand.signed(line.fee))} \\ "
        f"#h(6mm) _(cotation {line.act.code}, base {esc(hand.signed(line.base))})_\n\n"
        for line in lines
    )
    return tops.centred(desk, "Dr Modèle", "Dentiste") + rows + (
        f"\nTOTAL #box(width: 1fr, repeat[.]) {esc(hand.signed(total(lines)))}\n" + tops.foot(desk)
    ), dental_truth(lines)


def price_list_overleaf(desk: Desk) -> tuple[str, Truth]:
    """A quote, and overleaf the practice's price list: acts that nobody proposes."""
    hand, acts, lines = printing.hand(desk.chance), all_acts(), desk.dental(2)
    body = cells("N° dent", "Cotation", "Nature de l'acte", "Honoraires", "Base de remboursement", bold=True)
    for line in lines:
        body += cells(str(line.tooth or ""), line.act.code, short(line, hand), hand.money(line.fee), hand.money(line.base))  # fmt: skip
    body += cells("", "", "Total", hand.money(total(lines)), "", bold=True)
    others = cells("Acte", "Code", "À partir de", bold=True)
    for code, price in (("HBJD001", 2892), ("HBLD038", 29000), ("HBLD734", 55000)):
        others += cells(acts[code].label, code, hand.money(price))
    return (
        tops.framed(desk, "Yvonne Modèle")
        + grid("(auto, auto, 1fr, auto, auto)", body, align="(left, left, left, right, right)")
        + "#pagebreak()\n*Affichage des tarifs du cabinet (article L. 1111-3 du code de la santé publique)*\n\n"
        + grid("(1fr, auto, auto)", others, align="(left, left, right)")
        + tops.foot(desk)
    ), dental_truth(lines)


SET_ASIDE = {
    layout.__name__: layout
    for layout in (
        with_ceilings, modifiers_by_fee, stay_on_two_pages, amounts_in_brackets, exported_cells, dots_to_the_price,
        price_list_overleaf,
    )
}  # fmt: skip
