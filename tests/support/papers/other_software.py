"""Layouts whose words, columns and ways of printing change with every seed, as other people's software prints quotes."""

import itertools
from collections.abc import Sequence
from typing import Any

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.printing import Hand

NOISE = (
    "Devis valable 6 mois à compter de sa date d'établissement.",
    "Un acompte de 150,00 € est demandé à la prise d'empreintes.",
    "Règlement par chèque, carte ou virement : IBAN FR76 1234 5678 9012 3456 7890 123.",
    "Ce devis ne comprend pas les actes qui se révéleraient nécessaires en cours de traitement.",
    "Dispositif médical fabriqué au sein de l'Union européenne.",
    "Membre d'une association agréée, le règlement des honoraires par chèque est accepté.",
    "Cabinet ouvert du lundi au vendredi, tél. 04 95 00 11 22, contact@cabinet-exemple.fr",
    "Page 1/1 - Édité le 03/02/2026 à 10:42 - N° ADELI 2A4001234",
)
CARE = ("HBJD001", "HBFD008", "HBGD036", "HBMD053", "HBMD049", "HBQK002")


def dental_any_columns(desk: Desk) -> tuple[str, Truth]:
    """Columns, their order and their names by the seed; amounts repaid and left may stand before the fee."""
    hand, chance = printing.hand(desk.chance), desk.chance
    lines = desk.dental(3) + (_care(desk) if chance.random() < 0.4 else [])
    first = ["code", "tooth", "label"]
    chance.shuffle(first)
    money = chance.sample(("base", "repaid", "left", "rate"), chance.randint(1, 3))
    money.insert(chance.randint(0, len(money)), "fee")
    keys = [*first, *(["basket"] if chance.random() < 0.3 else []), *money]
    rows = [[_dental_cell(key, line, hand) for key in keys] for line in lines]
    rows.append(_sum_row(desk, keys, "Total", {"fee": hand.money(total(lines))}))
    body = printing.table(printing.heads(chance, keys), rows, wide=keys.index("label"), ruled=chance.random() < 0.6)
    return _top(desk) + body + _noise(desk), dental_truth(lines)


def dental_convention(desk: Desk) -> tuple[str, Truth]:
    """The form of the convention: the device's price, what care and the practice cost, and what they make."""
    hand, lines = printing.hand(desk.chance), desk.dental(3)
    keys = ["tooth", "code", "label", "material", "device", "care", "costs", "fee", "base", "repaid", "left"]
    names = [
        "N° dent", "Cotation CCAM", "Nature de l'acte", "Matériaux et normes", "Prix de vente du dispositif médical sur mesure (A)",
        "Prestations de soins (B1)", "Charges de structure (B2)", "Honoraires (A + B)", "Base de remb. AMO", "Montant remboursé AMO",
        "Montant non remboursé AMO",
    ]  # fmt: skip
    rows = []
    for line in lines:
        device, costs = line.fee * 35 // 100, line.fee * 25 // 100
        parts = {"device": device, "costs": costs, "care": line.fee - device - costs}
        rows.append([hand.money(parts[key]) if key in parts else _dental_cell(key, line, hand) for key in keys])
    left = sum(line.fee - _repaid(line) for line in lines)
    rows.append(_sum_row(desk, keys, "TOTAL en euros", {"fee": hand.money(total(lines)), "left": hand.money(left)}))
    over = "table.cell(colspan: 4)[*TRAITEMENT PROPOSÉ*], table.cell(colspan: 4)[*Détail des honoraires*], table.cell(colspan: 3)[*Assurance maladie obligatoire*], "
    body = "#set page(flipped: true)\n#set text(size: 8.5pt)\n"
    return _top(desk, body) + printing.table(names, rows, wide=2, ruled=True, over=over) + _noise(desk), dental_truth(
        lines
    )


def dental_two_proposals(desk: Desk) -> tuple[str, Truth]:
    """What is proposed, then the same tooth without anything left to pay, each with its own total and heading."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    tooth = chance.choice(making.MOLARS)

    def priced(code: str, fee: int) -> Priced:
        return Priced(acts[code], fee, making.tariff(acts[code], 1, desk.quoted_on), tooth)

    ours = [
        priced("HBLD734", chance.randrange(55000, 80000, 500)),
        priced("HBLD745", chance.randrange(15000, 17500, 500)),
    ]
    theirs = [priced("HBLD038", 29870), priced("HBLD090", 10600)]
    first, second = chance.choice(
        (
            ("Proposition 1", "Proposition 2 : 100 % Santé"),
            ("Plan de traitement retenu", "Alternative : traitement du panier 100 % Santé"),
            ("Traitement proposé", "Information : alternative thérapeutique sans reste à charge (RAC 0)"),
            ("Traitement A", "Traitement B (sans reste à charge)"),
        )
    )
    keys = chance.choice((["tooth", "code", "label", "fee", "base", "left"], ["code", "label", "tooth", "base", "fee"]))
    names = printing.heads(chance, keys)
    body = ""
    for title, lines in ((first, ours), (second, theirs)):
        rows = [[_dental_cell(key, line, hand) for key in keys] for line in lines]
        rows.append(_sum_row(desk, keys, "Total", {"fee": hand.money(total(lines))}))
        body += f"#v(4mm)\n*{making.escaped(title)}*\n" + printing.table(
            names, rows, wide=keys.index("label"), ruled=chance.random() < 0.5
        )
    return _top(desk) + body + _noise(desk), dental_truth(ours)


def dental_two_rows_each(desk: Desk) -> tuple[str, Truth]:
    """Each act on two rows: its words, then its code, tooth and amounts under names that stand once at the top."""
    hand, lines = printing.hand(desk.chance), desk.dental(4)
    esc = making.escaped
    rows = []
    for line in lines:
        rows.append(f"table.cell(colspan: 4)[*{esc(hand.label(line.act))}*]")
        where = f"Dent {line.tooth}" if line.tooth else "Bouche"
        rows += [f"[{esc(cell)}]" for cell in (hand.written_code(line.act.code), where, hand.money(line.base), hand.money(line.fee))]  # fmt: skip
    rows += ["table.cell(colspan: 3)[Total à régler]", f"[{esc(hand.money(total(lines)))}]"]
    heads = ", ".join(f"[*{esc(one)}*]" for one in ("Cotation", *printing.heads(desk.chance, ["tooth", "base", "fee"])))
    body = f"#table(columns: (auto, 1fr, auto, auto), align: (left, left, right, right), stroke: none, {heads}, {', '.join(rows)})\n"
    return _top(desk) + body + _noise(desk), dental_truth(lines)


def dental_code_below(desk: Desk) -> tuple[str, Truth]:
    """Each act's words with its amounts, its code and its tooth on the row below."""
    hand, lines, esc = printing.hand(desk.chance), desk.dental(4), making.escaped
    cells = []
    for line in lines:
        where = f", dent {line.tooth}" if line.tooth else ""
        words = f"{esc(hand.label(line.act))} \\ _Réf. {esc(hand.written_code(line.act.code))}{where}_"
        cells += [f"[{words}]", f"[{esc(hand.money(line.base))}]", f"[{esc(hand.money(line.fee))}]"]
    cells += ["[*Total*]", "[]", f"[*{esc(hand.money(total(lines)))}*]"]
    heads = ", ".join(f"[*{esc(one)}*]" for one in printing.heads(desk.chance, ["label", "base", "fee"]))
    stroke = desk.chance.choice(("none", "0.4pt"))
    body = f"#table(columns: (1fr, auto, auto), align: (left, right, right), stroke: {stroke}, {heads}, {', '.join(cells)})\n"
    return _top(desk) + body + _noise(desk), dental_truth(lines)


def dental_bridge_and_lists(desk: Desk) -> tuple[str, Truth]:
    """A bridge over several teeth, an appliance of several, care on quadrants; what is not covered says NR."""
    hand, chance, acts = printing.hand(desk.chance), desk.chance, all_acts()
    right, left = chance.choice(((14, 16), (24, 26), (34, 36), (44, 46)))
    teeth = chance.choice((f"{right}-{right + 1}-{left}", f"{right} à {left}", f"{right}, {right + 1}, {left}"))
    bridge = Priced(
        acts["HBLD227"], chance.randrange(90000, 150000, 500), making.tariff(acts["HBLD227"], 1, desk.quoted_on)
    )
    crown = desk.dental(1)
    other = Priced(acts["HBMD005"], chance.randrange(30000, 60000, 1000), 0)
    lines = [bridge, *crown, other]
    keys = ["tooth", "label", "code", "base", "fee"]
    rows = [[_dental_cell(key, line, hand) for key in keys] for line in lines]
    rows[0][0], rows[-1][0], rows[-1][3] = (
        teeth,
        "Q1 Q2" if chance.random() < 0.5 else "",
        chance.choice(("NR", "HN", "Non remb.")),
    )
    rows.append(_sum_row(desk, keys, "Total", {"fee": hand.money(total(lines))}))
    told = [making.line_of(line) for line in lines]
    told[-1] = {"act": other.act.code, "fee": making.text_of(other.fee), "covered": False}
    body = printing.table(printing.heads(chance, keys), rows, wide=1, ruled=chance.random() < 0.6)
    return _top(desk) + body + _noise(desk), Truth("dental", told)


def dental_carried(desk: Desk) -> tuple[str, Truth]:
    """Three pages, each summed up and carried; a row that one page begins stays whole."""
    hand, chance = printing.hand(desk.chance), desk.chance
    lines = [*desk.dental(3), *_care(desk), *desk.dental(3), *_care(desk), *desk.dental(3)]
    keys = ["label", "code", "tooth", "quantity", "fee"]
    names = printing.heads(chance, keys)
    cut = [0, len(lines) // 3, 2 * len(lines) // 3, len(lines)]
    down, again = chance.choice((("À reporter", "Report"), ("Sous-total page", "Report page précédente")))
    pages = []
    for begin, end in itertools.pairwise(cut):
        rows = [[_dental_cell(key, line, hand) for key in keys] for line in lines[begin:end]]
        if begin:
            rows.insert(0, [again, "", "", "", hand.money(total(lines[:begin]))])
        rows.append(["Total général" if end == len(lines) else down, "", "", "", hand.money(total(lines[:end]))])
        pages.append(printing.table(names, rows, wide=0, ruled=True))
    return _top(desk) + "#pagebreak()\n".join(pages) + _noise(desk), dental_truth(lines)


def orthodontist_letter(desk: Desk) -> tuple[str, Truth]:
    """Half-years of treatment under a letter of the old nomenclature."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    fee = chance.randrange(60000, 95000, 500)
    said = chance.choice(
        (
            (
                "Le traitement d'orthodontie de votre enfant comporte un premier semestre coté TO90, aux honoraires de {fee}. "
                "La base de remboursement de la Sécurité sociale est de {base} par semestre, prise en charge sous réserve d'accord préalable."
            ),
            "Cotation : TO 90 (un semestre de traitement)\n\nHonoraires du semestre : {fee}\n\nBase de remboursement : {base}",
        )
    )
    text = said.format(fee=esc(hand.signed(fee)), base=esc(hand.signed(19350)))
    line = {"act": "TO90", "fee": making.text_of(fee), "base": "193.50", "tooth": None}
    return _top(desk) + "Madame, Monsieur,\n\n" + text + "\n\n" + _noise(desk), Truth("dental", [line])


def medical_any_columns(desk: Desk) -> tuple[str, Truth]:
    """An operation's two fees; columns, their order and their names by the seed."""
    hand, chance = printing.hand(desk.chance), desk.chance
    parts = desk.surgery()
    first = ["code", "activity", "label"]
    chance.shuffle(first)
    money = chance.sample(("base", "overrun", "repaid", "left"), chance.randint(1, 3))
    money.insert(chance.choice((0, len(money))), "fee")
    keys = [*first, *(["who"] if chance.random() < 0.4 else []), *money]
    rows = [[_medical_cell(key, part, hand) for key in keys] for part in parts]
    rows.append(_sum_row(desk, keys, "Total des honoraires", {"fee": hand.money(total(parts))}))
    body = printing.table(printing.heads(chance, keys), rows, wide=keys.index("label"), ruled=chance.random() < 0.6)
    day = desk.later()
    before = f"{chance.choice(('Date prévue de l’intervention :', 'Intervention prévue le', 'Date d’hospitalisation :'))} {making.escaped(desk.day(day))}\n\n"
    return _top(desk, medical=True) + before + body + _noise(desk), medical_truth(parts, day.isoformat())


def clinic_sections(desk: Desk) -> tuple[str, Truth]:
    """A clinic's estimate in three sections, each summed up; the room and the day's fee have a number and a price."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    parts, nights, room = desk.surgery(), desk.chance.randint(1, 4), desk.chance.choice((7000, 9500, 12000))
    television = chance.choice((500, 800))
    day = desk.later()
    kinds = {1: "Chirurgien", 4: "Anesthésiste"}
    fees = [[f"{kinds[part.activity or 1]} - {hand.written_code(part.act.code)}", str(part.activity), hand.money(part.fee)] for part in parts]  # fmt: skip
    stay = [["Forfait journalier", str(nights + 1), hand.money(2300), hand.money(2300 * (nights + 1))]]
    extras = [
        [
            chance.choice(("Chambre individuelle", "Chambre seule", "Chambre particulière")),
            str(nights),
            hand.money(room),
            hand.money(room * nights),
        ],
        ["Location TV", "1", hand.money(television), hand.money(television)],
    ]
    sums = [total(parts), 2300 * (nights + 1), room * nights + television]
    fees.append(["Sous-total honoraires", "", hand.money(sums[0])])
    stay.append(["Sous-total séjour", "", "", hand.money(sums[1])])
    extras.append(["Sous-total confort", "", "", hand.money(sums[2])])
    order = ["1. Honoraires médicaux", "2. Frais de séjour", "3. Prestations de confort"]
    tables = [
        printing.table(
            ["Intervenant", "Activité", chance.choice(("Montant", "Honoraires", "Prix"))], fees, wide=0, ruled=True
        ),
        printing.table(["Prestation", "Nombre", "Prix unitaire", "Total"], stay, wide=0, ruled=True),
        printing.table(["Prestation", "Nombre", "Prix unitaire", "Total"], extras, wide=0, ruled=True),
    ]
    body = "".join(f"\n*{title}*\n{one}" for title, one in zip(order, tables, strict=True))
    body += f"\n*Montant total de l'estimation : {esc(hand.signed(sum(sums)))}*\n\n"
    before = f"Séjour : entrée le {esc(desk.day(day))}, {nights} nuit{'s' if nights > 1 else ''} - {esc(parts[0].act.label)}\n"
    truth = medical_truth(parts, day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
        [{"kind": "television", "amount": making.text_of(television), "per": "stay"}],
    )  # fmt: skip
    return _top(desk, medical=True) + before + body + _noise(desk), truth


def surgeon_prose(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's letter in sentences; which amount is which is said by the words around it alone."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    optam = chance.random() < 0.5
    part, _ = desk.surgery(optam=optam)
    day = desk.later()

    def money(cents: int) -> str:
        return esc(hand.signed(cents))

    sector = chance.choice(
        ("Conventionné secteur 2, j'ai adhéré à l'OPTAM", "Médecin secteur 2 OPTAM", "secteur 2 (option de pratique tarifaire maîtrisée)")
        if optam
        else ("Conventionné en secteur 2, je n'ai pas adhéré à l'OPTAM", "Médecin secteur 2 non OPTAM", "secteur 2 à honoraires libres, hors OPTAM")
    )  # fmt: skip
    text = chance.choice(
        (
            "L'intervention prévue le {day} à la clinique ({label}, {code}) fera l'objet d'honoraires de {fee}. L'Assurance maladie vous en remboursera {base} ; le complément d'honoraires de {over} pourra être pris en charge par votre complémentaire.",
            "Je vous propose une intervention : {label}. Cotation {code}, tarif de base {base}. Mon dépassement est de {over}, soit un montant total de {fee}. Elle aura lieu le {day}.",
            "Vos honoraires chirurgicaux pour {label} (acte {code}) le {day} : {fee} dont {base} au tarif de la Sécurité sociale et {over} de dépassement.",
        )
    ).format(
        day=esc(desk.day(day)), label=esc(hand.label(part.act)), code=esc(hand.written_code(part.act.code)),
        fee=money(part.fee), base=money(part.base), over=money(part.fee - part.base),
    )  # fmt: skip
    line = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return _top(desk, medical=True) + f"Chère Madame,\n\n{text}\n\n{esc(sector)}.\n\n" + _noise(desk), Truth(
        "medical", [line], day.isoformat()
    )


def two_quotes_on_a_page(desk: Desk) -> tuple[str, Truth]:
    """The surgeon's quote above the anaesthetist's, each whole, with its own total and its own phone."""
    hand, esc, parts = printing.hand(desk.chance), making.escaped, desk.surgery()
    day = desk.later()
    keys = ["code", "label", "base", "overrun", "fee"]
    body = ""
    for title, part in zip(("Devis du chirurgien", "Devis de l'anesthésiste"), parts, strict=True):
        row = [_medical_cell(key, part, hand) for key in keys]
        if part.activity == 4:
            row[1] = "Anesthésie"
        rows = [row, _sum_row(desk, keys, "Total", {"fee": hand.money(part.fee)})]
        body += f"#v(5mm)\n*{esc(title)}* - Tél. 01 02 03 04 05\n\nIntervention du {esc(desk.day(day))}\n"
        body += printing.table(printing.heads(desk.chance, keys), rows, wide=1, ruled=desk.chance.random() < 0.5)
    return _top(desk, medical=True) + body + _noise(desk), medical_truth(parts, day.isoformat())


def medical_on_its_side(desk: Desk) -> tuple[str, Truth]:
    """A table whose rows are what amounts are, with one column for each of the two who are paid."""
    hand, chance, parts = printing.hand(desk.chance), desk.chance, desk.surgery()
    keys = ["code", *chance.sample(("base", "overrun"), chance.randint(1, 2)), "fee"]
    rows = [
        [name, *(_medical_cell(key, part, hand) for part in parts)]
        for key, name in zip(keys, printing.heads(chance, keys), strict=True)
    ]
    who = chance.choice((["", "Chirurgie", "Anesthésie"], ["Honoraires", "Opérateur", "Anesthésiste"]))
    day = desk.later()
    before = f"Intervention programmée le {making.escaped(desk.day(day))}\n\n"
    return _top(desk, medical=True) + before + printing.table(who, rows, wide=0, ruled=chance.random() < 0.5) + _noise(
        desk
    ), medical_truth(parts, day.isoformat())


def office_imaging(desk: Desk) -> tuple[str, Truth]:
    """Acts done at the office: the overrun is printed and the fee beside it; boxes are ticked."""
    hand, esc, chance = printing.hand(desk.chance), making.escaped, desk.chance
    acts = [act for act in all_acts().values() if act.nature == "imaging" and len(act.activities) == 1]
    acts = [act for act in acts if (act.activities[1].tariff(desk.quoted_on, optam=True) or 0) > 1000]
    lines = []
    for act in chance.sample(acts, 2):
        base = making.tariff(act, 1, desk.quoted_on)
        lines.append(Priced(act, base + chance.randrange(1000, 6000, 500), base, activity=1))
    keys = ["label", "code", "base", "overrun", "fee"]
    rows = [[_medical_cell(key, line, hand) for key in keys] for line in lines]
    rows.append(_sum_row(desk, keys, "Total", {"fee": hand.money(total(lines))}))
    body = "Secteur : [ ] 1 [x] 2    OPTAM : [x] oui [ ] non\n\n"
    names = printing.heads(chance, keys)
    return _top(desk, medical=True) + esc(body) + "\n\n" + printing.table(
        names, rows, wide=0, ruled=chance.random() < 0.5
    ) + _noise(desk), medical_truth(lines)


def _care(desk: Desk) -> list[Priced]:
    return printing.more_dental(desk, [all_acts()[code] for code in CARE], 1)


def _repaid(line: Priced) -> int:
    return line.base * (60 if line.act.family == "dental" else 100) // 100


def _dental_cell(key: str, line: Priced, hand: Hand) -> str:
    texts: dict[str, Any] = {
        "tooth": str(line.tooth or ""), "code": hand.written_code(line.act.code), "label": hand.label(line.act),
        "fee": hand.money(line.fee), "base": hand.money(line.base), "repaid": hand.money(_repaid(line)),
        "left": hand.money(line.fee - _repaid(line)), "rate": "60 %", "basket": "Libre", "material": "Cobalt-chrome, ISO 22674",
        "quantity": "1",
    }  # fmt: skip
    return str(texts[key])


def _medical_cell(key: str, line: Priced, hand: Hand) -> str:
    texts: dict[str, Any] = {
        "activity": str(line.activity), "code": hand.written_code(line.act.code),
        "label": hand.label(line.act), "who": {1: "Dr Martelet", 4: "Dr Ferrandi"}[line.activity or 1],
        "fee": hand.money(line.fee), "base": hand.money(line.base), "repaid": hand.money(line.base),
        "left": hand.money(line.fee - line.base), "overrun": hand.money(line.fee - line.base),
    }  # fmt: skip
    return str(texts[key])


def _sum_row(desk: Desk, keys: Sequence[str], name: str, sums: dict[str, str]) -> list[str]:
    place = desk.chance.choice([0, keys.index("label")])
    return [sums.get(key, name if at == place else "") for at, key in enumerate(keys)]


def _top(desk: Desk, before: str = "", *, medical: bool = False) -> str:
    who = ("Dr Ferrandi, chirurgien", "Clinique de l'Exemple") if medical else ("Cabinet des Oliviers", "Dr Kowalczyk")
    said = desk.chance.choice(("Devis du", "Fait le", "Date du devis :", "Édité le"))
    return before + head(desk, desk.chance.choice(who), said)


def _noise(desk: Desk) -> str:
    return "\n" + "\n\n".join(making.escaped(one) for one in desk.chance.sample(NOISE, 3)) + "\n"


OTHER_SOFTWARE = {
    layout.__name__: layout
    for layout in (
        dental_any_columns, dental_convention, dental_two_proposals, dental_two_rows_each, dental_code_below, dental_bridge_and_lists, dental_carried,
        orthodontist_letter, medical_any_columns, clinic_sections, surgeon_prose, two_quotes_on_a_page, medical_on_its_side, office_imaging,
    )
}  # fmt: skip
