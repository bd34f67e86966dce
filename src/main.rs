//! The `niokap` command.

use std::process::ExitCode;

/// Advice is asked for by a process that lives for some milliseconds and makes some hundred thousand small values: the
/// system's allocator took a fifth of that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    niokap::cli::run(std::env::args_os()).into()
}
