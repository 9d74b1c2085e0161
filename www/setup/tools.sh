# shellcheck shell=bash disable=SC2154
# The build tools of the page. They go into a folder of the user's cache and are never installed twice.

readonly tools=${XDG_CACHE_HOME:-$HOME/.cache}/asl-playground/tools
readonly trunk_version=0.21.14
export PATH="$tools/bin:$tools/npm/node_modules/.bin:$PATH"

# cargo_install CRATE VERSION OPTION…: builds a tool fast rather than fast tools.
cargo_install() {
  local crate=$1 version=$2
  shift 2
  step "building $crate $version (a few minutes, once)" "cargo install $crate --version $version --root $tools" \
    env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false \
    cargo install "$crate" --version "$version" --root "$tools" --quiet "$@"
}

need_trunk() {
  if [ "$(trunk --version 2>/dev/null)" = "trunk $trunk_version" ]; then return; fi
  cargo_install trunk "$trunk_version" --locked
}

# The version that Cargo.lock holds: the tool and the crate must be the same.
wasm_bindgen_version() {
  sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' "$root/Cargo.lock"
}

# Prints the wasm-bindgen that Trunk uses: the one on PATH where the version is right, else Trunk's own download.
find_wasm_bindgen() {
  local name version
  version=$(wasm_bindgen_version)
  for name in wasm-bindgen "${XDG_CACHE_HOME:-$HOME/.cache}/trunk/wasm-bindgen-$version/wasm-bindgen"; do
    if [ "$("$name" --version 2>/dev/null)" = "wasm-bindgen $version" ]; then
      command -v "$name"
      return
    fi
  done
  return 1
}

need_wasm_bindgen() { find_wasm_bindgen >/dev/null || cargo_install wasm-bindgen-cli "$(wasm_bindgen_version)"; }

# The version that Trunk.toml names.
wasm_opt_version() { sed -n 's/^wasm_opt = "version_\(.*\)"$/\1/p' "$root/Trunk.toml"; }

# Prints the wasm-opt that Trunk uses, found as wasm-bindgen is.
find_wasm_opt() {
  local name version
  version=$(wasm_opt_version)
  for name in wasm-opt "${XDG_CACHE_HOME:-$HOME/.cache}/trunk/wasm-opt-version_$version/bin/wasm-opt"; do
    case $("$name" --version 2>/dev/null) in "wasm-opt version $version"*)
      command -v "$name"
      return
      ;;
    esac
  done
  return 1
}

need_wasm_opt() {
  if find_wasm_opt >/dev/null; then return; fi
  local version
  version=$(wasm_opt_version)
  step "installing wasm-opt $version (npm binaryen)" "npm install --prefix $tools/npm binaryen@$version.0.0" \
    npm install --prefix "$tools/npm" --ignore-scripts --no-audit --no-fund --loglevel=error "binaryen@$version.0.0" >&2
}

# need_packages FOLDER: the npm packages of a folder exactly as its lock file says.
need_packages() {
  need_node
  local folder=$1 mark=$1/node_modules/.package-lock.json
  if [ -f "$mark" ] && [ ! "$folder/package-lock.json" -nt "$mark" ]; then return; fi
  step "installing the packages of ${folder#"$root"/} (npm ci)" "cd $folder && npm ci" \
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
}
