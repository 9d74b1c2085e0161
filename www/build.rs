//! Asks the linker of the page's module to leave its relocations in: `setup/finish/data.mjs` learns from them which
//! constants refer to which, and the finished module has them no more.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_ARCH", "wasm32") {
        println!("cargo:rustc-link-arg=--emit-relocs");
    }
}
