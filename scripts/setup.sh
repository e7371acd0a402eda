#!/usr/bin/env bash
# Makes .venv and puts exactly the locked packages and hopback itself into it.
set -euo pipefail
cd "$(dirname "$0")/.."

works() { [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }

if ! works; then
    python=$(bash scripts/find_python.sh)
    echo "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install -qq --disable-pip-version-check uv
export VIRTUAL_ENV="$PWD/.venv" UV_LINK_MODE=copy
.venv/bin/uv pip sync --quiet requirements.lock
.venv/bin/uv pip install --quiet --no-deps --editable .
.venv/bin/python -m compileall -q -j 0 src # once, and not by each of the programs that start first
echo "ready: .venv with $(.venv/bin/python --version) and hopback"
