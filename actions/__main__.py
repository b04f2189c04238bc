"""`python -m actions`: serves the custom actions; settings are environment variables.

It listens on loopback unless ACTIONS_HOST names an address of a network that only the bots are in.
"""

from __future__ import annotations

import logging
import os
import sys

import uvicorn

from actions.server import create_app
from actions.warm_up import warm_up


def main() -> None:
    missing = [name for name in ("ACTIONS_PORT", "ACTIONS_SECRET") if not os.environ.get(name)]
    if missing:
        sys.exit(f"Missing setting: {', '.join(missing)} (environment variables; see docs/operations.md)")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    app = create_app(os.environ["ACTIONS_SECRET"])
    warm_up()
    host = os.environ.get("ACTIONS_HOST") or "127.0.0.1"
    uvicorn.run(app, host=host, port=int(os.environ["ACTIONS_PORT"]), access_log=False, server_header=False)


if __name__ == "__main__":
    main()
