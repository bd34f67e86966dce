//! The report for the screen.

use unicode_width::UnicodeWidthStr as _;

use super::findings::Finding;
use super::report::Report;
use super::result::Proof;
use super::shares::{About, Shares, recommendations};
use super::words;
use crate::analysis::scoring::{Lead, Outcome};
use crate::authoring::identity;
use crate::authoring::page::Page;
use crate::law::dates::long_date;
use crate::rules::Form;
use crate::text::{capitalised, counted, join_and};

/// Widths of the table of shares, which fills a narrow screen.
const LABEL: usize = 31;
const COLUMN: usize = 7;
/// Findings of one kind that are shown one by one.
const MOST_SHOWN: usize = 25;

/// The whole report. `other` are the shares of another pack, with its name.
pub fn text(report: &Report<'_>, other: Option<(&Shares, &str)>, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    page.heading("Bevis om reglerna");
    let sets = report.sets.map_or_else(
        || "Det finns för många sätt att svara för att räkna dem.".to_owned(),
        |sets| format!("Det finns {} sätt att besvara alla frågor som reglerna läser.", words::sets(sets)),
    );
    page.paragraph(&format!(
        "{sets} Tal räknas i de intervall som reglerna skiljer åt, och frågor som inte gäller räknas inte. Det som är \
         bevisat gäller vart och ett av dem, enligt reglerna som de var den {}.",
        long_date(report.day)
    ));
    if !report.left_out.is_empty() {
        page.paragraph(&format!(
            "Utanför bevisen: {}. Villkoren jämför två tal eller har för många fall. Allt nedan är räknat utan dem, och \
             det som de kan ändra är inte bevisat.",
            report.left_out.join(", ")
        ));
    }
    statements(&mut page, "Påståenden i paketet", &report.claims);
    statements(&mut page, "Det som alltid måste gälla", &report.always);
    if let Some(shares) = &report.shares {
        findings(&mut page, &report.findings);
        write_shares(&mut page, report, shares);
        if let Some((other, name)) = other {
            compare(&mut page, report, shares, other, name);
        }
    }
    page.space();
    page.paragraph(&identity::long(report.pack));
    let failed = report.proofs().filter(|proof| !proof.holds()).count();
    let estimated = report.proofs().filter(|proof| proof.holds() && !proof.ground.is_exact()).count();
    let proved = report.proofs().count() - failed - estimated;
    page.paragraph(&format!(
        "{}, {estimated} uppskattade, {failed} som inte håller",
        counted(proved, "bevisat", "bevisade")
    ));
    page.into_text()
}

fn statements(page: &mut Page, heading: &str, proofs: &[Proof]) {
    if proofs.is_empty() {
        return;
    }
    page.heading(heading);
    for proof in proofs.iter().filter(|proof| !proof.holds()) {
        failed(page, proof);
    }
    for proof in proofs.iter().filter(|proof| proof.holds()) {
        page.point(0, &format!("{}: {}", proof.id, words::verdict(proof)));
        page.indented(1, &proof.text);
    }
}

fn failed(page: &mut Page, proof: &Proof) {
    page.subheading(&format!("HÅLLER INTE: {}", proof.id));
    page.indented(1, &proof.text);
    page.indented(1, &format!("{}.", capitalised(&words::verdict(proof))));
    for example in &proof.counterexamples {
        page.space();
        page.indented(1, &format!("Motexempel med {} svar, så få som behövs. {}", example.answers, example.says));
        if let Some(change) = &example.change {
            page.indented(1, &format!("Ändringen: --set {change}"));
        }
        page.space();
        page.verbatim(2, &example.scenario);
    }
    for contradiction in &proof.contradictions {
        page.indented(1, &format!("FEL I PROGRAMMET: {contradiction}. Rapportera det."));
    }
    page.space();
}

fn findings(page: &mut Page, found: &[Finding]) {
    page.heading("Iakttagelser");
    if found.is_empty() {
        return page.paragraph("Inget att anmärka.");
    }
    page.paragraph("Inget av detta är fel i sig, men det är värt att se efter att det är meningen.");
    let mut kinds: Vec<&str> = Vec::new();
    for finding in found.iter().filter(|finding| !finding.kind.is_empty()) {
        if !kinds.contains(&finding.kind) {
            kinds.push(finding.kind);
        }
    }
    for kind in kinds {
        page.space();
        let of_kind: Vec<&Finding> = found.iter().filter(|finding| finding.kind == kind).collect();
        for finding in of_kind.iter().take(MOST_SHOWN) {
            page.point(0, &format!("{}{}", finding.text, words::remark(finding.ground)));
        }
        if of_kind.len() > MOST_SHOWN {
            page.point(
                0,
                &format!("… och {} till av samma slag (alla finns i --format json)", of_kind.len() - MOST_SHOWN),
            );
        }
    }
}

fn write_shares(page: &mut Page, report: &Report<'_>, shares: &Shares) {
    page.heading("Hur ofta varje råd ges");
    page.paragraph(
        "En andel räknar sätt att svara, inte kommuner. Svar som ingen kommun ger väger lika mycket som vanliga svar, så \
         andelen säger inget om hur ofta rådet ges i verkligheten. Andelarna är i procent.",
    );
    page.space();
    let forms = Form::ALL.map(|form| (form.index(), report.pack.manifest.form(form).map_or("", |form| &form.short)));
    let mut line = |first: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!(" {}", padded_left(cell, COLUMN))).collect();
        page.verbatim(0, &format!("{}{cells}", padded_right(first, LABEL)));
    };
    let heads = forms.iter().map(|(_, short)| clipped(short, COLUMN));
    let heads: Vec<String> = heads.chain(["annat", "inget", "delad"].map(str::to_owned)).collect();
    line("", &heads);
    for row in &shares.rows {
        // A ~ marks what was not counted but drawn.
        let mark = if row.ground.is_exact() { "" } else { "~ " };
        let label = clipped(&format!("{mark}{}", words::row(report.pack, shares, row.about)), LABEL);
        // INVARIANT: three forms.
        let of_forms = forms.iter().map(|(form, _)| row.of(Outcome::First { lead: Lead::Even, form: *form as u8 }));
        let alternatives = row.sum(|outcome| matches!(outcome, Outcome::NoneOfThree(Some(_))));
        let nothing = row.sum(|outcome| matches!(outcome, Outcome::NoneOfThree(None) | Outcome::CannotJudge));
        let cells: Vec<String> = of_forms.chain([alternatives, nothing, row.ties]).map(words::percent).collect();
        line(&label, &cells);
    }
    page.space();
    page.paragraph(
        "annat: något utanför de tre formerna. inget: varken en form eller något annat. delad: två eller tre former \
         ligger lika, och den som är lättast att lämna nämns först. ~: inte räknat med alla svar och alla regler.",
    );
    let Some(all) = shares.rows.iter().find(|row| row.about == About::Everything) else { return };
    let alternatives = (0..report.pack.manifest.alternatives.len()).filter_map(|index| {
        let outcome = Outcome::NoneOfThree(Some(u8::try_from(index).ok()?));
        let share = all.of(outcome);
        (share > 0.0).then(|| format!("{} ({})", words::recommendation(report.pack, outcome), words::percent(share)))
    });
    let alternatives: Vec<String> = alternatives.collect();
    if !alternatives.is_empty() {
        let mark = if all.ground.is_exact() { "" } else { ", uppskattat" };
        page.paragraph(&format!("Annat, av alla svar{mark}: {}.", join_and(&alternatives)));
    }
}

fn compare(page: &mut Page, report: &Report<'_>, shares: &Shares, other: &Shares, name: &str) {
    page.heading(&format!("Jämfört med {name}"));
    let known = recommendations(report.pack.manifest.alternatives.len());
    let mut any = false;
    for row in &shares.rows {
        let Some(beside) = other.rows.iter().find(|beside| beside.about == row.about) else { continue };
        let mut differences = Vec::new();
        for outcome in &known {
            let (here, there) = (words::percent(row.of(*outcome)), words::percent(beside.of(*outcome)));
            let exact = row.ground.is_exact() && beside.ground.is_exact();
            // Drawn shares differ by chance alone.
            let apart = (row.of(*outcome) - beside.of(*outcome)).abs() >= if exact { 0.000_5 } else { 0.005 };
            if apart && here != there {
                differences.push(format!("{} {here} (där {there})", words::recommendation(report.pack, *outcome)));
            }
        }
        if !differences.is_empty() {
            any = true;
            let mark = if row.ground.is_exact() { "" } else { "uppskattat, " };
            page.point(0, &format!("{mark}{}: {}", words::row(report.pack, shares, row.about), differences.join(", ")));
        }
    }
    if !any {
        page.paragraph("Andelarna är desamma.");
    }
}

fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped: String = String::new();
    for letter in text.chars() {
        if clipped.width() + 1 >= width {
            break;
        }
        clipped.push(letter);
    }
    format!("{}…", clipped.trim_end())
}

fn padded_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn padded_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
