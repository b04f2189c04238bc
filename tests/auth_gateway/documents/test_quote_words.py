"""The quote in words, as advisors read it beside a case."""

from typing import Any

import pytest

from auth_gateway.documents.quote_words import change_in_words, draft_blocks
from quote_draft import charge, draft_view
from tests.support.drafts import drafted, hip, lines, set_

TELEVISION = charge("television", "6.00", "day", days=3)
SHARED = {"lines": ["1", "2"], "fee": "2000.00"}


def words_of(draft: Any) -> dict[str, str]:
    return {name: words for block in draft_blocks(draft_view(draft)) for name, words in block.rows}


@pytest.mark.parametrize(
    ("field", "value", "name", "words"),
    [
        ("stay.cost", {"amount": "1076.91", "per": "day"}, "Frais de séjour", "1\u202f076,91\u202f€ par jour"),
        ("stay.psychiatric", True, "Séjour en psychiatrie", "Oui"),
        ("charges", [TELEVISION], "Frais annexes", "Télévision, 6,00\u202f€ par jour, pendant 3 jours"),
    ],
)
def test_what_is_asked_beside_the_acts_is_read_with_how_it_is_counted(
    field: str, value: Any, name: str, words: str
) -> None:
    rows = words_of(hip().after([set_(field, value)]))

    assert rows[name] == words
    assert change_in_words({"field": field, "from": None, "to": value}).endswith(words)


def test_one_price_for_several_lines_and_a_material_are_read() -> None:
    rows = words_of(
        drafted(*lines("HBLD038", "HBLD634"), set_("line.material", "Zircone", 1), set_("shared_fees", [SHARED]))
    )

    assert rows["Matériau"] == "Zircone"
    assert rows["Prix pour plusieurs lignes"] == "2\u202f000,00\u202f€ pour les lignes 1 et 2"
