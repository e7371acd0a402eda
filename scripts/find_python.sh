#!/usr/bin/env bash
# Prints the first Python of at least 3.12 that really runs. A version manager's shim can exist and
# still refuse to start, so every candidate is executed.
set -u
wanted='import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12)); '
for candidate in ${HOPBACK_PYTHON:-} python3.13 python3.12 python3 python \
    "$HOME"/.pyenv/versions/3.13*/bin/python "$HOME"/.pyenv/versions/*/bin/python; do
    if "$candidate" -c "$wanted" >/dev/null 2>&1; then
        # The interpreter behind the shim: a shim changes its mind with the folder it is called in.
        "$candidate" -c 'import sys; print(sys.executable)'
        exit 0
    fi
done
echo "Hopback needs Python 3.12 or newer with venv, and none of python3.13, python3.12, python3," >&2
echo "~/.pyenv/versions/*/bin/python is one. Install it, or name one with HOPBACK_PYTHON=/path/to/python." >&2
exit 1
