//! Words in both languages, and numbers, money and dates as each writes them.
//!
//! The methods of [`Text`] are made by `build.rs` from `locales/`: a missing key, translation or
//! argument does not compile. Parameters come in alphabetical order of their names. Kinds live in
//! the domains, words here.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::money::Cad;
use crate::statements::rules::RULES;

/// French comes first: a first visit is in French whatever the browser asks for (R113).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

/// The minus sign, U+2212: a hyphen may break from its number at the end of a line, and is not read as
/// one. Files have the plain hyphen (`web::export`).
const MINUS: &str = "\u{2212}";

impl Lang {
    /// The one of two names, in French and in English, that this language writes.
    pub fn written<S: AsRef<str>>(self, names: &[S; 2]) -> &str {
        let [fr, en] = names;
        match self {
            Lang::Fr => fr.as_ref(),
            Lang::En => en.as_ref(),
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Lang> {
        match code {
            "fr" => Some(Lang::Fr),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        }
    }
}

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Text {
    lang: Lang,
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

static FR: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("fr-CA", include_str!(concat!(env!("OUT_DIR"), "/fr.ftl"))));
static EN: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("en-CA", include_str!(concat!(env!("OUT_DIR"), "/en.ftl"))));

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source.to_owned()).expect("build.rs parsed it");
    let mut bundle = FluentBundle::new_concurrent(vec![language.parse().expect("a language tag")]);
    // U+2068 and U+2069 would leak into exports and comparisons; a value is escaped by the page.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(if language.starts_with("fr") { group_fr } else { group_en }));
    bundle.add_resource(resource).expect("build.rs refused double keys");
    bundle
}

fn group_fr<M>(value: &FluentValue, _: &M) -> Option<String> {
    group(Lang::Fr, value)
}

fn group_en<M>(value: &FluentValue, _: &M) -> Option<String> {
    group(Lang::En, value)
}

/// Numbers inside a message group their thousands like all the others.
fn group(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(Text::new(lang).digits(&number.as_string())),
        _ => None,
    }
}

impl Text {
    pub fn new(lang: Lang) -> Text {
        Text { lang }
    }

    pub fn lang(self) -> Lang {
        self.lang
    }

    fn choose(self, fr: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    fn format<const N: usize>(self, key: &str, args: [(&'static str, FluentValue<'static>); N]) -> String {
        let args = FluentArgs::from_iter(args);
        let bundle = match self.lang {
            Lang::Fr => &FR,
            Lang::En => &EN,
        };
        let pattern = bundle.get_message(key).and_then(|m| m.value()).expect("build.rs found it");
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        // The point of an hour ends the sentence too.
        if said.contains(".m..") { said.replace(".m..", ".m.") } else { said.into_owned() }
    }

    /// The words of a kind, by key: `rule-v14`, `column-dues`. Only for kinds whose keys are proved
    /// to exist (see the assertions below); an unknown key shows itself.
    pub fn kind(self, key: &str, args: &[(&'static str, &str)]) -> String {
        if KEYS.binary_search(&key).is_err() {
            debug_assert!(false, "no words for {key}");
            return key.to_owned();
        }
        let bundle = match self.lang {
            Lang::Fr => &FR,
            Lang::En => &EN,
        };
        let args = FluentArgs::from_iter(args.iter().map(|(name, value)| (*name, value.to_string())));
        let pattern = bundle.get_message(key).and_then(|m| m.value()).expect("build.rs found it");
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// The words of a key that was kept aside, which may give a number: none for a key that the portal no
    /// longer says.
    pub fn counted(self, key: &str, count: u64) -> Option<String> {
        KEYS.binary_search(&key).ok()?;
        Some(self.format(key, [("count", FluentValue::from(count))]))
    }

    /// `1 234,56 $` or `$1,234.56`; minus before everything.
    pub fn money(self, amount: &Cad) -> String {
        let digits = self.digits(&amount.abs().amount().to_string());
        let sign = if amount.is_negative() { MINUS } else { "" };
        match self.lang {
            Lang::Fr => format!("{sign}{digits}\u{a0}$"),
            Lang::En => format!("{sign}${digits}"),
        }
    }

    /// An exact number, all its decimals: `60,00` or `5.82822`.
    pub fn number(self, number: &Decimal) -> String {
        let sign = if number.is_sign_negative() && !number.is_zero() { MINUS } else { "" };
        format!("{sign}{}", self.digits(&number.abs().to_string()))
    }

    /// A whole number: `12 000` or `12,000`.
    pub fn count(self, count: &usize) -> String {
        self.digits(&count.to_string())
    }

    /// A fraction as a percentage: 0.0072 is `0,72 %` or `0.72%`.
    pub fn percent(self, fraction: &Decimal) -> String {
        let digits = self.digits(&(fraction * Decimal::ONE_HUNDRED).normalize().to_string());
        match self.lang {
            Lang::Fr => format!("{digits}\u{a0}%"),
            Lang::En => format!("{digits}%"),
        }
    }

    /// `1er avril 2026` or `April 1, 2026`.
    pub fn date(self, date: &NaiveDate) -> String {
        let year = date.year();
        match self.lang {
            Lang::Fr => format!("{} {year}", self.day(date)),
            Lang::En => format!("{}, {year}", self.day(date)),
        }
    }

    /// The date without its year: `1er avril` or `April 1`.
    pub fn day(self, date: &NaiveDate) -> String {
        const FR: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (day, month) = (date.day(), date.month0() as usize);
        match self.lang {
            Lang::Fr if day == 1 => format!("1er\u{a0}{}", FR[month]),
            Lang::Fr => format!("{day}\u{a0}{}", FR[month]),
            Lang::En => format!("{}\u{a0}{day}", EN[month]),
        }
    }

    /// Date and time of day in America/Toronto: `6 septembre 2025, 9 h 05` or
    /// `September 6, 2025, 9:05 a.m.`
    pub fn moment(self, at: &DateTime<Utc>) -> String {
        let local = at.with_timezone(&clock::ZONE);
        let date = self.date(&local.date_naive());
        match self.lang {
            Lang::Fr => format!("{date}, {}\u{a0}h\u{a0}{:02}", local.hour(), local.minute()),
            Lang::En => {
                let (afternoon, hour) = local.hour12();
                let half = if afternoon { "p.m." } else { "a.m." };
                format!("{date}, {hour}:{:02}\u{a0}{half}", local.minute())
            }
        }
    }

    fn digits(self, plain: &str) -> String {
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let (group, point) = match self.lang {
            Lang::Fr => ('\u{a0}', ','),
            Lang::En => (',', '.'),
        };
        let mut out = String::with_capacity(plain.len() + 8);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if !decimals.is_empty() {
            out.push(point);
            out.push_str(decimals);
        }
        out
    }
}

/// What a message takes: text as it is; numbers, money and dates as the language writes them.
pub trait Arg {
    fn value(&self, text: Text) -> FluentValue<'static>;
}

impl<T: Arg + ?Sized> Arg for &T {
    fn value(&self, text: Text) -> FluentValue<'static> {
        (**self).value(text)
    }
}

impl Arg for str {
    fn value(&self, _: Text) -> FluentValue<'static> {
        FluentValue::String(self.to_owned().into())
    }
}

impl Arg for String {
    fn value(&self, text: Text) -> FluentValue<'static> {
        self.as_str().value(text)
    }
}

impl Arg for Cad {
    fn value(&self, text: Text) -> FluentValue<'static> {
        text.money(self).value(text)
    }
}

impl Arg for NaiveDate {
    fn value(&self, text: Text) -> FluentValue<'static> {
        text.date(self).value(text)
    }
}

impl Arg for DateTime<Utc> {
    fn value(&self, text: Text) -> FluentValue<'static> {
        text.moment(self).value(text)
    }
}

impl Arg for Decimal {
    fn value(&self, text: Text) -> FluentValue<'static> {
        text.number(self).value(text)
    }
}

macro_rules! counts {
    ($($integer:ty),*) => {$(
        /// A number, so that a message can choose its plural.
        impl Arg for $integer {
            fn value(&self, _: Text) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )*};
}
counts!(u8, u32, i32, i64, i128, usize);

/// Every rule of the registry has its two messages, or the build fails.
const _: () = {
    let mut i = 0;
    while i < RULES.len() {
        assert!(has(RULES[i].key, ""), "a rule has no message");
        assert!(has(RULES[i].key, "-todo"), "a rule does not say what to do");
        i += 1;
    }
};

/// The keys are sorted: halved until one is left, since the compiler counts its steps.
const fn has(key: &str, suffix: &str) -> bool {
    let (mut low, mut high) = (0, KEYS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match order(KEYS[middle].as_bytes(), key.as_bytes(), suffix.as_bytes()) {
            0 => return true,
            1 => high = middle,
            _ => low = middle + 1,
        }
    }
    false
}

/// 0 when the whole is the start and the end, 1 when it comes after them, -1 when before.
const fn order(whole: &[u8], start: &[u8], end: &[u8]) -> i8 {
    let length = start.len() + end.len();
    let mut i = 0;
    while i < whole.len() && i < length {
        let expected = if i < start.len() { start[i] } else { end[i - start.len()] };
        if whole[i] != expected {
            return if whole[i] > expected { 1 } else { -1 };
        }
        i += 1;
    }
    if whole.len() == length {
        0
    } else if whole.len() > length {
        1
    } else {
        -1
    }
}
