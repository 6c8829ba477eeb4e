//! `include_dir` does not notice new files: cargo is told to look.

fn main() {
    println!("cargo:rerun-if-changed=../../schema");
}
