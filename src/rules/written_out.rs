//! Rules that are written out: every value is a text, a list of texts, an effect or a condition, as in nearly all rules.
//!
//! They are read word by word here, and the script engine gets nothing of them but their conditions: it reads letter by
//! letter, and most letters of a rule file say nothing to it. Whatever is written otherwise, such as a text put together of
//! two, and whatever is wrong is left to the engine, so `None` says nothing about a file. What is read means the same to both.

use std::collections::BTreeMap;

use rhai::{Array, Dynamic, ImmutableString, Map};

use super::effect::{Effect, Reach, RiskLevel};
use super::scanned::Scanned;
use super::script::engine::{MOST_STRING, MOST_VALUES};
use super::script::explore::Explorer;
use super::script::host::Host;
use super::script::statements::{Field, Statement, StatementKind};
use super::script::tokens::{Token, TokenKind};
use crate::decision::DecisionTree;

/// The field that holds a condition.
const CONDITION: &str = "när";
/// The field that holds the tiers of a rule.
const TIERS: &str = "fall";
/// The fields that hold a text or a list of texts.
const TEXTS: [&str; 10] =
    ["id", "form", "variant", "grupp", "lagrum", "källa", "säkerhet", "gäller", "skäl", "avhjälps"];

/// A rule that is written out.
pub struct WrittenRule {
    /// What `regel` would be called with, but with the [`DecisionTree`] of each condition in the place of its function.
    pub map: Map,
    /// Where its fields stand.
    pub fields: Vec<Field>,
    /// Where the fields of its tiers stand.
    pub tiers: Vec<Vec<Field>>,
}

/// The rules of a file. `None` if some are written otherwise, or something is wrong.
pub fn rules(file: &Scanned, host: &Host, explorer: &Explorer<'_>) -> Option<Vec<WrittenRule>> {
    let source = file.source.text();
    // The small scanner and the engine might see different words in nested comments and in line ends of other systems.
    if source.contains("/*") || source.split("\r\n").any(|part| part.contains('\r')) {
        return None;
    }
    let mut conditions = Conditions::default();
    let statements = file.statements.iter().filter(|statement| statement.kind == StatementKind::Rule);
    let mut rules = statements.map(|rule| read(file, rule, &mut conditions)).collect::<Option<Vec<WrittenRule>>>()?;
    let mut trees = Vec::with_capacity(conditions.texts.len());
    for texts in conditions.texts.chunks(MOST_VALUES) {
        for condition in host.closures(texts)? {
            trees.push(explorer.explore(&condition).and_then(|explored| explored.condition()).ok()?);
        }
    }
    rules.iter_mut().try_for_each(|rule| place(&mut rule.map, &trees))?;
    Some(rules)
}

/// The conditions of a file, each once: many rules have the same.
#[derive(Default)]
struct Conditions<'t> {
    texts: Vec<&'t str>,
    numbers: BTreeMap<&'t str, usize>,
}

impl<'t> Conditions<'t> {
    fn number(&mut self, text: &'t str) -> usize {
        let next = self.texts.len();
        let number = *self.numbers.entry(text).or_insert(next);
        if number == next {
            self.texts.push(text);
        }
        number
    }
}

fn read<'t>(file: &'t Scanned, rule: &Statement, conditions: &mut Conditions<'t>) -> Option<WrittenRule> {
    let source = file.source.text();
    let tokens = file.tokens_of(rule);
    let texts = tokens.iter().filter(|token| token.kind == TokenKind::Text).map(|token| token.span.len());
    // Texts that are longer together than the engine allows are for it to find.
    if texts.sum::<usize>() > MOST_STRING {
        return None;
    }
    let mut reader = Reader { source, tokens, at: 0, first: rule.tokens.start, conditions, tiers: Vec::new() };
    reader.expect("regel")?;
    reader.expect("(")?;
    let (map, fields) = reader.map(true)?;
    reader.expect(")")?;
    reader.expect(";")?;
    reader.peek().is_none().then_some(WrittenRule { map, fields, tiers: reader.tiers })
}

/// Puts the trees of a rule's conditions in the places of their numbers.
fn place(rule: &mut Map, trees: &[DecisionTree<bool>]) -> Option<()> {
    if let Some(number) = rule.get_mut(CONDITION) {
        *number = Dynamic::from(trees.get(usize::try_from(number.as_int().ok()?).ok()?)?.clone());
    }
    if let Some(mut tiers) = rule.get_mut(TIERS).and_then(|tiers| tiers.write_lock::<Array>()) {
        for tier in tiers.iter_mut() {
            place(&mut *tier.write_lock::<Map>()?, trees)?;
        }
    }
    Some(())
}

/// Reads one rule.
struct Reader<'r, 't> {
    source: &'t str,
    tokens: &'t [Token],
    at: usize,
    /// The position in the file of the rule's first word.
    first: usize,
    conditions: &'r mut Conditions<'t>,
    tiers: Vec<Vec<Field>>,
}

impl<'t> Reader<'_, 't> {
    fn peek(&self) -> Option<&'t str> {
        self.tokens.get(self.at).map(|token| token.text(self.source))
    }

    fn next(&mut self) -> Option<&'t Token> {
        self.at += 1;
        self.tokens.get(self.at - 1)
    }

    fn expect(&mut self, word: &str) -> Option<()> {
        (self.next()?.text(self.source) == word).then_some(())
    }

    /// Goes past a word or mark if it is there.
    fn skip(&mut self, word: &str) -> bool {
        let there = self.peek() == Some(word);
        self.at += usize::from(there);
        there
    }

    fn map(&mut self, whole_rule: bool) -> Option<(Map, Vec<Field>)> {
        self.expect("#{")?;
        let mut map = Map::new();
        let mut fields = Vec::new();
        while !self.skip("}") {
            let named = self.next().filter(|token| token.kind == TokenKind::Word)?;
            let name = named.text(self.source);
            self.expect(":")?;
            let begin = self.at;
            let value = match name {
                CONDITION => self.condition()?,
                TIERS if whole_rule => self.list(Reader::tier)?,
                "verkan" => Dynamic::from(self.effect()?),
                "okontrollerad" => (self.next()?.text(self.source).parse::<bool>().ok()?).into(),
                name if TEXTS.contains(&name) && self.peek() == Some("[") => self.list(Reader::text)?,
                name if TEXTS.contains(&name) => self.text()?,
                _ => return None,
            };
            let (first, last) = (self.tokens.get(begin)?, self.tokens.get(self.at.checked_sub(1)?)?);
            fields.push(Field {
                name: name.to_owned(),
                name_span: named.span.clone(),
                value_span: first.span.start..last.span.end,
                tokens: self.first + begin..self.first + self.at,
            });
            if map.insert(name.into(), value).is_some() || !(self.skip(",") || self.peek() == Some("}")) {
                return None;
            }
        }
        Some((map, fields))
    }

    fn tier(&mut self) -> Option<Dynamic> {
        let (map, fields) = self.map(false)?;
        self.tiers.push(fields);
        Some(map.into())
    }

    fn list(&mut self, mut value: impl FnMut(&mut Self) -> Option<Dynamic>) -> Option<Dynamic> {
        self.expect("[")?;
        let mut list = Array::new();
        while !self.skip("]") {
            list.push(value(self)?);
            if !(self.skip(",") || self.peek() == Some("]")) {
                return None;
            }
        }
        (list.len() <= MOST_VALUES).then(|| list.into())
    }

    fn text(&mut self) -> Option<Dynamic> {
        self.plain_text().map(|text| ImmutableString::from(text).into())
    }

    /// What stands between two quotes, if every letter stands for itself.
    fn plain_text(&mut self) -> Option<&'t str> {
        let token = self.next().filter(|token| token.kind == TokenKind::Text && !token.unclosed)?;
        let inside = token.text(self.source).strip_prefix('"')?.strip_suffix('"')?;
        (!inside.bytes().any(|byte| byte == b'\\' || byte.is_ascii_control())).then_some(inside)
    }

    fn effect(&mut self) -> Option<Effect> {
        let name = self.next()?.text(self.source);
        self.expect("(")?;
        let effect = match name {
            "krav" => Effect::Krav,
            "upplyser" => Effect::Note,
            "hinder" => Effect::Hinder(Reach::find(self.plain_text()?)?),
            "risk" => Effect::Risk(RiskLevel::find(self.plain_text()?)?),
            "talar_for" => Effect::For(self.weight()?),
            "talar_emot" => Effect::Against(self.weight()?),
            _ => return None,
        };
        self.expect(")")?;
        Some(effect)
    }

    fn weight(&mut self) -> Option<u8> {
        // Of the engine's ways to write a number only the plainest.
        let digits = self.next()?.text(self.source);
        let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<i64>().ok().filter(|_| plain).and_then(Effect::weight_of)
    }

    /// The number of a condition. What it says is for the engine: only where it ends must be sure.
    fn condition(&mut self) -> Option<Dynamic> {
        let first = self.tokens.get(self.at).filter(|token| token.text(self.source) == "|")?.span.start;
        let mut end = first;
        let mut depth = 0usize;
        loop {
            let token = self.tokens.get(self.at)?;
            let text = token.text(self.source);
            match (token.kind, text) {
                (TokenKind::Mark, "," | "}") if depth == 0 => break,
                (TokenKind::Mark, "(" | "[" | "{") => depth += 1,
                (TokenKind::Mark, ")" | "]" | "}") => depth = depth.checked_sub(1)?,
                // Marks and texts in which the scanner and the engine might see different words.
                (TokenKind::Mark, "'" | "#" | "#{") | (TokenKind::Pasted, _) => return None,
                (TokenKind::Text, text) if token.unclosed || text.starts_with('`') => return None,
                _ => {}
            }
            end = token.span.end;
            self.at += 1;
        }
        let number = self.conditions.number(self.source.get(first..end)?);
        i64::try_from(number).ok().map(Dynamic::from_int)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::lints::fixture;
    use crate::diagnostics::{Diagnostics, SourceText};
    use crate::rules::script::statements::{fields, maps};
    use crate::rules::{Pack, PackFiles};
    use rhai::FnPtr;
    use std::sync::Arc;

    /// The maps without their conditions, which are trees in one and functions in the other.
    fn shown(maps: &[Map]) -> String {
        let without = |map: &Map| -> String {
            let value = |value: &Dynamic| match value.is::<FnPtr>() || value.is::<DecisionTree<bool>>() {
                true => "villkor".to_owned(),
                false => format!("{value:?}"),
            };
            map.iter().map(|(name, held)| format!("{name}: {}\n", value(held))).collect()
        };
        let tiers = |map: &Map| -> String {
            let tiers = map.get(TIERS).and_then(|tiers| tiers.clone().into_array().ok()).unwrap_or_default();
            tiers.into_iter().map(|tier| without(&tier.cast::<Map>())).collect()
        };
        let own = |map: &Map| {
            without(&map.iter().filter(|(name, _)| *name != TIERS).map(|(n, v)| (n.clone(), v.clone())).collect())
        };
        maps.iter().map(|map| format!("{}{}", own(map), tiers(map))).collect()
    }

    /// Reads a file in both ways. If it is written out, the engine must read the same and find nothing wrong.
    fn agree(pack: &Pack, name: &str, text: &str) -> bool {
        let host = pack.host();
        let file = Scanned::new(&SourceText::new(name, text));
        let mut problems = Diagnostics::new();
        file.report_what_cannot_be_read(&mut problems);
        if file.statements.iter().any(|statement| statement.kind == StatementKind::Other) || !problems.is_empty() {
            return false;
        }
        let Some(read) = rules(&file, host, &Explorer::new(host)) else { return false };
        let mut by_engine = Vec::new();
        for statement in file.statements.iter().filter(|statement| statement.kind == StatementKind::Rule) {
            let source = file.source.slice(&statement.span);
            by_engine.extend(host.load(source).unwrap_or_else(|error| panic!("{error:?} in\n{source}")).0);
        }
        for (rule, statement) in read.iter().zip(file.statements.iter().filter(|one| one.kind == StatementKind::Rule)) {
            let found = fields(file.source.text(), &file.tokens, statement.tokens.clone());
            assert_eq!(format!("{:?}", rule.fields), format!("{found:?}"), "{text}");
            let inside = found.iter().find(|field| field.name == TIERS).map_or(0..0, |field| field.tokens.clone());
            let found = maps(file.source.text(), &file.tokens, inside);
            assert_eq!(format!("{:?}", rule.tiers), format!("{found:?}"), "{text}");
        }
        let read: Vec<Map> = read.into_iter().map(|rule| rule.map).collect();
        assert_eq!(shown(&read), shown(&by_engine), "{text}");
        true
    }

    #[test]
    fn the_shipped_rules_are_written_out() {
        let files = PackFiles::embedded();
        let (pack, _) = Pack::load(&files).unwrap();
        let of_rules: Vec<Arc<SourceText>> = files.rules();
        assert!(of_rules.len() > 5);
        for source in of_rules {
            assert!(agree(&pack, source.name(), source.text()), "{}", source.name());
        }
    }

    #[test]
    fn whatever_is_spoilt_is_read_as_the_engine_reads_it() {
        let files = fixture::files(&[]);
        let (pack, _) = Pack::load(&files).unwrap();
        let tiers = "regel(#{ id: \"GN-02\", form: [\"gemensam_namnd\", \"avtalssamverkan\",], lagrum: \"KL 9:19\", \
            säkerhet: \"lag\", skäl: \"Så.\", okontrollerad: true, fall: [ #{ när: |f| f.insyn, verkan: talar_emot(2), }, \
            #{ när: |f| { f.antal_parter >= 3 || !(f.insyn) }, verkan: risk(\"hog\") } ] });\n";
        let source = files.rules().remove(0).text().to_owned() + tiers;
        assert!(agree(&pack, "hel.rhai", &source));
        // Each word or mark with the space before it.
        let tokens: Vec<String> = {
            let scanned = Scanned::new(&SourceText::new("hel.rhai", source.as_str()));
            let begins = std::iter::once(0).chain(scanned.tokens.iter().map(|token| token.span.end));
            scanned.tokens.iter().zip(begins).map(|(token, begin)| source[begin..token.span.end].to_owned()).collect()
        };
        let mut read = 0;
        for index in 0..tokens.len() {
            let mut without = tokens.clone();
            let taken = without.remove(index);
            let mut twice = tokens.clone();
            twice.insert(index, taken.clone());
            let mut swapped = tokens.clone();
            swapped.swap(index, (index + 1) % tokens.len());
            let mut changed = Vec::new();
            for other in ["0", "\"\"", "\"\\n\"", "9", "true", "(", "]", "f", "talar_for", "kostnad", "`a`", "'a'"] {
                let mut replaced = tokens.clone();
                replaced[index] = format!(" {other}");
                changed.push(replaced);
            }
            for text in changed.iter().chain([&without, &twice, &swapped]) {
                read += usize::from(agree(&pack, "del.rhai", &text.concat()));
            }
        }
        // Some changes leave a rule that is still one.
        assert!(read > 20, "{read}");
    }
}
