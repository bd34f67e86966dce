//! The questionnaire, driven from outside: whole conversations in line mode as transcripts, and in a real terminal.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // A test that fails says so by panicking.

#[path = "interview/keeping.rs"]
mod keeping;
#[path = "interview/pty.rs"]
#[cfg(unix)]
mod pty;
#[path = "interview/transcripts.rs"]
mod transcripts;
