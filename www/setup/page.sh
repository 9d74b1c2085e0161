# shellcheck shell=bash disable=SC2154
# Building the page: dist/, once per state of its sources.

readonly stamp=$root/dist/.built-from

# A digest of everything that the page is made from, compilers included.
sources_digest() {
  (
    cd "$root" || exit
    find Cargo.toml Cargo.lock Trunk.toml src www \
      \( -name node_modules -o -name dist \) -prune -o -type f -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum
    rustc --version
  ) | sha256sum | cut -d' ' -f1
}

page_is_built() { [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(sources_digest)" ]; }

# A browser shows what a first visit runs: what it does not is split off (finish/main.mjs).
run_trunk() { (cd "$root" && with_wasm env -u NO_COLOR RUST_BACKTRACE=0 CHROMIUM="$(find_browser)" trunk --skip-version-check build --release); }

# Trunk downloads wasm-bindgen and wasm-opt itself. Where it cannot, both come from the package registries and Trunk
# finds them on PATH; what cargo has compiled by then is kept.
trunk_build() {
  local log status=0
  log=$(mktemp)
  run_trunk 2>&1 | tee "$log" >&2 || status=$?
  if [ "$status" != 0 ] && grep -q 'failed downloading' "$log"; then
    say 'Trunk cannot download its tools here; installing them from the package registries instead'
    need_wasm_bindgen
    need_wasm_opt
    status=0
    run_trunk >&2 || status=$?
  fi
  rm -f "$log"
  return "$status"
}

need_page_tools() {
  need_node
  need_wasm_compiler
  need_trunk
  need_packages "$root/www/setup/finish"
  need_browser
}

make_page() {
  if page_is_built; then
    say 'the page is built already: nothing has changed since'
    return
  fi
  need_page_tools
  local digest
  digest=$(sources_digest)
  step 'building the page for release (trunk build --release)' 'read the first error above; ./www/build tries again' trunk_build
  printf '%s\n' "$digest" >"$stamp"
}

# Leaves dist/ as the sources say; does nothing where it already is. One build at a time.
build_page() {
  mkdir -p "$root/target"
  {
    flock -n 9 || { say 'waiting for another build of the page'; flock 9; }
    make_page
  } 9>"$root/target/page.lock"
}
