# shellcheck shell=bash disable=SC2154
# What the operating system has to bring: Debian or Ubuntu packages, a Rust toolchain, Node.

# Runs a command with the rights to install packages; fails where there are none.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    return 1
  fi
}

apt_updated=

# apt_install PACKAGE…: installs Debian packages; asks for the package lists once.
apt_install() {
  local remedy="as root: apt-get update && apt-get install $*"
  has apt-get || fail "installing $*: this system has no apt-get" "install the same things with the system's own package manager"
  [ "$(id -u)" = 0 ] || has sudo || fail "installing $*: neither root nor sudo" "$remedy"
  if [ -z "$apt_updated" ]; then
    step 'asking for the package lists (apt-get update)' "$remedy" as_root apt-get -qq update
    apt_updated=1
  fi
  step "installing $* (apt-get install)" "$remedy" \
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >&2
}

# Rust by rustup, a C linker for native programs, Node: what every other step stands on.
need_rust() {
  if ! has cargo || ! has rustc; then
    fail 'looking for Rust' 'install stable Rust from https://rustup.rs, then open a new shell'
  fi
  has cc || apt_install build-essential
}

need_node() {
  local major
  if ! has node || ! has npm; then apt_install nodejs npm; fi
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || fail "looking for Node: version $major is too old" 'install Node 20 or newer from https://nodejs.org'
}

# need_component COMMAND COMPONENT: a part of the Rust toolchain, such as rustfmt.
need_component() {
  need_rust
  cargo "$1" --version >/dev/null 2>&1 ||
    step "adding $2 to the Rust toolchain" "rustup component add $2" rustup component add "$2"
}

# Prints the path of a Chromium-like browser; fails where none is installed.
find_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium google-chrome google-chrome-stable chromium-browser; do
    if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

need_browser() {
  find_browser >/dev/null || apt_install chromium
  find_browser >/dev/null || fail 'looking for a browser' 'install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome'
}
