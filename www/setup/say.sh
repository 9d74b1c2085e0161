# shellcheck shell=bash disable=SC2154
# Words to the person at the terminal: what happens, what failed, what would mend it.
# Everything goes to stderr, so that a function's stdout stays free for its answer.

say() { printf '%s\n' "· $*" >&2; }

# fail WHAT REMEDY: names the failing step and what to do about it, and ends the script.
fail() {
  printf '\n%s\n' "✗ failed: $1" >&2
  printf '%s\n' "  remedy: $2" >&2
  exit 1
}

# step WHAT REMEDY COMMAND…: says what is being done, does it, and names it when it fails.
step() {
  local what=$1 remedy=$2
  shift 2
  say "$what"
  "$@" || fail "$what" "$remedy"
}

has() { command -v "$1" >/dev/null 2>&1; }
