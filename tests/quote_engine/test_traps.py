"""The twenty traps of the rules document, section 8: each is a mistake that a naive implementation makes."""

from typing import Any

import pytest

from tests.support.engine_quotes import (
    cover,
    error,
    estimated,
    first,
    inpatient,
    line,
    outpatient,
    percent,
    refusal,
    stay_item,
    warnings_of,
)

Json = dict[str, Any]


def test_01_without_optam_the_lower_grid_applies_and_may_miss_the_threshold() -> None:
    with_optam = first(outpatient(line("EJSF008", "153.51", sector="sector_2_optam")))
    without = first(outpatient(line("EJSF008", "153.51", sector="sector_2")))

    assert (with_optam["base"], with_optam["amo_gross"]) == ("153.51", "121.51")
    assert (without["base"], without["amo_gross"]) == ("112.06", "78.44")


def test_02_modifiers_depend_on_the_sector() -> None:
    optam = first(inpatient(line("NEKA020", "2000.00", sector="sector_2_optam", modifiers=["J", "K"])))
    assert optam["base"] == "627.63"  # 459.80 with 36.5 %

    transitional = first(inpatient(line("NEKA020", "2000.00", sector="sector_2_optam", modifiers=["J", "T"])))
    assert transitional["base"] == "588.54"  # 459.80 with 28 %

    refused = refusal(inpatient(line("NEKA020", "2000.00", sector="sector_2", modifiers=["J", "K"])))
    assert refused["code"] == "modifier_not_allowed"

    untold = estimated(inpatient(line("NEKA020", "2000.00", sector="sector_2_optam")))["warnings"]
    (told,) = (warning["text"] for warning in untold if warning["code"] == "modifiers_assumed_none")
    assert "627,63" in told  # forgotten modifiers are said, with what the base would be


def test_03_the_threshold_is_met_when_equal_and_ignores_modifiers() -> None:
    equal = first(outpatient(line(fee="120.00", nature="medical_act", base="120.00", sector="sector_1")))
    assert equal["amo_gross"] == "88.00"

    raised_by_modifiers = first(outpatient(line("AHPA009", "300.00", sector="sector_1", modifiers=["J", "K"])))
    assert raised_by_modifiers["base"] == "142.64"
    assert raised_by_modifiers["amo_gross"] == "99.85"  # 70 %: the tariff without modifiers is 104.50


def test_04_the_flat_fee_is_due_once_by_stay_never_on_prostheses_and_not_on_imaging() -> None:
    lines = [
        line("NEKA020", "459.80", sector="sector_1"),
        line("NEKA020", "229.90", id="2", activity=4, sector="sector_1"),
    ]
    flat_fee = stay_item(inpatient(*lines), "flat_fee")
    assert flat_fee is not None
    assert flat_fee["charged"] == "32.00"

    assert first(outpatient(line("HBLD038", "120.00", tooth=26)))["amo_gross"] == "72.00"
    assert first(outpatient(line("HBLD018", "172.80")))["amo_gross"] == "140.80"
    bridge = line(fee="279.50", nature="dental_prosthesis", base="279.50")
    assert first(outpatient(bridge))["amo_gross"] == "167.70"  # 60 %, not 279.50 - 32
    imaging = line(fee="150.00", nature="imaging", base="150.00", sector="sector_1")
    assert first(outpatient(imaging))["amo_gross"] == "150.00"
    assert stay_item(inpatient(imaging), "flat_fee") is None


def test_04_the_flat_fee_is_no_percentage() -> None:
    for base, paid in (("120.00", "88.00"), ("459.80", "427.80"), ("997.65", "965.65")):
        act = line(fee=base, nature="medical_act", base=base, sector="sector_1")
        assert first(outpatient(act))["amo_gross"] == paid


def test_05_the_complementary_starts_from_the_gross_share_and_only_some_pay_the_participation() -> None:
    visit = line(fee="30.00", nature="consultation", base="30.00", sector="sector_1")
    covered = first(outpatient(visit, guarantee=cover(percent(100))))
    assert (covered["amc"], covered["member"]) == ("9.00", "2.00")

    assert first(outpatient(visit, patient={"exemption": "ald"}))["participation"] == "2.00"
    assert first(outpatient(visit, patient={"birth_date": "2008-01-02"}))["participation"] == "0.00"
    assert first(outpatient(visit, patient={"birth_date": "2008-01-01"}))["participation"] == "2.00"
    assert first(outpatient(line("HBLD038", "120.00", tooth=26)))["participation"] == "0.00"
    assert first(inpatient(visit))["participation"] == "0.00"


@pytest.mark.parametrize(("date", "paid"), [("2023-10-14", "84.00"), ("2023-10-15", "72.00")])
def test_06_the_dental_rate_follows_the_day_of_the_act(date: str, paid: str) -> None:
    assert first(outpatient(line("HBLD038", "120.00", tooth=26), date=date))["amo"] == paid


def test_06_the_act_decides_the_rate_whoever_does_it() -> None:
    by_a_stomatologist = line("HBGD004", "96.14", sector="sector_1")
    assert first(outpatient(by_a_stomatologist))["amo_gross"] == "57.68"  # 60 %

    mostly_done_by_doctors = line("CAFA002", "48.77", sector="sector_1")
    assert first(outpatient(mostly_done_by_doctors))["amo_gross"] == "34.14"  # 70 %


@pytest.mark.parametrize(
    ("date", "paid", "disputed"),
    [
        ("2026-03-31", "247.70", False),
        ("2026-04-01", "239.70", True),
        ("2026-04-21", "239.70", True),
        ("2026-04-22", "239.70", False),
    ],
)
def test_07_the_rise_of_the_flat_fee_is_dated_and_its_dispute_is_said(date: str, paid: str, *, disputed: bool) -> None:
    quote = outpatient(line("BFGA427", "271.70", sector="sector_1"), date=date)

    assert first(quote)["amo_gross"] == paid
    assert ("flat_fee_date_disputed" in warnings_of(quote)) is disputed


def test_08_daily_fee_and_twenty_percent_do_not_add_up_but_daily_fee_and_flat_fee_do() -> None:
    light = inpatient(line("AHPA009", "104.50", sector="sector_1"), stay={"cost": "1000.00"})
    assert [i["member"] for i in estimated(light)["stay"]] == ["200.00", "0.00"]

    cheap = inpatient(line("AHPA009", "104.50", sector="sector_1"), stay={"cost": "300.00"})
    assert [i["member"] for i in estimated(cheap)["stay"]] == ["0.00", "92.00"]  # 20 % is 60.00: the larger counts

    heavy = inpatient(line("NEKA020", "459.80", sector="sector_1"), stay={"cost": "1000.00"})
    assert [i["member"] for i in estimated(heavy)["stay"]] == ["0.00", "92.00", "32.00"]


def test_09_the_room_is_billed_each_day_and_day_case_has_its_own_price() -> None:
    stay = {"nights": 3, "private_room_per_day": "80.00"}
    by_night = cover(
        {"for": "private_room.inpatient", "cover": {"amount": "60.00", "per": "night"}},
        {"for": "private_room.day_case", "cover": {"amount": "20.00", "per": "day"}},
        {"for": "default", "cover": {"actual_cost": True}},
    )
    hip = line("NEKA020", "459.80", sector="sector_1")
    room = stay_item(inpatient(hip, stay=stay, guarantee=by_night), "private_room")
    assert room is not None
    assert (room["charged"], room["amc"]) == ("320.00", "180.00")

    quote = {**inpatient(hip, guarantee=by_night), "setting": "day_case", "stay": {"private_room_per_day": "80.00"}}
    day_case = stay_item(quote, "private_room")
    assert day_case is not None
    assert (day_case["charged"], day_case["amc"]) == ("80.00", "20.00")


def test_10_a_yearly_ceiling_is_shared_by_lines_and_remembers_the_period() -> None:
    shared = cover(
        {**percent(300, "dental_prosthesis"), "ceilings": [{"name": "teeth", "amount": "400.00", "per": "year"}]},
    )
    lines = [line("HBLD734", "650.00", tooth=26), line("HBLD734", "650.00", id="2", tooth=36)]
    assert [found["amc"] for found in estimated(outpatient(*lines, guarantee=shared))["lines"]] == ["288.00", "112.00"]

    used = {"ceilings": {"teeth": {"amount": "300.00"}}}
    again = estimated(outpatient(*lines, guarantee=shared, consumed=used))["lines"]
    assert [found["amc"] for found in again] == ["100.00", "0.00"]


@pytest.mark.parametrize(
    ("period", "told"), [("calendar_year", "par année civile"), ("membership_year", "par année d’adhésion")]
)
def test_10_the_sentence_names_the_year_of_the_contract_and_what_it_has_used(period: str, told: str) -> None:
    """Only the insurer knows what the membership year has used: the quote says it, the engine counts it."""
    teeth = {**percent(300, "dental_prosthesis"), "ceilings": [{"name": "teeth", "amount": "400.00", "per": "year"}]}
    room = {
        "for": "private_room.inpatient",
        "cover": {"amount": "60.00", "per": "day"},
        "ceilings": [{"name": "room", "days": 30, "per": "year"}],
    }
    guarantee = {**cover(teeth, room, percent(100)), "reference_period": period, "valid_from": "2026-03-01"}
    used = {"ceilings": {"teeth": {"amount": "300.00"}, "room": {"days": 28}}}

    crown = first(outpatient(line("HBLD734", "650.00", tooth=26), guarantee=guarantee, consumed=used))
    (limit,) = (step["text"] for step in crown["steps"] if step["rule"] == "ceiling")
    assert crown["amc"] == "100.00"
    assert told in limit
    assert "300,00" in limit.partition("déjà utilisé")[2]

    stay = {"private_room_per_day": "80.00"}
    hip = line("NEKA020", "459.80", sector="sector_1")
    with_fees = {**guarantee, "benefits": [*guarantee["benefits"], {"for": "flat_fee", "cover": {"actual_cost": True}}]}
    found = stay_item(inpatient(hip, stay=stay, guarantee=with_fees, consumed=used), "private_room")
    assert found is not None
    (limit,) = (step["text"] for step in found["steps"] if step["rule"] == "ceiling_days")
    assert found["amc"] == "120.00"  # 2 days left of 30, for 4 billed
    assert told in limit
    assert "28 jours" in limit.partition("déjà utilisé")[2]


def test_10_a_ceiling_beyond_the_ticket_moderateur_says_so_and_counts_the_lines_before() -> None:
    """40.00 of the ceiling is left for the second crown, and the ticket modérateur of 48.00 is paid on top."""
    ceiling = {"name": "teeth", "amount": "220.00", "per": "year", "beyond": "ticket_moderateur"}
    teeth = {**percent(250, "dental_prosthesis"), "ceilings": [ceiling]}
    lines = [line("HBLD734", "780.00", id="1", tooth=26), line("HBLD734", "780.00", id="2", tooth=36)]

    last = estimated(outpatient(*lines, guarantee=cover(teeth)))["lines"][1]

    assert last["amc"] == "88.00"
    (limit,) = (step["text"] for step in last["steps"] if step["rule"] == "ceiling")
    assert "par année civile, au-delà du ticket modérateur" in limit
    assert "lignes précédentes comprises" in limit
    assert "180,00" in limit


@pytest.mark.parametrize(("optam", "non_optam", "paid"), [(400, 350, "130.00"), (150, 150, "60.00")])
def test_11_without_optam_both_limits_of_responsible_contracts_hold(optam: int, non_optam: int, paid: str) -> None:
    levels = cover(percent(optam, "medical_act.optam"), percent(non_optam, "medical_act.non_optam"))
    act = line(fee="500.00", nature="medical_act", base="100.00", sector="sector_2")

    assert first(outpatient(act, guarantee=levels))["amc"] == paid


def test_12_a_fee_below_the_base_is_shared_on_the_fee() -> None:
    found = first(outpatient(line("AHPA009", "50.00", sector="sector_1"), guarantee=cover(percent(200))))

    assert (found["amo_gross"], found["amc"], found["member"]) == ("35.00", "15.00", "2.00")


@pytest.mark.parametrize(
    ("code", "date", "base"),
    [
        ("HBLD090", "2025-12-31", "90.00"),
        ("HBLD090", "2026-01-01", "70.00"),
        ("HBLD734", "2021-12-31", "107.50"),
        ("HBLD734", "2022-01-01", "120.00"),
    ],
)
def test_13_dental_bases_are_dated(code: str, date: str, base: str) -> None:
    assert first(outpatient(line(code, "500.00", tooth=26), date=date))["base"] == base


@pytest.mark.parametrize(("date", "member"), [("2025-12-31", "368.00"), ("2026-01-01", "0.00")])
def test_13_the_basket_of_a_zirconia_molar_crown_is_dated(date: str, member: str) -> None:
    baskets = cover(
        {"for": "dental_prosthesis.rac0", "cover": {"zero_remaining": True}},
        {"for": "dental_prosthesis.moderate", "cover": {"none": True}},
    )
    quote = outpatient(line("HBLD073", "440.00", tooth=26), date=date, guarantee=baskets)

    assert first(quote)["member"] == member


def test_13_a_ceramic_on_metal_molar_crown_is_free_never_without_remaining_cost() -> None:
    only_rac0 = cover({"for": "dental_prosthesis.rac0", "cover": {"zero_remaining": True}}, percent(100))

    assert first(outpatient(line("HBLD734", "650.00", tooth=26), guarantee=only_rac0))["member"] == "530.00"


def test_14_association_spares_fixed_modifiers_and_the_second_act_is_chosen_on_the_bare_tariff() -> None:
    night_appendix = line("HHFA001", "500.00", sector="sector_1", modifiers=["U"], surgeon_or_obstetrician=True)
    gall_bladder = line("HMFC004", "500.00", id="2", sector="sector_1")
    lines = estimated(inpatient(night_appendix, gall_bladder))["lines"]
    assert [found["base"] for found in lines] == ["138.40", "300.03"]  # 176.79 / 2 + 50

    raised = line("LMMA012", "500.00", sector="sector_1", modifiers=["J", "K"])  # 275.55 with modifiers
    plain = line("LMMC002", "500.00", id="2", sector="sector_1")  # 237.22
    lines = estimated(inpatient(raised, plain))["lines"]
    assert [found["base"] for found in lines] == ["137.78", "237.22"]


def test_15_a_top_up_looks_at_what_is_left() -> None:
    act = line(fee="300.00", nature="medical_act", base="100.00", sector="sector_1")
    quote = outpatient(act, guarantee=cover(percent(200)), top_up=cover(percent(300)))

    found = first(quote)
    assert (found["amc"], found["top_up"], found["member"]) == ("130.00", "100.00", "2.00")


@pytest.mark.parametrize(("scheme", "paid"), [("alsace_moselle", "94.05"), ("general", "73.15")])
def test_16_alsace_moselle_is_what_the_quote_asked_with_a_word_about_civil_servants(scheme: str, paid: str) -> None:
    """The engine does not know the member's status: it computes what was ticked and says what to check."""
    quote = outpatient(line("AHPA009", "104.50", sector="sector_1"), patient={"scheme": scheme})

    assert first(quote)["amo_gross"] == paid
    assert ("mostly_civil_servants" in warnings_of(quote)) is (scheme == "alsace_moselle")


@pytest.mark.parametrize(
    ("code", "activity", "reason"),
    [
        ("ZZZZ999", 1, "unknown_act"),
        ("BFGA004", 1, "closed_act"),
        ("ZZLP025", 1, "no_price"),
        ("BFGA368", 4, "no_price"),
    ],
)
def test_17_what_has_no_price_is_refused_never_refunded_zero(code: str, activity: int, reason: str) -> None:
    assert refusal(outpatient(line(code, activity=activity, sector="sector_1")))["code"] == reason


@pytest.mark.parametrize(
    ("code", "activity", "date", "over"),
    [
        ("BGNP004", 1, "2024-12-31", False),
        ("BGNP004", 1, "2025-01-01", True),
        ("JKFA026", 4, "2025-12-31", False),
        ("JKFA026", 4, "2026-01-01", True),
    ],
)
def test_18_an_act_crosses_the_threshold_on_a_day(code: str, activity: int, date: str, *, over: bool) -> None:
    quote = inpatient(line(code, "200.00", activity=activity, sector="sector_1"), date=date)

    assert (stay_item(quote, "flat_fee") is not None) is over


@pytest.mark.parametrize(
    ("code", "upper", "lower", "paid"),
    [
        ("EJSF008", "153.51", "112.06", "89.65"),
        ("BGNP004", "124.61", "116.16", "92.93"),
        ("BAMA009", "143.19", "100.61", "80.49"),
    ],
)
def test_18_an_act_is_over_the_threshold_in_one_grid_only(code: str, upper: str, lower: str, paid: str) -> None:
    for sector in ("sector_1", "sector_2_optam"):
        heavy = inpatient(line(code, "300.00", sector=sector, condition_met=True))
        assert first(heavy)["amo_gross"] == upper  # in full, with the flat fee of the stay
        assert stay_item(heavy, "flat_fee") is not None

    light = inpatient(line(code, "300.00", sector="sector_2", condition_met=True))
    assert (first(light)["base"], first(light)["amo_gross"]) == (lower, paid)  # 80 %
    assert stay_item(light, "flat_fee") is None


@pytest.mark.parametrize(
    ("code", "activity", "date", "base"),
    [
        ("BGNP004", 1, "2024-12-31", "119.78"),
        ("BGNP004", 1, "2025-01-01", "122.20"),
        ("JKFA026", 4, "2025-12-31", "119.93"),
        ("JKFA026", 4, "2026-01-01", "121.85"),
    ],
)
def test_18_the_tariffs_around_the_crossing_are_those_of_the_nomenclature(
    code: str, activity: int, date: str, base: str
) -> None:
    assert first(outpatient(line(code, "200.00", activity=activity, sector="sector_1"), date=date))["base"] == base


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"sector": "not_conventioned"}, "not_covered_practitioner"),
        ({"sector": "sector_1", "phase": 1}, "unsupported"),
        ({"sector": "sector_1", "modifiers": ["X"]}, "modifier_not_allowed"),
    ],
)
def test_19_what_is_not_modelled_is_refused(more: Json, reason: str) -> None:
    assert refusal(outpatient(line("BFGA427", **more)))["code"] == reason


def test_19_a_printed_base_does_not_make_up_for_a_practitioner_outside_the_convention() -> None:
    visit = line(fee="60.00", nature="consultation", base="30.00", sector="not_conventioned")

    assert refusal(outpatient(visit))["code"] == "not_covered_practitioner"


def test_19_a_session_of_radiotherapy_is_refused_never_free() -> None:
    """Unknown without import; with one, listed at 0.00: its price is made of supplements."""
    session = outpatient(line("ZZNL045", sector="sector_1"))

    assert refusal(session)["code"] in {"unknown_act", "no_price"}


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"patient": {"scheme": "guadeloupe"}}, "patient.scheme"),
        ({"patient": {"department": "974"}}, "patient.department"),
        ({"region": "overseas"}, "region"),
    ],
)
def test_19_a_quote_cannot_say_that_care_is_overseas(more: Json, path: str) -> None:
    assert error(outpatient(line("BFGA427", sector="sector_1"), **more))["path"] == path


def test_20_the_catalogue_is_fictitious_and_names_no_person() -> None:
    from quote_engine import guarantees

    assert all(g["fictitious"] and g["label"].endswith("(fictive)") for g in guarantees().values())

    named = outpatient(line("BFGA427", sector="sector_1"), patient={"name": "Nom"})
    assert error(named)["path"] == "patient.name"


def test_every_one_of_the_twenty_traps_has_a_test_named_after_its_number() -> None:
    numbered = {name.split("_")[1] for name in globals() if name.startswith("test_") and name[5:7].isdigit()}

    assert numbered == {f"{number:02}" for number in range(1, 21)}
