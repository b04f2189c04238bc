"""Layouts held out, written after `other_houses.py` and `more_houses.py` had been mended with: only their score is printed."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def paid_in_stages(desk: Desk) -> tuple[str, Truth]:
    """A plan of care, then the days and the sums of its payment in a table of its own."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(4)
    whole = total(lines)
    body = cells("Soin", "Code", "Dent", "Coût", "Remboursé par la Sécurité sociale", "À financer", bold=True)
    for line in lines:
        repaid = line.base * 60 // 100
        body += cells(short(line, hand), line.act.code, str(line.tooth or ""), hand.money(line.fee), hand.money(repaid), hand.money(line.fee - repaid))  # fmt: skip
    body += cells("Total du plan de soins", "", "", hand.money(whole), "", "", bold=True)
    third = whole // 3
    stages = cells("Échéance", "Date", "Montant", bold=True)
    for number, cents in enumerate((third, third, whole - 2 * third), start=1):
        stages += cells(f"Règlement n° {number}", desk.day(desk.later()), hand.money(cents))
    return (
        tops.centred(desk, "Cabinet Kowalczyk et Le Gall", "Odontologie")
        + grid("(1fr, auto, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right)")
        + "\n*Échéancier de paiement proposé*\n\n"
        + grid("(1fr, auto, auto)", stages, align="(left, left, right)")
        + f"\nSoit {esc(hand.signed(whole))} au total, sans frais.\n"
        + tops.foot(desk)
    ), dental_truth(lines)


def values_under_names(desk: Desk) -> tuple[str, Truth]:
    """A form: each act a frame, its names in small print with the values under them."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    frames = []
    for line in lines:
        names = ("Code CCAM", "Dent", "Honoraires", "Base de remboursement", "Montant remboursé AMO")
        values = (
            line.act.code,
            str(line.tooth or "-"),
            hand.money(line.fee),
            hand.money(line.base),
            hand.money(line.base * 60 // 100),
        )
        row = ", ".join(
            f"[#text(size: 7.5pt)[{esc(name)}] \\ {esc(value)}]" for name, value in zip(names, values, strict=True)
        )
        frames.append(
            f"#rect(width: 100%)[*{esc(short(line, hand))}* \\ #grid(columns: (1fr, 1fr, 1fr, 1fr, 1fr), {row})]\n"
        )
    return (
        tops.framed(desk, "Yvonne Essai")
        + "".join(frames)
        + f"\n#align(right)[*Total des honoraires : {esc(hand.signed(total(lines)))}*]\n"
    ), dental_truth(lines)


def overruns_alone(desk: Desk) -> tuple[str, Truth]:
    """A clinic that prints each practitioner's tariff and overrun, never their sum; and the sum of all overruns."""
    hand, esc, parts, day = printing.hand(desk.chance), making.escaped, desk.surgery(), desk.later()
    surgeon, anaesthetist = parts
    parts = asking_over(surgeon, 1000), asking_over(anaesthetist, 1000)
    body = cells("Intervenant", "Acte", "Tarif Sécurité sociale", "Dépassement d'honoraires", bold=True)
    for part, who in zip(parts, ("Chirurgien", "Anesthésiste"), strict=True):
        body += cells(
            who, f"{part.act.code} ({part.activity})", hand.money(part.base), hand.money(part.fee - part.base)
        )
    over = sum(part.fee - part.base for part in parts)
    body += cells("Total des dépassements", "", "", hand.money(over), bold=True)
    text = f"Intervention du {esc(desk.day(day))} : {esc(hand.label(parts[0].act))}\n\n"
    return tops.centred(desk, "Hôpital privé des Essais", "Secrétariat de chirurgie") + text + grid(
        "(2fr, 2fr, 2fr, 2fr)", body, align="(left, left, right, right)"
    ) + tops.foot(desk), medical_truth(parts, day.isoformat())


def pipes_in_a_mail(desk: Desk) -> tuple[str, Truth]:
    """A table drawn with bars in an e-mail, in letters of one width."""
    hand, lines = printing.hand(desk.chance), desk.dental(3)
    rows = [("Dent", "Acte", "Code", "Prix", "BRSS")]
    rows += [
        (str(line.tooth or ""), short(line, hand)[:34], line.act.code, hand.money(line.fee), hand.money(line.base))
        for line in lines
    ]
    rows.append(("", "TOTAL", "", hand.money(total(lines)), ""))
    wide = [max(len(row[place]) for row in rows) for place in range(5)]
    text = "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) + " |" for row in rows
    )
    return tops.mailed(desk, "Dr Modèle", "Devis demandé") + (
        f'Bonjour,\n\nVoici notre proposition :\n\n#text(font: "DejaVu Sans Mono", size: 7.5pt)[```\n{text}\n```]\n\nCordialement,\n\nDr Modèle - 01 44 00 11 22\n'
    ), dental_truth(lines)


def one_eye_then_the_other(desk: Desk) -> tuple[str, Truth]:
    """Two operations of one act, an eye each, with their days; a consultation that is past; sums by eye."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    act = all_acts()["BFGA427"]
    base = making.tariff(act, 1, desk.quoted_on)
    fee = base + chance.randrange(10000, 60000, 1000)
    first = desk.later()
    second = first.fromordinal(first.toordinal() + 14)
    body = cells("Côté", "Date", "Acte", "Base de remboursement", "Dépassement", "Honoraires", bold=True)
    for side, day in (("Œil droit", first), ("Œil gauche", second)):
        body += cells(side, desk.day(day), act.code, hand.money(base), hand.money(fee - base), hand.money(fee))
    body += cells(
        "Deux yeux", "", "", hand.money(2 * base), hand.money(2 * (fee - base)), hand.money(2 * fee), bold=True
    )
    text = f"Chirurgie de la cataracte des deux yeux, après votre consultation du {esc(desk.day(desk.quoted_on))} (réglée, 55 €).\n\n"
    line = Priced(act, fee, base, activity=1)
    return tops.centred(desk, "Dr Inès FICTIVE", "Ophtalmologie") + text + grid(
        "(auto, auto, 1fr, auto, auto, auto)",
        body,
        align="(left, left, left, right, right, right)",
        stroke=chance.choice(("none", "0.4pt")),
    ) + "\nAnesthésie topique par le chirurgien.\n" + tops.foot(desk), Truth(
        "medical", [making.line_of(line), making.line_of(line)], first.isoformat()
    )


def dentures_by_arch(desk: Desk) -> tuple[str, Truth]:
    """Dentures by jaw, words over three rows with their footnotes, what mutuelle and patient pay, a deposit, a discount."""
    hand, chance, esc, acts = printing.hand(desk.chance), desk.chance, making.escaped, all_acts()
    chosen = chance.sample(("HBLD031", "HBLD047", "HBLD035", "HBLD046"), 2)
    lines = [
        Priced(acts[code], base * chance.randint(220, 500) // 100 // 50 * 50, base)
        for code in chosen
        for base in (making.tariff(acts[code], 1, desk.quoted_on),)
    ]
    body = cells(
        "Arcade",
        "Désignation",
        "Cotation",
        "Notre prix (a)",
        "Base Sécu (b)",
        "Votre Sécu",
        "Votre mutuelle (c)",
        "Votre part",
        bold=True,
    )
    for place, line in enumerate(lines):
        repaid = line.base * 60 // 100
        other = chance.randrange(5000, 15000, 500)
        words = f"{esc(hand.label(line.act))} \\ essayages et équilibration compris ¹ \\ dents de fabricant européen ²"
        body += cells("Maxillaire" if place == 0 else "Mandibule")
        body.append(f"[{words}]")
        body += cells(hand.written_code(line.act.code), hand.money(line.fee), hand.money(line.base), hand.money(repaid), hand.money(other), hand.money(line.fee - repaid - other))  # fmt: skip
    whole = total(lines)
    body += cells("", "Ensemble des prothèses", "", hand.money(whole), "", "", "", "", bold=True)
    notes = f"\n¹ dans les 6 mois. ² certificat remis. (a) TVA non applicable. (c) estimation. Versement à la commande : {esc(hand.signed(whole * 3 // 10))}\n"
    return tops.framed(desk, "Marc Modèle") + "#set text(size: 8.5pt)\n" + grid(
        "(auto, 1fr, auto, auto, auto, auto, auto, auto)",
        body,
        align="(left, left, left, right, right, right, right, right)",
    ) + notes, dental_truth(lines)


HELD_OUT_HOUSES = {
    layout.__name__: layout
    for layout in (
        paid_in_stages, values_under_names, overruns_alone, pipes_in_a_mail, one_eye_then_the_other, dentures_by_arch,
    )
}  # fmt: skip
