//! `quittance percapita compute`: reads one file and its levies, computes, and answers as data or as
//! text: the statement's amounts, or one person's (`percapita.md`, section 9).

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use chrono::NaiveDate;

use super::statement::Language;
use super::{explain, percapita, statement};
use crate::dues::{Assessment, assess};
use crate::text::Text;

/// `percapita compute FILE --levies L --start D --end D ...`
#[derive(Debug, Clone, clap::Args)]
pub struct ComputeArgs {
    pub file: PathBuf,
    /// Levies as JSON
    #[arg(long, value_name = "FILE")]
    pub levies: PathBuf,
    #[arg(long, value_name = "DATE")]
    pub start: NaiveDate,
    #[arg(long, value_name = "DATE")]
    pub end: NaiveDate,
    /// Each person's share too
    #[arg(long)]
    pub shares: bool,
    /// One person's share of each levy, step by step
    #[arg(long, value_name = "EMPLOYEE_NUMBER")]
    pub explain: Option<String>,
    #[arg(long)]
    pub json: bool,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    pub lang: Language,
}

/// Answers on standard output; why it cannot goes to standard error. `text_of` gives the words of a
/// language.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &ComputeArgs, text_of: &dyn Fn(Language) -> Text) -> anyhow::Result<u8> {
    let t = text_of(args.lang);
    let levies = std::fs::read_to_string(&args.levies)
        .with_context(|| format!("cannot read {}", args.levies.display()))
        .and_then(|json| Ok(percapita::read_levies(&json)?));
    let levies = match levies {
        Ok(levies) => levies,
        Err(error) => {
            eprintln!("quittance: {error:#}");
            return Ok(statement::CANNOT_READ);
        }
    };
    let words = |key: &str| t.kind(key, &[]);
    let lookup =
        |language, key: &str, arguments: &[(&'static str, &str)]| text_of(language).kind(key, arguments);
    let read = statement::read_lines(&args.file, args.start, args.end, args.lang, &lookup);
    let lines = match read {
        Ok(lines) => lines,
        Err(refusal) => {
            eprintln!("{}", refusal.said);
            return Ok(refusal.status);
        }
    };
    let assessment = assess(&lines, &levies, &[], args.end);
    if let Some(number) = &args.explain {
        return explain_one(args, &assessment, number, t);
    }
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &percapita::answer(&assessment, args.shares))?;
        writeln!(out)?;
    } else {
        let style = percapita::Style {
            words: &words,
            money: &|amount| t.money(&amount),
            rate: &|rate| t.percent(&rate),
            dollars: &|amount| t.dollars(t.number(&amount)),
        };
        write!(out, "{}", percapita::table(&assessment, args.shares, &style))?;
    }
    Ok(0)
}

fn explain_one(args: &ComputeArgs, assessment: &Assessment, number: &str, t: Text) -> anyhow::Result<u8> {
    if !explain::is_there(assessment, number) {
        eprintln!("{}", t.kind("dues-explain-nobody", &[("number", number)]));
        return Ok(statement::ERRORS_FOUND);
    }
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &explain::answer(assessment, number))?;
        writeln!(out)?;
        return Ok(0);
    }
    let style = explain::Style {
        say: &|key, arguments| t.kind(key, arguments),
        money: &|amount| t.money(&amount),
        rate: &|rate| t.percent(&rate),
        dollars: &|amount| t.dollars(t.number(&amount)),
    };
    write!(out, "{}", explain::text(assessment, number, &style))?;
    Ok(0)
}
