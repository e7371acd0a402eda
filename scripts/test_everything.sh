#!/usr/bin/env bash
# The linters, all tests on SQLite, and on PostgreSQL those that ask a database, all at the same time: where one waits,
# for a browser or a deadline, another works. What the linters say, and the tests on PostgreSQL, which are fewer and
# have one process, is kept and shown when it is whole.
set -uo pipefail
linters=$(mktemp) postgresql=$(mktemp) linting="" asking=""
trap 'rm -f "$linters" "$postgresql"; kill $linting $asking 2>/dev/null' EXIT

make --no-print-directory check >"$linters" 2>&1 &
linting=$!
make --no-print-directory setup-spark || exit # half a minute of one core; the linters have the other
bash scripts/on_postgresql.sh "$@" -n 0 -m "not browser" --on-database >"$postgresql" 2>&1 &
asking=$!
echo "== tests on SQLite, browser included; beside them the linters, and on PostgreSQL what asks a database"
env -u DATABASE_URL "$@"
sqlite=$?
echo "== linters"
tail -n +1 -f --pid=$linting "$linters"
wait $linting && lint=0 || lint=1
echo "== on PostgreSQL"
tail -n +1 -f --pid=$asking "$postgresql"
wait $asking && (( sqlite == 0 && lint == 0 ))
