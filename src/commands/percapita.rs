//! `quittance percapita compute FILE --levies L --start D --end D [--shares]`: the levies file in,
//! an assessment out as data or as a table. The lines come already read and checked.

use rust_decimal::Decimal;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::{Side, columns};
use crate::dues::{Assessment, Basis, Levy, LevyAssessment, LevyError, RawLevy, Share, overlap};
use crate::money::Cad;

/// Why a levies file is refused; `levy` counts from 1.
#[derive(Debug, thiserror::Error)]
pub enum LevyFileError {
    #[error("the levies file is not the JSON expected: {0}")]
    Json(#[from] serde_json::Error),
    #[error("levy {levy} ({payee} {code}): {error}")]
    Levy { levy: usize, payee: String, code: String, error: LevyError },
    #[error("levies {first} and {second} ({payee} {code}) hold on the same days")]
    Overlap { first: usize, second: usize, payee: String, code: String },
}

/// The levies of a file of section 9, in its order, each checked, none overlapping.
pub fn read_levies(json: &str) -> Result<Vec<Levy>, LevyFileError> {
    #[derive(Deserialize)]
    struct File {
        levies: Vec<RawLevy>,
    }
    let file: File = serde_json::from_str(json.trim_start_matches('\u{feff}'))?;
    let mut levies = Vec::with_capacity(file.levies.len());
    for (i, raw) in file.levies.into_iter().enumerate() {
        let (payee, code) = (raw.payee.clone(), raw.code.clone());
        let levy =
            Levy::try_from(raw).map_err(|error| LevyFileError::Levy { levy: i + 1, payee, code, error })?;
        levies.push(levy);
    }
    if let Some((first, second)) = overlap(&levies) {
        let (payee, code) = (levies[first].payee().to_owned(), levies[first].code().to_owned());
        return Err(LevyFileError::Overlap { first: first + 1, second: second + 1, payee, code });
    }
    Ok(levies)
}

/// The answer of `--json`, in the order of keys that `percapita.md` section 9 fixes.
#[derive(Debug, Serialize)]
pub struct Answer<'a> {
    /// Contributors of the statement, whatever the levies count.
    persons: usize,
    levies: Vec<LevyAnswer<'a>>,
    total: Cad,
}

#[derive(Debug, Serialize)]
struct LevyAnswer<'a> {
    payee: &'a str,
    code: &'a str,
    basis: Basis,
    persons: usize,
    /// Null for `per_person`.
    base: Option<Cad>,
    amount: Cad,
    #[serde(skip_serializing_if = "Option::is_none")]
    shares: Option<Shares<'a>>,
}

/// Amounts by employee number, in byte order.
#[derive(Debug)]
struct Shares<'a>(Vec<Share<'a>>);

impl Serialize for Shares<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        // A number that comes twice has one key, with the sum: an object cannot say it twice.
        for same in self.0.chunk_by(|a, b| a.person.employee_number == b.person.employee_number) {
            let amount: Cad = same.iter().map(|share| share.amount).sum();
            map.serialize_entry(same[0].person.employee_number, &amount)?;
        }
        map.end()
    }
}

/// An assessment as data, with everyone's shares or without.
pub fn answer<'a>(assessment: &Assessment<'a>, with_shares: bool) -> Answer<'a> {
    let levies = assessment.levies.iter().map(|levy| LevyAnswer {
        payee: levy.levy.payee(),
        code: levy.levy.code(),
        basis: levy.levy.basis(),
        persons: levy.persons,
        base: levy.base,
        amount: levy.amount,
        shares: with_shares.then(|| Shares(assessment.shares(levy))),
    });
    Answer { persons: assessment.persons(), levies: levies.collect(), total: assessment.total() }
}

/// How a table writes what depends on the language.
pub struct Style<'s> {
    /// The text of a key of `dues.ftl`, none of which takes an argument.
    pub words: &'s dyn Fn(&str) -> String,
    /// `1 234,56 $` or `$1,234.56`.
    pub money: &'s dyn Fn(Cad) -> String,
    /// A rate from its fraction: `0,72 %` or `0.72%`.
    pub rate: &'s dyn Fn(Decimal) -> String,
    /// A number with as many decimals as it has, in dollars: an amount that may be less than a cent.
    pub dollars: &'s dyn Fn(Decimal) -> String,
}

/// An assessment as a table for people, with everyone's shares below it or without.
pub fn table(assessment: &Assessment, with_shares: bool, style: &Style) -> String {
    let words = style.words;
    let mut text = format!("{} {}\n\n", words("dues-table-contributors"), assessment.persons());
    text.push_str(&levies_table(assessment, style));
    for levy in assessment.levies.iter().filter(|levy| levy.substituted) {
        let name = format!("{} {}", levy.levy.payee(), levy.levy.code());
        text.push_str(&format!("\n{name}  {}\n", words("dues-working-substituted")));
    }
    if with_shares && !assessment.levies.is_empty() {
        text.push('\n');
        text.push_str(&shares_table(assessment, style));
    }
    text
}

fn levies_table(assessment: &Assessment, style: &Style) -> String {
    let words = style.words;
    let heading = ["payee", "levy", "basis", "rate", "persons", "base", "amount"];
    let mut rows = vec![heading.map(|column| words(&format!("dues-table-{column}"))).to_vec()];
    for levy in &assessment.levies {
        rows.push(vec![
            levy.levy.payee().to_owned(),
            levy.levy.code().to_owned(),
            words(levy.levy.basis().word()),
            rate_or_amount(levy, style),
            levy.persons.to_string(),
            levy.base.map_or_else(|| words("dues-table-no-base"), style.money),
            (style.money)(levy.amount),
        ]);
    }
    let mut total = vec![String::new(); heading.len()];
    total[0] = words("dues-table-total");
    total[heading.len() - 1] = (style.money)(assessment.total());
    rows.push(total);
    use Side::{Left, Right};
    columns(&[Left, Left, Left, Right, Right, Right, Right], &rows)
}

fn rate_or_amount(levy: &LevyAssessment, style: &Style) -> String {
    match (levy.levy.rate(), levy.levy.amount()) {
        (Some(rate), _) => (style.rate)(rate),
        (_, Some(amount)) => (style.dollars)(amount),
        (None, None) => String::new(),
    }
}

/// One row a contributor and one column a levy; empty where a levy does not count the person.
fn shares_table(assessment: &Assessment, style: &Style) -> String {
    let levies = &assessment.levies;
    let mut heading = vec![(style.words)("dues-table-employee-number")];
    heading.extend(levies.iter().map(|levy| format!("{} {}", levy.levy.payee(), levy.levy.code())));
    let shares: Vec<Vec<Share>> = levies.iter().map(|levy| assessment.shares(levy)).collect();
    let mut rows = vec![heading];
    for (i, person) in assessment.contributors().people().iter().enumerate() {
        // Levies count the first people in this same order, so a share's place is the person's.
        let share = |shares: &Vec<Share>| shares.get(i).map_or_else(String::new, |s| (style.money)(s.amount));
        let mut row = vec![person.employee_number.to_owned()];
        row.extend(shares.iter().map(share));
        rows.push(row);
    }
    let mut sides = vec![Side::Left];
    sides.extend(levies.iter().map(|_| Side::Right));
    columns(&sides, &rows)
}
