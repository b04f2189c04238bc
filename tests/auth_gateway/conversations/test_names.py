import pytest

from auth_gateway.conversations.names import hide, reveal

LEA, JEAN, ANNE = "a" * 32, "b" * 32, "c" * 32
NAMES = {LEA: "Léa", JEAN: "Jean-Pierre", ANNE: "Anne"}


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("pour Léa", f"pour {{{LEA}}}"),
        ("pour LEA.", f"pour {{{LEA}}}."),
        ("pour Le\u0301a", f"pour {{{LEA}}}"),
        ("le devis de jean pierre", f"le devis de {{{JEAN}}}"),
        ("Jean‑Pierre", "Jean‑Pierre"),
        ("une anneau, la panne", "une anneau, la panne"),
        ("d'Anne, d’anne", f"d'{{{ANNE}}}, d’{{{ANNE}}}"),
        ("le 3 à 850 €", "le 3 à 850 €"),
    ],
)
def test_first_names_are_hidden_as_members_type_them(text: str, hidden: str) -> None:
    assert hide(text, NAMES) == hidden


def test_two_children_of_one_name_are_left_for_the_assistant_to_ask() -> None:
    assert hide("pour Léa", {LEA: "Léa", JEAN: "Lea"}) == "pour Léa"


def test_names_come_back_everywhere_in_an_answer() -> None:
    value = {"text": f"Pour {{{LEA}}}", "list": [f"{{{LEA}}} !"], "n": 1, "none": None, "unknown": "{" + "d" * 32 + "}"}

    assert reveal(value, NAMES) == {
        "text": "Pour Léa", "list": ["Léa !"], "n": 1, "none": None, "unknown": "{" + "d" * 32 + "}",
    }  # fmt: skip


def test_what_was_hidden_is_revealed() -> None:
    assert reveal(hide("Pour Léa et Anne", NAMES), NAMES) == "Pour Léa et Anne"
