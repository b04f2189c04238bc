"""`python -m actions`: serves the custom actions; settings are environment variables.

It listens on loopback unless ACTIONS_HOST names an address of a network that only the bots are in.
"""

from __future__ import annotations

import gc
import os
import sys

import uvicorn

from actions import logs
from actions.server import create_app
from actions.warm_up import warm_up
from tracing import Traces

KEEP_ALIVE_S = 75  # longer than the bots keep an idle connection, so that they never write on one just closed here


def main() -> None:
    missing = [name for name in ("ACTIONS_PORT", "ACTIONS_SECRET") if not os.environ.get(name)]
    if missing:
        sys.exit(f"Missing setting: {', '.join(missing)} (environment variables; see docs/operations.md)")
    logs.configure()
    traces = Traces(os.environ.get("ACTIONS_TRACES", ""), "actions")
    app = create_app(os.environ["ACTIONS_SECRET"], traces)
    warm_up()
    gc.collect()
    gc.freeze()  # what was built for the process's whole life is not looked through again at every collection
    host, port = os.environ.get("ACTIONS_HOST") or "127.0.0.1", int(os.environ["ACTIONS_PORT"])
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    traces.close()


if __name__ == "__main__":
    main()
