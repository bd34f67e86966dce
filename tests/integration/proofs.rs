//! `rules prove`: the pack that is shipped is proved, and planted faults are caught by cases that run.

use niokap::facts::scenario::Status;
use serde_json::Value as Json;

use crate::harness::{Folder, project};

/// A copy of the shipped pack with one text in the place of another.
fn planted(file: &str, old: &str, new: &str) -> Folder {
    Folder::with_copy("rules/kl9").replace(file, old, new)
}

/// What is proved of the pack in a folder: only the statements, which takes no time.
fn statements(folder: Folder) -> (Json, Folder) {
    let (output, folder) =
        folder.call("rules prove . --only-claims --format json --counterexamples motexempel").and_folder();
    (serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}\n{output}")), folder)
}

/// The statements that fail.
fn broken(report: &Json) -> Vec<String> {
    let of = |list: &str| report[list].as_array().unwrap().clone();
    let failed = of("claims").into_iter().chain(of("always")).filter(|proof| proof["holds"] == false);
    failed.map(|proof| proof["id"].as_str().unwrap().to_owned()).collect()
}

fn statement(report: &Json, id: &str) -> Json {
    let of = |list: &str| report[list].as_array().unwrap().clone();
    of("claims").into_iter().chain(of("always")).find(|proof| proof["id"] == id).unwrap()
}

/// That a statement fails with a counterexample, which also stands in a file that the program gives advice on.
fn caught(folder: Folder, id: &str, says: &str) -> Json {
    let (report, folder) = statements(folder);
    assert!(broken(&report).iter().any(|broken| broken == id), "{:?}", broken(&report));
    let proof = statement(&report, id);
    assert_eq!(proof["contradictions"], serde_json::json!([]), "{proof:#}");
    assert_eq!(proof["proved"], true, "{proof:#}");
    let example = proof["counterexamples"][0].clone();
    assert!(example["says"].as_str().unwrap().contains(says), "{example:#}");
    let file = format!("motexempel/{}", example["file"].as_str().unwrap());
    let written = std::fs::read_to_string(folder.join(&file)).unwrap();
    assert_eq!(written, example["scenario"].as_str().unwrap());
    assert!(written.contains(&format!("status = \"{}\"", Status::Example.id())), "{written}");
    let (advice, _) = folder.call(&format!("--rules . advise {file} --format json")).and_folder();
    let advice: Json = serde_json::from_str(&advice).unwrap();
    assert!(advice["forms"].is_array(), "{advice:#}");
    advice
}

fn form<'a>(advice: &'a Json, id: &str) -> &'a Json {
    advice["forms"].as_array().unwrap().iter().find(|form| form["form"] == id).unwrap()
}

#[test]
fn the_shipped_pack_is_proved_for_every_set_of_answers() {
    let (report, folder) = statements(Folder::new().copy("rules/kl9"));
    assert_eq!(broken(&report), Vec::<String>::new());
    assert_eq!(report["holds"], true);
    assert_eq!(report["left_out"], serde_json::json!([]));
    let sets: u128 = report["answer_sets"].as_str().unwrap().parse().unwrap();
    assert!(sets > 10u128.pow(20), "{sets}");
    let proofs: Vec<Json> =
        ["claims", "always"].iter().flat_map(|list| report[*list].as_array().unwrap().clone()).collect();
    assert!(proofs.len() >= 36);
    for proof in proofs {
        assert_eq!(proof["proved"], true, "{proof:#}");
        let covers: u128 = proof["answer_sets"].as_str().unwrap().parse().unwrap();
        assert!(covers > 0 && covers <= sets, "{proof:#}");
    }
    assert!(!folder.join("motexempel").exists());
}

#[test]
fn a_hinder_of_the_wrong_reach_is_caught() {
    let rule = "id: \"AS-21\",\n    form: \"avtalssamverkan\",\n    verkan: hinder(";
    let folder = planted("40-avtalssamverkan.rhai", &format!("{rule}\"form\")"), &format!("{rule}\"utformning\")"));
    let advice = caught(folder, "kopa-bara-sin-egen-uppgift", "Avtalssamverkan är möjlig");
    assert_ne!(form(&advice, "avtalssamverkan")["status"], "unavailable");
}

#[test]
fn or_for_and_is_caught() {
    let folder = planted(
        "30-gemensam-namnd.rhai",
        "!f.uppgift_gemensam && !(region_och_kommun(f) && vard_omsorg(f))",
        "!f.uppgift_gemensam && !(region_och_kommun(f) || vard_omsorg(f))",
    );
    let advice = caught(folder, "ej-gemensam-uppgift", "Den gemensamma nämnden är möjlig");
    assert_ne!(form(&advice, "gemensam_namnd")["status"], "unavailable");
}

#[test]
fn a_wrong_weight_is_caught() {
    let rule = "id: \"GN-11\",\n    form: \"gemensam_namnd\",\n    verkan: ";
    let folder = planted("30-gemensam-namnd.rhai", &format!("{rule}talar_emot(3)"), &format!("{rule}talar_for(3)"));
    let (report, folder) = statements(folder);
    assert_eq!(broken(&report), ["stora-tillgangar-namnd"]);
    let example = &statement(&report, "stora-tillgangar-namnd")["counterexamples"][0];
    let change = example["set"].as_str().unwrap();
    assert_eq!(change, "tillgangar=stora");
    let score = |arguments: &str, folder: Folder| {
        let call = format!("--rules . advise motexempel/stora-tillgangar-namnd.toml --format json{arguments}");
        let (advice, folder) = folder.call(&call).and_folder();
        let advice: Json = serde_json::from_str(&advice).unwrap();
        (form(&advice, "gemensam_namnd")["score"].as_i64().unwrap(), folder)
    };
    let (before, folder) = score("", folder);
    let (after, _) = score(&format!(" --set {change}"), folder);
    assert!(after > before, "{before} {after}");
}

#[test]
fn false_claims_are_caught_whatever_their_kind() {
    let claims = [
        ("bars", "gemensam_namnd", "f.tillgangar == \"stora\"", "", "är möjlig"),
        ("never_barred", "gemensam_namnd", "f.antal_parter >= 3", "", "inte tillgänglig"),
        ("never_first", "kommunalforbund", "f.tillgangar == \"stora\"", "", "är förstahandsval"),
        (
            "condition",
            "alla",
            "f.parter_slag.har(\"region\")",
            "reach = \"utformning\"\n",
            "inget hinder med räckvidden utformning",
        ),
    ];
    for (kind, form, when, more, says) in claims {
        let claim = format!(
            "[[claim]]\nid = \"falskt\"\nkind = \"{kind}\"\nform = \"{form}\"\nwhen = '{when}'\n{more}text = \"Prov.\"\ncitations = [\"KL 9:1\"]\n\n[[claim]]\nid = \"ansvar-stannar\""
        );
        let folder = planted("pack.toml", "[[claim]]\nid = \"ansvar-stannar\"", &claim);
        let (report, _) = statements(folder);
        assert_eq!(broken(&report), ["falskt"], "{kind}");
        let proof = statement(&report, "falskt");
        assert_eq!(proof["contradictions"], serde_json::json!([]), "{proof:#}");
        let examples = proof["counterexamples"].as_array().unwrap();
        assert_eq!(examples.len(), if form == "alla" { 3 } else { 1 }, "{proof:#}");
        assert!(examples.iter().all(|example| example["says"].as_str().unwrap().contains(says)), "{proof:#}");
        assert!(examples.iter().all(|example| example["answers"].as_u64().unwrap() < 15), "{proof:#}");
    }
}

#[test]
fn a_first_choice_on_unsettled_law_alone_is_caught() {
    // Every reason for a joint board but one is taken away, and that one is made unsettled.
    let folder = Folder::with_copy("rules/kl9");
    let mut changed = folder;
    for entry in std::fs::read_dir(project().join("rules/kl9")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".rhai") {
            let text = std::fs::read_to_string(changed.join(&name)).unwrap();
            let text = text
                .replace("säkerhet: \"vagledning\"", "säkerhet: \"oklart\"")
                .replace("säkerhet: \"bedomning\"", "säkerhet: \"oklart\"");
            changed = changed.write(&name, text);
        }
    }
    let advice = caught(changed, "inte-bara-oklart", "är förstahandsval bara på grund av");
    assert!(advice["first"].is_string());
}

#[test]
fn a_pack_with_nothing_left_to_offer_is_caught() {
    let folder = planted(
        "10-allmant.rhai",
        "            form: \"natverk\",\n            grupp: \"omfattning\",",
        "            form: \"gemensam_namnd\",\n            grupp: \"omfattning\",",
    );
    let advice = caught(folder, "nagot-aterstar", "inget annat föreslås");
    assert_eq!(advice["first"], Json::Null);
}
