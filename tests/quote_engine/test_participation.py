"""The participation has a limit by day and practitioner, and one by year."""

from tests.support.engine_quotes import estimated, line, outpatient

VISITS = [line(fee="30.00", nature="consultation", base="30.00", sector="sector_1", id=str(n)) for n in range(1, 7)]


def paid(*lines: dict[str, object], date: str = "2026-06-01", used: int = 0) -> list[str]:
    quote = outpatient(*lines, date=date, consumed={"participations": used})
    return [found["participation"] for found in estimated(quote)["lines"]]


def test_four_at_most_by_practitioner_and_day() -> None:
    assert paid(*VISITS) == ["2.00"] * 4 + ["0.00"] * 2
    assert paid(*VISITS, date="2020-07-01") == ["1.00"] * 4 + ["0.00"] * 2


def test_another_practitioner_counts_apart() -> None:
    other = [{**visit, "practitioner": "B"} if n > 2 else visit for n, visit in enumerate(VISITS)]

    assert paid(*other) == ["2.00"] * 6


def test_twenty_five_at_most_by_year_since_2025_fifty_before() -> None:
    assert paid(*VISITS[:2], used=24) == ["2.00", "0.00"]
    assert paid(*VISITS[:2], date="2024-12-31", used=49) == ["2.00", "0.00"]
    assert paid(*VISITS[:2], date="2024-12-31", used=25) == ["2.00", "2.00"]


def test_it_is_never_more_than_what_is_reimbursed() -> None:
    assert paid(line(fee="1.00", nature="consultation", base="30.00", sector="sector_1")) == ["0.70"]


def test_sessions_are_each_on_a_day_of_its_own() -> None:
    twelve = estimated(outpatient(line("JVJF004", "39.57", quantity=12, sector="sector_1")))["lines"][0]

    assert twelve["participation"] == "24.00"
    assert twelve["amo_gross"] == "332.39"  # 70 % of twelve times 39.57: no session is of 120 euros
