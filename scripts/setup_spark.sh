#!/usr/bin/env bash
# Puts Spark into .venv for the test of searches in a warehouse. Nothing else needs it; without Java that test skips.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v java >/dev/null 2>&1 || { echo "no Java here: the test on Spark is skipped"; exit 0; }
.venv/bin/python -c 'import pyspark' 2>/dev/null && exit 0
echo "installing Spark into .venv"
export VIRTUAL_ENV="$PWD/.venv" UV_LINK_MODE=copy
# It comes as source, of which a wheel is made: half a gigabyte of archives that need not be compressed once more.
.venv/bin/uv pip install --quiet --require-hashes --config-setting="--build-option=--compression=stored" \
    -r requirements-spark.lock
