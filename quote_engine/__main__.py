"""`python -m quote_engine …`: see cli.py."""

import sys

from quote_engine.cli import main

sys.exit(main(sys.argv[1:]))
