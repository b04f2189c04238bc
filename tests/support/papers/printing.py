"""How other people's software prints a quote: words of headings, ways of writing amounts and codes, by a seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quote_engine import Act
from tests.support.papers import making
from tests.support.papers.making import Desk, Priced

Headings = Mapping[str, Sequence[str]]

HEADINGS: Headings = {
    "tooth": ("Dent", "N° de dent", "Localisation", "Loc.", "Dents / secteur", "N° dent ou localisation"),
    "code": ("Code", "Code CCAM", "Cotation", "Cotation CCAM ou NGAP", "Acte", "Réf. CCAM", "Code de l'acte"),
    "label": ("Libellé", "Nature de l'acte", "Désignation", "Description", "Prestation", "Traitement proposé", "Acte"),
    "fee": (
        "Honoraires", "Montant des honoraires", "Honoraires TTC", "Prix", "Tarif", "Montant", "Montant TTC",
        "Prix de vente", "Honoraires demandés", "Coût de l'acte", "Vos honoraires", "Prix total",
    ),
    "base": (
        "Base de remboursement", "BR", "BRSS", "Base SS", "Tarif Sécurité sociale", "Base AMO", "Tarif conventionnel",
        "Base de remb. Sécu", "Tarif opposable", "Base de remboursement Assurance maladie",
    ),
    "overrun": ("Dépassement", "Dépassement d'honoraires", "Complément", "Dépass.", "Supplément d'honoraires", "DH"),
    "repaid": (
        "Montant remboursé AMO", "Remb. SS", "Rbt Sécurité sociale", "Part Sécu", "Part AMO", "RO", "Part obligatoire",
        "Pris en charge par l'Assurance maladie",
    ),
    "left": (
        "Reste à charge", "RAC", "Non remboursé", "Montant non remboursé AMO", "À votre charge", "Part patient",
        "Reste dû", "Votre part (hors mutuelle)",
    ),
    "quantity": ("Qté", "Nb", "Quantité", "Nbre"),
    "unit": ("P.U.", "Prix unitaire", "PU TTC"),
    "basket": ("Panier", "Type de panier", "Panier de soins", "Classe"),
    "rate": ("Taux", "Taux SS", "% remb."),
    "material": ("Matériau", "Matériaux et normes", "Matière"),
    "activity": ("Activité", "Act.", "Activ."),
    "who": ("Praticien", "Intervenant", "Médecin"),
}  # fmt: skip
OFFICIAL = {
    "HBLD634": "Pose d'une couronne dentaire dentoportée céramométallique sur incisive, canine ou première prémolaire",
    "HBLD491": "Pose d'une couronne dentaire dentoportée céramométallique sur une deuxième prémolaire",
    "HBLD734": "Pose d'une couronne dentaire dentoportée céramométallique sur une molaire",
    "HBLD073": "Pose d'une couronne dentaire dentoportée céramique monolithique en zircone sur une molaire",
    "HBLD038": "Pose d'une couronne dentaire dentoportée en alliage non précieux",
    "HBLD745": "Pose d'une infrastructure coronoradiculaire [inlay-core] sous une couronne à tarif maîtrisé",
    "HBLD090": "Pose d'une infrastructure coronoradiculaire [inlay-core] sous une couronne sans reste à charge",
    "HBLD031": "Pose d'une prothèse amovible définitive complète unimaxillaire à plaque base résine",
    "HBMD351": "Restauration d'une dent par matériau incrusté [inlay-onlay], composite ou alliage non précieux",
    "HBJD001": "Détartrage et polissage des dents",
    "HBFD008": "Exérèse de la pulpe vivante d'une molaire permanente",
    "NEKA020": "Remplacement de l'articulation coxofémorale par prothèse totale",
    "NFKA007": "Remplacement de l'articulation du genou par prothèse tricompartimentaire",
    "BFGA427": "Extraction extracapsulaire manuelle du cristallin, avec implantation de cristallin artificiel",
    "AHPA009": "Libération du nerf médian au canal carpien, par abord direct",
}
"""Words of the official nomenclature, shortened as software does."""


@dataclass(frozen=True)
class Hand:
    """One way of printing, the same all over a paper."""

    cents: str
    point: str
    thousands: str
    sign: str
    code: str
    official: bool
    upper: bool

    def money(self, cents: int) -> str:
        """Print a sum of cents."""
        whole = f"{cents // 100:,}".replace(",", self.thousands)
        rest = "" if self.cents == "when any" and cents % 100 == 0 else f"{self.point}{cents % 100:02}"
        return whole + rest + self.sign

    def signed(self, cents: int) -> str:
        """Print it with the sign of euros, as a sentence needs."""
        return self.money(cents) if self.sign else self.money(cents) + " €"

    def written_code(self, code: str) -> str:
        """Print a code whole, or in two groups."""
        return f"{code[:4]}{self.code}{code[4:]}"

    def label(self, act: Act) -> str:
        """Name an act: the nomenclature's words or everyday ones."""
        words = OFFICIAL.get(act.code, act.label) if self.official else act.label
        return words.upper() if self.upper else words


def hand(chance: random.Random) -> Hand:
    point = chance.choice((",", ",", ",", "."))
    return Hand(
        cents=chance.choice(("always", "always", "when any")),
        point=point,
        thousands=chance.choice((" ", "\u202f", "", "." if point == "," else " ")),
        sign=chance.choice((" €", "\u202f€", "€", "", " EUR", " euros")),
        code=chance.choice(("", "", "", " ", "-")),
        official=chance.random() < 0.5,
        upper=chance.random() < 0.2,
    )


def heads(chance: random.Random, keys: Sequence[str], words: Headings = HEADINGS) -> list[str]:
    """Choose the heading of each column, none twice."""
    chosen: list[str] = []
    for key in keys:
        chosen.append(chance.choice([word for word in words[key] if word not in chosen]))
    return chosen


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, wide: int, ruled: bool, over: str = "") -> str:
    """Return a table whose column `wide` takes the room; money's headings may take two lines. `over` stands on top."""
    esc = making.escaped
    widths = ", ".join("1fr" if place == wide else "auto" for place in range(len(heads)))
    align = ", ".join("left" if place <= wide or not rows[0][place][:1].isdigit() else "right" for place in range(len(heads)))  # fmt: skip
    cells = ", ".join(f"[{esc(cell)}]" for row in rows for cell in row)
    stroke = "0.5pt" if ruled else "none"
    titles = ", ".join(f"[*{esc(head)}*]" for head in heads)
    return f"#table(columns: ({widths}), align: ({align}), stroke: {stroke}, inset: 4pt, {over}{titles}, {cells})\n"


def more_dental(desk: Desk, acts: Sequence[Act], count: int) -> list[Priced]:
    """Choose acts with teeth and fees, cheap care among them."""
    chosen = []
    for act in desk.chance.sample(list(acts), count):
        base = making.tariff(act, 1, desk.quoted_on)
        teeth = [tooth for tooth in making.ADULT_TEETH if act.allows_tooth(tooth)]
        fee = base if act.nature == "dental_care" else base * desk.chance.randint(180, 600) // 100 // 50 * 50
        chosen.append(Priced(act, fee, base, desk.chance.choice(teeth) if act.per_tooth else None))
    return chosen
