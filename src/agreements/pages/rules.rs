//! Every rule, with what it asks, an example and its clause, in the set of an agreement or as it stands
//! for one of the reader's employers.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use uuid::Uuid;

use super::{Tag, tag};
use crate::access::{Capability, SeeHome};
use crate::agreements::catalogue::{ENTRIES, Entry, Part};
use crate::agreements::{Agreement, Decided, Origin, Standing, store};
use crate::db::{self, Scoped};
use crate::statements;
use crate::statements::mapping::normalise;
use crate::statements::rules::find;
use crate::statements::store::Summary;
use crate::text::Text;
use crate::unions::{self, Employer};
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, encoded, html};

/// Checked of a year's slips, not of a statement: by `slips`.
const OF_SLIPS: &str = "V83";

/// A rule in the list.
pub struct RuleRow {
    pub code: &'static str,
    pub name: String,
    pub tag: Tag,
    pub asks: String,
    pub example: String,
    pub clause: &'static str,
    /// Who decided otherwise than the set, since when and why; empty when nobody did.
    pub decided: String,
}

/// The rules that look at one thing.
pub struct PartView {
    pub title: &'static str,
    pub rules: Vec<RuleRow>,
}

/// A set to choose.
pub struct SetLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

#[derive(Template)]
#[template(path = "agreements/rules.html")]
struct RulesPage {
    p: Page,
    /// What the list is of: an agreement, or an employer and its agreement.
    of: String,
    sets: Vec<SetLink>,
    /// The choice kept by the search: the name of its field and its value.
    chosen: (&'static str, String),
    search: String,
    shown: usize,
    parts: Vec<PartView>,
    may_decide: bool,
    /// The statement whose findings led here, and the page of one of them; empty from elsewhere.
    statement: String,
    back: String,
}

#[derive(Deserialize)]
pub struct Asked {
    convention: Option<Uuid>,
    employeur: Option<Uuid>,
    q: Option<String>,
    /// The statement, and its finding, that the rule was asked about from.
    releve: Option<Uuid>,
    constat: Option<i32>,
}

/// Whose rules are shown.
enum Of {
    Agreement(Agreement),
    Employer(Employer, Agreement),
}

pub async fn show(can: Can<SeeHome>, Query(asked): Query<Asked>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let employers = own_employers(&mut scoped).await?;
    let agreements = store::all(&mut scoped).await?;
    let from = origin(&mut scoped, &asked).await?;
    let (of, decided) = chosen(&mut scoped, &asked, from.as_ref(), &employers, &agreements).await?;
    let statement = from.map(|statement| statement.id.to_string()).unwrap_or_default();
    let search: String = asked.q.unwrap_or_default().trim().chars().take(100).collect();
    let words: Vec<String> =
        search.split_whitespace().map(normalise).filter(|word| !word.is_empty()).collect();
    let today = scoped.today();
    let rows =
        ENTRIES.iter().map(|entry| (entry.part(), row(entry, &decided.standing(entry.code, today), t)));
    let rows: Vec<(Part, RuleRow)> = rows.filter(|(_, row)| speaks_of(row, &words)).collect();
    let shown = rows.len();
    html(&RulesPage {
        p: can.page(t.agreements_title()),
        sets: sets(&of, &employers, &agreements, &kept(&search, &statement), t),
        chosen: match &of {
            Of::Agreement(agreement) => ("convention", agreement.id.to_string()),
            Of::Employer(employer, _) => ("employeur", employer.id.to_string()),
        },
        of: match &of {
            Of::Agreement(agreement) => t.agreements_of_agreement(agreement.name(t.lang())),
            Of::Employer(employer, agreement) => {
                t.agreements_of_employer(agreement.name(t.lang()), &employer.name)
            }
        },
        search,
        shown,
        parts: by_part(rows, t),
        may_decide: can.person.actor().holds(Capability::SeeRuleSettings),
        back: match (statement.as_str(), asked.constat) {
            ("", _) => String::new(),
            (id, Some(seq)) => format!("/releves/{id}/constats/{seq}"),
            (id, None) => format!("/releves/{id}"),
        },
        statement,
    })
}

/// The statement that the reader comes from; none that is not theirs.
async fn origin(scoped: &mut Scoped, asked: &Asked) -> Result<Option<Summary>, Failure> {
    let Some(id) = asked.releve else { return Ok(None) };
    match statements::store::one(scoped, id).await {
        Ok(statement) => Ok(Some(statement)),
        Err(db::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What the address of another set keeps of this one.
fn kept(search: &str, statement: &str) -> String {
    let parts = [("q", search), ("releve", statement)];
    let said = parts.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| format!("&{name}={}", encoded(value))).collect()
}

/// The employers of who acts for a union; of nobody else.
async fn own_employers(scoped: &mut Scoped) -> Result<Vec<Employer>, Failure> {
    match scoped.actor().union() {
        Some(union) => Ok(unions::store::union(scoped, union).await?.employers),
        None => Ok(Vec::new()),
    }
}

/// What was asked for, else the statement's employer, else one's first, else the first agreement.
async fn chosen(
    scoped: &mut Scoped,
    asked: &Asked,
    from: Option<&Summary>,
    employers: &[Employer],
    agreements: &[Agreement],
) -> Result<(Of, Decided), Failure> {
    let today = scoped.today();
    let employer = match (asked.employeur, asked.convention) {
        (Some(id), _) => Some(employers.iter().find(|employer| employer.id == id).ok_or(Failure::NotFound)?),
        (None, Some(_)) => None,
        (None, None) => {
            let of_statement = |employer: &&Employer| from.is_some_and(|from| from.employer == employer.id);
            employers.iter().find(of_statement).or_else(|| employers.first())
        }
    };
    if let Some(employer) = employer {
        let union = scoped.own_union()?;
        let (agreement, decided) = store::of_employer(scoped, union, employer.id, today).await?;
        return Ok((Of::Employer(employer.clone(), agreement), decided));
    }
    let found = match asked.convention {
        Some(id) => agreements.iter().find(|agreement| agreement.id == id),
        None => agreements.first(),
    };
    let agreement = found.ok_or(Failure::NotFound)?.clone();
    let decided = store::of_agreement(scoped, agreement.id).await?;
    Ok((Of::Agreement(agreement), decided))
}

fn sets(of: &Of, employers: &[Employer], agreements: &[Agreement], rest: &str, t: Text) -> Vec<SetLink> {
    let own = employers.iter().map(|employer| SetLink {
        href: format!("/regles?employeur={}{rest}", employer.id),
        label: employer.name.clone(),
        current: matches!(of, Of::Employer(shown, _) if shown.id == employer.id),
    });
    let all = agreements.iter().map(|agreement| SetLink {
        href: format!("/regles?convention={}{rest}", agreement.id),
        label: agreement.name(t.lang()).to_owned(),
        current: matches!(of, Of::Agreement(shown) if shown.id == agreement.id),
    });
    own.chain(all).collect()
}

fn row(entry: &Entry, standing: &Standing, t: Text) -> RuleRow {
    RuleRow {
        code: entry.code,
        // Listed, and not verified by the portal yet: said, not passed over.
        tag: match find(entry.code) {
            Some(_) => tag(standing.weight, t),
            None if entry.code == OF_SLIPS => tag(standing.weight, t),
            None => Tag { word: t.agreements_not_checked(), kind: "quiet" },
        },
        name: t.kind(&entry.name(), &[]),
        asks: t.kind(&entry.asks(), &[]),
        example: t.kind(&entry.example(), &[]),
        clause: entry.clause(),
        decided: decided(standing, t),
    }
}

fn decided(standing: &Standing, t: Text) -> String {
    let Some(since) = standing.since else { return String::new() };
    match (standing.origin, standing.until) {
        (Origin::Set, _) => String::new(),
        (Origin::Employer, None) => t.agreements_decided_employer(&standing.note, since),
        (Origin::Employer, Some(until)) => t.agreements_decided_employer_until(&standing.note, since, until),
        (Origin::Agreement, None) => t.agreements_decided_agreement(&standing.note, since),
        (Origin::Agreement, Some(until)) => {
            t.agreements_decided_agreement_until(&standing.note, since, until)
        }
    }
}

/// Whether the rule has every word looked for, accents and case aside. A number is looked for from its
/// start: 5.03 is not in 15.03.
fn speaks_of(row: &RuleRow, words: &[String]) -> bool {
    let said = [row.code, row.tag.word, &row.name, &row.asks, &row.example, row.clause].join(" ");
    let said: Vec<String> = said.split_whitespace().map(normalise).collect();
    words.iter().all(|word| {
        let is_number = word.bytes().all(|b| b.is_ascii_digit());
        said.iter().any(|one| if is_number { one.starts_with(word) } else { one.contains(word.as_str()) })
    })
}

fn by_part(rows: Vec<(Part, RuleRow)>, t: Text) -> Vec<PartView> {
    let mut parts: Vec<(Part, PartView)> = Vec::new();
    for (part, row) in rows {
        match parts.last_mut() {
            Some((last, view)) if *last == part => view.rules.push(row),
            _ => parts.push((part, PartView { title: title(part, t), rules: vec![row] })),
        }
    }
    parts.into_iter().map(|(_, view)| view).collect()
}

fn title(part: Part, t: Text) -> &'static str {
    match part {
        Part::File => t.agreements_part_file(),
        Part::Identity => t.agreements_part_identity(),
        Part::Job => t.agreements_part_job(),
        Part::Money => t.agreements_part_money(),
        Part::Absences => t.agreements_part_absences(),
        Part::PartTime => t.agreements_part_part_time(),
        Part::Corrections => t.agreements_part_corrections(),
    }
}
