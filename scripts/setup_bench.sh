#!/usr/bin/env bash
# Puts the engines that the archive is measured beside into .venv. Where one cannot be had, its column stays empty.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python -c 'import polars, chdb' 2>/dev/null && exit 0
echo "installing the peers of the benchmarks into .venv"
export VIRTUAL_ENV="$PWD/.venv" UV_LINK_MODE=copy
.venv/bin/uv pip install --quiet --require-hashes -r requirements-bench.lock
