"""`python -m quote_engine …`: see cli.py."""

import sys

from quote_engine.terminal.cli import main

sys.exit(main(sys.argv[1:]))
