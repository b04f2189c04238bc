"""Dated values: what the law says on a day, and files that are refused with a message that helps."""

import datetime as dt
import pathlib

import pytest

from quote_engine.errors import DataFileError, RefusalError
from quote_engine.parameters import all_parameters, parameters_version, source_text
from quote_engine.parameters.loader import read_parameter


def test_before_the_first_date_a_value_is_refused() -> None:
    with pytest.raises(RefusalError) as caught:
        all_parameters()["flat_fee/threshold"].on(dt.date(2018, 12, 31))

    assert caught.value.code == "no_parameter_on_date"


def test_every_value_has_a_source_and_the_disputed_one_says_why() -> None:
    for parameter in all_parameters().values():
        for window in parameter.windows:
            assert all(source_text(source) for source in window.value.sources)
    assert "22 April" in (all_parameters()["flat_fee/amount"].note or "")
    assert parameters_version().startswith("2026-08-20-")


GOOD = """\
label: Essai
unit: EUR
checked: 2026-08-20
values:
  - {from: 2019-01-01, value: "1.00", source: [WEB]}
"""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("label: [", "(file): this is not YAML"),
        ("- 3", "(file): a mapping of keys to values is expected"),
        (GOOD.replace("label: Essai\n", ""), "(file): missing key 'label'"),
        (GOOD + "colour: red\n", "(file): unknown key 'colour'; accepted: checked, label"),
        (GOOD.replace("EUR", "dollar"), "unit: 'dollar' is unknown; accepted: EUR, count, flag, rate, years"),
        (GOOD.replace('"1.00"', "1.00"), "values[0].value: 1.0 is not an amount"),
        (GOOD.replace('"1.00"', '"1,00"'), "values[0].value: '1,00' is not an amount"),
        (GOOD.replace("2019-01-01", '"2019-01-01"'), "values[0].from: '2019-01-01' is not a date"),
        (GOOD.replace("[WEB]", "[]"), "values[0].source: a list of source names is expected"),
        (GOOD.replace("WEB", "RUMOUR"), "values[0].source: 'RUMOUR' is not in sources.yml"),
        (GOOD.replace("[WEB]", "[WEB], status: sure"), "values[0].status: 'sure' is unknown"),
        (GOOD.replace("value:", "to: 2018-01-01, value:"), "values: ends on 2018-01-01, before it starts"),
        (GOOD + GOOD[GOOD.index("  -") :], "values: the value from 2019-01-01 overlaps the one from 2019-01-01"),
        (GOOD.replace("values:\n", "values: []\n").split("  -")[0], "values: a list of dated values is expected"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_its_key_and_the_accepted_form(
    content: str, told: str, tmp_path: pathlib.Path
) -> None:
    file = tmp_path / "wrong.yml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        read_parameter(file, tmp_path)

    assert str(caught.value).startswith(f"wrong.yml: {told}")
