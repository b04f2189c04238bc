"""The clock of a demonstration: moved for every process, the real one again when that is asked."""

import datetime as dt

from auth_gateway.platform.clock import paris_date
from auth_gateway.platform.moved_clock import MovedClock
from tests.support.gateway import Gateway

FIXED = dt.date(2026, 11, 21)
CHRISTMAS = dt.datetime(2027, 12, 25, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def test_a_moved_clock_is_moved_for_every_process_and_its_day_with_it(gateway: Gateway) -> None:
    here, there = MovedClock(gateway.services.redis, FIXED), MovedClock(gateway.services.redis, FIXED)
    before = there.today()

    here.move_to(CHRISTMAS)
    seen = MovedClock(gateway.services.redis, FIXED)

    assert before == FIXED
    assert CHRISTMAS <= seen.now() < CHRISTMAS + MINUTE
    assert (seen.today(), here.today()) == (CHRISTMAS.date(), CHRISTMAS.date())


def test_the_real_time_and_the_given_day_come_back(gateway: Gateway) -> None:
    clock = MovedClock(gateway.services.redis, FIXED)
    clock.move_to(CHRISTMAS)

    clock.move_to(None)

    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < MINUTE
    assert clock.today() == FIXED


def test_without_a_given_day_it_is_the_day_in_paris(gateway: Gateway) -> None:
    clock = MovedClock(gateway.services.redis, None)

    assert clock.today() == paris_date(clock.now())
