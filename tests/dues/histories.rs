//! Random histories of one employer, declared period by period: corrections of any earlier period,
//! dues held and released, exemptions decided late. What is declared is the same whichever way it is
//! added up: over people, levies, bodies and the ledger; a replay makes the same bytes; and all that was
//! declared of a period comes to what its statement, set right, would have owed at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use quittance::calendar::{Period, PeriodId, periods};
use quittance::declarations::document::{Amount, Document};
use quittance::declarations::frozen::{Attestation, freeze};
use quittance::declarations::rebuilt::Replay;
use quittance::declarations::{
    CorrectedPeriod, Draft, ExemptedPeriod, Material, ReleasedPeriod, StatementMaterial,
};
use quittance::dues::adjustments::{corrected, with_released};
use quittance::dues::exemptions::RawExemption;
use quittance::dues::{Correction, Exemption, Levy, PersonLine, assess};
use quittance::held_dues::Release;
use quittance::ledger::{Account, Transaction};
use quittance::money::Cad;
use quittance::statements::Line;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::support::*;

const PERIODS: usize = 4;
const EMPLOYER: Uuid = Uuid::from_u128(7);

/// One period of a history, by small numbers: people are 0 to 8.
#[derive(Debug, Clone)]
struct Step {
    /// Person, cents paid, cents of dues, whether they are held.
    people: Vec<(u8, i64, i64, bool)>,
    /// Person, how many periods back, differences in cents.
    corrections: Vec<(u8, usize, i64, i64)>,
    /// Whether everything held until now comes in.
    releases: bool,
    /// Which levy, percent, the first period that it covers: decided before this one is declared.
    exemption: Option<(usize, u32, usize)>,
}

fn any_step() -> impl Strategy<Value = Step> {
    let person = (0..9_u8, 0..600_000_i64, 0..9_000_i64, prop::bool::weighted(0.15));
    let correction = (0..10_u8, 1..PERIODS, -200_000..400_000_i64, -1_000..6_000_i64);
    (
        prop::collection::vec(person, 0..7),
        prop::collection::vec(correction, 0..4),
        any::<bool>(),
        prop::option::weighted(0.4, (0..4_usize, 1..=100_u32, 0..PERIODS)),
    )
        .prop_map(|(people, corrections, releases, exemption)| Step {
            people,
            corrections,
            releases,
            exemption,
        })
}

/// A rate that changes before the third period, limits, a flat amount, the first five people.
fn voted() -> Vec<Levy> {
    levies(
        r#"{"payee":"CSN","code":"csn","basis":"salary_paid","rate":"0.0072","effective_from":"2015-04-01"},
        {"payee":"CSN","code":"five","basis":"dues","rate":"0.0125","max_persons":5,"effective_from":"2015-04-01"},
        {"payee":"FSSS","code":"fsss","basis":"salary_paid","rate":"0.0041","min_per_person":"6.00","effective_from":"2015-04-01","effective_to":"2025-05-31"},
        {"payee":"FSSS","code":"fsss","basis":"salary_paid","rate":"0.0043","min_per_person":"6.25","max_per_person":"19.00","effective_from":"2025-06-01"},
        {"payee":"CCBSL","code":"ccbsl","basis":"per_person","amount":"2.35","effective_from":"2015-04-01"}"#,
    )
}

const LEVIES: [(&str, &str); 4] = [("CSN", "csn"), ("CSN", "five"), ("FSSS", "fsss"), ("CCBSL", "ccbsl")];

fn number(person: u8) -> String {
    format!("10{person}")
}

fn lines(step: &Step, id: PeriodId) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (person, paid, dues, is_held) in &step.people {
        if lines.iter().any(|line| line.employee_number == number(*person)) {
            continue;
        }
        let held = Cad::from_cents((*dues).max(1));
        lines.push(Line {
            number: lines.len() as u32 + 1,
            employee_number: number(*person).into(),
            salary_paid: Some(Cad::from_cents(*paid)),
            dues: Some(if *is_held { Cad::ZERO } else { Cad::from_cents(*dues) }),
            held_dues: is_held.then_some(held),
            ..Line::default()
        });
    }
    for (person, back, paid, dues) in &step.corrections {
        let Some(of) = usize::from(id.number()).checked_sub(back + 1) else { continue };
        lines.push(Line {
            number: lines.len() as u32 + 1,
            employee_number: number(*person).into(),
            salary_paid: Some(Cad::from_cents(*paid)),
            dues: Some(Cad::from_cents(*dues)),
            correction_period: format!("2025-26 P{:02}", of + 1).into(),
            correction_nature: "erreur".into(),
            ..Line::default()
        });
    }
    lines
}

/// What a history stands at: each period's lines, and the exemptions that its declarations applied.
#[derive(Default)]
struct Standing {
    periods: Vec<Period>,
    lines: Vec<Vec<PersonLine>>,
    applied: Vec<Vec<Exemption>>,
    granted: Vec<(usize, Exemption)>,
}

impl Standing {
    /// The statement of the next period, with all that it adjusts; then it stands there too.
    fn declare(&mut self, step: &Step, period: Period) -> Material {
        let own_lines = lines(step, period.id());
        let place = self.lines.len();
        if let Some((levy, percent, from)) = step.exemption {
            let (payee, code) = LEVIES[levy];
            let raw = RawExemption {
                payee: payee.to_owned(),
                code: code.to_owned(),
                percent: Decimal::new(percent.into(), 2),
                decided_by: "Bureau".to_owned(),
                decided_on: date("2025-08-01"),
                reference: format!("R-{place}"),
            };
            self.granted.push((from, Exemption::try_from(raw).unwrap()));
        }
        let covering = self.granted.iter().filter(|(from, _)| *from <= place);
        let own_exemptions: Vec<Exemption> = covering.map(|(_, exemption)| exemption.clone()).collect();
        let normal = own_lines.iter().filter(|line| !line.is_correction());
        self.lines.push(normal.map(PersonLine::from).collect());
        self.applied.push(own_exemptions.clone());
        self.periods.push(period);
        let corrections = self.correct(&own_lines, period);
        let releases = self.release(step);
        let exempted = self.exempt(place);
        Material {
            levies: voted(),
            statements: vec![StatementMaterial {
                id: Uuid::from_u128(100 + place as u128),
                employer: "CISSS".to_owned(),
                employer_id: EMPLOYER,
                version: 1,
                file_sha256: vec![0; 32],
                period,
                lines: own_lines,
                corrections,
                releases,
                exempted,
                exemptions: own_exemptions,
            }],
            ..Material::bare(period.id())
        }
    }

    fn correct(&mut self, own: &[Line], period: Period) -> Vec<CorrectedPeriod> {
        let mut made: Vec<CorrectedPeriod> = Vec::new();
        for line in own.iter().filter(|line| line.is_correction()) {
            let of = PeriodId::corrected(&line.correction_period, period.id()).unwrap();
            let place = usize::from(of.number()) - 1;
            match made.iter_mut().find(|one| one.period.id() == of) {
                Some(one) => one.corrections.push(Correction::from(line)),
                None => made.push(CorrectedPeriod {
                    period: self.periods[place],
                    before: self.lines[place].clone(),
                    corrections: vec![Correction::from(line)],
                    exemptions: self.applied[place].clone(),
                }),
            }
        }
        for one in &made {
            let place = usize::from(one.period.number) - 1;
            self.lines[place] = corrected(&one.before, &one.corrections);
        }
        made
    }

    fn release(&mut self, step: &Step) -> Vec<ReleasedPeriod> {
        let mut made = Vec::new();
        for place in 0..self.lines.len() {
            let held = self.lines[place].iter().filter(|person| person.held_dues > Cad::ZERO);
            let people: Vec<String> = held.map(|person| person.employee_number.clone()).collect();
            if !step.releases || people.is_empty() {
                continue;
            }
            let before = self.lines[place].clone();
            let names: Vec<&str> = people.iter().map(String::as_str).collect();
            self.lines[place] = with_released(&before, &names);
            let period = self.periods[place];
            let releases = people.into_iter().map(|employee_number| Release {
                case: Uuid::nil(),
                employee_number,
                period: period.id(),
                amount: Cad::ZERO,
            });
            let (releases, exemptions) = (releases.collect(), self.applied[place].clone());
            made.push(ReleasedPeriod { period, before, releases, exemptions });
        }
        made
    }

    fn exempt(&mut self, own: usize) -> Vec<ExemptedPeriod> {
        let mut made = Vec::new();
        for place in 0..own {
            let was = self.applied[place].clone();
            let since = self.granted.iter().filter(|(from, one)| *from <= place && !was.contains(one));
            let since: Vec<Exemption> = since.map(|(_, one)| one.clone()).collect();
            if since.is_empty() {
                continue;
            }
            let now: Vec<Exemption> = was.iter().cloned().chain(since).collect();
            self.applied[place].clone_from(&now);
            let (period, lines) = (self.periods[place], self.lines[place].clone());
            made.push(ExemptedPeriod { period, lines, was, now, decisions: Vec::new() });
        }
        made
    }

    /// What each levy of a period would owe at once, were its statement what it stands at.
    fn owed_at_once(&self, place: usize) -> Vec<(Levy, Cad)> {
        let line = |person: &PersonLine| Line {
            number: person.line,
            employee_number: person.employee_number.as_str().into(),
            salary_paid: Some(person.salary_paid),
            dues: Some(person.dues),
            held_dues: Some(person.held_dues),
            ..Line::default()
        };
        let lines: Vec<Line> = self.lines[place].iter().map(line).collect();
        let levies = voted();
        let assessment = assess(&lines, &levies, &self.applied[place], self.periods[place].end);
        assessment.levies.iter().map(|levy| (levy.levy.clone(), levy.amount)).collect()
    }
}

/// The people of each amount sum to it, the amounts to the bodies, the bodies to the ledger.
fn adds_up(draft: &Draft<'_>, document: &Document) {
    let items = draft.items();
    let amounts = document.amounts();
    assert_eq!(items.len(), amounts.len());
    let mut by_payee: HashMap<&str, Cad> = HashMap::new();
    for (item, amount) in items.iter().zip(&amounts) {
        let people: Cad = match amount {
            Amount::Own(_, rule) => rule.workings.iter().map(|one| one.share).sum(),
            Amount::Other(_, adjustment) => adjustment.people.iter().map(|one| one.share).sum(),
        };
        assert_eq!(people, item.amount, "the people of {} {}", item.levy.payee(), item.levy.code());
        *by_payee.entry(item.levy.payee()).or_default() += item.amount;
    }
    let owed: Vec<(Uuid, Cad)> =
        (1_u128..).zip(draft.by_payee()).map(|(id, (_, amount))| (Uuid::from_u128(id), amount)).collect();
    let posted = Transaction::of_declaration(Uuid::nil(), draft.material.period, &owed).unwrap();
    for ((id, _), (payee, amount)) in owed.iter().zip(draft.by_payee()) {
        assert_eq!(by_payee[payee.as_str()], amount, "the levies of {payee}");
        let on = |account| -> Cad {
            let own = posted.entries().iter().filter(|e| e.account == account && e.payee == Some(*id));
            own.map(|entry| entry.amount).sum()
        };
        assert_eq!((on(Account::Receivable), on(Account::Payable)), (amount, -amount), "{payee}");
    }
    assert_eq!(by_payee.values().copied().sum::<Cad>(), draft.total());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn people_levies_bodies_and_ledger_agree_and_a_replay_makes_the_same_bytes(
        steps in prop::collection::vec(any_step(), 1..=PERIODS)
    ) {
        let calendar = periods("2025-26".parse().unwrap(), date("2025-04-26")).unwrap();
        let (mut standing, mut replay) = (Standing::default(), Replay::default());
        let mut declared: Vec<(PeriodId, Levy, Cad)> = Vec::new();
        for (step, period) in steps.iter().zip(&calendar) {
            let material = standing.declare(step, *period);
            let draft = Draft::of(&material);
            let receipt = format!("412-{}-1", period.code());
            let attestation = Attestation {
                declaration: Uuid::from_u128(1),
                union_number: "412",
                receipt_number: &receipt,
                due_on: date("2025-09-15"),
                attested_by: Uuid::from_u128(2),
                attested_at: DateTime::<Utc>::UNIX_EPOCH,
                missing_note: "",
            };
            let (bytes, hash) = freeze(&draft, &attestation);
            let document: Document = serde_json::from_slice(&bytes).unwrap();
            adds_up(&draft, &document);
            let employers = material.statements.iter().map(|one| (one.id, EMPLOYER)).collect();
            let again = replay.follow(&document, &employers).unwrap();
            prop_assert_eq!(String::from_utf8(again.bytes).unwrap(), String::from_utf8(bytes).unwrap());
            prop_assert_eq!(again.sha256, hash);
            prop_assert_eq!(again.by_payee, draft.by_payee());
            for item in draft.items() {
                let of = item.corrected.map_or(period.id(), |(of, _)| of.id());
                declared.push((of, item.levy.clone(), item.amount));
            }
        }
        for place in 0..standing.lines.len() {
            let id = standing.periods[place].id();
            for (levy, owed) in standing.owed_at_once(place) {
                let own: Vec<Cad> =
                    declared.iter().filter(|(of, by, _)| *of == id && *by == levy).map(|(.., a)| *a).collect();
                let (sum, roundings) = (own.iter().copied().sum::<Cad>(), own.len() as i64 + 1);
                // Half a cent a rounding, and the one of the whole.
                prop_assert!(
                    (sum - owed).abs() <= Cad::from_cents(roundings / 2 + 1),
                    "{} {}: {sum} declared, {owed} owed", id, levy.code()
                );
            }
        }
    }
}
