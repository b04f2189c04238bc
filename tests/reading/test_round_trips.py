"""What is written in any usual form reads back as what it was."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from actions.reading import read_act_code, read_amount, read_date, read_nights, read_teeth
from actions.reading.numbers import digits_of
from actions.reading.teeth import ADULT

TODAY = date(2026, 11, 21)
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
euros = st.integers(min_value=2, max_value=999_999)
cents = st.integers(min_value=1, max_value=99)
dates = st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=364))


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=999_999))
def test_a_number_in_words_becomes_its_digits(number: int) -> None:
    if number != 1:  # « un » is mostly an article
        assert digits_of(num2words(number, lang="fr")).key == str(number)


@settings(deadline=None)
@given(euros)
def test_an_amount_in_words_reads_back(whole: int) -> None:
    reading = read_amount(f"{num2words(whole, lang='fr')} euros")

    assert reading is not None
    assert reading.value == whole * 100


@settings(deadline=None)
@given(euros, cents)
def test_an_amount_in_words_with_its_cents_reads_back(whole: int, part: int) -> None:
    said = f"{num2words(whole, lang='fr')} euros et {num2words(part, lang='fr')} centimes"

    reading = read_amount(said)

    assert reading is not None
    assert reading.value == whole * 100 + part
    assert reading.understood == said


@settings(deadline=None)
@given(
    euros,
    cents,
    st.sampled_from([" ", "\u202f", "\u00a0", ".", ""]),
    st.sampled_from(["", "€", " €", " euros", " EUR"]),
)
def test_a_formatted_amount_reads_back(whole: int, part: int, separator: str, unit: str) -> None:
    written = f"{whole:,}".replace(",", separator) + f",{part:02d}{unit}"

    reading = read_amount(written)

    assert reading is not None
    assert reading.doubt is None
    assert reading.value == whole * 100 + part
    assert reading.understood == written


@settings(deadline=None)
@given(euros, cents)
def test_cents_may_follow_the_sign(whole: int, part: int) -> None:
    reading = read_amount(f"{whole}€{part:02d}")

    assert reading is not None
    assert reading.value == whole * 100 + part


@settings(deadline=None)
@given(st.integers(min_value=100, max_value=9999), st.integers(min_value=100, max_value=9999))
def test_two_bounds_are_two_alternatives(one: int, other: int) -> None:
    low, high = sorted((one, other))
    if low == high:
        return

    reading = read_amount(f"entre {low} et {high} euros")

    assert reading is not None
    assert (reading.value, reading.doubt, reading.alternatives) == (None, "range", (low * 100, high * 100))


@settings(deadline=None)
@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2039, 12, 31)))
def test_a_date_in_figures_reads_back(day: date) -> None:
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day}/{day.month}/{day.year}",
    ):
        reading = read_date(written, TODAY)

        assert reading is not None
        assert (reading.value, reading.understood) == (day, written)


@settings(deadline=None)
@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2039, 12, 31)))
def test_a_date_in_words_reads_back(day: date) -> None:
    reading = read_date(f"le {num2words(day.day, lang='fr')} {MONTHS[day.month - 1]} {day.year}", TODAY)

    assert reading is not None
    assert reading.value == day


@settings(deadline=None)
@given(dates)
def test_without_a_year_it_is_the_next_such_date(day: date) -> None:
    reading = read_date(f"le {day.day} {MONTHS[day.month - 1]}", TODAY)

    assert reading is not None
    assert reading.value == day


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=300))
def test_days_from_now_are_counted(days: int) -> None:
    reading = read_date(f"dans {days} jours", TODAY)

    assert reading is not None
    assert reading.value == TODAY + timedelta(days=days)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=365))
def test_nights_read_back_in_figures_and_in_words(nights: int) -> None:
    for said in (f"{nights}", f"{nights} nuits", f"{num2words(nights, lang='fr')} nuits"):
        reading = read_nights(said)

        if nights != 1 or said[0] == "1":
            assert reading is not None
            assert reading.value == nights


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(sorted(ADULT)), min_size=1, max_size=6, unique=True),
    st.sampled_from([", ", " et ", "/", " ", ","]),
)
def test_a_list_of_teeth_reads_back(teeth: list[int], joint: str) -> None:
    for prefix in ("", "dents "):
        reading = read_teeth(prefix + joint.join(map(str, teeth)), asked=True)

        assert reading is not None
        assert reading.value == tuple(teeth)


@settings(deadline=None)
@given(st.from_regex(r"[A-Z]{4}[0-9]{3}", fullmatch=True), st.sampled_from(["", " ", "-", "."]), st.booleans())
def test_a_known_code_reads_back_however_it_is_typed(code: str, joint: str, small: bool) -> None:  # noqa: FBT001  a test's argument
    typed = code[:4] + joint + code[4:]

    reading = read_act_code(typed.lower() if small else typed, known={code}.__contains__)

    assert reading is not None
    assert reading.value == code
