"""Small files in the form of the official export of the nomenclature."""

import pathlib

HEAD = """CNAM - CCAM version {number} applicable 01/01/2026,,,,,,,,,,
Code,,Texte,Activité,Phase,Tarif Secteur 1 / adhérent OPTAM,Tarif Hors secteur 1 / hors adhérent OPTAM,Rembt,\
Accord Préalable,Exo. TM,Regroupement
1,,CHAPITRE,,,,,,,,
"""
TAIL = """18,,GESTES COMPLÉMENTAIRES,,,,,,,,
19.03,,MODIFICATEURS,,,,,,,,
A,,Âge,,,23.00,23.00,,,,
J,,Majoration transitoire,,,"+6,50%","+6,50%",,,,
T,,Majoration,,,"21,5%","+16,5%",,,,
B,,Au bloc,,,0.49,+49%,,,,
9,,Soins conservateurs,,,0.2999,30%,,,,
5,,Analgésie,,,+8%,8%,,,,
"""


def export_text(*rows: str, number: str = "90") -> str:
    """Write an export: its title, its header, one chapter, these rows, the table of modifiers."""
    return HEAD.replace("{number}", number) + "".join(f"{row}\n" for row in rows) + TAIL


def write_export(folder: pathlib.Path, *rows: str, number: str = "90") -> pathlib.Path:
    file = folder / "export.csv"
    file.write_text(export_text(*rows, number=number), encoding="utf-8")
    return file
