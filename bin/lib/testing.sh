# What only the tests need: a browser, and a throw-away PostGIS. Sourced after setup.sh.
# shellcheck shell=sh disable=SC2154 # root, var and python come from setup.sh

# --- browser -------------------------------------------------------------------------------

# A Chromium that runs: on Ubuntu, "chromium-browser" may be a stub that only names a snap.
find_browser() {
    for candidate in ${ANTOAN_CHROMIUM:+"$ANTOAN_CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        if has "$candidate" && "$candidate" --version >/dev/null 2>&1; then
            ANTOAN_CHROMIUM=$(command -v "$candidate")
            export ANTOAN_CHROMIUM
            return 0
        fi
    done
    return 1
}

has_vietnamese_font() { has fc-list && [ -n "$(fc-list :lang=vi family 2>/dev/null)" ]; }

need_browser() {
    # The Node inside Playwright's package wants it.
    ! lacks_library libatomic.so.1 || need libatomic1
    has_vietnamese_font || need fontconfig fonts-dejavu-core
    ! find_browser || return 0
    refresh_package_lists
    case $(apt-cache policy chromium 2>/dev/null) in
    *"Candidate: "*snap* | *"Candidate: (none)"*)
        fail "The browser tests need Chromium, and this system offers it only as a snap." \
            "Run 'sudo snap install chromium', or install Google Chrome's package, then start again." \
            "A browser elsewhere is named with: ANTOAN_CHROMIUM=/path/to/chrome $0"
        ;;
    esac
    need chromium
}

ensure_browser() {
    find_browser || fail "Chromium is installed but does not start. See what it says: chromium --version"
}

# --- throw-away PostGIS --------------------------------------------------------------------

# The newest PostgreSQL here that has PostGIS.
find_postgis() {
    postgres_bin=
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t / -k 5 -n); do
        version=${folder%/bin}
        version=${version##*/}
        if [ -x "$folder/initdb" ] && [ -e "/usr/share/postgresql/$version/extension/postgis.control" ]; then
            postgres_bin=$folder
        fi
    done
    [ -n "$postgres_bin" ]
}

need_postgis() {
    ! find_postgis || return 0
    refresh_package_lists
    offered=$(apt-cache pkgnames postgresql- 2>/dev/null | sed -n 's/^postgresql-\([0-9]*\)-postgis-3$/\1/p' | sort -n | tail -n 1)
    if [ -n "$offered" ]; then
        need "postgresql-$offered" "postgresql-$offered-postgis-3"
    else
        need postgresql postgresql-postgis
    fi
}

ensure_postgis() {
    find_postgis || fail "PostgreSQL with PostGIS is not where Debian puts it (/usr/lib/postgresql)." \
        "Name a server: DATABASE_URL=postgis://USER:PASSWORD@HOST/NAME $0 --postgis"
}

# PostgreSQL refuses to run as root, so root hands it to the user "postgres".
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

stop_cluster() {
    [ -n "${cluster:-}" ] || return 0
    as_postgres "$postgres_bin/pg_ctl" stop -D "$cluster/data" -m immediate -s >/dev/null 2>&1 || true
    rm -rf "$cluster"
    cluster=
}

# Fast instead of safe: nothing in it outlives the run.
create_and_start() {
    as_postgres "$postgres_bin/initdb" --pgdata="$cluster/data" --username=antoan --pwfile="$cluster/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync || return
    as_postgres "$postgres_bin/pg_ctl" start -D "$cluster/data" -l "$cluster/log" -w -s -o "-p $port \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster -c max_wal_size=4GB -c jit=off \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
}

# start_cluster: a new cluster of this run alone, gone at its end; DATABASE_URL leads to it.
start_cluster() {
    if [ "$(id -u)" -eq 0 ]; then
        id postgres >/dev/null 2>&1 || fail "PostgreSQL does not run as root, and there is no user 'postgres' for it." \
            "Create one (useradd --system postgres), or run this as an ordinary user."
    fi
    cluster=$(mktemp -d /tmp/antoan-postgis.XXXXXX)
    trap 'stop_cluster' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && printf '%s\n' "$password" >"$cluster/password")
    [ "$(id -u)" -ne 0 ] || chown -R postgres "$cluster"
    port=$("$python" -I -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    create_and_start >"$var/postgis.log" 2>&1 || {
        cat "$cluster/log" >>"$var/postgis.log" 2>/dev/null || true
        tail -n 15 "$var/postgis.log" >&2
        fail "The throw-away PostGIS did not start (above; all of it in $var/postgis.log)." \
            "Or name a server: DATABASE_URL=postgis://USER:PASSWORD@HOST/NAME $0 --postgis"
    }
    PGPASSWORD=$password "$postgres_bin/createdb" -h 127.0.0.1 -p "$port" -U antoan antoan
    DATABASE_URL=postgis://antoan:$password@127.0.0.1:$port/antoan
    export DATABASE_URL
}
