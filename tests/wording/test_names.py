"""One name per thing: what fields and payers are called, in `wording`, in the glossary and on pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quote_draft import fields_json
from wording import Tree, tree, words

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
)
PARTS_OF_A_FIELD = {"line.label", "stay.private_room.wanted", "stay.private_room.price", "stay.private_room.per"}

OTHER_NAMES = {
    "Reste à payer": r"reste à charge(?! zéro)|^reste à votre charge|à votre charge\s?:",
    "Assurance Maladie": r"\bsécu\b|(?<!\(la )(?<!plafond mensuel de la )sécurité sociale",
    "Surcomplémentaire": r"sur-complémentaire|seconde mutuelle|deuxième mutuelle",
    "Type de prise en charge": r"exonération",
    "Base de remboursement": r"tarif de convention|base sécu",
}
"""What else each thing is called elsewhere, and is not called here."""


def texts(table: Tree) -> Iterator[str]:
    for value in table.values():
        yield from [value] if isinstance(value, str) else texts(value)


NAMES = [*words("names").items(), *words("fields", "names").items()]


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, name in NAMES if key not in PARTS_OF_A_FIELD])
def test_the_glossary_has_every_name_word_for_word(key: str, name: str) -> None:
    labels = [label for code, label in ROWS if re.search(rf"(?<![\w.]){re.escape(key)}(?![\w.])", code)]

    assert any(label.casefold().startswith(name.casefold()) for label in labels)


def test_every_field_of_the_table_has_its_name_and_every_choice_its_word() -> None:
    named = words("fields", "names")

    assert [row["field"] for row in fields_json() if row["field"] not in named] == []
    for row in fields_json():
        if row["choices"]:
            assert {str(choice).lower() for choice in row["choices"]} <= set(words("fields", "choices", row["field"]))


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_thing_has_no_other_name_in_wording_and_templates(name: str) -> None:
    other = re.compile(OTHER_NAMES[name], re.IGNORECASE)
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "web" / "templates").rglob("*.*")]
    read = [*pages, *(text for file in (ROOT / "wording").glob("*.yml") for text in texts(tree(file.stem)))]

    assert [text for text in read if other.search(text)] == []
