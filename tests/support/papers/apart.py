"""Layouts kept apart: counted only, never looked at when the reading is mended."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing
from tests.support.papers.laying import dental_truth, head, medical_truth, total
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
    ), medical_truth(parts, day.isoformat(), stay)


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
    return head(desk, "Dr Nguessan", "Le") + text + body, medical_truth(parts, day.isoformat())


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


def where_in_the_words(desk: Desk) -> tuple[str, Truth]:
    """A health centre's plan: the tooth stands in the act's words, the base is what is « remboursable sur »."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(3), *desk.dental(1)]
    rows = [
        [
            f"{hand.label(line.act)}{f' (dent n° {line.tooth})' if line.tooth else ''}",
            hand.written_code(line.act.code), hand.money(line.fee), hand.money(line.base),
        ]
        for line in lines
    ]  # fmt: skip
    rows.append(["Coût total du plan de soins", "", hand.money(total(lines)), ""])
    names = ["Soins programmés", "Cotation", "Votre dépense en euros", "Remboursable sur la base de"]
    return head(desk, "Centre de santé mutualiste fictif", "Proposition faite le") + printing.table(
        names, rows, wide=0, ruled=desk.chance.random() < 0.5
    ), dental_truth(lines)


def anaesthetist_in_words(desk: Desk) -> tuple[str, Truth]:
    """An anaesthetist who writes sentences of his own: the base is what the Sécurité sociale « retient »."""
    hand, esc, (_, part) = printing.hand(desk.chance), making.escaped, desk.surgery()
    day = desk.later()
    text = (
        f"Madame, Monsieur,\n\nJe vous endormirai le {esc(desk.day(day))} pour l'opération suivante : {esc(part.act.label)}. "
        f"Mes honoraires d'anesthésie ({part.act.code}, activité 4) seront de {esc(hand.signed(part.fee))}, la Sécurité sociale retenant "
        f"un tarif de {esc(hand.signed(part.base))}. La différence, soit {esc(hand.signed(part.fee - part.base))}, peut être prise en "
        "charge par votre mutuelle. Une consultation préalable vous sera facturée à part.\n"
    )
    return head(desk, "Dr Kowalczyk, anesthésie-réanimation", "Le") + text, Truth(
        "medical", [making.line_of(part)], day.isoformat()
    )


def day_clinic(desk: Desk) -> tuple[str, Truth]:
    """A clinic for the day: what is asked, the tariff, and « la différence »; what the clinic sells under it."""
    hand, esc, parts = printing.hand(desk.chance), making.escaped, desk.surgery()
    day, comfort = desk.later(), desk.chance.choice((3500, 4500))
    names = ["Nature", "Code (activité)", "Tarif Sécu", "Demandé", "Différence"]
    rows = [
        [
            "Acte chirurgical" if part.activity == 1 else "Anesthésie", f"{part.act.code} ({part.activity})",
            hand.money(part.base), hand.money(part.fee), hand.money(part.fee - part.base),
        ]
        for part in parts
    ]  # fmt: skip
    rows.append(["Espace confort ambulatoire", "", "", hand.money(comfort), hand.money(comfort)])
    rows.append(["À prévoir", "", "", hand.money(total(parts) + comfort), ""])
    before = f"Chirurgie ambulatoire, date de venue : {esc(desk.day(day))}\n\n"
    return head(desk, "Centre ambulatoire de l'Exemple", "Devis établi le") + before + printing.table(
        names, rows, wide=0, ruled=desk.chance.random() < 0.5
    ), medical_truth(parts, day.isoformat())


def with_a_discount(desk: Desk) -> tuple[str, Truth]:
    """The usual price, what is taken off, and what is asked."""
    hand, lines = printing.hand(desk.chance), desk.dental(3)
    names = ["Dent", "Acte", "Code CCAM", "Tarif habituel", "Remise", "Net à régler", "Base Sécu"]
    rows = [
        [
            str(line.tooth or ""), hand.label(line.act), hand.written_code(line.act.code), hand.money(line.fee + 5000),
            hand.money(5000), hand.money(line.fee), hand.money(line.base),
        ]
        for line in lines
    ]  # fmt: skip
    whole = total(lines)
    rows.append(
        ["", "Totaux", "", hand.money(whole + 5000 * len(lines)), hand.money(5000 * len(lines)), hand.money(whole), ""]
    )
    return head(desk, "Cabinet dentaire du Port", "Devis du") + printing.table(
        names, rows, wide=1, ruled=True
    ), dental_truth(lines)


APART = {
    layout.__name__: layout
    for layout in (
        visits,
        priced_like_goods,
        acts_as_columns,
        three_options,
        where_in_the_words,
        anaesthetist_in_words,
        day_clinic,
        with_a_discount,
    )
}
