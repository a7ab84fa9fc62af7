//! The words by which rows that are nobody's are known: sums, counts, payments and balances, who signs,
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

/// First words of what goes with a payment and is no sum of the lines: what is paid, left to pay or to
/// explain. Somebody may be called so: believed only beside figures, above the first line or below the last
/// one, where it corrects nobody.
const BALANCES: [&str; 32] = [
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
];
/// First words of a balance where a colon comes after: `Moins : avance`.
const SIGNS: [&str; 3] = ["moins", "less", "plus"];
/// Words of a balance that are nobody's name, however they are written: `Balance Due`, `SOLDE À PAYER`.
const OF_BALANCES: [&str; 54] = [
    "a",
    "anterieur",
    "anterieure",
    "arrondi",
    "au",
    "brought",
    "carried",
    "cotisation",
    "cotisations",
    "courant",
    "csn",
    "d",
    "de",
    "des",
    "direct",
    "du",
    "due",
    "dues",
    "employer",
    "employeur",
    "for",
    "forward",
    "from",
    "initial",
    "l",
    "la",
    "le",
    "mois",
    "no",
    "number",
    "numero",
    "of",
    "opening",
    "owing",
    "paie",
    "payable",
    "payer",
    "payroll",
    "period",
    "periode",
    "precedent",
    "precedente",
    "previous",
    "remettre",
    "reporte",
    "retro",
    "rounding",
    "salaires",
    "syndicale",
    "syndicales",
    "syndicat",
    "to",
    "total",
    "union",
];
/// Words of a total that do not say which part it sums: `Total des cotisations`.
const OF_ALL: [&str; 16] = [
    "cotisation",
    "cotisations",
    "de",
    "des",
    "du",
    "dues",
    "la",
    "le",
    "les",
    "of",
    "paie",
    "payroll",
    "salaire",
    "salaires",
    "salary",
    "the",
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
    /// What is paid, left to pay or to explain, which is no sum of the lines.
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
        _ if BALANCES.contains(&word) && names_nobody(text) => Some(Label::Balance),
        _ if SIGNS.contains(&word) && text.contains(':') && names_nobody(text) => Some(Label::Balance),
        _ => None,
    };
    let leads = matches!(first.as_str(), "grand" | "sous" | "sub" | "a");
    let second = || words.next().filter(|_| leads).and_then(|second| of(&second));
    let last = || normalise(start.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(""));
    of(&first).or_else(second).or_else(|| (last() == SUMS[0]).then_some(Label::Sum))
}

/// Whether no word of a balance may be somebody's name: after the first one, and the first one after a colon,
/// each is in lower case, has a digit or is one that balances have. `Ajustement Roy Luc` is Luc Roy's.
fn names_nobody(text: &str) -> bool {
    let is_nobodys = |word: &str| {
        let said = normalise(word);
        word.starts_with(char::is_lowercase)
            || word.contains(|c: char| c.is_ascii_digit())
            || [&BALANCES[..], &OF_BALANCES[..]].iter().any(|words| words.contains(&said.as_str()))
    };
    text.split(':').all(|part| {
        let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.skip(1).all(is_nobodys)
    })
}

/// Whether a text says that it sums all the lines.
pub fn says_grand(text: &str) -> bool {
    let label = normalise(&text.chars().take(MAX_LABEL).collect::<String>());
    ["grandtotal", "totalgeneral", "totalglobal"].iter().any(|word| label.contains(word))
}

/// Whether a text names a service or a shift: `Service 6160`, `Unité des soins`.
pub fn says_part(text: &str) -> bool {
    const PARTS: [&str; 8] =
        ["service", "departement", "department", "unite", "unit", "secteur", "quart", "shift"];
    let word = text.split(|c: char| !c.is_alphanumeric()).next().map(normalise).unwrap_or_default();
    // `Quart, Jean` is a family and a given name.
    !text.contains(',') && PARTS.contains(&word.as_str())
}

/// Whether a text says that it is remitted: `Total remis`, `Total à verser`.
pub fn says_remitted(text: &str) -> bool {
    const REMITTED: [&str; 9] =
        ["due", "payable", "payer", "remettre", "remis", "remise", "remitted", "verse", "verser"];
    let start: String = text.chars().take(MAX_LABEL).collect();
    start.split(|c: char| !c.is_alphanumeric()).any(|word| REMITTED.contains(&normalise(word).as_str()))
}

/// Whether a text says that it is a sum, and not of which part: `Total`, `Total des cotisations`.
pub fn says_sum_alone(text: &str) -> bool {
    if text.len() > MAX_LABEL {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).map(normalise);
    let said: String = words.filter(|word| !OF_ALL.contains(&word.as_str())).collect();
    SUMS.contains(&said.as_str())
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
