//! The program as a whole.

use crate::harness::{Folder, niokap, real_pack};

#[test]
fn version_names_program_pack_law_date_and_hash() {
    let pack = real_pack();
    let expected = format!(
        "niokap {} (regelpaket {} {}, lagläget {}, {})\n",
        env!("CARGO_PKG_VERSION"),
        pack.manifest.id,
        pack.manifest.version,
        pack.manifest.law_date,
        pack.hash
    );
    niokap("--version").exits(0).prints(&expected).complains("").leaves(&[]);
}

#[test]
fn called_alone_it_says_how_to_begin() {
    niokap("").exits(0).prints_part("niokap advise FIL").complains("");
}

#[test]
fn every_command_is_in_the_help_with_its_swedish_alias() {
    let mut help = niokap("--help").exits(0).complains("");
    for word in
        ["advise", "rad", "batch", "bunt", "compare", "jamfor", "explain", "forklara", "rules", "regler", "completions"]
    {
        help = help.prints_part(word);
    }
    help.prints_part("aldrig ett beslut");
}

#[test]
fn a_broken_call_ends_with_2_and_prints_nothing() {
    niokap("radd").exits(2).prints("").complains_part("radd");
    niokap("advise").exits(2).prints("").complains_part("FIL");
    niokap("advise a.toml --date 2026-02-30").exits(2).prints("").complains_part("2026-02-30");
    niokap("advise a.toml --short --long").exits(2).prints("").complains_part("--long");
}

#[test]
fn completions_and_man_page_are_made_from_the_same_declarations() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        niokap(&format!("completions {shell}")).exits(0).complains("").prints_part("niokap").prints_part("advise");
    }
    niokap("man").exits(0).complains("").prints_part(".TH niokap");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    Folder::new().call_without_reader("completions bash").exits(0).complains("");
}

#[test]
fn a_citation_needs_neither_capitals_nor_quotation_marks() {
    for name in ["KL 9:37", "kl 9:37"] {
        niokap(&format!("explain {name}")).exits(0).complains("").prints_part("9 kap. 37 § kommunallagen");
    }
}

#[test]
fn help_and_complaints_are_in_swedish() {
    niokap("advise --help").exits(0).complains("").prints_part("Användning: niokap advise [FLAGGOR] <FIL>...");
    niokap("radd").exits(2).prints("").complains_part("kommandot `radd` finns inte").complains_part("menade du `rad`?");
}
