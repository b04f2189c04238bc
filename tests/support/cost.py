"""What a call costs, to be compared with what another costs: the machine is never quick or slow, only busy."""

import time
from collections.abc import Callable

TRIES, ROUNDS = 5, 4


def cost(call: Callable[[], object]) -> float:
    """Return the least processor time of some calls, in seconds."""
    times = []
    for _ in range(TRIES):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return min(times)


def in_proportion(of: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Tell whether `of(4 * size)` costs about four times `of(size)`; what is quadratic costs sixteen times.

    A busy moment can make one round look worse than it is, never better: one good round is enough.
    """
    return any(cost(of(4 * size)) < 8 * cost(of(size)) for _ in range(ROUNDS))
