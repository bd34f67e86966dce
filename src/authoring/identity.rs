//! Which program and which pack a text comes from.

use crate::law::dates::long_date;
use crate::rules::Pack;

/// The pack in short: "kl9 0.1.0 (OGRANSKAT, 3f5c0a…)".
pub fn short(pack: &Pack) -> String {
    let review = if pack.manifest.reviewed.is_none() { "OGRANSKAT, " } else { "" };
    format!("{} {} ({review}{})", pack.manifest.id, pack.manifest.version, pack.hash)
}

/// Program and pack in one line, for the foot or the head of a text.
pub fn long(pack: &Pack) -> String {
    let manifest = &pack.manifest;
    let review = match &manifest.reviewed {
        Some(_) => review(pack),
        None => format!("{}: ingen jurist har skrivit under", review(pack)),
    };
    format!(
        "niokap {} · regelpaket {} {} ({}) · lagläget den {} · {review}",
        env!("CARGO_PKG_VERSION"),
        manifest.id,
        manifest.version,
        pack.hash,
        long_date(manifest.law_date),
    )
}

/// Whether a jurist has signed the pack: OGRANSKAT, or by whom and when.
pub fn review(pack: &Pack) -> String {
    match &pack.manifest.reviewed {
        Some(reviewed) => format!("granskat av {} den {}", reviewed.by, long_date(reviewed.on)),
        None => "OGRANSKAT".to_owned(),
    }
}

/// The pack as JSON names it.
pub fn json(pack: &Pack) -> serde_json::Value {
    let manifest = &pack.manifest;
    serde_json::json!({
        "id": manifest.id,
        "version": manifest.version,
        "law_date": manifest.law_date.to_string(),
        "reviewed": manifest.reviewed.as_ref().map(|reviewed| serde_json::json!({ "by": reviewed.by, "on": reviewed.on.to_string() })),
        "hash": pack.hash,
    })
}
