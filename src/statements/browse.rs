//! What of a statement is on the screen: which findings, which lines, which part of a long list.
//! Not how they are read (`store::browse`) nor shown (`pages`).

use super::{Severity, Status};

/// Rows of a page.
pub const A_PAGE: usize = 50;
/// Findings of each rule on the page that groups them.
pub const OF_EACH: usize = 10;

/// Where a page of a list stands: keyset paging both ways, by a key of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn<K> {
    First,
    After(K),
    Before(K),
}

impl<K> Turn<K> {
    /// The turn that an address asks for.
    pub fn of(after: Option<K>, before: Option<K>) -> Turn<K> {
        match (after, before) {
            (Some(after), _) => Turn::After(after),
            (None, Some(before)) => Turn::Before(before),
            (None, None) => Turn::First,
        }
    }
}

/// A part of a list in its order, with the keys of its ends where there is more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<T, K> {
    pub rows: Vec<T>,
    /// Key of the first row, when rows come before it.
    pub previous: Option<K>,
    /// Key of the last row, when rows come after it.
    pub next: Option<K>,
}

impl<T, K> Part<T, K> {
    /// The part that `turn` asked for, of rows read in its direction: one more than a page has when
    /// there are more, which is left out.
    pub fn of(mut rows: Vec<T>, turn: &Turn<K>, key: impl Fn(&T) -> K) -> Part<T, K> {
        let more = rows.len() > A_PAGE;
        rows.truncate(A_PAGE);
        let backwards = matches!(turn, Turn::Before(_));
        if backwards {
            rows.reverse();
        }
        let has_previous = if backwards { more } else { matches!(turn, Turn::After(_)) };
        let has_next = backwards || more;
        Part {
            previous: rows.first().filter(|_| has_previous).map(&key),
            next: rows.last().filter(|_| has_next).map(&key),
            rows,
        }
    }
}

/// What was done of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It blocks, or waits for a note.
    Open,
    /// It has its note.
    Acknowledged,
}

impl State {
    pub const ALL: [State; 2] = [State::Open, State::Acknowledged];

    pub fn code(self) -> &'static str {
        match self {
            State::Open => "ouvert",
            State::Acknowledged => "justifie",
        }
    }

    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Which findings; an empty text or `None` lets all through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindingFilter {
    pub severity: Option<Severity>,
    /// Code of a rule.
    pub rule: String,
    pub state: Option<State>,
    pub service: String,
    /// Words of a name, or a number.
    pub search: String,
}

/// Which lines by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfStatus {
    Is(Status),
    /// Neither full-time nor part-time: not said, or not understood.
    Other,
}

impl OfStatus {
    pub const ALL: [OfStatus; 3] =
        [OfStatus::Is(Status::FullTime), OfStatus::Is(Status::PartTime), OfStatus::Other];

    pub fn code(self) -> &'static str {
        match self {
            OfStatus::Is(status) => status.code(),
            OfStatus::Other => "autre",
        }
    }

    pub fn from_code(code: &str) -> Option<OfStatus> {
        OfStatus::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// Which lines; an empty text or `None` lets all through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineFilter {
    pub status: Option<OfStatus>,
    pub service: String,
    pub search: String,
    /// Only those with a finding of any severity.
    pub with_findings: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads as a store does: in the direction of the turn, one row more than a page.
    fn read(all: &[usize], turn: &Turn<usize>) -> Part<usize, usize> {
        let rows: Vec<usize> = match turn {
            Turn::First => all.iter().take(A_PAGE + 1).copied().collect(),
            Turn::After(key) => all.iter().filter(|row| *row > key).take(A_PAGE + 1).copied().collect(),
            Turn::Before(key) => {
                all.iter().rev().filter(|row| *row < key).take(A_PAGE + 1).copied().collect()
            }
        };
        Part::of(rows, turn, |row| *row)
    }

    #[test]
    fn pages_forth_and_back_have_every_row_once() {
        for count in [0, 1, A_PAGE, A_PAGE + 1, 3 * A_PAGE, 3 * A_PAGE + 7] {
            let all: Vec<usize> = (1..=count).map(|n| n * 3).collect();
            let (mut seen, mut turn) = (Vec::new(), Turn::First);
            let last = loop {
                let part = read(&all, &turn);
                seen.extend(part.rows.clone());
                match part.next {
                    Some(next) => turn = Turn::After(next),
                    None => break part,
                }
            };
            assert_eq!(seen, all);
            let (mut back, mut part) = (last.rows.clone(), last);
            while let Some(previous) = part.previous {
                part = read(&all, &Turn::Before(previous));
                back = [part.rows.clone(), back].concat();
            }
            assert_eq!(back, all);
        }
    }
}
