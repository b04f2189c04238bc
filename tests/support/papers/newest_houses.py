"""Quotes of twelve more houses: names and values, several acts in a sentence, no codes at all, sums of each who is paid."""

import datetime as dt

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing, tops
from tests.support.papers.laying import asking_over, dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def _couple(desk: Desk) -> tuple[Priced, Priced]:
    surgeon, anaesthetist = desk.surgery()
    return asking_over(surgeon, 6000), asking_over(anaesthetist, 4000)


def several_in_a_sentence(desk: Desk) -> tuple[str, Truth]:
    """A dentist's e-mail that names three acts in one sentence, each with its code and its price."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    said = ", ".join(
        f"{esc(line.act.label)}{f' sur la {line.tooth}' if line.tooth else ''} ({line.act.code}) à {esc(hand.signed(line.fee))}"
        for line in lines
    )
    text = (
        f"Bonjour,\n\nSuite à notre rendez-vous je vous propose le plan suivant : {said}.\n\n"
        f"Le montant à prévoir est donc de {esc(hand.signed(total(lines)))}. Ce message vaut devis, merci d'y répondre par « bon pour accord ».\n"
    )
    return tops.mailed(desk, "Dr Exemple", "Plan de traitement et devis") + text, dental_truth(lines)


def names_and_values_by_section(desk: Desk) -> tuple[str, Truth]:
    """A title for the surgeon, one for the anaesthetist, under each names and values with dots between."""
    hand, esc, day, parts = printing.hand(desk.chance), making.escaped, desk.later(), _couple(desk)
    body = ""
    for part, who in zip(parts, ("CHIRURGIEN : Dr Benhaddou", "ANESTHÉSISTE : Dr Martelet"), strict=True):
        rows = (
            ("Code de l'acte", f"{part.act.code} / {part.activity}"),
            ("Remboursement de la Sécurité sociale (100 %)", hand.signed(part.base)),
            ("Complément d'honoraires à votre charge ou à celle de votre mutuelle", hand.signed(part.fee - part.base)),
            ("Honoraires à régler", hand.signed(part.fee)),
        )
        told = ", ".join(f"[{esc(name)}], [#box(width: 1fr, repeat[.])], [{esc(value)}]" for name, value in rows)
        body += f"*{esc(who)}*\n\n#grid(columns: (auto, 1fr, auto), gutter: 2.5mm, {told})\n\n"
    text = f"Intervention : {esc(parts[0].act.label)} \\ Date d'hospitalisation : {esc(desk.day(day))}\n\n{body}"
    return head(desk, "Clinique de la Baie Fictive", "Devis du") + text + tops.foot(desk), medical_truth(
        parts, day.isoformat()
    )


def roles_and_gap(desk: Desk) -> tuple[str, Truth]:
    """A column for who does the act, « tarif opposable », « honoraires pratiqués » and « écart »."""
    hand, day, parts = printing.hand(desk.chance), desk.later(), _couple(desk)
    body = cells("Acte CCAM", "Rôle", "Description", "Tarif opposable", "Écart", "Honoraires pratiqués", bold=True)
    for part, who in zip(parts, ("Opérateur", "Anesthésiste"), strict=True):
        body += cells(
            f"{part.act.code}-{part.activity}", who, part.act.label, hand.money(part.base), hand.money(part.fee - part.base),
            hand.money(part.fee),
        )  # fmt: skip
    base = sum(part.base for part in parts)
    body += cells(
        "", "", "Cumul", hand.money(base), hand.money(total(parts) - base), hand.money(total(parts)), bold=True
    )
    text = f"Opération programmée le {making.escaped(desk.day(day))}.\n\n"
    return tops.centred(desk, "Groupement chirurgical fictif", "Chirurgie") + text + grid(
        "(auto, auto, 1fr, auto, auto, auto)", body, align="(left, left, left, right, right, right)"
    ) + tops.foot(desk), medical_truth(parts, day.isoformat())


def beauty_without_codes(desk: Desk) -> tuple[str, Truth]:
    """A cosmetic operation: nobody repays it, no code; who is paid for what, the theatre's rent among it."""
    hand, chance, day = printing.hand(desk.chance), desk.chance, desk.later()
    fee, asleep, theatre = (
        chance.randrange(150000, 300000, 5000),
        chance.randrange(40000, 80000, 1000),
        chance.randrange(60000, 90000, 1000),
    )
    body = cells("Poste", "Montant TTC", bold=True)
    body += cells("Honoraires du chirurgien - lifting cervico-facial (non pris en charge)", hand.money(fee))
    body += cells("Honoraires de l'anesthésiste (non pris en charge)", hand.money(asleep))
    body += cells("Frais de salle d'opération", hand.money(theatre))
    body += cells("Total TTC", hand.money(fee + asleep + theatre), bold=True)
    text = f"Devis pour une intervention de chirurgie esthétique prévue le {making.escaped(desk.day(day))}. Délai de réflexion : 15 jours.\n\n"
    told = [{"act": None, "fee": making.text_of(one), "covered": False} for one in (fee, asleep)]
    charge = {"kind": "operating_room", "amount": making.text_of(theatre), "per": "stay"}
    return head(desk, "Dr Inès Modèle, chirurgie plastique et esthétique", "Devis du") + text + grid(
        "(1fr, auto)", body, align="(left, right)"
    ) + tops.foot(desk), Truth("medical", told, day.isoformat(), charges=[charge])


def device_under_each(desk: Desk) -> tuple[str, Truth]:
    """Under each act a row on its device's price and one on its basket; a wide table with rates and three payers."""
    hand, lines = printing.hand(desk.chance), desk.dental(3)
    body = cells("Dent", "CCAM", "Acte", "Honoraires", "Base Sécu", "Taux", "Sécu", "Mutuelle", "Vous", bold=True)
    for line in lines:
        repaid = line.base * 60 // 100
        mutual = (line.fee - repaid) // 2
        body += cells(
            str(line.tooth or ""), line.act.code, short(line, hand), hand.money(line.fee), hand.money(line.base), "60 %",
            hand.money(repaid), hand.money(mutual), hand.money(line.fee - repaid - mutual),
        )  # fmt: skip
        body += cells("", "", f"dont dispositif médical : {hand.signed(line.fee // 4)}", "", "", "", "", "", "")
        body += cells("", "", "Panier : honoraires libres", "", "", "", "", "", "")
    body += cells("", "", "TOTAL", hand.money(total(lines)), "", "", "", "", "", bold=True)
    return "#set page(flipped: true)\n" + tops.framed(desk, "Karim Essai") + grid(
        "(auto, auto, 1fr, auto, auto, auto, auto, auto, auto)",
        body,
        align="(left, left, left, right, right, right, right, right, right)",
        stroke=desk.chance.choice(("none", "0.5pt")),
    ), dental_truth(lines)


def over_and_above(desk: Desk) -> tuple[str, Truth]:
    """A surgeon's few lines: what the caisse repays, what he asks « en sus », and what both make."""
    hand, esc, day = printing.hand(desk.chance), making.escaped, desk.later()
    part, _ = _couple(desk)
    text = (
        f"Cher patient,\n\nJe vous opérerai le {esc(desk.day(day))} ({esc(part.act.label)}, acte {part.act.code}). "
        f"L'Assurance maladie rembourse cet acte {esc(hand.signed(part.base))}. Je vous demanderai en sus {esc(hand.signed(part.fee - part.base))}, "
        f"soit {esc(hand.signed(part.fee))} en tout. L'anesthésiste vous remettra son propre devis.\n\nBien à vous.\n"
    )
    return tops.centred(desk, "Dr Yvonne Essai", "Chirurgie viscérale") + text + tops.foot(desk), medical_truth(
        [part], day.isoformat()
    )


def eyes_in_two_rows(desk: Desk) -> tuple[str, Truth]:
    """A cataract of each eye in a row of its own, with its day; the second one is weeks later."""
    hand, chance, day = printing.hand(desk.chance), desk.chance, desk.later()
    act = all_acts()["BFGA427"]
    base = making.tariff(act, 1, desk.quoted_on)
    fee = base + chance.randrange(10000, 60000, 1000)
    later = day + dt.timedelta(days=21)
    body = cells("Œil", "Date prévue", "Code acte", "Tarif SS", "Dépassement", "Total", bold=True)
    for eye, when in (("Droit", day), ("Gauche", later)):
        body += cells(eye, desk.day(when), act.code, hand.money(base), hand.money(fee - base), hand.money(fee))
    body += cells(
        "Les deux yeux", "", "", hand.money(2 * base), hand.money(2 * (fee - base)), hand.money(2 * fee), bold=True
    )
    line = making.line_of(Priced(act, fee, base, activity=1))
    return head(desk, "Dr Karim Exemple, ophtalmologiste", "Devis du") + "Opération de la cataracte\n\n" + grid(
        "(1fr, auto, auto, auto, auto, auto)", body, align="(left, left, left, right, right, right)"
    ) + tops.foot(desk), Truth("medical", [line, line], day.isoformat())


def sums_of_each(desk: Desk) -> tuple[str, Truth]:
    """A clinic's estimate of three parts, each with its own sum: the surgeon, the anaesthetist, the clinic."""
    hand, chance, day, parts = printing.hand(desk.chance), desk.chance, desk.later(), _couple(desk)
    nights, room, lump = chance.randint(2, 5), chance.choice((6900, 8900)), chance.choice((900, 1400))
    body = cells("Détail", "Code", "Base", "Dépassement", "Prix", bold=True)
    for part, who in zip(parts, ("CHIRURGIE", "ANESTHÉSIE"), strict=True):
        body += cells(who, "", "", "", "", bold=True)
        body += cells(
            part.act.label if part.activity == 1 else "Anesthésie de l'acte", f"{part.act.code} act. {part.activity}",
            hand.money(part.base), hand.money(part.fee - part.base), hand.money(part.fee),
        )  # fmt: skip
        body += cells(f"Sous-total {who.lower()}", "", "", "", hand.money(part.fee))
    body += cells("CLINIQUE", "", "", "", "", bold=True)
    body += cells(f"Chambre seule, {nights} x {hand.signed(room)}", "", "", "", hand.money(nights * room))
    body += cells("Frais administratifs", "", "", "", hand.money(lump))
    body += cells("Sous-total clinique", "", "", "", hand.money(nights * room + lump))
    body += cells("TOTAL TTC", "", "", "", hand.money(total(parts) + nights * room + lump), bold=True)
    text = f"Date d'entrée : {making.escaped(desk.day(day))} - Durée prévue : {nights} nuits\n\n"
    return head(desk, "Clinique Modèle du Lac", "Devis n° 214 du") + text + grid(
        "(1fr, auto, auto, auto, auto)",
        body,
        align="(left, left, right, right, right)",
        stroke=chance.choice(("none", "0.5pt")),
    ) + tops.foot(desk), medical_truth(
        parts,
        day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
        [{"kind": "administrative", "amount": making.text_of(lump), "per": "stay"}],
    )


def nothing_but_words_and_prices(desk: Desk) -> tuple[str, Truth]:
    """A dentist's hand-made list: no code, no heading, words that end with a tooth, a price at the end of each."""
    hand, esc = printing.hand(desk.chance), making.escaped
    lines = [line for line in desk.dental(4) if line.tooth] or [*_crown(desk)]
    rows = "".join(f"[{esc(line.act.label)}, dent {line.tooth}], [{esc(hand.signed(line.fee))}], " for line in lines)
    rows += f"[*Total*], [*{esc(hand.signed(total(lines)))}*]"
    told = [{"act": None, "fee": making.text_of(line.fee), "tooth": line.tooth} for line in lines]
    text = f"*Devis*\n\n#grid(columns: (1fr, auto), gutter: 3mm, {rows})\n\nDevis valable trois mois.\n"
    return tops.centred(desk, "Dr Maëlys Essai", "Chirurgien-dentiste") + text, Truth("dental", told)


def _crown(desk: Desk) -> list[Priced]:
    act = all_acts()["HBLD734"]
    return [Priced(act, 55000, making.tariff(act, 1, desk.quoted_on), 36)]


def codes_inside_words(desk: Desk) -> tuple[str, Truth]:
    """By visits: a title for each, words with tooth and code between dashes, the price without cents."""
    hand, lines = printing.hand(desk.chance), [*desk.dental(2), *desk.dental(2)]
    body = cells("Plan de soins", "Honoraires", "Part AMO", "Part restante", bold=True)
    for place, line in enumerate(lines, start=1):
        body += [f"table.cell(colspan: 4)[_Séance {place} - environ {30 * place} minutes_]"]
        repaid = line.base * 60 // 100
        where = f"Dent {line.tooth} - " if line.tooth else ""
        body += cells(
            f"{where}{line.act.code} - {short(line, hand)}",
            hand.money(line.fee),
            hand.money(repaid),
            hand.money(line.fee - repaid),
        )
    repaid = sum(line.base * 60 // 100 for line in lines)
    body += cells(
        "Total du plan", hand.money(total(lines)), hand.money(repaid), hand.money(total(lines) - repaid), bold=True
    )
    return tops.framed(desk, "Odile Essai") + grid(
        "(1fr, auto, auto, auto)", body, align="(left, right, right, right)"
    ) + tops.foot(desk), dental_truth(lines)


def retention_after_half_years(desk: Desk) -> tuple[str, Truth]:
    """An orthodontist's letter with a small table: half-years counted, then two years of retention with their codes."""
    hand, chance = printing.hand(desk.chance), desk.chance
    fee, count = chance.randrange(60000, 90000, 1000), chance.randint(3, 5)
    kept, second = chance.randrange(25000, 40000, 1000), chance.randrange(15000, 25000, 1000)
    body = cells("Phase du traitement", "Code", "Nombre", "Honoraires par phase", "Base de remboursement", bold=True)
    body += cells("Semestre de traitement actif", "TO90", str(count), hand.money(fee), hand.money(19350))
    body += cells("Contention, première année", "TO75", "1", hand.money(kept), hand.money(16125))
    body += cells("Contention, deuxième année", "HN", "1", hand.money(second), "")
    body += cells("Total de l'ensemble", "", "", hand.money(count * fee + kept + second), "", bold=True)
    told = [
        {"act": "TO90", "fee": making.text_of(fee), "base": "193.50", "quantity": count},
        {"act": "TO75", "fee": making.text_of(kept), "base": "161.25"},
        {"act": None, "fee": making.text_of(second), "covered": False},
    ]
    return tops.centred(desk, "Dr Paul Exemple", "Orthodontie exclusive") + grid(
        "(1fr, auto, auto, auto, auto)", body, align="(left, left, right, right, right)"
    ) + tops.foot(desk), Truth("dental", told)


def signed_for_by_boxes(desk: Desk) -> tuple[str, Truth]:
    """A centre's plan of two columns of text: what is done on the left, price, base and rest stacked on the right."""
    hand, esc, lines, below = printing.hand(desk.chance), making.escaped, desk.dental(3), " \\ "
    rows = ", ".join(
        f"[*{esc(short(line, hand))}* \\ {line.act.code}{below}{f'Dent n° {line.tooth}' if line.tooth else ''}], "
        f"[Prix : {esc(hand.signed(line.fee))} \\ Base de remboursement : {esc(hand.signed(line.base))} \\ Reste à charge : {esc(hand.signed(line.fee - line.base * 60 // 100))}]"
        for line in lines
    )
    text = f"#table(columns: (1fr, 1fr), align: (left, right), inset: 6pt, {rows})\n\n*Total : {esc(hand.signed(total(lines)))}*\n"
    return head(desk, "Centre dentaire Fictif-Santé", "Devis du") + text + tops.foot(desk), dental_truth(lines)


NEWEST_HOUSES = {
    layout.__name__: layout
    for layout in (
        several_in_a_sentence, names_and_values_by_section, roles_and_gap, beauty_without_codes, device_under_each,
        over_and_above, eyes_in_two_rows, sums_of_each, nothing_but_words_and_prices, codes_inside_words,
        retention_after_half_years, signed_for_by_boxes,
    )
}  # fmt: skip
