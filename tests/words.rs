//! The arguments of messages are in their places.
//!
//! `build.rs` makes a method of each message, whose parameters come in the alphabetical order of
//! their names; the compiler counts them and cannot tell one from another. Here every call is read
//! as text: an argument that names another variable of the message, and not its own, is swapped.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

type Messages = BTreeMap<String, Vec<String>>;

fn variables(pattern: &Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                variants.iter().for_each(|variant| variables(&variant.value, found));
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            found.push(id.name.to_owned());
        }
    }
}

/// Method name and variables of every message that takes two or more.
fn messages() -> Messages {
    let mut messages = Messages::new();
    for file in fs::read_dir("locales/fr").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for entry in fluent_syntax::parser::parse(text.as_str()).unwrap().body {
            let Entry::Message(message) = entry else { continue };
            let mut found = Vec::new();
            variables(&message.value.unwrap(), &mut found);
            found.sort();
            found.dedup();
            if found.len() > 1 {
                messages.insert(message.id.name.replace('-', "_"), found);
            }
        }
    }
    messages
}

/// The arguments of the call that starts after its opening parenthesis.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut all, mut one) = (0, Vec::new(), String::new());
    for c in text.chars() {
        match c {
            ')' | ']' | '}' if depth == 0 => break,
            ',' if depth == 0 => {
                all.push(std::mem::take(&mut one));
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        one.push(c);
    }
    all.push(one);
    all.into_iter().map(|argument| argument.trim().to_owned()).filter(|a| !a.is_empty()).collect()
}

fn names(argument: &str, variable: &str) -> bool {
    argument
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == variable || word.strip_suffix('s') == Some(variable))
}

/// Calls in which an argument names another variable of its message and not its own.
fn swapped(source: &str, messages: &Messages) -> Vec<String> {
    let mut found = Vec::new();
    for (method, variables) in messages {
        for (at, _) in source.match_indices(&format!(".{method}(")) {
            let arguments = arguments(&source[at + method.len() + 2..]);
            for (argument, own) in arguments.iter().zip(variables) {
                let other = variables.iter().find(|other| *other != own && names(argument, other));
                if let (Some(other), false) = (other, names(argument, own)) {
                    found.push(format!("{method}: `{argument}` is given for {own}, and names {other}"));
                }
            }
        }
    }
    found
}

fn sources(folder: &Path, all: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => sources(&path, all),
            Some("rs" | "html") => all.push(fs::read_to_string(&path).unwrap()),
            _ => {}
        }
    }
}

#[test]
fn no_call_swaps_the_arguments_of_a_message() {
    let (messages, mut all) = (messages(), Vec::new());
    sources(Path::new("src"), &mut all);
    sources(Path::new("templates"), &mut all);
    let found: Vec<String> = all.iter().flat_map(|source| swapped(source, &messages)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(messages.len() > 15, "the messages were not read");
}

#[test]
fn a_swap_is_found() {
    let messages = Messages::from([("pay_lead".to_owned(), vec!["amount".to_owned(), "due".to_owned()])]);
    assert_eq!(swapped("t.pay_lead(due, to_pay)", &messages).len(), 1);
    assert_eq!(swapped("t.pay_lead(t.money(&a.amount), t.date(&due_on))", &messages).len(), 0);
}
