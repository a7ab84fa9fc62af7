//! Pages of aggregates: persons and bases, a budget split by them, the bodies' years. What they share:
//! the date and the cut asked for, and the rows found.

pub mod declared;
pub mod headcounts;
pub mod split;
pub mod years;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use super::{By, Group, Key, Unit, aggregate, total};
use crate::access::Need;
use crate::db::{Result, Scoped};
use crate::text::Text;
use crate::unions::store::bodies;
use crate::unions::{Body, BodyKind};
use crate::web::guard::Can;
use crate::web::page::encoded;
use crate::web::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/effectifs", headcounts::show)
        .get("/effectifs.csv", headcounts::csv)
        .get("/repartition", split::show)
        .get("/repartition.csv", split::csv)
        .get("/exercices/{year}/{period}", declared::of_period)
        .get("/exercices/{year}/{period}/{union}", declared::levies)
        .get("/exercices/syndicats/{union}", declared::of_union)
        .get("/exercices", years::show)
        .get("/exercices.csv", years::csv)
}

/// A link of a filter.
pub struct Link {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// Something to put right in the form.
pub struct Problem {
    pub href: String,
    pub text: String,
}

/// What is asked of every page: a date, a cut, one body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "le-year")]
    year: String,
    #[serde(rename = "le-month")]
    month: String,
    #[serde(rename = "le-day")]
    day: String,
    par: String,
    corps: String,
    /// How many rows come before the page.
    apres: usize,
}

/// A date as its three fields show it.
pub struct DateFields {
    pub year: String,
    pub month: String,
    pub day: String,
    pub error: String,
}

/// The rows found, with the names of their keys.
pub struct Found {
    pub date: NaiveDate,
    pub fields: DateFields,
    pub by: By,
    /// The federation or central council to which it is narrowed.
    pub body: Option<Body>,
    pub units: Vec<Unit>,
    pub groups: BTreeMap<Key, Group>,
    pub all: Group,
    bodies: Vec<Body>,
}

/// Who reads: a union itself, the office of a federation or of a council its unions, finance everybody.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Union,
    Office,
    Everybody,
}

impl Reader {
    pub fn of<C: Need>(can: &Can<C>) -> Reader {
        let actor = can.person.actor();
        match (actor.union(), actor.federation()) {
            (Some(_), _) => Reader::Union,
            (None, Some(_)) => Reader::Office,
            (None, None) => Reader::Everybody,
        }
    }

    /// The cuts that say something to this reader, the first one by default.
    pub fn cuts(self) -> &'static [By] {
        match self {
            Reader::Union => &[By::Unit, By::Institution, By::Union],
            Reader::Office => &[By::Union, By::Federation, By::CentralCouncil, By::Institution, By::Unit],
            Reader::Everybody => &By::ALL,
        }
    }
}

impl Asked {
    /// The address of a page with these choices, and others in their place.
    fn path(&self, page: &str, by: By, body: &str, after: usize) -> String {
        let mut path = format!("{page}?par={}", by.code());
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                path += &format!("&{name}={}", encoded(value));
            }
        };
        add("corps", body);
        add("le-year", &self.year);
        add("le-month", &self.month);
        add("le-day", &self.day);
        if after > 0 {
            add("apres", &after.to_string());
        }
        path
    }

    /// The date asked for: today when none is; an error when what was typed is none.
    fn date(&self, today: NaiveDate, t: Text) -> (NaiveDate, DateFields) {
        let typed = [&self.year, &self.month, &self.day];
        let is_blank = typed.iter().all(|part| part.trim().is_empty());
        let date = match (self.year.trim().parse(), self.month.trim().parse(), self.day.trim().parse()) {
            (Ok(year), Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day),
            _ => None,
        };
        let date = date.filter(|date| (2000..=2999).contains(&date.year()));
        let shown = |date: NaiveDate, error: &str| DateFields {
            year: date.year().to_string(),
            month: date.month().to_string(),
            day: date.day().to_string(),
            error: error.to_owned(),
        };
        match date {
            Some(date) => (date, shown(date, "")),
            None if is_blank => (today, shown(today, "")),
            None => {
                let [year, month, day] = typed.map(|part| part.trim().to_owned());
                (today, DateFields { year, month, day, error: t.aggregates_bad_date().to_owned() })
            }
        }
    }
}

impl Found {
    pub async fn read(scoped: &mut Scoped, asked: &Asked, reader: Reader, t: Text) -> Result<Found> {
        let (date, fields) = asked.date(scoped.today(), t);
        let cuts = reader.cuts();
        let by = By::from_code(&asked.par).filter(|by| cuts.contains(by)).unwrap_or(cuts[0]);
        let bodies = bodies(scoped).await?;
        let of_unions = |kind| matches!(kind, BodyKind::Federation | BodyKind::CentralCouncil);
        let body = bodies.iter().find(|body| body.code == asked.corps && of_unions(body.kind)).cloned();
        let mut units = store::as_of(scoped, date).await?;
        if let Some(body) = &body {
            units.retain(|unit| [unit.federation, unit.central_council].contains(&body.id));
        }
        let shared = store::shared(scoped, &units).await?;
        let groups = aggregate(&units, &shared, by);
        let all = total(&units, &shared);
        Ok(Found { date, fields, by, body, units, groups, all, bodies })
    }

    /// The code of the body to which it is narrowed, or nothing.
    pub fn body_code(&self) -> &str {
        self.body.as_ref().map(|body| body.code.as_str()).unwrap_or_default()
    }

    /// The name of each of these rows, and a word under it.
    pub async fn names(
        &self,
        scoped: &mut Scoped,
        keys: &[&Key],
        t: Text,
    ) -> Result<HashMap<Key, (String, String)>> {
        let mut unions: Vec<Uuid> = Vec::new();
        for key in keys {
            match key {
                Key::Union(_, union) => unions.push(*union),
                Key::Unit(.., employer) => unions.extend(self.unit(*employer).map(|unit| unit.union)),
                _ => {}
            }
        }
        let known = store::union_names(scoped, &unions, self.date).await?;
        let union = |id: &Uuid| {
            known.get(id).map_or_else(Default::default, |(number, name)| (name.clone(), number.clone()))
        };
        let name = |key: &&Key| match key {
            Key::Body(id) => {
                let body = self.bodies.iter().find(|body| body.id == *id);
                body.map_or_else(Default::default, |b| (b.name(t.lang()).to_owned(), b.code.clone()))
            }
            Key::Union(_, id) => {
                let (name, number) = union(id);
                (name, t.aggregates_number(number))
            }
            Key::Unit(_, institution, unit, employer) => {
                let number = self.unit(*employer).map(|unit| unit.union_number.clone()).unwrap_or_default();
                (institution.clone(), t.aggregates_unit(number, unit))
            }
            Key::Institution(plain) => {
                let is_it = |unit: &&Unit| super::institution(&unit.institution) == *plain;
                let name = self.units.iter().find(is_it).map(|unit| unit.institution.clone());
                (name.unwrap_or_default(), String::new())
            }
        };
        Ok(keys.iter().map(|key| ((*key).clone(), name(key))).collect())
    }

    /// The rows: bodies in their own order, the others in that of their keys.
    pub fn rows(&self) -> Vec<(&Key, &Group)> {
        let mut rows: Vec<(&Key, &Group)> = self.groups.iter().collect();
        let place = |key: &Key| match key {
            Key::Body(id) => self.bodies.iter().position(|body| body.id == *id).unwrap_or(usize::MAX),
            _ => 0,
        };
        rows.sort_by_key(|(key, _)| place(key));
        rows
    }

    fn unit(&self, employer: Uuid) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.employer == employer)
    }

    fn cuts(&self, asked: &Asked, reader: Reader, page: &str, t: Text) -> Vec<Link> {
        let link = |by: &By| Link {
            href: asked.path(page, *by, self.body_code(), 0),
            label: cut_name(*by, t).to_owned(),
            current: *by == self.by,
        };
        reader.cuts().iter().map(link).collect()
    }
}

/// The filter of a cut: `Par syndicat`.
fn cut_name(by: By, t: Text) -> &'static str {
    match by {
        By::Federation => t.aggregates_by_federation(),
        By::CentralCouncil => t.aggregates_by_council(),
        By::Union => t.aggregates_by_union(),
        By::Unit => t.aggregates_by_unit(),
        By::Institution => t.aggregates_by_institution(),
    }
}

/// The heading of its column: `Syndicat`.
fn column_name(by: By, t: Text) -> &'static str {
    match by {
        By::Federation => t.aggregates_federation(),
        By::CentralCouncil => t.aggregates_council(),
        By::Union => t.aggregates_of_union(),
        By::Unit => t.aggregates_of_unit(),
        By::Institution => t.aggregates_institution(),
    }
}
