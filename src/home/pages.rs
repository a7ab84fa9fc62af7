//! The first page of each role: what waits for this person.

use askama::Template;

use crate::access::{Capability, Role, SeeHome};
use crate::accounts::Person;
use crate::changes::queue::Waiting;
use crate::corrections::pages::list::{Arrears, arrears};
use crate::db::Scoped;
use crate::declarations::pages::history;
use crate::declarations::pages::period::{PeriodState, Task, owing};
use crate::declarations::signing::{Attested, State};
use crate::money::Cad;
use crate::notices::pages::Brief;
use crate::statements::pages::period_path;
use crate::text::Text;
use crate::web::chart::Chart;
use crate::web::error::{Answer, Failure};
use crate::web::guard::Can;
use crate::web::page::{Page, html};
use crate::{changes, declarations, ledger, levies, members, notices, openings, payments, unions};

/// An open period with its tasks.
pub struct OpenPeriod {
    pub title: String,
    pub href: String,
    pub steps: String,
    pub days: String,
    pub days_caption: &'static str,
    pub tasks: Vec<Task>,
}

#[derive(Template)]
#[template(path = "home/treasurer.html")]
struct TreasurerHome {
    p: Page,
    brief: Option<Brief>,
    greeting: String,
    open: Vec<OpenPeriod>,
    /// Periods beyond those shown here.
    more: usize,
    /// What the union owes, or has to its credit, in words.
    account: String,
    arrears: Vec<Arrears>,
    /// Declarations that another treasurer attested.
    waiting: Vec<Waits>,
    late_cards: usize,
    chart: Chart,
    chart_rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "home/staff.html")]
struct StaffHome {
    p: Page,
    brief: Option<Brief>,
    greeting: String,
    pending: Option<(usize, String)>,
    waiting: Vec<Waits>,
    /// The leave bank has no place in the navigation.
    leave: bool,
    /// Whether the reader follows proposals.
    follows: bool,
}

/// How many of a thing wait for this person, in words, and where.
pub struct Waits {
    pub count: String,
    pub label: String,
    pub href: &'static str,
}

impl Waits {
    fn of(count: usize, label: String, href: &'static str, t: Text) -> Waits {
        Waits { count: t.count(&count), label, href }
    }
}

pub async fn show(can: Can<SeeHome>) -> Answer {
    match can.person.role {
        Role::Treasurer => treasurer(&can).await,
        _ => staff(&can).await,
    }
}

/// Open periods shown in full; the others are a link.
const SHOWN: usize = 3;

async fn treasurer(can: &Can<SeeHome>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let own = scoped.own_union()?;
    let union = unions::store::union(&mut scoped, own).await?;
    let declarations = declarations::store::of_union(&mut scoped, own).await?;
    let today = scoped.today();
    let behind = declarations::store::behind(&mut scoped, &union).await?;
    let waiting: Vec<_> =
        union.periods_until(today).into_iter().filter(|period| !behind.contains(&period.id())).collect();
    let more = waiting.len().saturating_sub(SHOWN);
    let mut open = Vec::new();
    for period in waiting.into_iter().take(SHOWN) {
        let state = PeriodState::read(&mut scoped, &union, period.id()).await?;
        open.push(OpenPeriod {
            title: declarations::pages::period_title(&period, t),
            href: period_path(period.id()),
            steps: [t.home_steps(state.steps_left()), due_words(state.due_on, today, t)].join(" "),
            days: t.home_days((state.due_on - today).num_days().abs()),
            days_caption: if today > state.due_on { t.home_days_late() } else { t.home_days_caption() },
            tasks: state.tasks(&union, t),
        });
    }
    let opening = openings::store::in_force(&mut scoped, own).await?;
    let credit = ledger::store::credit(&mut scoped, own).await?;
    let balance = owing(&declarations, opening.as_ref()) - credit;
    let chart_rows =
        declarations.iter().take(13).map(|d| (d.period.to_string(), t.money(&d.total))).rev().collect();
    let late_cards = members::store::counts(&mut scoped).await?.late_cards;
    let brief = notices::pages::brief(&mut scoped, can.person.role, t).await?;
    html(&TreasurerHome {
        brief,
        p: can.page(t.home_title()),
        greeting: greeting(&can.person.name, t),
        open,
        more,
        arrears: arrears(&mut scoped, &union, t).await?,
        waiting: signatures(&mut scoped, &can.person, t).await?,
        late_cards,
        account: match () {
            () if balance > Cad::ZERO => t.home_tile_owing(balance),
            () if balance.is_negative() => t.home_tile_credit(-balance),
            () => t.home_tile_balance(balance),
        },
        chart: history::chart(&declarations, today, t),
        chart_rows,
    })
}

impl StaffHome {
    fn tile_body(&self, href: &str) -> &'static str {
        let t = self.p.t;
        match href {
            "/info-syndicat" => t.home_tile_union_info(),
            "/encaissements" => t.home_tile_money(),
            "/syndicats" => t.home_tile_unions(),
            "/regles" => t.home_tile_rules(),
            "/organismes" if self.follows => t.home_tile_levies(),
            "/organismes" => t.home_tile_rates(),
            "/signatures" => t.home_tile_signatures(),
            "/federation" => t.home_tile_federation(),
            "/federation/demandes" => t.home_tile_requests(),
            "/effectifs" => t.home_tile_headcounts(),
            "/comptes" => t.home_tile_accounts(),
            "/courriels" => t.home_tile_mails(),
            "/journal" => t.home_tile_journal(),
            _ => t.home_tile_help(),
        }
    }
}

async fn staff(can: &Can<SeeHome>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let pending = match can.person.role {
        Role::FinanceOfficer | Role::FinanceAuditor => {
            let pending = payments::store::pending(&mut scoped).await?;
            let sum: Cad = pending.iter().map(|payment| payment.amount - payment.received).sum();
            Some((pending.len(), t.money(&sum)))
        }
        _ => None,
    };
    let actor = can.person.actor();
    let mut waiting = match can.person.role {
        Role::FederationOfficer => requests(&mut scoped, t).await?,
        Role::SigningOfficer => signatures(&mut scoped, &can.person, t).await?,
        _ => Vec::new(),
    };
    if actor.holds(Capability::DecideLevies) {
        waiting.extend(proposals(&mut scoped, t).await?);
    }
    let brief = notices::pages::brief(&mut scoped, can.person.role, t).await?;
    html(&StaffHome {
        p: can.page(t.home_title()),
        greeting: greeting(&can.person.name, t),
        brief,
        pending,
        waiting,
        leave: actor.holds(Capability::SeeLeave),
        follows: actor.holds(Capability::SeeProposals),
    })
}

/// The declarations that wait for this person's signature; nothing where none does.
async fn signatures(scoped: &mut Scoped, person: &Person, t: Text) -> Result<Vec<Waits>, Failure> {
    let own = scoped.own_union()?;
    let attested = declarations::store::signing::of_union(scoped, own).await?;
    let theirs =
        |one: &&Attested| one.state == State::Awaiting && one.may_be_signed_by(person.id, &person.name);
    let waiting = attested.iter().filter(theirs).count();
    let waits = || Waits::of(waiting, t.signing_waiting(waiting), "/signatures", t);
    Ok(if waiting == 0 { Vec::new() } else { vec![waits()] })
}

/// The proposals of levies and exemptions that wait for this person; nothing where none does.
async fn proposals(scoped: &mut Scoped, t: Text) -> Result<Option<Waits>, Failure> {
    let waiting = levies::store::to_decide(scoped).await?;
    Ok((waiting > 0).then(|| Waits::of(waiting, t.home_proposals(waiting), "/organismes", t)))
}

/// What the office's queue holds: all, what this person may second, what waits too long.
async fn requests(scoped: &mut Scoped, t: Text) -> Result<Vec<Waits>, Failure> {
    let queue = changes::store::queue(scoped).await?;
    let today = scoped.today();
    let count = |keeps: &dyn Fn(&Waiting) -> bool| queue.iter().filter(|waiting| keeps(waiting)).count();
    let all = queue.len();
    let figure = |count: usize, label: String| Waits::of(count, label, "/federation/demandes", t);
    Ok(vec![
        figure(all, t.home_requests(all)),
        figure(count(&|waiting| waiting.may_second), t.queue_figure_second().to_owned()),
        figure(count(&|waiting| waiting.is_over_target(today)), t.queue_figure_over(changes::TARGET_DAYS)),
    ])
}

fn due_words(due_on: chrono::NaiveDate, today: chrono::NaiveDate, t: Text) -> String {
    if today > due_on { t.home_due_was(due_on) } else { t.home_due_in(due_on) }
}

/// By the given name, as people greet.
fn greeting(name: &str, t: Text) -> String {
    t.home_greeting(name.split_whitespace().next().unwrap_or_default())
}
