"""What is written in any usual form reads back as what it was."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from actions.reading import Kind, Mention, along_the_arch, parse
from actions.reading.kinds.teeth import ADULT

TODAY = date(2026, 11, 21)
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
euros = st.integers(min_value=2, max_value=999_999)
cents = st.integers(min_value=1, max_value=99)
todays = st.one_of(
    st.sampled_from([date(2027, 2, 28), date(2028, 2, 28), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)]),
    st.dates(min_value=date(2024, 1, 1), max_value=date(2039, 12, 31)),
)


def _only(text: str, today: date = TODAY) -> Mention:
    (mention,) = parse(text, today).mentions
    return mention


def _said_two_ways(number: int) -> bool:
    """« mille cinq » is also said for 1500."""
    return number > 1000 and 1 < number % 1000 < 10


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=999_999).filter(lambda number: number != 1))
def test_a_number_in_words_reads_back(number: int) -> None:
    mention = _only(num2words(number, lang="fr"))

    if _said_two_ways(number):
        assert (mention.value, mention.doubt) == (None, "ambiguous")
        assert number in mention.alternatives
    else:
        assert (mention.kind, mention.value, mention.doubt) == (Kind.NUMBER, number, None)


@settings(deadline=None)
@given(euros.filter(lambda number: not _said_two_ways(number)), cents)
def test_an_amount_in_words_with_its_cents_reads_back(whole: int, part: int) -> None:
    said = f"{num2words(whole, lang='fr')} euros et {num2words(part, lang='fr')} centimes"

    mention = _only(said)

    assert (mention.kind, mention.value, mention.text) == (Kind.MONEY, whole * 100 + part, said)


@settings(deadline=None)
@given(
    euros,
    cents,
    st.sampled_from([" ", "\u202f", "\u00a0", ".", ""]),
    st.sampled_from(["", "€", " €", " euros", " EUR"]),
)
def test_a_formatted_amount_reads_back(whole: int, part: int, separator: str, unit: str) -> None:
    written = f"{whole:,}".replace(",", separator) + f",{part:02d}{unit}"

    mention = _only(written)

    assert (mention.kind, mention.value, mention.doubt, mention.text) == (Kind.MONEY, whole * 100 + part, None, written)


@settings(deadline=None)
@given(euros, cents)
def test_cents_may_follow_the_sign(whole: int, part: int) -> None:
    assert _only(f"{whole}€{part:02d}").value == whole * 100 + part


@settings(deadline=None)
@given(st.integers(min_value=100, max_value=9999), st.integers(min_value=100, max_value=9999))
def test_two_bounds_are_two_alternatives(one: int, other: int) -> None:
    low, high = sorted((one, other + 10_000))

    mention = _only(f"entre {low} et {high} euros")

    assert (mention.value, mention.doubt, mention.alternatives) == (None, "between", (low * 100, high * 100))


@settings(deadline=None)
@given(st.integers(min_value=100, max_value=9999), st.sampled_from(["ou", "voire", "/"]))
def test_alternatives_are_never_chosen_between(number: int, joint: str) -> None:
    mention = _only(f"{number} {joint} {number + 10} €")

    assert (mention.value, mention.alternatives) == (None, (number * 100, number * 100 + 1000))


@settings(deadline=None)
@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2039, 12, 31)), todays)
def test_a_date_in_figures_reads_back_on_any_day(day: date, today: date) -> None:
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day}/{day.month}/{day.year}",
    ):
        mention = _only(written, today)

        assert (mention.kind, mention.value, mention.text) == (Kind.DATE, day, written)


@settings(deadline=None)
@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2039, 12, 31)), todays)
def test_a_date_in_words_reads_back_on_any_day(day: date, today: date) -> None:
    assert _only(f"le {num2words(day.day, lang='fr')} {MONTHS[day.month - 1]} {day.year}", today).value == day


@settings(deadline=None)
@given(todays, st.integers(min_value=0, max_value=364))
def test_without_a_year_it_is_the_next_such_date(today: date, later: int) -> None:
    day = today + timedelta(days=later)
    first = next(
        year for year in range(today.year, today.year + 9) if _exists(year, day) and day.replace(year=year) >= today
    )

    assert _only(f"le {day.day} {MONTHS[day.month - 1]}", today).value == day.replace(year=first)


def _exists(year: int, day: date) -> bool:
    try:
        day.replace(year=year)
    except ValueError:
        return False
    return True


@settings(deadline=None)
@given(todays, st.integers(min_value=0, max_value=300), st.integers(min_value=1, max_value=60))
def test_a_stay_is_counted_across_months_and_years_on_any_day(today: date, later: int, nights: int) -> None:
    first = today + timedelta(days=later)
    last = first + timedelta(days=nights)
    if (first.month, first.day) == (2, 29) or (last.month, last.day) == (2, 29):
        return  # a 29 February without its year is that of the next leap year

    mention = _only(f"du {first.day} {MONTHS[first.month - 1]} au {last.day} {MONTHS[last.month - 1]}", today)

    assert (mention.kind, mention.value, mention.unit, mention.alternatives) == (Kind.NIGHTS, nights, "dates", (first,))


@settings(deadline=None)
@given(todays)
def test_every_way_of_saying_a_moment_is_read_on_any_day(today: date) -> None:
    for said in (
        "lundi prochain",
        "fin janvier",
        "mi-mars",
        "dans 15 jours",
        "sous quinzaine",
        "courant avril",
        "dans 1 an",
    ):
        mention = _only(said, today)

        assert mention.kind is Kind.DATE
        assert mention.value >= today


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=365))
def test_nights_read_back_in_figures_and_in_words(nights: int) -> None:
    for said in (f"{nights} nuits", f"{num2words(nights, lang='fr')} nuits"):
        if nights > 0 and (nights > 1 or said[0] == "1"):
            assert (_only(said).kind, _only(said).value) == (Kind.NIGHTS, nights)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(sorted(ADULT)), min_size=1, max_size=6, unique=True),
    st.sampled_from([", ", " et ", "/", " "]),
)
def test_a_list_of_teeth_reads_back(teeth: list[int], joint: str) -> None:
    mention = _only(f"dents {joint.join(map(str, teeth))}")

    assert (mention.kind, mention.value) == (Kind.TEETH, tuple(teeth))


def test_a_range_of_teeth_follows_the_arch() -> None:
    assert along_the_arch(13, 21) == (13, 12, 11, 21)
    assert along_the_arch(33, 42) == (33, 32, 31, 41, 42)
    assert along_the_arch(13, 33) == ()


@settings(deadline=None)
@given(st.from_regex(r"[A-Z]{4}[0-9]{3}", fullmatch=True), st.sampled_from(["", " ", "-", "."]), st.booleans())
def test_a_known_code_reads_back_however_it_is_typed(code: str, joint: str, small: bool) -> None:  # noqa: FBT001  a test's argument
    typed = code[:4] + joint + code[4:]

    (mention,) = parse(typed.lower() if small else typed, TODAY, is_code={code}.__contains__).mentions

    assert (mention.kind, mention.value) == (Kind.CODE, code)
