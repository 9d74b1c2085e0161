# shellcheck shell=bash disable=SC2154
# The compiler for wasm32: rustup's where it can have the target, else Debian's, which brings the matching source of the
# standard library, so that cargo builds it for wasm32 itself.

readonly wasm_target=wasm32-unknown-unknown
readonly debian_std=/usr/lib/rustlib/src/rust

rustup_has_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/$wasm_target/lib" ]; }

debian_has_compiler() { [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] && [ -d "$debian_std" ] && has wasm-ld; }

need_wasm_compiler() {
  need_rust
  if rustup_has_target || debian_has_compiler; then return; fi
  say "adding the browser target (rustup target add $wasm_target)"
  if has rustup && rustup target add "$wasm_target" && rustup_has_target; then return; fi
  say "rustup cannot have it here; taking Debian's compiler with its library source instead"
  apt_install rustc-web cargo-web rust-web-src lld
  debian_has_compiler || fail 'finding a compiler for the browser' "rustup target add $wasm_target"
}

# A folder whose cargo, rustc and cargo-clippy are Debian's; in front of PATH it wins over rustup's.
debian_bin() {
  local bin=$tools/debian-bin
  mkdir -p "$bin"
  ln -sfn /usr/bin/cargo /usr/bin/rustc /usr/bin/cargo-clippy "$bin/"
  printf '%s' "$bin"
}

# with_wasm COMMAND…: runs a command whose cargo can build for wasm32. The settings live in this one command's
# environment, never in a cargo configuration: native builds must not see them.
# A first visit counts in kilobytes: components without their types (Leptos's erase_components) and digests that loop
# instead of being written out are smaller.
with_wasm() {
  local flags='--cfg erase_components --cfg sha2_backend_soft="compact"'
  if rustup_has_target; then
    env RUSTFLAGS="$flags" "$@"
    return
  fi
  # Debian's compiler takes unstable options: a standard library built to be small, and panics that trap at once. What a
  # panic says is lost with them: a debug build has it, and the page tells of an engine that died in either.
  flags+=' -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort'
  env PATH="$(debian_bin):$PATH" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="$flags" \
    CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld "$@"
}

# The clippy that knows wasm32 is the one of the same compiler.
need_wasm_clippy() {
  need_wasm_compiler
  if rustup_has_target; then
    need_component clippy clippy
  elif [ ! -x /usr/bin/cargo-clippy ]; then
    apt_install rust-web-clippy
  fi
}
