//! The words by which rows that are nobody's are known: sums, counts, payments, balances, who signs,
//! units. Which row may be believed to be one is the parent's.

use crate::statements::mapping::normalise;

/// Characters of a label that are looked at.
const MAX_LABEL: usize = 60;

/// First words of a sum. No person is called so.
const SUMS: [&str; 10] = [
    "total",
    "totaux",
    "totals",
    "totale",
    "ttl",
    "soustotal",
    "soustotaux",
    "subtotal",
    "subtotals",
    "grandtotal",
];
/// First words of a sum or of a count that somebody may be called: believed only beside figures.
const COUNTS: [&str; 35] = [
    // Tót is a family.
    "tot",
    "gt",
    "somme",
    "sommes",
    "sum",
    "cumul",
    "cumulatif",
    "cumulative",
    "resultat",
    "moyenne",
    "average",
    "report",
    "reporter",
    "nombre",
    "nbre",
    "nb",
    "number",
    "count",
    "headcount",
    "effectif",
    "effectifs",
    "employes",
    "employees",
    "employe",
    "employee",
    "salaries",
    "personnes",
    "people",
    "lignes",
    "lines",
    "records",
    "enregistrements",
    "ensemble",
    "fin",
    "end",
];

/// First words of the payment that goes with a statement. Somebody may be called so: believed only beside
/// figures, where nobody has a number.
const PAYMENTS: [&str; 17] = [
    "cheque",
    "cheques",
    "remettre",
    "remise",
    "depot",
    "remittance",
    "deposit",
    "montant",
    "net",
    "virement",
    "virements",
    "paiement",
    "payment",
    "payable",
    "facture",
    "invoice",
    "retenues",
];
/// First words of what is left to pay or to explain: a difference, a balance. Somebody may be called so:
/// believed only as payments are, and below the last line, where it corrects nobody.
const BALANCES: [&str; 18] = [
    "ecart",
    "ecarts",
    "ajustement",
    "ajustements",
    "solde",
    "soldes",
    "difference",
    "differences",
    "balance",
    "balances",
    "adjustment",
    "adjustments",
    "variance",
    "arrerages",
    "arrears",
    "moins",
    "less",
    "plus",
];
/// First words, where employee numbers stand, of who prepared the statement or signs it.
const SIGNERS: [&str; 12] = [
    "representant",
    "representante",
    "responsable",
    "prepare",
    "verifie",
    "approuve",
    "signature",
    "signe",
    "contact",
    "prepared",
    "approved",
    "signed",
];
/// What a row of units says of its columns, `$` and `%` left out.
const UNITS: [&str; 15] = [
    "", "h", "hre", "hres", "heure", "heures", "hour", "hours", "jours", "days", "aaaammjj", "yyyymmdd",
    "jjmmaaaa", "ddmmyyyy", "mmddyyyy",
];

/// A number, an amount, a count: a digit and no letter but those of a currency.
pub fn is_figure(text: &str) -> bool {
    let plain = text.trim_start_matches("CA").trim_end_matches("CAD").trim_end_matches("CA");
    plain.bytes().any(|b| b.is_ascii_digit()) && !plain.chars().any(char::is_alphabetic)
}

/// What a text says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Sum,
    /// A count, or a sum that somebody may be called after.
    Count,
    /// A payment, which is no sum of the lines.
    Payment,
    /// What is left to pay or to explain, which is none either.
    Balance,
}

/// What the first word of a text, numbers left out, or its last one says that it is: `6160 - Total`,
/// `Nb d'employés`, `Sous-total`, `Grand total`, `À reporter`, `Service 6160 total`.
pub fn label(text: &str) -> Option<Label> {
    let start = text.char_indices().nth(MAX_LABEL).map_or(text, |(at, _)| &text[..at]);
    if start.trim_start().starts_with(['∑', 'Σ']) {
        return Some(Label::Sum);
    }
    let mut words = start
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.contains(|c: char| !c.is_ascii_digit()))
        .map(normalise);
    let first = words.next()?;
    let of = |word: &str| match word {
        _ if SUMS.contains(&word) => Some(Label::Sum),
        // `Sum, Kim` is a family and a given name.
        _ if text.contains(',') => None,
        _ if COUNTS.contains(&word) => Some(Label::Count),
        _ if PAYMENTS.contains(&word) => Some(Label::Payment),
        _ if BALANCES.contains(&word) => Some(Label::Balance),
        _ => None,
    };
    let leads = matches!(first.as_str(), "grand" | "sous" | "sub" | "a");
    let second = || words.next().filter(|_| leads).and_then(|second| of(&second));
    let last = || normalise(start.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(""));
    of(&first).or_else(second).or_else(|| (last() == SUMS[0]).then_some(Label::Sum))
}

/// Whether a text says that it sums all the lines.
pub fn says_grand(text: &str) -> bool {
    let label = normalise(&text.chars().take(MAX_LABEL).collect::<String>());
    ["grandtotal", "totalgeneral", "totalglobal"].iter().any(|word| label.contains(word))
}

/// Whether a text says that it is a sum, and not of what: `Total`.
pub fn says_sum_alone(text: &str) -> bool {
    text.len() <= MAX_LABEL && SUMS.contains(&normalise(text).as_str())
}

/// Whether a text begins as that of who prepared the statement or signs it.
pub fn says_signer(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().map(normalise).unwrap_or_default();
    SIGNERS.contains(&word.as_str())
}

/// Whether a text is what a column is counted in.
pub fn is_unit(text: &str) -> bool {
    text.len() <= MAX_LABEL && UNITS.contains(&normalise(text).as_str())
}
