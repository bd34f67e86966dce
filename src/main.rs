//! The `niokap` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    niokap::cli::run(std::env::args_os()).into()
}
