//! The questionnaire, driven from outside: whole conversations in line mode as transcripts, and in a real terminal.

#[path = "interview/keeping.rs"]
mod keeping;
#[path = "interview/pty.rs"]
#[cfg(unix)]
mod pty;
#[path = "interview/transcripts.rs"]
mod transcripts;
