#!/bin/sh
# Lock the requirements again, for every system and Python that is served, with hashes and without addresses: `make lock`.
# Give packages as arguments to upgrade them.
set -eu
cd "$(dirname "$0")/../requirements"
uv=../var/uv/bin/uv
upgrade=""
for package in "$@"; do upgrade="$upgrade --upgrade-package $package"; done
for name in bootstrap service dev bot redis reading bench audit; do
    python=3.11
    case "$name" in bot | redis) python=3.10 ;; esac
    # shellcheck disable=SC2086
    "$uv" pip compile --quiet --universal --python-version "$python" --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-annotate --no-header $upgrade "$name.in" -o "$name.txt"
done
