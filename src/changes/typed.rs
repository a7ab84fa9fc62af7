//! What people type in a field of the file, brought to the one form that it is kept in.

use chrono::{Datelike as _, NaiveDate};

use crate::unions::file::{Field, Shape};

/// Why a typed value is not taken; its words are `typed-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    TooLong,
    NotAPhone,
    NotAnEmail,
    NotAWebAddress,
    NotADate,
    NotANumber,
    NotAChoice,
    NotABankAccount,
    /// The field cannot be emptied.
    Missing,
    /// The mandate ends before it begins.
    EndsBefore,
    /// Appointed after the change takes effect, on a day still to come.
    AfterEffect,
    /// A year that is a slip of the finger.
    FarAway,
}

impl Fault {
    pub const ALL: [Fault; 12] = [
        Fault::TooLong,
        Fault::NotAPhone,
        Fault::NotAnEmail,
        Fault::NotAWebAddress,
        Fault::NotADate,
        Fault::NotANumber,
        Fault::NotAChoice,
        Fault::NotABankAccount,
        Fault::Missing,
        Fault::EndsBefore,
        Fault::AfterEffect,
        Fault::FarAway,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Fault::TooLong => "too-long",
            Fault::NotAPhone => "phone",
            Fault::NotAnEmail => "email",
            Fault::NotAWebAddress => "web",
            Fault::NotADate => "date",
            Fault::NotANumber => "number",
            Fault::NotAChoice => "choice",
            Fault::NotABankAccount => "bank-account",
            Fault::Missing => "missing",
            Fault::EndsBefore => "ends-before",
            Fault::AfterEffect => "after-effect",
            Fault::FarAway => "far-away",
        }
    }
}

const LONGEST_LINES: usize = 400;

/// The value to keep of what was typed; empty when the field is left or made empty.
///
/// # Errors
/// A [`Fault`] when it cannot be a value of that field.
pub fn value(field: Field, typed: &str) -> Result<String, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        let needed = [Field::Name, Field::EmployerName, Field::PersonName, Field::Duty].contains(&field);
        return if needed { Err(Fault::Missing) } else { Ok(String::new()) };
    }
    match field.shape() {
        Shape::Text(most) => within(one_line(typed), most),
        Shape::Lines => within(lines(typed), LONGEST_LINES),
        Shape::Phone => phone(typed),
        Shape::Email => email(typed),
        Shape::Web => web(typed),
        Shape::Date => typed.parse::<NaiveDate>().map(|date| date.to_string()).map_err(|_| Fault::NotADate),
        Shape::YesNo => choice(typed, &["yes", "no"]),
        Shape::Choice(codes) => choice(typed, codes),
        Shape::Whole(least, most) => match typed.parse::<u32>() {
            Ok(number) if (least..=most).contains(&number) => Ok(number.to_string()),
            _ => Err(Fault::NotANumber),
        },
        Shape::BankAccount => bank_account(typed),
    }
}

const FIRST_YEAR: i32 = 1970;
/// Years before and after today that a mandate may begin or end in.
const MANDATE_YEARS: i32 = 10;

/// Whether a day can be the value of a field, in a change that counts from another.
///
/// # Errors
/// [`Fault::FarAway`] for a year that cannot be meant, [`Fault::AfterEffect`] for an appointment
/// still to come when the change takes effect.
pub fn day_stands(
    field: Field,
    day: NaiveDate,
    today: NaiveDate,
    effective_on: NaiveDate,
) -> Result<(), Fault> {
    let (year, this_year) = (day.year(), today.year());
    let stands = match field {
        Field::AppointedOn | Field::AgreementFrom => (FIRST_YEAR..=this_year + MANDATE_YEARS).contains(&year),
        Field::MandateFrom | Field::MandateTo => (year - this_year).abs() <= MANDATE_YEARS,
        _ => true,
    };
    match () {
        () if !stands => Err(Fault::FarAway),
        () if field == Field::AppointedOn && day > today.max(effective_on) => Err(Fault::AfterEffect),
        () => Ok(()),
    }
}

fn within(value: String, most: usize) -> Result<String, Fault> {
    if value.chars().count() > most { Err(Fault::TooLong) } else { Ok(value) }
}

/// Spaces of any kind as one, nothing that does not print.
fn one_line(typed: &str) -> String {
    let printable: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    printable.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn lines(typed: &str) -> String {
    typed.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn choice(typed: &str, codes: &[&str]) -> Result<String, Fault> {
    codes.iter().find(|code| **code == typed).map(|code| (*code).to_owned()).ok_or(Fault::NotAChoice)
}

/// `418-555-0101`, or `418-555-0101 p. 12` with an extension.
fn phone(typed: &str) -> Result<String, Fault> {
    let lower = typed.to_lowercase();
    let mark = lower.find(|c: char| c.is_alphabetic() || c == '#');
    let (number, extension) = lower.split_at(mark.unwrap_or(lower.len()));
    if number.chars().any(|c| !(c.is_ascii_digit() || "+-. ()\u{a0}".contains(c))) {
        return Err(Fault::NotAPhone);
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = digits(number);
    let number = number.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&number);
    let extension_digits = digits(extension);
    let is_extension = mark.is_none() || (1..=6).contains(&extension_digits.len());
    if number.len() != 10 || !number.is_ascii() || !is_extension {
        return Err(Fault::NotAPhone);
    }
    let plain = format!("{}-{}-{}", &number[..3], &number[3..6], &number[6..]);
    Ok(if mark.is_some() { format!("{plain} p. {extension_digits}") } else { plain })
}

fn email(typed: &str) -> Result<String, Fault> {
    let lower = typed.to_lowercase();
    let Some((local, domain)) = lower.split_once('@') else { return Err(Fault::NotAnEmail) };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c);
    let domain_stands = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    let stands = !local.is_empty() && local.chars().all(plain) && domain_stands && lower.len() <= 254;
    if stands { Ok(lower) } else { Err(Fault::NotAnEmail) }
}

/// An address of the web and nothing that a browser would run.
fn web(typed: &str) -> Result<String, Fault> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let address = rest.map_or_else(|| format!("https://{typed}"), |_| typed.to_owned());
    let host = rest.unwrap_or(typed).split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c);
    let stands = host.contains('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c))
        && address.chars().all(plain)
        && address.len() <= 200;
    if stands { Ok(address) } else { Err(Fault::NotAWebAddress) }
}

/// Branch, institution, account: `12345-003-1234567`.
fn bank_account(typed: &str) -> Result<String, Fault> {
    let parts: Vec<&str> = typed.split(['-', ' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let [branch, institution, account] = parts[..] else { return Err(Fault::NotABankAccount) };
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if digits(branch, 5..=5) && digits(institution, 3..=3) && digits(account, 5..=12) {
        Ok(format!("{branch}-{institution}-{account}"))
    } else {
        Err(Fault::NotABankAccount)
    }
}

/// What may be shown of a bank account: its last four digits (R107).
pub fn masked(account: &str) -> String {
    let last = account.len().saturating_sub(4);
    format!("•••• {}", account.get(last..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn keeps(field: Field, typed: &str, kept: &str) {
        assert_eq!(value(field, typed).as_deref(), Ok(kept), "{typed}");
    }

    #[track_caller]
    fn refuses(field: Field, fault: Fault, typed: &[&str]) {
        for each in typed {
            assert_eq!(value(field, each), Err(fault), "{each}");
        }
    }

    #[test]
    fn a_phone_is_kept_in_one_form_however_typed() {
        keeps(Field::Phone, "(418) 555-0101", "418-555-0101");
        keeps(Field::Phone, "+1 418.555.0101", "418-555-0101");
        keeps(Field::Phone, "418 555-0101, poste 12".replace(',', "").as_str(), "418-555-0101 p. 12");
        keeps(Field::Phone, "4185550101 #7", "418-555-0101 p. 7");
        refuses(
            Field::Phone,
            Fault::NotAPhone,
            &["555-0101", "418-555-01012", "poste 12", "418-555-0101 poste", "４１８5550101"],
        );
    }

    #[test]
    fn an_email_is_lower_case_and_one_address() {
        keeps(Field::Email, " Info@STT-BSL.example ", "info@stt-bsl.example");
        refuses(
            Field::Email,
            Fault::NotAnEmail,
            &[
                "info",
                "info@",
                "@x.example",
                "a b@x.example",
                "a@x",
                "a@x.example\nBcc: b@y.example",
                "a@-x.example",
                "a@x..example",
            ],
        );
    }

    #[test]
    fn an_address_of_the_web_is_never_something_to_run() {
        keeps(Field::Website, "stt-bsl.example", "https://stt-bsl.example");
        keeps(Field::Website, "http://stt.example/a?b=c", "http://stt.example/a?b=c");
        refuses(
            Field::Website,
            Fault::NotAWebAddress,
            &["javascript:alert(1)", "data:text/html,x", "x", "https://a.example/\"><b>", "ftp://a.example"],
        );
    }

    #[test]
    fn a_bank_account_has_three_parts_and_shows_four_digits() {
        keeps(Field::BankAccount, "12345 815 1234567", "12345-815-1234567");
        assert_eq!(masked("12345-815-1234567"), "•••• 4567");
        refuses(
            Field::BankAccount,
            Fault::NotABankAccount,
            &["1234567", "123-45678-1234567", "12345-815-1234567890123", "12345-815-12a4567"],
        );
    }

    #[test]
    fn text_loses_what_does_not_print_and_not_its_accents() {
        keeps(Field::Name, "Syndicat\tdes\u{0}  salarié-es –CSN ", "Syndicat des salarié-es –CSN");
        keeps(Field::Address, " 1, rue A \r\n\r\n Rimouski\n", "1, rue A\nRimouski");
        refuses(Field::Name, Fault::Missing, &["", "   "]);
        refuses(Field::Name, Fault::TooLong, &["x".repeat(201).as_str()]);
        keeps(Field::Phone, "", "");
    }

    #[test]
    fn choices_numbers_and_dates_are_those_of_the_field() {
        keeps(Field::Language, "en", "en");
        refuses(Field::Language, Fault::NotAChoice, &["es", "FR"]);
        keeps(Field::Region, "01", "1");
        refuses(Field::Region, Fault::NotANumber, &["0", "19", "-1", "1.0"]);
        keeps(Field::MandateTo, "2027-05-14", "2027-05-14");
        refuses(Field::MandateTo, Fault::NotADate, &["2027-02-29", "14/05/2027"]);
    }
    #[test]
    fn a_day_is_one_that_can_be_meant() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let stands = |field, text| day_stands(field, day(text), day("2025-09-06"), day("2025-10-01"));
        assert_eq!(stands(Field::AppointedOn, "1970-01-01"), Ok(()));
        assert_eq!(stands(Field::AppointedOn, "1969-12-31"), Err(Fault::FarAway));
        assert_eq!(stands(Field::AppointedOn, "2025-10-01"), Ok(()));
        assert_eq!(stands(Field::AppointedOn, "2025-10-02"), Err(Fault::AfterEffect));
        assert_eq!(
            day_stands(Field::AppointedOn, day("2025-09-05"), day("2025-09-06"), day("2025-08-01")),
            Ok(())
        );
        assert_eq!(stands(Field::MandateFrom, "2015-01-01"), Ok(()));
        assert_eq!(stands(Field::MandateFrom, "2014-12-31"), Err(Fault::FarAway));
        assert_eq!(stands(Field::MandateTo, "2035-12-31"), Ok(()));
        assert_eq!(stands(Field::MandateTo, "2036-01-01"), Err(Fault::FarAway));
        assert_eq!(stands(Field::AgreementFrom, "0206-09-06"), Err(Fault::FarAway));
    }
}
