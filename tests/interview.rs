//! The questionnaire, driven from outside: whole conversations in line mode as transcripts, and in a real terminal.

// A test stops at once when something is not as it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "interview/keeping.rs"]
mod keeping;
#[path = "interview/pty.rs"]
#[cfg(unix)]
mod pty;
#[path = "interview/transcripts.rs"]
mod transcripts;
