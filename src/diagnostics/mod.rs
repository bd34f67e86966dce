//! Problems as values: each has a code, a place in a text and a cure.
//!
//! Nothing here prints. Readers collect every problem of a run in a [`Diagnostics`]; text is made at the edge, by
//! [`render`], in one of three forms: for a terminal, for reading aloud, and JSON.
//!
//! | file | holds |
//! |---|---|
//! | `code.rs` | the table of all codes, with the explanation that `niokap explain` prints |
//! | `source.rs` | a text with a name, and where its lines begin |
//! | `diagnostic.rs` | one problem, and the collection of them |
//! | `suggest.rs` | did-you-mean |
//! | `read.rs` | reading a text file without trusting it |
//! | `toml_source.rs` | a TOML text as a tree that knows its places |
//! | `toml_syntax.rs` | what the TOML parser says, in Swedish |
//! | `toml_reader.rs` | typed reading of that tree, collecting all problems |
//! | `render.rs` and `render/` | the three renderings |

pub mod code;
pub mod diagnostic;
pub mod read;
pub mod render;
pub mod source;
pub mod suggest;
pub mod toml_reader;
pub mod toml_source;
mod toml_syntax;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Diagnostics, Place};
pub use source::{Position, SourceText};
pub use toml_reader::{Located, TableReader, ValueReader};
pub use toml_source::TomlDocument;
