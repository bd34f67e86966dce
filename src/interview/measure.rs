//! throwaway
use crate::advice::{Case, Combination};
use crate::facts::*;
use crate::rules::{Pack, PackFiles};
use super::planner::*;
use super::outlook::*;

#[test]
fn flagship() {
    let (pack, _) = Pack::load(&PackFiles::embedded().unwrap()).unwrap();
    let day = jiff::civil::date(2026,11,20);
    let combination = Combination::new(&pack, day);
    let mut paths = vec![std::path::PathBuf::from("scenarios")];
    let mut out = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() { paths.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path())); continue; }
        let full = Scenario::read(&crate::diagnostics::SourceText::new("x", std::fs::read_to_string(&path).unwrap()), &pack.schema).unwrap().0;
        let answers = full.filled(&pack.schema, day);
        let mut s = Scenario::new(&pack.schema, "x");
        let mut asked = 0;
        let mut log = vec![];
        let mut slow = std::time::Duration::ZERO;
        let mut settled_at = None;
        loop {
            let t = std::time::Instant::now();
            let case = Case::new(&pack, &combination, s.filled(&pack.schema, day), day);
            let p = plan(&Bounds, &case, &s, Depth::First);
            slow = slow.max(t.elapsed());
            if p.view.first_settled && settled_at.is_none() { settled_at = Some(asked); }
            let Some(step) = p.next else { break };
            asked += 1;
            match step {
                Step::Fact(f) => { let a = answers.get(f); log.push(format!("{}{}({})", pack.schema.fact(f).id, if a.value().is_none() {"?"} else {""}, p.at_most)); s.answers.set(f, match a { Answer::NotAsked => Answer::Unknown, o => o }) },
                Step::Partners => { log.push("PARTNERS".into()); if full.partners.is_empty() { let f = pack.schema.find("antal_parter").unwrap(); s.answers.set(f, match answers.get(f) {Answer::NotAsked=>Answer::Unknown,o=>o}) } else { s.partners = full.partners.clone(); } }
                Step::Start => { log.push("START".into()); s.start = full.start; if s.start.is_none() { let f = pack.schema.find("start_om_manader").unwrap(); s.answers.set(f, match answers.get(f) {Answer::NotAsked=>Answer::Unknown,o=>o}) } }
            }
        }
        out.push((asked, settled_at, slow, path.display().to_string(), log));
    }
    out.sort_by_key(|o| o.0);
    for o in &out { println!("{} {:?} {:?} {}", o.0, o.1, o.2, o.3); }
    for o in &out { if o.3.contains("alingsas-lerum-ale.toml") || o.3.contains("02-tre") || o.3.contains("utloses/alt-02") { println!("{} {:?}", o.3, o.4); } }
}

#[test]
fn random() {
    use crate::decision::Relevance;
    let (pack, _) = Pack::load(&PackFiles::embedded().unwrap()).unwrap();
    let day = jiff::civil::date(2026,11,20);
    let combination = Combination::new(&pack, day);
    let mut seed: u64 = 88172645463325252;
    let mut rnd = move |n: u64| { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; (seed >> 11) % n };
    let value = |f: FactId, rnd: &mut dyn FnMut(u64)->u64| -> Value {
        match &pack.schema.fact(f).kind {
            Kind::Bool => Value::Bool(rnd(2) == 1),
            Kind::Choice { options } => Value::Choice(rnd(options.len() as u64) as usize),
            Kind::Int { min, max, .. } => { let id = &pack.schema.fact(f).id; let hi = match id.as_str() {"antal_parter"=>12,"minsta_invanare"=>60000,"start_om_manader"=>30,"avtalsvarde_kr"=>20_000_000,_=>*max}; Value::Int(min + rnd((hi-min+1) as u64) as i64) },
            k@Kind::Multi { options, max, .. } => loop { let c = 1 + rnd(u64::from((*max).min(3))); let mut m = 0u32; for _ in 0..c { m |= 1 << rnd(options.len() as u64); } if k.allows_multi(m) { break Value::Multi(m) } },
        }
    };
    let mut sums = [0usize; 4]; let mut unsettled = 0; let n = 300;
    let mut slow = std::time::Duration::ZERO; let mut times = vec![];
    let mut ofs = vec![];
    for i in 0..n {
        let mut s = Scenario::new(&pack.schema, "x");
        if i % 3 == 0 { let f = pack.schema.find("uppgift").unwrap(); s.answers.set(f, Answer::Known(Value::Multi(1), Provenance::User)); }
        let mut counts = [0usize; 3];
        for (k, depth) in [Depth::First, Depth::Terms, Depth::Everything].into_iter().enumerate() {
            loop {
                let t = std::time::Instant::now();
                let case = Case::new(&pack, &combination, s.filled(&pack.schema, day), day);
                let p = plan(&Bounds, &case, &s, depth);
                let t = t.elapsed(); slow = slow.max(t); times.push(t);
                if p.next.is_none() { if k == 0 && !p.view.first_settled { unsettled += 1; } break }
                let f = match p.next.unwrap() { Step::Fact(f) => f, Step::Partners => pack.schema.find("antal_parter").unwrap(), Step::Start => pack.schema.find("start_om_manader").unwrap() };
                counts[k] += 1;
                s.answers.set(f, Answer::Known(value(f, &mut rnd), Provenance::User));
            }
        }
        // the full form
        loop {
            let case = Case::new(&pack, &combination, s.filled(&pack.schema, day), day);
            let next = pack.schema.iter().find(|(id, f)| f.level <= 2 && s.answers.get(*id) == Answer::NotAsked && case.evaluator().relevance(*id) == Relevance::Relevant);
            let Some((f, _)) = next else { break };
            s.answers.set(f, Answer::Known(value(f, &mut rnd), Provenance::User));
        }
        let full = s.answers.known().count();
        sums[0] += counts[0]; sums[1] += counts[0] + counts[1]; sums[2] += counts.iter().sum::<usize>(); sums[3] += full;
        if i % 3 == 0 { ofs.push((counts[0], full)); }
    }
    times.sort();
    println!("first {:.1} terms {:.1} everything {:.1} full {:.1}; ratio {:.2} {:.2}; unsettled {unsettled}; slow {slow:?} median {:?} p95 {:?}", sums[0] as f64/n as f64, sums[1] as f64/n as f64, sums[2] as f64/n as f64, sums[3] as f64/n as f64, sums[0] as f64/sums[3] as f64, sums[1] as f64/sums[3] as f64, times[times.len()/2], times[times.len()*95/100]);
    println!("of: {:.1} of {:.1}", ofs.iter().map(|o| o.0).sum::<usize>() as f64/ofs.len() as f64, ofs.iter().map(|o| o.1).sum::<usize>() as f64/ofs.len() as f64);
}
#[test]
fn advice_time() {
    let (pack, _) = Pack::load(&PackFiles::embedded().unwrap()).unwrap();
    let day = jiff::civil::date(2026,11,20);
    let combination = Combination::new(&pack, day);
    let full = Scenario::read(&crate::diagnostics::SourceText::new("x", std::fs::read_to_string("scenarios/alingsas-lerum-ale.toml").unwrap()), &pack.schema).unwrap().0;
    let t = std::time::Instant::now();
    let a = crate::advice::advise(&pack, &combination, &full, day);
    println!("advise {:?} {:?} {:?} whatif {}", t.elapsed(), a.verdict, a.lead, a.what_if.len());
    for w in a.what_if.iter().take(5) { println!("{w:?}"); }
}
