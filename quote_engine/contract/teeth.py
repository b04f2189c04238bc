"""Teeth by their FDI numbers (quadrants 1 to 4 for adult teeth, 5 to 8 for milk teeth), and their kinds."""

_ADULT = {1: "incisor", 2: "incisor", 3: "canine", 4: "premolar_1", 5: "premolar_2"}
_MILK = {1: "incisor", 2: "incisor", 3: "canine"}
"""By the last figure of the number; the others are molars."""
_MOLAR = "molar"
_FIRST_MILK_TOOTH = 51

ADULT_TEETH = frozenset(quadrant * 10 + place for quadrant in range(1, 5) for place in range(1, 9))
MILK_TEETH = frozenset(quadrant * 10 + place for quadrant in range(5, 9) for place in range(1, 6))
TEETH = ADULT_TEETH | MILK_TEETH
TOOTH_KINDS = frozenset({*_ADULT.values(), _MOLAR})


def kind_of_tooth(tooth: int) -> str:
    """Give the kind of a tooth: 26 is a molar, 54 too, 24 a first premolar."""
    return (_ADULT if tooth < _FIRST_MILK_TOOTH else _MILK).get(tooth % 10, _MOLAR)
