"""Layouts of fictitious quotes: each returns a page in Typst's markup and what it says."""

from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import typst

from quote_engine.nomenclature.acts import all_acts
from tests.support.papers import looked_at, making
from tests.support.papers.apart import APART
from tests.support.papers.first_seen import FIRST_SEEN
from tests.support.papers.held_out import HELD_OUT
from tests.support.papers.laying import dental_truth, head, medical_truth, total
from tests.support.papers.making import Desk, Priced, Truth
from tests.support.papers.more_first_seen import MORE_FIRST_SEEN
from tests.support.papers.more_houses import MORE_HOUSES
from tests.support.papers.more_new_houses import MORE_NEW_HOUSES
from tests.support.papers.more_practices import MORE_PRACTICES
from tests.support.papers.new_houses import NEW_HOUSES
from tests.support.papers.newest_houses import NEWEST_HOUSES
from tests.support.papers.opened_later import OPENED_LATER
from tests.support.papers.other_houses import OTHER_HOUSES
from tests.support.papers.other_software import OTHER_SOFTWARE
from tests.support.papers.photographs import FORMS, SCAN
from tests.support.papers.practices import PRACTICES
from tests.support.papers.set_aside import SET_ASIDE
from tests.support.papers.set_aside_since import SET_ASIDE_SINCE

Layout = Callable[[Desk], tuple[str, Truth]]


@dataclass(frozen=True)
class Paper:
    layout: str
    pdf: bytes
    truth: Truth

    @property
    def forms(self) -> tuple[str, ...]:
        """Return how it can be photographed: of several pages a telephone takes one alone."""
        return FORMS if len(pypdfium2.PdfDocument(self.pdf)) == 1 else (SCAN,)


def paper(layout: str, seed: int) -> Paper:
    """Make a quote in a layout; the same seed makes the same one."""
    desk = Desk(f"{layout} {seed}")
    body, truth = (LAYOUTS | APART | HELD_OUT | SET_ASIDE | SET_ASIDE_SINCE)[layout](desk)
    setting = f'#set page("a4", margin: 18mm)\n#set text(font: "{desk.font}", size: {desk.size}pt, lang: "fr")\n'
    return Paper(layout, typst.compile((setting + body).encode()), truth)


def dental_official(desk: Desk) -> tuple[str, Truth]:
    lines = desk.dental()
    columns = [
        "N° dent",
        "Cotation CCAM",
        "*Nature de l'acte",
        "Panier",
        "Honoraires",
        "Base de remb. AMO",
        "Montant remboursé AMO",
        "Non remboursé AMO",
    ]
    rows = [
        [
            str(line.tooth or ""), line.act.code, line.act.label, "Libre", desk.money(line.fee), desk.money(line.base),
            desk.money(line.base * 60 // 100), desk.money(line.fee - line.base * 60 // 100),
        ]
        for line in lines
    ]  # fmt: skip
    rows.append(["Total", "", "", "", desk.money(total(lines)), "", "", ""])
    return head(desk, "Dr Benhaddou, chirurgien-dentiste", "Devis du") + making.table(
        columns, rows, right=4
    ), dental_truth(lines)


def _alternative(desk: Desk) -> Priced:
    act = all_acts()["HBLD038"]
    return making.Priced(act, 29870, making.tariff(act, 1, desk.quoted_on), desk.chance.choice(making.MOLARS))


def dental_alternative(desk: Desk) -> tuple[str, Truth]:
    """Tell the alternative of the 100 % Santé in a table of its own, under the one that is proposed."""
    lines, other = desk.dental(2), _alternative(desk)
    columns = ["Dent", "Code", "*Libellé", "Honoraires", "Base", "Reste à charge"]
    rows = [
        [
            str(line.tooth or ""),
            line.act.code,
            line.act.label,
            desk.money(line.fee),
            desk.money(line.base),
            desk.money(line.fee - line.base * 60 // 100),
        ]
        for line in lines
    ]
    rows.append(["", "", "Total du traitement proposé", desk.money(total(lines)), "", ""])
    aside = [
        [
            str(other.tooth),
            other.act.code,
            other.act.label,
            desk.money(other.fee),
            desk.money(other.base),
            desk.money(0),
        ]
    ]
    body = making.table(columns, rows, right=3)
    title = desk.chance.choice(
        (
            "Alternative thérapeutique 100 % Santé",
            "Proposition alternative sans reste à charge",
            "Alternative 100 % santé :",
        )
    )
    return head(desk, "Cabinet Le Gall", "Devis établi le") + body + f"#v(6mm)\n*{title}*\n" + making.table(
        columns, aside, right=3
    ), dental_truth(lines)


def dental_price_ttc(desk: Desk) -> tuple[str, Truth]:
    lines = desk.dental()
    rows = [
        [
            line.act.label,
            f"{line.act.code[:4]} {line.act.code[4:]}",
            str(line.tooth or "-"),
            "1",
            desk.money(line.fee, sign=False),
        ]
        for line in lines
    ]
    summed = f"Total TTC : {making.escaped(desk.money(total(lines)))}"
    account = making.escaped(desk.head()["iban"])
    columns = ["*Désignation", "Code", "Dent", "Qté", "Prix TTC"]
    body = making.table(columns, rows, ruled=desk.chance.random() < 0.5, right=4)
    return (
        head(desk, "SELARL Dents Fictives", "Proposition du")
        + body
        + f"#align(right)[{summed}]\nAcompte de 30 % à la commande : {making.escaped(desk.money(total(lines) * 3 // 10))}. IBAN {account}\n",
        dental_truth(lines),
    )


def dental_list(desk: Desk) -> tuple[str, Truth]:
    lines = desk.dental(4)
    rows = [
        [f"{f'dent {line.tooth} : ' if line.tooth else ''}{line.act.label} ({line.act.code})", desk.money(line.fee)]
        for line in lines
    ]
    rows += [
        ["Montant total des honoraires", desk.money(total(lines))],
        ["Acompte demandé à la signature (30 %)", desk.money(total(lines) * 3 // 10)],
    ]
    cells = ", ".join(f"[{making.escaped(cell)}]" for row in rows for cell in row)
    return head(
        desk, "Centre dentaire des Peupliers", "Proposition de traitement du"
    ) + f"#table(columns: (1fr, auto), align: (left, right), {cells})\n", dental_truth(lines)


def medical_letter(desk: Desk) -> tuple[str, Truth]:
    optam = desk.chance.random() < 0.5
    surgeon, _ = desk.surgery(optam=optam)
    day = desk.later()
    adheres = "adhérent à l'OPTAM" if optam else "non adhérent à l'OPTAM"
    esc, money = making.escaped, desk.money
    text = (
        f"Madame, Monsieur,\n\nVous devez être opéré(e) le {esc(desk.day(day))} : {esc(surgeon.act.label)} (code CCAM {surgeon.act.code}). "
        f"Je suis conventionné en secteur 2, {esc(adheres)}.\n\nLe tarif de remboursement de l'Assurance Maladie est de {esc(money(surgeon.base))}. "
        f"Mes honoraires s'élèveront à {esc(money(surgeon.fee))}, soit un dépassement de {esc(money(surgeon.fee - surgeon.base))} non remboursé par l'Assurance Maladie.\n"
    )
    line = making.line_of(surgeon, sector="sector_2_optam" if optam else "sector_2")
    return head(desk, "Dr Ferrandi, chirurgien", "Le") + text, making.Truth("medical", [line], day.isoformat())


def medical_table(desk: Desk) -> tuple[str, Truth]:
    parts = desk.surgery()
    rows = [
        [
            part.act.code,
            str(part.activity),
            part.act.label if part.activity == 1 else "Anesthésie",
            desk.money(part.base),
            desk.money(max(0, part.fee - part.base)),
            desk.money(part.fee),
        ]
        for part in parts
    ]
    rows.append(["TOTAL", "", "", "", "", desk.money(total(parts))])
    columns = ["Code acte", "Activité", "*Libellé", "Base SS", "Dépassement", "Honoraires"]
    return head(desk, "Clinique Saint-Fictif", "Devis préopératoire du") + making.table(
        columns, rows, right=3
    ), medical_truth(parts)


def medical_clinic(desk: Desk) -> tuple[str, Truth]:
    """A clinic's estimate: fees, then the room, the daily hospital fee and what the clinic sells."""
    parts = desk.surgery()
    nights, room, day = desk.chance.randint(1, 5), desk.chance.choice((6500, 8500, 11000)), desk.later()
    television, administrative = desk.chance.choice((600, 900)), desk.chance.choice((1500, 3000))
    esc, money = making.escaped, desk.money
    rows = [
        [
            f"Honoraires {'du chirurgien' if part.activity == 1 else 'de l’anesthésiste'} : {part.act.code} (activité {part.activity})",
            money(part.base),
            money(part.fee),
        ]
        for part in parts
    ]
    rows += [
        [f"Chambre particulière, {nights} nuit{'s' if nights > 1 else ''} à {money(room)}", "", money(room * nights)],
        [f"Forfait journalier hospitalier, {nights + 1} jours à {money(2300)}", "", money(2300 * (nights + 1))],
        ["Télévision (forfait séjour)", "", money(television)],
        ["Frais administratifs", "", money(administrative)],
    ]
    whole = total(parts) + room * nights + 2300 * (nights + 1) + television + administrative
    rows.append(["Total du séjour", "", money(whole)])
    dates = f"Date d'entrée : {esc(desk.day(day))} - Durée prévue : {nights} nuit{'s' if nights > 1 else ''}\n\n"
    body = making.table(["*Prestation", "Base de remboursement", "Montant"], rows, right=1)
    truth = medical_truth(parts, day.isoformat(),
        {"nights": nights, "private_room": {"wanted": True, "price": making.text_of(room)}},
        [{"kind": "television", "amount": making.text_of(television), "per": "stay"}, {"kind": "administrative", "amount": making.text_of(administrative), "per": "stay"}],
    )  # fmt: skip
    return head(desk, "Clinique des Trois Exemples", "Estimation du") + dates + body, truth


def medical_anaesthetist(desk: Desk) -> tuple[str, Truth]:
    optam = desk.chance.random() < 0.5
    _, part = desk.surgery(optam=optam)
    day = desk.later()
    esc, money = making.escaped, desk.money
    sector = "secteur 2 avec OPTAM" if optam else "secteur 2, hors OPTAM"
    text = (
        f"Objet : devis d'anesthésie\n\nMadame, Monsieur,\n\nL'anesthésie de votre intervention du {esc(desk.day(day))} ({esc(part.act.label)}, {part.act.code}, activité 4) "
        f"donnera lieu à des honoraires de {esc(money(part.fee))}. La base de remboursement de cet acte est de {esc(money(part.base))} ; "
        f"le dépassement, de {esc(money(part.fee - part.base))}, reste à votre charge ou à celle de votre mutuelle. Médecin anesthésiste {esc(sector)}.\n"
    )
    line = making.line_of(part, sector="sector_2_optam" if optam else "sector_2")
    return head(desk, "Dr Martelet, anesthésiste-réanimateur", "Devis du") + text, making.Truth(
        "medical", [line], day.isoformat()
    )


def dental_cards(desk: Desk) -> tuple[str, Truth]:
    """Each act a card: a name and its value on each row."""
    lines = desk.dental(2)
    esc, money = making.escaped, desk.money
    cards = []
    for number, line in enumerate(lines, start=1):
        rows = [f"*Acte n° {number}*", esc(line.act.label), f"Code CCAM : {line.act.code}"]
        rows += [f"Dent : {line.tooth}"] if line.tooth else []
        rows += [f"Base de remboursement : {esc(money(line.base))}", f"Honoraires : {esc(money(line.fee))}"]
        cards.append("#block(inset: 3mm, stroke: 0.5pt)[" + " \\ ".join(rows) + "]\n")
    return head(desk, "Dr Nguessan", "Devis du") + "".join(
        cards
    ) + f"\nSoit un total de {esc(money(total(lines)))}.\n", dental_truth(lines)


def medical_code_last(desk: Desk) -> tuple[str, Truth]:
    """A table whose code comes after the label and whose fee comes before what is repaid."""
    parts = desk.surgery()
    rows = [
        [
            part.act.label + ("" if part.activity == 1 else " (anesthésie)"), f"{part.act.code}/{part.activity}", desk.money(part.fee),
            desk.money(part.base), desk.money(part.base), desk.money(part.fee - part.base),
        ]
        for part in parts
    ]  # fmt: skip
    rows.append(["Montant total", "", desk.money(total(parts)), "", "", ""])
    columns = [
        "*Intervention",
        "Acte CCAM",
        "Montant demandé",
        "Tarif SS",
        "Remb. SS",
        "Reste à payer",
    ]
    day = desk.later()
    intro = f"Hospitalisation prévue le {making.escaped(desk.day(day))}\n\n"
    return head(desk, "Cabinet d'orthopédie fictif", "Fait le") + intro + making.table(
        columns, rows, ruled=False, right=2
    ), medical_truth(parts, day.isoformat())


def dental_alternative_first(desk: Desk) -> tuple[str, Truth]:
    """The alternative as a sentence before the table of what is proposed."""
    lines, other = desk.dental(3), _alternative(desk)
    esc, money = making.escaped, desk.money
    sentence = f"Alternative 100 % Santé possible pour la dent {other.tooth} : {esc(other.act.label)} ({other.act.code}), {esc(money(other.fee))}.\n\n"
    columns = ["*Acte proposé", "Code CCAM", "N° de dent", "Tarif de responsabilité", "Prix"]
    rows = [[line.act.label, line.act.code, str(line.tooth or ""), money(line.base), money(line.fee)] for line in lines]
    rows.append(["", "", "", "TOTAL", money(total(lines))])
    return head(desk, "Cabinet dentaire de l'Exemple", "Devis n° 4512 du") + sentence + making.table(
        columns, rows, right=3
    ), dental_truth(lines)


LAYOUTS: dict[str, Layout] = {
    "dental_official": dental_official,
    "dental_alternative": dental_alternative,
    "dental_price_ttc": dental_price_ttc,
    "dental_list": dental_list,
    "medical_letter": medical_letter,
    "medical_table": medical_table,
    "medical_clinic": medical_clinic,
    "medical_anaesthetist": medical_anaesthetist,
    "dental_cards": dental_cards,
    "medical_code_last": medical_code_last,
    "dental_alternative_first": dental_alternative_first,
    "alternative_beside": looked_at.alternative_beside,
    "hospital_public": looked_at.hospital_public,
    "information_form": looked_at.information_form,
    "two_pages": looked_at.two_pages,
    "by_tooth": looked_at.by_tooth,
    "fees_and_bullets": looked_at.fees_and_bullets,
    "phases": looked_at.phases,
    **OTHER_SOFTWARE,
    **PRACTICES,
    **MORE_PRACTICES,
    **OTHER_HOUSES,
    **MORE_HOUSES,
    **FIRST_SEEN,
    **MORE_FIRST_SEEN,
    **OPENED_LATER,
    **NEW_HOUSES,
    **MORE_NEW_HOUSES,
    **NEWEST_HOUSES,
}
