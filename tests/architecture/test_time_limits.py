"""Who waits for whom waits longer: a limit that ends before the one inside it leaves work that nobody takes."""

import ast
from pathlib import Path

from auth_gateway import shares
from auth_gateway.conversations import locks
from auth_gateway.platform import bot as gateway_bot
from auth_gateway.platform import db, redis_place


def of_the_bot(repository: Path, module: str, name: str) -> float:
    """Read a constant of the bot's environment, whose modules cannot be imported here."""
    tree = ast.parse((repository / "bot" / f"{module}.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return float(ast.literal_eval(node.value))
    raise AssertionError(f"bot/{module}.py has no {name}")


def test_a_turn_ends_inside_out(repository: Path) -> None:
    action = of_the_bot(repository, "actions_endpoint", "ACTION_TIMEOUT_S")
    budget = of_the_bot(repository, "channel", "TURN_BUDGET_S")
    run = locks.MEMBER_WAIT_SECONDS + locks.LONGEST_PAUSE_SECONDS + gateway_bot.TURN_SECONDS

    assert action < budget < gateway_bot.TURN_SECONDS < run < locks.LOCK_SECONDS < shares.LEASE_SECONDS


def test_whoever_waits_for_a_lock_of_the_database_is_told_before_the_statement_and_the_transaction_end() -> None:
    assert db.ROW_LOCK_SECONDS < db.STATEMENT_SECONDS < db.IDLE_TRANSACTION_SECONDS < locks.LOCK_SECONDS
    assert db.CONNECT_SECONDS <= db.POOL_SECONDS < gateway_bot.TURN_SECONDS


def test_redis_is_given_up_before_the_assistant() -> None:
    twice, sentinels = 2 * redis_place.REDIS_SECONDS, 3 * redis_place.SENTINEL_SECONDS

    assert twice + 2 * sentinels < gateway_bot.TURN_SECONDS  # each command is tried twice, and may ask all three first
    assert locks.OPENING_WAIT_SECONDS < locks.LOCK_SECONDS
