//! Law: how it is cited, what has been read of it, and from when it applies.
//!
//! | file | holds |
//! |---|---|
//! | `citation.rs` | a reference to a provision, a case or a preparatory work, and its short form |
//! | `citation_parser.rs` | reading the short form |
//! | `citation_words.rs` | writing it as a jurist does |
//! | `statutes.rs` | the statutes that a pack declares, and their names |
//! | `register.rs` | `law.toml`: what may be cited, and in which text version |
//! | `register_index.rs` | where in the register something is |
//! | `period.rs` | from when to when a rule applies |
//! | `dates.rs` | Swedish dates and numbers |

pub mod citation;
mod citation_parser;
mod citation_words;
pub mod dates;
pub mod period;
pub mod register;
mod register_index;
pub mod statutes;

pub use citation::{Case, Citation, Numeral, Preparatory, Provision, Span, StatuteName};
pub use citation_parser::CitationError;
pub use citation_words::{Part, list_in_parts, list_in_words};
pub use period::{Period, PeriodError};
pub use register::{Authority, AuthorityKind, Change, Found, Register, RegisteredProvision, Source, SourceKind};
pub use statutes::{SfsNumber, Statute, Statutes};
