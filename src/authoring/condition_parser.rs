//! Reads the text of a condition, just as far as the rule language goes.
//!
//! ```text
//! condition  = "|f|" any
//! any        = all { "||" all }
//! all        = part { "&&" part }
//! part       = "!" part | "(" any ")" | "true" | "false" | helper "(f)"
//!            | "f." fact [ comparison value | ".har(…)" | ".har_nagon([…])" | ".en_av([…])" ]
//! derivation = "if" any "{" derivation "}" { "else if" any "{" derivation "}" } "else" "{" derivation "}" | value | "()"
//! ```
//!
//! What is written in any other way gives `None`; the caller then shows the tree or the text itself.

use super::condition_expression::{Asked, Comparison, Derivation, Expression};
use crate::facts::{FactId, Kind, Schema, Value};
use crate::rules::Pack;
use crate::rules::script::tokens::{Token, TokenKind, tokens};

/// Helper functions that call each other deeper than this are left alone.
const DEEPEST_CALL: usize = 16;

/// The condition of a rule: `|f| …`.
pub fn condition(pack: &Pack, text: &str) -> Option<Expression> {
    let tokens = tokens(text);
    let mut reader = Reader::new(pack, text, &tokens, 0);
    reader.mark("|")?;
    reader.facts = reader.word()?;
    reader.mark("|")?;
    reader.whole(Reader::block)
}

/// A condition in a TOML file, where the answers are always called `f`.
pub fn bare_condition(pack: &Pack, text: &str) -> Option<Expression> {
    let tokens = tokens(text);
    Reader::new(pack, text, &tokens, 0).whole(Reader::block)
}

/// A derivation of a fact.
pub fn derivation(pack: &Pack, fact: FactId, text: &str) -> Option<Derivation> {
    let tokens = tokens(text);
    Reader::new(pack, text, &tokens, 0).whole(|reader| reader.derivation(&pack.schema.fact(fact).kind))
}

/// The names of helper functions that a text calls, in order, each once.
pub fn helpers_called<'p>(pack: &'p Pack, text: &str) -> Vec<&'p str> {
    let tokens = tokens(text);
    let mut found: Vec<&str> = Vec::new();
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        let helper = pack.host().helpers().iter().find(|helper| helper.name == token.text(text));
        found.extend(helper.map(|helper| helper.name.as_str()).filter(|name| !found.contains(name)));
    }
    found
}

struct Reader<'r> {
    pack: &'r Pack,
    text: &'r str,
    tokens: &'r [Token],
    at: usize,
    /// What the answers are called.
    facts: &'r str,
    depth: usize,
}

impl<'r> Reader<'r> {
    fn new(pack: &'r Pack, text: &'r str, tokens: &'r [Token], depth: usize) -> Reader<'r> {
        Reader { pack, text, tokens, at: 0, facts: "f", depth }
    }

    fn schema(&self) -> &'r Schema {
        &self.pack.schema
    }

    /// What is read, if nothing is left after it.
    fn whole<T>(mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let found = read(&mut self)?;
        (self.at == self.tokens.len()).then_some(found)
    }

    fn peek(&self) -> &'r str {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &'r str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text(self.text))
    }

    fn take(&mut self, kind: TokenKind) -> Option<&'r str> {
        let token = self.tokens.get(self.at).filter(|token| token.kind == kind)?;
        self.at += 1;
        Some(token.text(self.text))
    }

    fn word(&mut self) -> Option<&'r str> {
        self.take(TokenKind::Word)
    }

    fn mark(&mut self, mark: &str) -> Option<()> {
        (self.peek() == mark && self.take(TokenKind::Mark).is_some()).then_some(())
    }

    /// Two marks that stand together, like `&&`.
    fn double(&mut self, mark: &str) -> bool {
        let found = self.peek() == mark && self.peek_at(1) == mark;
        self.at += if found { 2 } else { 0 };
        found
    }

    /// A text in quotes, if it has no escapes.
    fn quoted(&mut self) -> Option<&'r str> {
        let text = self.take(TokenKind::Text)?.strip_prefix('"')?.strip_suffix('"')?;
        (!text.contains('\\')).then_some(text)
    }

    fn number(&mut self) -> Option<i64> {
        let negative = self.mark("-").is_some();
        let number: i64 = self.take(TokenKind::Number)?.replace('_', "").parse().ok()?;
        Some(if negative { -number } else { number })
    }

    /// A condition, perhaps in braces.
    fn block(&mut self) -> Option<Expression> {
        if self.mark("{").is_none() {
            return self.any();
        }
        let inner = self.block()?;
        self.mark("}")?;
        Some(inner)
    }

    fn any(&mut self) -> Option<Expression> {
        let mut parts = vec![self.all()?];
        while self.double("|") {
            parts.push(self.all()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expression::Any(parts)) }
    }

    fn all(&mut self) -> Option<Expression> {
        let mut parts = vec![self.part()?];
        while self.double("&") {
            parts.push(self.part()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expression::All(parts)) }
    }

    fn part(&mut self) -> Option<Expression> {
        if self.mark("!").is_some() {
            return Some(Expression::Not(Box::new(self.part()?)));
        }
        if self.mark("(").is_some() {
            let inner = self.any()?;
            self.mark(")")?;
            return Some(inner);
        }
        match self.tokens.get(self.at)?.kind {
            TokenKind::Text => {
                let option = self.quoted()?;
                let equal = self.equality()?;
                let fact = self.fact()?;
                self.is(fact, option, equal)
            }
            TokenKind::Number | TokenKind::Mark => {
                let number = self.number()?;
                let comparison = self.comparison()?.turned();
                Some(Expression::Ask(self.fact()?, Asked::Number(comparison, number)))
            }
            TokenKind::Word => match self.peek() {
                "true" => self.word().map(|_| Expression::Constant(true)),
                "false" => self.word().map(|_| Expression::Constant(false)),
                name if name == self.facts => self.ask(),
                _ => self.helper(),
            },
            TokenKind::Pasted => None,
        }
    }

    fn fact(&mut self) -> Option<FactId> {
        (self.word()? == self.facts).then_some(())?;
        self.mark(".")?;
        self.schema().find(self.word()?)
    }

    fn ask(&mut self) -> Option<Expression> {
        let fact = self.fact()?;
        match &self.schema().fact(fact).kind {
            Kind::Bool => Some(Expression::Ask(fact, Asked::Yes)),
            Kind::Int { .. } => {
                let comparison = self.comparison()?;
                Some(Expression::Ask(fact, Asked::Number(comparison, self.number()?)))
            }
            Kind::Choice { .. } if self.peek() == "." => {
                let options = self.call(fact, "en_av", true)?;
                Some(Expression::Ask(fact, Asked::OneOf(options)))
            }
            Kind::Choice { .. } => {
                let equal = self.equality()?;
                let option = self.quoted()?;
                self.is(fact, option, equal)
            }
            Kind::Multi { .. } => {
                let list = self.peek_at(1) == "har_nagon";
                let options = self.call(fact, if list { "har_nagon" } else { "har" }, list)?;
                Some(Expression::Ask(fact, Asked::HasAny(options)))
            }
        }
    }

    fn is(&self, fact: FactId, option: &str, equal: bool) -> Option<Expression> {
        let option = self.schema().fact(fact).kind.option(option)?;
        let is = Expression::Ask(fact, Asked::OneOf(vec![option]));
        Some(if equal { is } else { Expression::Not(Box::new(is)) })
    }

    /// The options that a method of a fact is called with.
    fn call(&mut self, fact: FactId, method: &str, list: bool) -> Option<Vec<usize>> {
        self.mark(".")?;
        (self.word()? == method).then_some(())?;
        self.mark("(")?;
        let option = |reader: &mut Self| reader.schema().fact(fact).kind.option(reader.quoted()?);
        let mut options = Vec::new();
        if list {
            self.mark("[")?;
            while self.peek() != "]" {
                options.push(option(self)?);
                if self.mark(",").is_none() {
                    break;
                }
            }
            self.mark("]")?;
        } else {
            options.push(option(self)?);
        }
        self.mark(")")?;
        Some(options)
    }

    fn equality(&mut self) -> Option<bool> {
        match self.comparison()? {
            Comparison::Equal => Some(true),
            Comparison::NotEqual => Some(false),
            _ => None,
        }
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let first = self.take(TokenKind::Mark)?;
        let with_equals = self.mark("=").is_some();
        match (first, with_equals) {
            ("<", false) => Some(Comparison::Less),
            ("<", true) => Some(Comparison::AtMost),
            (">", false) => Some(Comparison::More),
            (">", true) => Some(Comparison::AtLeast),
            ("=", true) => Some(Comparison::Equal),
            ("!", true) => Some(Comparison::NotEqual),
            _ => None,
        }
    }

    /// A call of a helper function, replaced by what the function says.
    fn helper(&mut self) -> Option<Expression> {
        let name = self.word()?;
        self.mark("(")?;
        (self.word()? == self.facts).then_some(())?;
        self.mark(")")?;
        if self.depth >= DEEPEST_CALL {
            return None;
        }
        let helper = self.pack.host().helpers().iter().find(|helper| helper.name == name)?;
        let text = helper.place.text();
        let tokens = tokens(text);
        let mut inner = Reader::new(self.pack, text, &tokens, self.depth + 1);
        (inner.word()? == "fn").then_some(())?;
        inner.word()?;
        inner.mark("(")?;
        inner.facts = inner.word()?;
        inner.mark(")")?;
        (inner.peek() == "{").then_some(())?;
        inner.whole(Reader::block)
    }

    fn derivation(&mut self, kind: &Kind) -> Option<Derivation> {
        match (self.tokens.get(self.at)?.kind, self.peek()) {
            (TokenKind::Word, "if") => {
                let mut cases = Vec::new();
                loop {
                    self.word()?;
                    let condition = self.any()?;
                    cases.push((condition, self.outcome(kind)?));
                    (self.word()? == "else").then_some(())?;
                    if self.peek() != "if" {
                        break;
                    }
                }
                Some(Derivation::Cases(cases, Box::new(self.outcome(kind)?)))
            }
            (TokenKind::Word, word @ ("true" | "false")) if matches!(kind, Kind::Bool) => {
                self.word()?;
                Some(Derivation::Outcome(Some(Value::Bool(word == "true"))))
            }
            (TokenKind::Text, _) => Some(Derivation::Outcome(Some(Value::Choice(kind.option(self.quoted()?)?)))),
            (TokenKind::Mark, "(") => {
                self.mark("(")?;
                self.mark(")")?;
                Some(Derivation::Outcome(None))
            }
            (TokenKind::Number | TokenKind::Mark, _) => Some(Derivation::Outcome(Some(Value::Int(self.number()?)))),
            _ => None,
        }
    }

    fn outcome(&mut self, kind: &Kind) -> Option<Derivation> {
        self.mark("{")?;
        let outcome = self.derivation(kind)?;
        self.mark("}")?;
        Some(outcome)
    }
}
