"""`python -m actions.learn`: learn what the actions learn from examples, unless it is kept already.

`make train` and the images do it, so that no start pays for it. See `actions/understanding/learnt_models.py`.
"""

from __future__ import annotations

import sys
import time

from actions.understanding.emergency import learn_dangers
from actions.understanding.learnt_models import FOLDER, is_kept
from actions.understanding.topics import learn_topics

LEARNERS = {"topics": learn_topics, "dangers": learn_dangers}


def main() -> int:
    started, late = time.monotonic(), [name for name in LEARNERS if not is_kept(name)]
    for name in late:
        LEARNERS[name]()
    if missing := [name for name in LEARNERS if not is_kept(name)]:
        sys.exit(f"Learnt, but not kept: {', '.join(missing)} in {FOLDER}")
    done = f"Learnt in {time.monotonic() - started:.0f} s" if late else "What the actions learn is up to date"
    sys.stdout.write(f"{done}: {', '.join(LEARNERS)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
