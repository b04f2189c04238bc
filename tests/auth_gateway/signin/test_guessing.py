"""Guessing codes and passwords, many at a time: what is compared is bounded, and the bounds survive Redis."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from auth_gateway.accounts import Account, AccountStatus
from auth_gateway.platform.errors import ProblemError
from auth_gateway.platform.limits import STRICT
from auth_gateway.services import build_services
from auth_gateway.signin import codes, steps
from auth_gateway.signin.models import PasswordTries
from auth_gateway.signin.service import PASSWORD_USES, WRONG_CODES
from auth_gateway.signin.tries import FREE_TRIES, TRIES_PER_DAY
from tests.support.gateway import Gateway
from tests.support.guessing import compared_in_a_year
from tests.support.people import PASSWORD, hash_of, member
from tests.support.statements import noted_statements

LOGIN, OTP = "/api/v1/auth/login", "/api/v1/auth/otp"


def outcome(gateway: Gateway, token: str, code: str) -> str:
    try:
        steps.enter_code(gateway.services, token, code, "192.0.2.1", None)
    except ProblemError as refused:
        return refused.code
    return "signed_in"


def wrong_codes(right: str, how_many: int) -> list[str]:
    return [str(1000 + (int(right) - 1000 + step) % 9000) for step in range(1, how_many + 1)]


def test_of_sixty_codes_sent_at_once_three_are_compared(each_gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    account = each_gateway.save_with_account(member())
    token, right = each_gateway.log_in(each_gateway.client(), account), each_gateway.last_code()
    compared: list[str] = []
    really = codes.same_code

    def counting(given: str, expected: str) -> bool:
        compared.append(given)
        return really(given, expected)

    monkeypatch.setattr(codes, "same_code", counting)
    start = threading.Barrier(60)

    def guess(code: str) -> str:
        start.wait()
        return outcome(each_gateway, token, code)

    with ThreadPoolExecutor(60) as pool:
        outcomes = list(pool.map(guess, wrong_codes(right, 60)))

    assert len(compared) == 3
    assert sorted(outcomes) == ["challenge_over"] * 57 + ["wrong_code"] * 3
    with each_gateway.services.db.read() as session:
        assert session.get_one(Account, account.id).wrong_codes == 3


def test_k5_of_a_years_wrong_codes_ten_are_compared(gateway: Gateway) -> None:
    compared = compared_in_a_year(gateway, 200)  # `python -m bench.sign_in` sends 10,000

    assert compared == WRONG_CODES


def test_a27_of_twenty_right_codes_sent_at_once_one_opens_a_session(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    token, right = each_gateway.log_in(each_gateway.client(), account), each_gateway.last_code()
    start = threading.Barrier(20)

    def enter(_: int) -> str:
        start.wait()
        return outcome(each_gateway, token, right)

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(enter, range(20)))

    assert outcomes.count("signed_in") == 1
    with each_gateway.services.db.read() as session:
        assert session.get_one(Account, account.id).wrong_codes == 0


def test_a30_ten_sign_ins_at_once_leave_one_code_alive(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    browsers = [each_gateway.client() for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(lambda browser: each_gateway.log_in(browser, account), browsers))
    each_gateway.deliver()

    alive = [token for token in tokens if outcome(each_gateway, token, "nonsense") == "wrong_code"]
    assert len(alive) == 1


def test_k5_of_sixty_passwords_sent_at_once_five_are_compared(
    each_gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = each_gateway.save_with_account(member())
    compared: list[str] = []
    really = each_gateway.services.passwords.check

    def counting(password: str, stored: str | None) -> bool:
        compared.append(password)
        return really(password, stored)

    monkeypatch.setattr(each_gateway.services.passwords, "check", counting)
    start = threading.Barrier(60)

    def guess(number: int) -> str:
        start.wait()
        with pytest.raises(ProblemError) as refused:
            steps.log_in(each_gateway.services, account.email, f"Faux-{number}!", "192.0.2.1")
        return refused.value.code

    with ThreadPoolExecutor(60) as pool:
        outcomes = list(pool.map(guess, range(60)))

    assert len(compared) == FREE_TRIES
    assert sorted(outcomes) == ["too_many_attempts"] * (60 - FREE_TRIES) + ["wrong_credentials"] * FREE_TRIES


def test_a17_k13_of_twenty_right_passwords_at_once_with_three_uses_left_three_are_taken(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member(), password_uses=PASSWORD_USES - 3)
    start = threading.Barrier(20)

    def log_in(_: int) -> str:
        start.wait()
        try:
            steps.log_in(each_gateway.services, account.email, PASSWORD, "192.0.2.1")
        except ProblemError as refused:
            return refused.code
        return "code_sent"

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(log_in, range(20)))

    with each_gateway.services.db.read() as session:
        uses = session.get_one(Account, account.id).password_uses
    assert uses == PASSWORD_USES - 3 + outcomes.count("code_sent")
    assert uses <= PASSWORD_USES


@pytest.mark.parametrize("known", [True, False])
def test_k5_five_wrong_passwords_in_a_row_make_anyone_wait(each_gateway: Gateway, *, known: bool) -> None:
    account = each_gateway.save_with_account(member())
    email = account.email if known else "personne@example.org"
    client = each_gateway.client()

    first = [client.post(LOGIN, json={"email": email, "password": "Faux-2026!"}) for _ in range(FREE_TRIES)]
    blocked = client.post(LOGIN, json={"email": email, "password": PASSWORD})
    each_gateway.clock.advance(seconds=60)
    after = client.post(LOGIN, json={"email": email, "password": PASSWORD})

    assert {each.status_code for each in first} == {401}
    assert (blocked.status_code, blocked.json()["code"]) == (429, "too_many_attempts")
    assert blocked.headers["retry-after"] == "60"
    assert after.status_code == (200 if known else 401)


def test_k5_the_wait_doubles_up_to_a_quarter_of_an_hour(gateway: Gateway) -> None:
    client = gateway.client()
    body = {"email": "personne@example.org", "password": "Faux-2026!"}
    waits = []
    for _ in range(FREE_TRIES - 1):
        client.post(LOGIN, json=body)
    for _ in range(6):
        client.post(LOGIN, json=body)
        waits.append(int(client.post(LOGIN, json=body).headers["retry-after"]))
        gateway.clock.advance(seconds=waits[-1])

    assert waits == [60, 120, 240, 480, 900, 900]


def test_k5_a_stubborn_guesser_never_breaks_the_sign_in_of_an_address(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client, body = gateway.client(), {"email": account.email, "password": "Faux-2026!"}
    client.post(LOGIN, json=body)
    with gateway.services.db.session() as session:
        session.scalars(select(PasswordTries)).one().in_a_row = 100_000

    wrong = client.post(LOGIN, json=body)
    gateway.clock.advance(minutes=15)
    right = client.post(LOGIN, json={**body, "password": PASSWORD})

    assert (wrong.status_code, right.status_code) == (401, 200)


def test_twenty_five_wrong_passwords_close_the_day_even_without_redis(gateway: Gateway) -> None:
    client = gateway.client()
    body = {"email": "personne@example.org", "password": "Faux-2026!"}
    for _ in range(TRIES_PER_DAY):
        assert client.post(LOGIN, json=body).status_code == 401
        gateway.clock.advance(minutes=15)
    gateway.services.redis.flushall()

    closed = client.post(LOGIN, json=body)
    gateway.clock.advance(hours=24)

    assert closed.status_code == 429
    assert client.post(LOGIN, json=body).status_code == 401


def test_a_right_password_forgives_the_wrong_ones_before_it(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    client = gateway.client()
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            client.post(LOGIN, json={"email": account.email, "password": "Faux-2026!"})
        assert client.post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code == 200


def test_a_stranger_cannot_lock_a_member_out_of_their_own_browser(each_gateway: Gateway) -> None:
    account = each_gateway.save_with_account(member())
    own, stranger = each_gateway.sign_in(account), each_gateway.client()
    for _ in range(FREE_TRIES):
        stranger.post(LOGIN, json={"email": account.email, "password": "Faux-2026!"})

    assert stranger.post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code == 429
    assert own.post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code == 200


def test_a_known_browser_is_slowed_down_too_and_known_for_its_own_address_only(gateway: Gateway) -> None:
    account, other = gateway.save_with_account(member()), gateway.save_with_account(member())
    own = gateway.sign_in(account)
    for email in (account.email, other.email):
        for _ in range(FREE_TRIES):
            own.post(LOGIN, json={"email": email, "password": "Faux-2026!"})

    assert own.post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code == 429
    assert gateway.client().post(LOGIN, json={"email": account.email, "password": PASSWORD}).status_code == 200
    assert gateway.client().post(LOGIN, json={"email": other.email, "password": PASSWORD}).status_code == 429


def test_an_invented_known_browser_gets_no_allowance(gateway: Gateway) -> None:
    account = gateway.save_with_account(member())
    answers = []
    for number in range(FREE_TRIES + 1):
        client = gateway.client()
        client.cookies.set("__Host-oxyccam-known", f"{number:032x}.{'0' * 64}")
        answers.append(client.post(LOGIN, json={"email": account.email, "password": "Faux-2026!"}).status_code)

    assert answers == [401] * FREE_TRIES + [429]


def test_production_sends_five_codes_a_quarter_of_an_hour(gateway: Gateway) -> None:
    gateway.services.limits.figures = STRICT
    account = gateway.save_with_account(member())
    client = gateway.client()
    for _ in range(5):
        gateway.log_in(client, account)

    sixth = client.post(LOGIN, json={"email": account.email, "password": PASSWORD})
    gateway.clock.advance(minutes=15)

    assert (sixth.status_code, sixth.json()["code"]) == (429, "too_many_attempts")
    gateway.log_in(client, account)


def test_production_takes_twenty_sign_in_calls_a_minute_from_one_address(gateway: Gateway) -> None:
    gateway.services.limits.figures = STRICT
    client = gateway.client()
    body = {"challenge": "x" * 43, "code": "1234"}

    answers = [client.post(OTP, json=body).status_code for _ in range(21)]

    assert answers == [410] * 20 + [429]


def cost_of(argon: str) -> str:
    return argon.rpartition("$")[0].rpartition("$")[0]


def test_k15_every_refused_pair_costs_the_same_work(each_gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enumeration by time: the same statements and one argon2 check, whoever is or is not behind the address."""
    known = each_gateway.save_with_account(member())
    unverified = each_gateway.save_with_account(member(), status=AccountStatus.UNVERIFIED)
    checks: list[str] = []
    really = PasswordHasher.verify

    def counting(hasher: PasswordHasher, stored: str, given: str) -> bool:
        checks.append(cost_of(stored))
        return really(hasher, stored, given)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    work = []
    with noted_statements() as statements:
        for email in (known.email, "personne@example.org", unverified.email):
            statements.clear()
            checks.clear()
            body = {"email": email, "password": PASSWORD if email == unverified.email else "Faux-2026!"}
            assert each_gateway.client().post(LOGIN, json=body).status_code == 401
            work.append((list(statements), list(checks)))

    assert work[0] == work[1] == work[2]
    assert work[0][1] == [cost_of(hash_of(PASSWORD).removeprefix("v1:"))]


def test_counters_in_sql_outlive_the_process(gateway: Gateway) -> None:
    client = gateway.client()
    for _ in range(FREE_TRIES):
        client.post(LOGIN, json={"email": "personne@example.org", "password": "Faux-2026!"})
    other = build_services(gateway.services.settings, gateway.clock, gateway.bot)

    with pytest.raises(ProblemError) as refused:
        steps.log_in(other, "personne@example.org", "Faux-2026!", "192.0.2.9")
    other.close()

    assert refused.value.code == "too_many_attempts"
