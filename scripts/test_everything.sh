#!/usr/bin/env bash
# Sets up, and beside each other: the linters, all tests on SQLite, and on PostgreSQL those that ask a database. What the
# linters say, and the tests on PostgreSQL, which are fewer and have one process, is kept and shown when it is whole.
set -uo pipefail
export CI=true # this run decides: the same examples in the same order every time (tests/conftest.py)
linters=$(mktemp) postgresql=$(mktemp) linting="" asking=""
trap 'rm -f "$linters" "$postgresql"; kill $linting $asking 2>/dev/null' EXIT

# The system's packages come from a network and onto a disk; the linters need neither.
make --no-print-directory setup-system &
system=$!
make --no-print-directory setup || exit
make --no-print-directory check >"$linters" 2>&1 &
linting=$!
make --no-print-directory setup-spark || exit
wait $system || exit

# Browsers, servers and SIP proxies answer by the clock, and here four processes share two cores: the few that fail are
# asked once more, each alone, and named. What fails twice fails.
kept=.pytest_cache/on_postgresql
again() {
    local status=$1 cache=$2
    shift 2
    (( status == 1 )) && (( $(grep -c :: "$cache/v/cache/lastfailed") <= 5 )) || return "$status"
    echo "== what failed, once more"
    "$@" -n 0 --last-failed --last-failed-no-failures none -rp
}

on_postgresql=(bash scripts/on_postgresql.sh "$@" --reuse-db -o cache_dir="$kept" -n 0 -m "not browser" --on-database)
{
    tail -f --pid=$linting /dev/null # by then, or soon, the others have compiled the tests
    "${on_postgresql[@]}" || again $? "$kept" "${on_postgresql[@]}"
} >"$postgresql" 2>&1 &
asking=$!
echo "== tests on SQLite, browser included; beside them the linters, and on PostgreSQL what asks a database"
on_sqlite=(env -u DATABASE_URL "$@")
"${on_sqlite[@]}" || again $? .pytest_cache "${on_sqlite[@]}"
sqlite=$?
echo "== linters"
tail -n +1 -f --pid=$linting "$linters"
wait $linting && lint=0 || lint=1
echo "== on PostgreSQL"
tail -n +1 -f --pid=$asking "$postgresql"
wait $asking && (( sqlite == 0 && lint == 0 ))
