#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a throw-away PostgreSQL cluster of the newest installed version.
set -euo pipefail

newest=$(ls /usr/lib/postgresql 2>/dev/null | sort -n | tail -1)
[ -n "$newest" ] || { echo "PostgreSQL is not installed: make setup-system" >&2; exit 1; }

# A cluster that lives for one test run need not survive a power cut: no fsync. Its databases go with it, whoever is still
# connected to them: pytest is told to leave them (--reuse-db).
# There is one such cluster at a time on a machine: who comes second waits. One that is there all the same was left by a
# run that was killed.
exec 9>"${TMPDIR:-/tmp}/hopback-postgresql.lock"
flock 9
[ ! -e "/etc/postgresql/$newest/regress/.by_pg_virtualenv" ] || pg_dropcluster --stop "$newest" regress
pg_virtualenv -v "$newest" -o jit=off -o fsync=off -o synchronous_commit=off -o full_page_writes=off -o max_connections=100 bash -c '
        export DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"
        exec "$@"' on_postgresql "$@" 9>&-
