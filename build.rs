//! Makes typed words of `locales/{fr,en}/*.ftl`: one method a message, so that a template with an
//! unknown key or a wrong number of arguments does not compile. The build fails when a key or a
//! variable exists in one language only, or when a key is said twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

struct Message {
    variables: BTreeSet<String>,
    /// The text itself when it has no variable.
    plain: Option<String>,
}

type Messages = BTreeMap<String, Message>;

fn main() {
    println!("cargo:rerun-if-changed=locales");
    println!("cargo:rerun-if-changed=migrations");
    let (fr_source, fr) = read_language("fr");
    let (en_source, en) = read_language("en");
    refuse_differences(&fr, &en);

    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("fr.ftl"), fr_source).expect("OUT_DIR is writable");
    fs::write(out.join("en.ftl"), en_source).expect("OUT_DIR is writable");
    fs::write(out.join("words.rs"), generate(&fr, &en)).expect("OUT_DIR is writable");
}

fn read_language(language: &str) -> (String, Messages) {
    let folder = Path::new("locales").join(language);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "ftl"))
        .collect();
    files.sort();
    let mut source = String::new();
    let mut messages = Messages::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let parsed = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in parsed.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.to_string();
            let pattern = message.value.unwrap_or_else(|| panic!("{}: {key} has no text", file.display()));
            let mut variables = BTreeSet::new();
            collect(&pattern, &mut variables);
            let plain = plain_text(&pattern);
            if messages.insert(key.clone(), Message { variables, plain }).is_some() {
                panic!("{}: {key} is said twice", file.display());
            }
        }
        source.push_str(&text);
        source.push('\n');
    }
    (source, messages)
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => collect_inline(inline, variables),
                Expression::Select { selector, variants } => {
                    collect_inline(selector, variables);
                    for variant in variants {
                        collect(&variant.value, variables);
                    }
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_string());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                collect_inline(inner, variables);
            }
        }
        _ => {}
    }
}

/// The whole text, when it is only text and string literals.
fn plain_text(pattern: &Pattern<&str>) -> Option<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => text.push_str(&fluent_syntax::unicode::unescape_unicode_to_string(value)),
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(text)
}

fn refuse_differences(fr: &Messages, en: &Messages) {
    let mut problems = Vec::new();
    for (key, message) in fr {
        match en.get(key) {
            None => problems.push(format!("{key} has no English")),
            Some(other) if other.variables != message.variables => problems
                .push(format!("{key}: French uses {:?}, English {:?}", message.variables, other.variables)),
            Some(_) => {}
        }
    }
    problems.extend(en.keys().filter(|key| !fr.contains_key(*key)).map(|key| format!("{key} has no French")));
    assert!(problems.is_empty(), "both languages or no build:\n  {}", problems.join("\n  "));
}

fn generate(fr: &Messages, en: &Messages) -> String {
    let mut code = String::from("/// Every key, sorted.\npub const KEYS: &[&str] = &[\n");
    for key in fr.keys() {
        writeln!(code, "    {key:?},").expect("a String takes it");
    }
    code.push_str("];\n\nimpl Text {\n");
    for (key, message) in fr {
        let name = key.replace('-', "_");
        writeln!(code, "    #[doc = {key:?}]").expect("a String takes it");
        match (&message.plain, &en[key].plain) {
            (Some(fr), Some(en)) => writeln!(
                code,
                "    #[must_use] pub fn {name}(&self) -> &'static str {{ self.choose({fr:?}, {en:?}) }}"
            ),
            _ => {
                let parameters: String =
                    message.variables.iter().map(|v| format!(", {v}: impl Arg")).collect();
                let arguments: String =
                    message.variables.iter().map(|v| format!("({v:?}, {v}.value(*self)), ")).collect();
                writeln!(
                    code,
                    "    #[must_use] pub fn {name}(&self{parameters}) -> String {{ self.format({key:?}, [{arguments}]) }}"
                )
            }
        }
        .expect("a String takes it");
    }
    code.push_str("}\n");
    code
}
