"""Layouts kept apart: counted only, never looked at when the reading is mended."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing
from tests.support.papers.laying import dental_truth, head, total
from tests.support.papers.making import Desk, Priced, Truth


def visits(desk: Desk) -> tuple[str, Truth]:
    """A plan by visits, short headings, the code in brackets on a row under the act's words, subtotals."""
    hand, lines, esc = printing.hand(desk.chance), [*desk.dental(2), *desk.dental(2)], making.escaped
    cells = []
    for number, line in enumerate(lines, start=1):
        cells.append(f"table.cell(colspan: 5)[_Séance {number}_]")
        words = f"{esc(hand.label(line.act))} \\ {esc('(' + line.act.code + ')')}"
        repaid = line.base * 60 // 100
        texts = [str(line.tooth or ""), hand.money(line.fee), hand.money(repaid), hand.money(line.fee - repaid)]
        cells += [f"[{words}]", *(f"[{esc(text)}]" for text in texts)]
        cells += ["[Sous-total]", "[]", f"[{esc(hand.money(line.fee))}]", "[]", "[]"]
    cells += ["[*Cumul du plan*]", "[]", f"[*{esc(hand.money(total(lines)))}*]", "[]", "[]"]
    body = f"#table(columns: (1fr, auto, auto, auto, auto), stroke: 0.4pt, [*Acte*], [*Loc.*], [*Hon.*], [*Rbt SS*], [*RAC*], {', '.join(cells)})\n"
    return head(desk, "Cabinet Martelet", "Plan édité le") + body, dental_truth(lines)


def priced_like_goods(desk: Desk) -> tuple[str, Truth]:
    """A clinic that prints its estimate like a shop: quantity, unit price, what they make; the code in the words."""
    hand, parts, esc = printing.hand(desk.chance), desk.surgery(), making.escaped
    nights, room, day = desk.chance.randint(2, 5), desk.chance.choice((6000, 8000, 9900)), desk.later()
    who = {1: "Honoraires Dr Martelet", 4: "Honoraires Dr Ferrandi (anesthésie)"}
    rows = [
        [
            f"{who[part.activity or 1]} {part.act.code} act. {part.activity}",
            "1",
            hand.money(part.fee),
            hand.money(part.fee),
        ]
        for part in parts
    ]
    rows += [
        ["Chambre particulière", str(nights), hand.money(room), hand.money(room * nights)],
        ["Forfait hospitalier", str(nights + 1), hand.money(2300), hand.money(2300 * (nights + 1))],
        ["Participation forfaitaire", "1", hand.money(3200), hand.money(3200)],
    ]
    whole = total(parts) + room * nights + 2300 * (nights + 1) + 3200
    rows.append(["Total TTC", "", "", hand.money(whole)])
    heads = ["Désignation", "Qté", "PU TTC", "Total TTC"]
    intro = f"Admission le {esc(desk.day(day))} pour {nights} nuits\n\n"
    stay = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    return head(desk, "Polyclinique Modèle", "Devis du") + intro + printing.table(
        heads, rows, wide=0, ruled=True
    ), Truth("medical", [making.line_of(part) for part in parts], day.isoformat(), stay)


def acts_as_columns(desk: Desk) -> tuple[str, Truth]:
    """A letter with a small table turned on its side: names down the left, one column for each fee."""
    hand, parts, esc = printing.hand(desk.chance), desk.surgery(), making.escaped
    day = desk.later()
    rows = [
        ["Code CCAM", *(part.act.code for part in parts)],
        ["Tarif Sécurité sociale", *(hand.signed(part.base) for part in parts)],
        ["Dépassement", *(hand.signed(part.fee - part.base) for part in parts)],
        ["Honoraires", *(hand.signed(part.fee) for part in parts)],
    ]
    body = printing.table(["", "Chirurgien", "Anesthésiste"], rows, wide=0, ruled=True)
    text = f"Madame, votre intervention ({esc(parts[0].act.label)}) aura lieu le {esc(desk.day(day))}.\n\n"
    return head(desk, "Dr Nguessan", "Le") + text + body, Truth(
        "medical", [making.line_of(part) for part in parts], day.isoformat()
    )


def three_options(desk: Desk) -> tuple[str, Truth]:
    """What is proposed, with a line that is not covered; then two alternatives in smaller print."""
    hand, chance, esc, acts = printing.hand(desk.chance), desk.chance, making.escaped, all_acts()
    tooth = chance.choice(making.MOLARS)
    crown = Priced(
        acts["HBLD158"], chance.randrange(60000, 90000, 1000), making.tariff(acts["HBLD158"], 1, desk.quoted_on), tooth
    )
    whitening = Priced(acts["HBMD005"], chance.randrange(20000, 40000, 1000), 0)
    names = ["Acte prévu", "Code", "Dent", "Montant demandé", "Base AM", "À la charge du patient hors mutuelle"]
    rows = [
        [hand.label(crown.act), crown.act.code, str(tooth), hand.money(crown.fee), hand.money(crown.base), hand.money(crown.fee - crown.base * 60 // 100)],
        [hand.label(whitening.act), whitening.act.code, "", hand.money(whitening.fee), "HN", hand.money(whitening.fee)],
        ["Montant global", "", "", hand.money(crown.fee + whitening.fee), "", ""],
    ]  # fmt: skip
    others = []
    for title, code, fee in (("à tarif maîtrisé", "HBLD734", 55000), ("sans reste à charge", "HBLD038", 29870)):
        act = acts[code]
        others.append(f"Autre solution {title} : {esc(act.label)} {code}, dent {tooth}, {esc(hand.signed(fee))}")
    told = [making.line_of(crown), {"act": whitening.act.code, "fee": making.text_of(whitening.fee), "covered": False}]
    body = printing.table(names, rows, wide=0, ruled=True) + "#set text(size: 8.5pt)\n" + "\n\n".join(others) + "\n"
    return head(desk, "Dr Le Gall", "Devis du") + body, Truth("dental", told)


APART = {layout.__name__: layout for layout in (visits, priced_like_goods, acts_as_columns, three_options)}
