"""An unknown sector gives one estimate for each sector that it could be, and a range."""

import pytest

from tests.support.engine_quotes import (
    cover,
    estimated,
    first,
    inpatient,
    line,
    outpatient,
    percent,
    refusal,
    warnings_of,
)

LEVELS = cover(percent(200, "medical_act.optam"), percent(150, "medical_act.non_optam"), percent(100))


def test_each_possible_sector_has_its_estimate_and_the_dearest_is_shown() -> None:
    result = estimated(inpatient(line("KCFA005", "1200.00"), guarantee=LEVELS))

    members = {h["sector"]: h["total"]["member"] for h in result["hypotheses"]}
    assert members == {"sector_1": "239.30", "sector_2_optam": "239.30", "sector_2": "604.89"}
    assert result["range"] == {"member": {"min": "239.30", "max": "604.89"}}
    assert result["total"]["member"] == "604.89"
    assert result["sector"] == "sector_2"


def test_a_modifier_reserved_to_some_sectors_rules_the_others_out() -> None:
    result = estimated(inpatient(line("KCFA005", "1200.00", modifiers=["J", "T"])))

    assert [h["sector"] for h in result["hypotheses"]] == ["sector_2_optam"]


def test_a_sector_is_ruled_out_whatever_the_order_of_lines() -> None:
    """In sector 2 the first line would be refused for want of a benefit: that sector is impossible anyway."""
    lines = [line("EGFA001", "549.29", practitioner="a"), line("KCFA005", "900.00", id="2", modifiers=["J", "K"])]
    only_optam = cover(percent(150, "medical_act.optam"))

    for order in (lines, lines[::-1]):
        result = estimated(outpatient(*order, guarantee=only_optam))
        assert [h["sector"] for h in result["hypotheses"]] == ["sector_1", "sector_2_optam"]


def test_a_modifier_that_no_sector_allows_is_refused() -> None:
    assert refusal(inpatient(line("KCFA005", "1200.00", modifiers=["R"])))["code"] == "modifier_not_allowed"


def test_only_the_sectors_that_it_could_be_are_supposed() -> None:
    told = line("KCFA005", "1200.00", sector_among=["sector_2", "sector_2_optam"])

    result = estimated(inpatient(told, guarantee=LEVELS))

    members = {h["sector"]: h["total"]["member"] for h in result["hypotheses"]}
    assert members == {"sector_2_optam": "239.30", "sector_2": "604.89"}
    assert result["range"] == {"member": {"min": "239.30", "max": "604.89"}}
    assert (result["sector"], result["total"]["member"]) == ("sector_2", "604.89")


def test_a_sector_that_is_excluded_is_not_the_dearest() -> None:
    told = line("KCFA005", "1200.00", sector_among=["sector_1", "sector_2_optam"])

    result = estimated(inpatient(told, guarantee=LEVELS))

    assert result["range"] == {"member": {"min": "239.30", "max": "239.30"}}
    assert result["sector"] == "sector_1"


@pytest.mark.parametrize(
    ("among", "supposed"),
    [
        (["sector_2_optam", "sector_2"], {"sector_1": "sector_2_optam", "sector_2_optam": "sector_2_optam"}),
        (["sector_1", "sector_2"], {"sector_2_optam": "sector_1", "sector_2": "sector_2"}),
        (["sector_1", "sector_2_optam"], {"sector_1": "sector_1", "sector_2": "sector_2_optam"}),
    ],
)
def test_a_line_that_cannot_be_in_the_sector_supposed_is_in_the_one_below(
    among: list[str], supposed: dict[str, str]
) -> None:
    """The other line says nothing of its sector, so all three are supposed."""
    told = line("KCFA005", "1200.00", sector_among=among)
    untold = line("KCFA005", "400.00", id="2", activity=4)
    each = {
        sector: first(inpatient(line("KCFA005", "1200.00", sector=sector), guarantee=LEVELS))
        for sector in ("sector_1", "sector_2_optam", "sector_2")
    }

    result = estimated(inpatient(told, untold, guarantee=LEVELS))

    shown = {hypothesis["sector"]: hypothesis["lines"][0] for hypothesis in result["hypotheses"]}
    assert list(shown) == ["sector_1", "sector_2_optam", "sector_2"]
    assert all(shown[sector]["member"] == each[taken]["member"] for sector, taken in supposed.items())


def test_a_dental_line_needs_no_sector_whatever_it_could_be() -> None:
    quote = outpatient(line("HBLD038", "298.70", tooth=26, sector_among=["sector_1", "sector_2"]))

    assert "hypotheses" not in estimated(quote)


def test_a_known_sector_has_neither_hypotheses_nor_range() -> None:
    result = estimated(outpatient(line("HBLD038", "298.70", tooth=26)))

    assert "hypotheses" not in result
    assert "range" not in result


def test_the_usual_modifiers_are_told_when_none_is_given() -> None:
    quote = inpatient(line("NEKA020", "1200.00", sector="sector_1"))
    warning = next(w for w in estimated(quote)["warnings"] if w["code"] == "modifiers_assumed_none")
    assert "627,63" in warning["text"]

    assert "modifiers_assumed_none" not in warnings_of(
        inpatient(line("NEKA020", "1200.00", sector="sector_1", modifiers=["J"]))
    )
    assert "modifiers_assumed_none" not in warnings_of(
        inpatient(line("NEKA020", "1200.00", sector="sector_1", base="459.80"))
    )
    assert "modifiers_assumed_none" not in warnings_of(inpatient(line("BFGA427", "600.00", sector="sector_1")))


def test_a_printed_base_wins_with_a_warning_when_it_differs() -> None:
    quote = inpatient(line("NEKA020", "1200.00", sector="sector_1", base="500.00"))

    assert estimated(quote)["lines"][0]["base"] == "500.00"
    assert "base_differs" in warnings_of(quote)
    assert "base_differs" not in warnings_of(inpatient(line("NEKA020", "1200.00", sector="sector_1", base="459.80")))
