//! Proofs of a small pack, after changes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::report::{Extent, Report, prove};
use super::result::Ground;
use super::shares::About;
use super::{json, page};
use crate::analysis::scoring::Outcome;
use crate::authoring::lints::fixture::{self, eleven_questions};
use crate::rules::Pack;
use unicode_width::UnicodeWidthStr as _;

fn pack(changes: &[(&str, &str, &str)]) -> Pack {
    Pack::load(&fixture::files(changes)).unwrap().0
}

fn with_rules(rules: &str) -> Pack {
    pack(&[("10-regler.rhai", "// Prov.\n", &format!("// Prov.\n{rules}"))])
}

fn report(pack: &Pack) -> Report<'_> {
    prove(pack, pack.manifest.law_date, Extent::Everything, &|| {}).unwrap()
}

fn rule(id: &str, form: &str, does: &str, when: &str) -> String {
    format!(
        "regel(#{{ id: \"{id}\", form: \"{form}\", verkan: {does}, lagrum: [\"KL 9:1\"], säkerhet: \"lag\", när: |f| {when}, skäl: \"Skäl.\", avhjälps: \"Bot.\" }});\n"
    )
}

/// Kinds of findings with what they are about.
fn found(pack: &Pack) -> Vec<(&'static str, String)> {
    report(pack).findings.iter().map(|finding| (finding.kind, finding.about.join(" "))).collect()
}

#[test]
fn everything_about_a_small_pack_is_counted() {
    let pack = pack(&[]);
    let report = report(&pack);
    // Own or joint board, the latter with or without insight; one, two or more parties.
    assert_eq!(report.sets, Some(9));
    assert!(report.holds() && report.left_out.is_empty());
    assert_eq!(report.claims[0].covers, Some(6));
    let shares = report.shares.as_ref().unwrap();
    assert_eq!(shares.rows.len(), 1);
    let row = &shares.rows[0];
    assert_eq!((row.about, row.sets), (About::Everything, Some(9)));
    let counted = |wanted: Outcome| -> u128 {
        let counts = row.counts.iter().flatten();
        counts.filter(|(outcome, _)| outcome.without_lead() == wanted.without_lead()).map(|(_, count)| count).sum()
    };
    let lead = crate::analysis::scoring::Lead::Even;
    assert_eq!(counted(Outcome::First { lead, form: 1 }), 3);
    assert_eq!(counted(Outcome::First { lead, form: 0 }), 2);
    assert_eq!(counted(Outcome::CannotJudge), 4);
    let text = page::text(&report, Some((shares, "sig självt")), 80, false);
    assert!(text.contains("bevisat för alla 6 svar") && text.contains("Andelarna är desamma."), "{text}");
    assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    assert_eq!(text, page::text(&super::tests::report(&pack), Some((shares, "sig självt")), 80, false));
    let json = json::json(&report, None);
    assert_eq!(json["answer_sets"], "9");
    assert_eq!(json["shares"]["rows"][0]["counts"]["gemensam_namnd"], "3");
}

#[test]
fn what_never_fires_is_found_though_it_looks_as_if_it_could() {
    let pack = with_rules(&rule("KF-09", "kommunalforbund", "talar_for(1)", "f.insyn && f.beslut_hos == \"egen\""));
    assert!(found(&pack).contains(&("never_fires", "KF-09".to_owned())), "{:?}", found(&pack));
}

#[test]
fn opposed_rules_are_found() {
    let pack = with_rules(&rule("KF-09", "kommunalforbund", "talar_emot(1)", "f.antal_parter >= 3"));
    assert!(found(&pack).contains(&("opposed", "KF-01 KF-09".to_owned())), "{:?}", found(&pack));
    let pack = with_rules(&rule("KF-09", "kommunalforbund", "talar_emot(1)", "f.antal_parter >= 4"));
    assert!(found(&pack).iter().all(|(kind, _)| *kind != "opposed"), "{:?}", found(&pack));
}

#[test]
fn what_is_said_of_a_closed_form_is_found() {
    let rules = rule("KF-08", "kommunalforbund", "hinder(\"form\")", "f.antal_parter >= 3")
        + rule("KF-09", "kommunalforbund", "krav()", "f.antal_parter >= 4").as_str();
    let pack = with_rules(&rules);
    let found = found(&pack);
    for name in ["KF-01", "KF-09"] {
        assert!(found.contains(&("only_when_barred", name.to_owned())), "{found:?}");
    }
    assert!(found.contains(&("never_matters", "KF-01".to_owned())), "{found:?}");
    // The claim that the number of parties never bars it is broken, and nothing is left to say of it but that.
    let report = report(&pack);
    assert_eq!(report.claims[0].counterexamples.len(), 1, "{:?}", report.claims[0]);
    assert!(!report.contradicts_itself());
    let text = page::text(&report, None, 80, false);
    assert!(text.contains("HÅLLER INTE: aldrig-stangt") && text.contains("antal_parter = "), "{text}");
}

#[test]
fn options_that_no_rule_tells_apart_are_found() {
    let pack = pack(&[(
        "facts.toml",
        "label = \"ett gemensamt organ\" }",
        "label = \"ett gemensamt organ\" }, { id = \"annan\", label = \"någon annan\" }",
    )]);
    assert!(found(&pack).contains(&("options_alike", "beslut_hos egen annan".to_owned())), "{:?}", found(&pack));
}

#[test]
fn a_claim_that_covers_nothing_says_so() {
    let pack = pack(&[("pack.toml", "f.antal_parter >= 2", "f.insyn && f.beslut_hos == \"egen\"")]);
    let report = report(&pack);
    assert!(report.holds() && report.claims[0].is_empty());
    assert!(page::text(&report, None, 80, false).contains("så påståendet säger inget"));
}

/// A pack with the eleven questions, another one after them, and more rules.
fn large(another: &str, rules: &str) -> Pack {
    let facts = eleven_questions().0 + another;
    let first = "[[fact]]\nid = \"beslut_hos\"";
    pack(&[
        ("facts.toml", first, &format!("{facts}{first}")),
        ("10-regler.rhai", "// Prov.\n", &format!("// Prov.\n{rules}")),
    ])
}

#[test]
fn nothing_is_proved_where_a_rule_stands_outside() {
    // The rule breaks the claim that the number of parties never bars the form, but the proof cannot see it.
    let pack = large("", &rule("KF-09", "kommunalforbund", "hinder(\"form\")", &eleven_questions().1));
    let report = report(&pack);
    assert_eq!(report.left_out, ["KF-09"]);
    assert!(report.claims[0].holds() && !report.claims[0].is_settled(), "{:?}", report.claims[0]);
    assert!(found(&pack).iter().all(|(_, about)| about != "KF-09"), "{:?}", found(&pack));
    let text = page::text(&report, None, 80, false);
    assert!(text.contains("Utanför bevisen: KF-09.") && text.contains("inte bevisat:"), "{text}");
    let json = json::json(&report, None);
    assert_eq!(json["claims"][0]["proved"], false);
    assert_eq!(json["shares"]["rows"][0]["proved"], false);
    assert!(!text.contains("bevisat för alla"), "{text}");
}

#[test]
fn nothing_is_proved_where_what_determines_a_question_stands_outside() {
    let condition = eleven_questions().1;
    let another = format!(
        "[[fact]]\nid = \"allt\"\nkind = \"bool\"\nlevel = 3\nsection = \"grund\"\nlabel = \"Allt\"\nquestion = \"Är allt så?\"\n\
         help = \"Tänk efter.\"\nwhy = \"Den påverkar formen.\"\nask_when = '{condition}'\n"
    );
    let pack = large(&another, &rule("KF-09", "kommunalforbund", "hinder(\"form\")", "f.allt"));
    let report = report(&pack);
    assert_eq!(report.left_out, ["allt"]);
    assert!(report.proofs().all(|proof| !matches!(proof.ground, Ground::Every)), "{:?}", report.claims);
}
