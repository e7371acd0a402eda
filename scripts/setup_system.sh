#!/usr/bin/env bash
# Installs what the tests need from the system and do not find: PostgreSQL with pg_virtualenv, Chromium, one font,
# and for the test bed Kamailio with its modules, sipp and faketime. Says nothing to the package manager when all of
# it is there.
set -euo pipefail

has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }
has_shell() { command -v chromium-headless-shell >/dev/null 2>&1; }
knows_shell() { apt-cache show chromium-headless-shell >/dev/null 2>&1; }
has_font() { compgen -G "/usr/share/fonts/truetype/*/*.ttf" >/dev/null; }
has_module() { compgen -G "/usr/lib/*/kamailio/modules/$1.so" >/dev/null || [ -e "/usr/lib64/kamailio/modules/$1.so" ]; }

missing=()
has_postgresql || missing+=(postgresql)
command -v pg_virtualenv >/dev/null 2>&1 || missing+=(postgresql-common)
has_chromium || missing+=(chromium)
has_font || missing+=(fonts-liberation)
command -v kamailio >/dev/null 2>&1 || missing+=(kamailio)
has_module db_sqlite || missing+=(kamailio-sqlite-modules)
has_module db_postgres || missing+=(kamailio-postgres-modules)
has_module acc_json || missing+=(kamailio-extra-modules)
has_module secsipid || missing+=(kamailio-secsipid-modules)
command -v sipp >/dev/null 2>&1 || missing+=(sip-tester)
command -v faketime >/dev/null 2>&1 || missing+=(faketime)

# Chromium without its windows halves what the pages cost to look at. Not every system has a package of it, so it is
# only wished for; Chromium itself is named with it, since both have to be of one version.
wished=()
wish_for_shell() { has_shell || ! knows_shell || wished=(chromium chromium-headless-shell); }
wish_for_shell
[ ${#missing[@]} -eq 0 ] && [ ${#wished[@]} -eq 0 ] && exit 0

give_up() {
    [ ${#missing[@]} -eq 0 ] && exit 0
    echo "The tests need these system packages: ${missing[*]}" >&2
    echo "$1" >&2
    echo "\`make run\` and \`make demo\` work without them." >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 || give_up "There is no apt-get here; install them with your own package manager."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || give_up "Run 'apt-get install ${missing[*]}' as root: there is no sudo here."
    as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq || give_up "apt-get update failed; see above."
wish_for_shell # once more: before the update nothing may have been known
echo "installing ${missing[*]} ${wished[*]}"
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" "${wished[@]}" >/dev/null ||
    give_up "apt-get install failed; see above."
