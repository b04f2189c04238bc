"""Layouts held out: only their score is printed. Whoever mends the reading does not look at what it makes of them."""

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import making, printing
from tests.support.papers.held_out_houses import HELD_OUT_HOUSES
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.practices import cells, grid, short


def treatment_plan(desk: Desk) -> tuple[str, Truth]:
    """A dentist's software with visits, minutes and a status; the code stands before the tooth, amounts repaid before the fee."""
    hand, chance = printing.hand(desk.chance), desk.chance
    care = printing.more_dental(desk, [all_acts()[code] for code in ("HBJD001", "HBFD008", "HBQK002")], 1)
    lines = [*care, *desk.dental(4)]
    body = cells("Séance", "Durée", "Acte", "Dent(s)", "Description", "Remb. Sécu", "Reste", "Total", "État", bold=True)
    for number, line in enumerate(lines, start=1):
        repaid = line.base * 60 // 100
        body += cells(
            str((number + 1) // 2), f"{chance.choice((30, 45, 60))} min", hand.written_code(line.act.code), str(line.tooth or "—"),
            short(line, hand), hand.money(repaid), hand.money(line.fee - repaid), hand.money(line.fee), "Proposé",
        )  # fmt: skip
    repaid = sum(line.base * 60 // 100 for line in lines)
    body += cells(
        "",
        "",
        "",
        "",
        "Total du plan",
        hand.money(repaid),
        hand.money(total(lines) - repaid),
        hand.money(total(lines)),
        "",
    )
    return head(
        desk, "Dr Inès Modèle, chirurgien-dentiste", "Plan de traitement imprimé le"
    ) + "#set text(size: 9pt)\n" + grid(
        "(2fr, 2fr, 3fr, 2fr, 6fr, 3fr, 3fr, 3fr, 2fr)", body, stroke=chance.choice(("none", "0.3pt"))
    ) + "\nSolde du compte patient : 0,00. Prochain rendez-vous à fixer.\n", dental_truth(lines)


def hospital_letter_and_table(desk: Desk) -> tuple[str, Truth]:
    """A hospital's private activity: sentences about the stay, then fees by practitioner with the base under each fee."""
    hand, chance, esc, parts = printing.hand(desk.chance), desk.chance, making.escaped, desk.surgery()
    nights, room, day = chance.randint(1, 5), chance.choice((5000, 6500, 7800)), desk.later()
    who = {1: "Pr Odile FICTIF", 4: "Dr Jean EXEMPLE"}
    body = cells("Praticien", "Acte CCAM", "Honoraires libres demandés", bold=True)
    for part in parts:
        body.append(f"[{esc(who[part.activity or 1])} \\ {'Chirurgie' if part.activity == 1 else 'Anesthésie'}]")
        body.append(f"[{part.act.code} \\ activité {part.activity}]")
        body.append(f"[{esc(hand.money(part.fee))} \\ #text(size: 8pt)[base : {esc(hand.money(part.base))}]]")
    body += cells("Ensemble", "", hand.money(total(parts)), bold=True)
    text = (
        f"Madame, Monsieur,\n\nVotre séjour commencera le {esc(desk.day(day))} et comptera {nights} nuit{'s' if nights > 1 else ''}. "
        f"Le forfait journalier est de {esc(hand.signed(2300))}, et la chambre seule que vous avez demandée de {esc(hand.signed(room))} par nuit. "
        f"Une provision de {esc(hand.signed(20000))} est à verser à la régie.\n\n"
    )
    stay = {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}}
    return head(desk, "Centre hospitalier de Fiction - secteur privé", "Fait à l'hôpital, le") + text + grid(
        "(1fr, auto, auto)", body
    ) + "\nRégie : du lundi au vendredi, 02 33 44 55 66. FINESS 350000012.\n", medical_truth(
        parts, day.isoformat(), stay
    )


def anaesthetist_note(desk: Desk) -> tuple[str, Truth]:
    """An anaesthetists' group: a reminder of the consultation, the amounts as a short list with dots, the sector in a box."""
    hand, chance, esc = printing.hand(desk.chance), desk.chance, making.escaped
    optam = chance.random() < 0.5
    _, part = desk.surgery(optam=optam)
    day = desk.later()
    rows = (
        ("Acte", f"{part.act.code} - 4"),
        ("Tarif remboursable", hand.signed(part.base)),
        ("Honoraires complémentaires", hand.signed(part.fee - part.base)),
        ("Honoraires d'anesthésie", hand.signed(part.fee)),
    )
    listed = " \\ ".join(f"{esc(name)} #box(width: 1fr, repeat[.]) {esc(value)}" for name, value in rows)
    box = f"#rect[Médecins conventionnés secteur 2 {'adhérant' if optam else 'n’adhérant pas'} à l'OPTAM]"
    text = (
        f"Vous serez anesthésié(e) le {esc(desk.day(day))} pour {esc(hand.label(part.act))}. La consultation d'anesthésie (28 €) a lieu au plus tard "
        f"48 heures avant.\n\n{listed}\n\n{box}\n\nBon pour accord, le patient :\n"
    )
    line = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return head(desk, "Groupe d'anesthésie du Littoral fictif", "Note d'honoraires prévisionnelle du") + text, Truth(
        "medical", [line], day.isoformat()
    )


def as_opticians_do(desk: Desk) -> tuple[str, Truth]:
    """The table of opticians' quotes: price of sale, what each payer gives, what remains; each act with its class."""
    hand, chance = printing.hand(desk.chance), desk.chance
    lines = desk.dental(4)
    body = cells(
        "Équipement",
        "Classe",
        "Code / dent",
        "Prix de vente TTC",
        "Base RO",
        "Part RO",
        "Part RC",
        "Reste à charge",
        bold=True,
    )
    share = 0
    for line in lines:
        repaid, other = line.base * 60 // 100, chance.randrange(1000, 9000, 500)
        share += other
        place = f"{line.act.code} / {line.tooth}" if line.tooth else line.act.code
        body += cells(
            short(line, hand), chance.choice(("A", "B")), place, hand.money(line.fee), hand.money(line.base), hand.money(repaid),
            hand.money(other), hand.money(line.fee - repaid - other),
        )  # fmt: skip
    repaid = sum(line.base * 60 // 100 for line in lines)
    body += cells(
        "TOTAL",
        "",
        "",
        hand.money(total(lines)),
        "",
        hand.money(repaid),
        hand.money(share),
        hand.money(total(lines) - repaid - share),
        bold=True,
    )
    return head(desk, "Espace dentaire Fictif", "Devis normalisé du") + "#set text(size: 9pt)\n" + grid(
        "(5fr, 2fr, 3fr, 3fr, 3fr, 3fr, 3fr, 3fr)", body
    ) + "\nAdhérent n° 00123456, mutuelle : Exemple Santé. Estimation de la part RC sous réserve.\n", dental_truth(
        lines
    )


def page_in_two_columns(desk: Desk) -> tuple[str, Truth]:
    """Information for the patient in the left column, the acts with their amounts in the right one."""
    hand, esc, lines = printing.hand(desk.chance), making.escaped, desk.dental(3)
    blocks = []
    for line in lines:
        where = f", dent {line.tooth}" if line.tooth else ""
        blocks.append(
            f"*{esc(short(line, hand))}* \\ {line.act.code}{where} \\ Honoraires #h(1fr) {esc(hand.signed(line.fee))} \\ "
            f"Base Sécurité sociale #h(1fr) {esc(hand.signed(line.base))}"
        )
    right = " \\ #v(3mm) ".join(blocks) + f" \\ #v(3mm) *À régler #h(1fr) {esc(hand.signed(total(lines)))}*"
    left = esc(
        "Ce devis est gratuit et valable 6 mois. Les honoraires supérieurs à 70 € font l'objet d'une information écrite. "
        "Pour toute question, appelez le 04 66 77 88 99 avant 18 h 30. La garantie de la prothèse est de 12 mois ; son prix d'achat, de 95 €, "
        "est compris dans les honoraires. Le numéro de lot figure sur la fiche de traçabilité n° 58211."
    )
    return head(
        desk, "Dr Karim Essai", "Devis du"
    ) + f"#grid(columns: (2fr, 3fr), gutter: 8mm, [#text(size: 8.5pt)[{left}]], [{right}])\n", dental_truth(lines)


def wide_across_pages(desk: Desk) -> tuple[str, Truth]:
    """A wide page whose table goes on overleaf without its heading: long words, whole euros, the code last."""
    hand, chance = printing.hand(desk.chance), desk.chance
    chosen = [*desk.dental(4), *desk.dental(4), *desk.dental(3)]
    lines = [Priced(line.act, line.fee // 100 * 100, line.base, line.tooth) for line in chosen]

    def euros(cents: int) -> str:
        return f"{cents // 100:,}".replace(",", hand.thousands) + " €" if cents % 100 == 0 else hand.signed(cents)

    body = cells("Traitement", "Loc.", "Base remb.", "Honoraires", "Cot.", bold=True)
    for line in lines:
        words = printing.OFFICIAL.get(line.act.code, line.act.label) + chance.choice(
            (
                "",
                ". Garantie 5 ans, fabrication française, ISO 13485",
                ". Teinte A2, empreinte numérique et essayage compris",
            )
        )
        body += cells(words, str(line.tooth or ""), euros(line.base), euros(line.fee), line.act.code)
    body += cells("Montant total du devis", "", "", euros(total(lines)), "", bold=True)
    before = "#set page(flipped: true)\n"
    return before + head(desk, "Maison dentaire de l'Exemple", "Le") + "#v(45mm)\n" + grid(
        "(1fr, auto, auto, auto, auto)",
        body,
        align="(left, left, right, right, left)",
        stroke=chance.choice(("none", "0.4pt")),
    ), dental_truth(lines)


HELD_OUT = HELD_OUT_HOUSES | {
    layout.__name__: layout
    for layout in (
        treatment_plan, hospital_letter_and_table, anaesthetist_note, as_opticians_do, page_in_two_columns, wide_across_pages,
    )
}  # fmt: skip
