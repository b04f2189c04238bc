"""The words of everyday.yml: read strictly, and each with one meaning."""

import itertools
import pathlib
from dataclasses import fields

import pytest
import yaml

from quote_engine.errors import DataFileError
from quote_engine.nomenclature import lexicon as module
from quote_engine.nomenclature.acts import FOLDER
from quote_engine.nomenclature.lexicon import fold, lexicon, stem
from wording.yaml_text import load_yaml

MEANINGS = (
    "links", "joins", "asides", "generic", "light", "put", "remove", "counts", "baskets", "body", "heads", "acting",
    "teeth",
)  # fmt: skip


def test_no_word_means_two_things() -> None:
    words = {name: set(getattr(lexicon(), name)) for name in MEANINGS}

    shared = {(a, b): words[a] & words[b] for a, b in itertools.combinations(MEANINGS, 2) if words[a] & words[b]}

    assert shared == {}
    assert set(MEANINGS) <= {field.name for field in fields(lexicon())}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prothèse", "prothèses"),
        ("totale", "total"),
        ("partielle", "partiel"),
        ("complète", "COMPLET"),
        ("œil", "oeil"),
    ],
)
def test_plural_feminine_case_and_accents_do_not_matter(one: str, other: str) -> None:
    assert list(map(stem, fold(one))) == list(map(stem, fold(other)))


def test_apostrophes_and_hyphens_part_words_and_signs_stand_alone() -> None:
    assert fold("L’inlay-core (26), 1 200 €") == ["l", "inlay", "core", "(", "26", ")", ",", "1", "200", "€"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"links": ["le", True]}, "True"),
        ({"teeth": {"dent": ["tusk"]}}, "'tusk' is unknown; accepted: canine"),
        ({"colours": []}, "unknown key 'colours'"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_accepted(
    change: dict[str, object], told: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = load_yaml((FOLDER / "everyday.yml").read_text(encoding="utf-8"))
    (tmp_path / "everyday.yml").write_text(yaml.safe_dump({**good, **change}, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)

    with pytest.raises(DataFileError) as caught:
        lexicon.__wrapped__()

    assert told in str(caught.value)
