//! The engine of `src/dues` put through a story as the portal puts it: assessments, corrections
//! with all earlier ones, rulings; in the reference's words, so that the two compare.

use std::collections::BTreeMap;

use quittance::dues::adjustments::{corrected, with_released};
use quittance::dues::{Adjustment, Correction, Exemption, Levy, PersonLine, adjust, assess, release};
use quittance::money::Cad;
use quittance::statements::Line;

use super::{Cause, Owed, Person, Story};
use crate::support::levies;

/// What the product owes of a story.
pub fn owed(story: &Story) -> Vec<Owed> {
    let all_levies: Vec<Levy> = story.levies.iter().flat_map(real_levy).collect();
    let mut all = Vec::new();
    for with in 0..story.periods.len() {
        all.extend(assessment(story, &all_levies, with));
        for of in 0..=with {
            let exemptions = exemptions(story, of);
            let (end, statement) = (story.periods[of].0, &story.periods[with].1);
            let before = standing(story, of, with);
            let corrections = corrections(story, of, with);
            if !corrections.is_empty() {
                let made = adjust(&before, &corrections, &all_levies, &exemptions, end);
                all.extend(made.iter().map(|adjustment| adjusted(adjustment, with, of, Cause::Correction)));
            }
            if statement.rulings.iter().any(|(period, _)| *period == of) {
                let before = corrected(&before, &corrections);
                let made = release(&before, &included(story, of, with), &all_levies, &exemptions, end);
                all.extend(made.iter().map(|adjustment| adjusted(adjustment, with, of, Cause::Ruling)));
            }
        }
    }
    all
}

fn assessment(story: &Story, levies: &[Levy], with: usize) -> Vec<Owed> {
    let (end, statement) = &story.periods[with];
    // Corrections stand among a file's lines, and count for nothing of its own.
    let mut lines: Vec<Line> = statement.people.iter().map(real_line).collect();
    lines.extend(statement.corrections.iter().map(|(of, difference)| Line {
        correction_period: format!("P{:02}", of + 1).into(),
        correction_nature: "heures".into(),
        ..real_line(difference)
    }));
    for (i, line) in lines.iter_mut().enumerate() {
        line.number = u32::try_from(i).unwrap() + 1;
    }
    let exemptions = exemptions(story, with);
    let assessment = assess(&lines, levies, &exemptions, *end);
    let owed = assessment.levies.iter().map(|levy| {
        let shares = assessment.shares(levy);
        let workings = assessment.workings(levy);
        let explained: Vec<Cad> = workings[..levy.persons].iter().map(|working| working.share).collect();
        assert_eq!(explained, shares.iter().map(|share| share.amount).collect::<Vec<_>>());
        Owed {
            with,
            of: with,
            cause: Cause::Own,
            code: levy.levy.code().to_owned(),
            from: levy.levy.effective_from(),
            persons: levy.persons,
            base: levy.base.map(cents),
            substituted: levy.substituted,
            cents: cents(levy.amount),
            shares: by_number(shares.iter().map(|share| (share.person.employee_number, share.amount))),
        }
    });
    owed.collect()
}

fn adjusted(adjustment: &Adjustment, with: usize, of: usize, cause: Cause) -> Owed {
    Owed {
        with,
        of,
        cause,
        code: adjustment.levy.code().to_owned(),
        from: adjustment.levy.effective_from(),
        persons: 0,
        base: None,
        substituted: false,
        cents: cents(adjustment.amount),
        shares: by_number(adjustment.people.iter().map(|p| (p.employee_number.as_str(), p.share))),
    }
}

/// As the declarations' store finds what stood before a statement.
fn standing(story: &Story, of: usize, with: usize) -> Vec<PersonLine> {
    let people = story.periods[of].1.people.iter().map(real_line);
    let mut standing: Vec<PersonLine> = people.map(|line| PersonLine::from(&line)).collect();
    for between in of..with {
        standing = corrected(&standing, &corrections(story, of, between));
        standing = with_released(&standing, &included(story, of, between));
    }
    standing
}

fn corrections(story: &Story, of: usize, with: usize) -> Vec<Correction> {
    let all = story.periods[with].1.corrections.iter();
    all.filter(|(period, _)| *period == of).map(|(_, person)| Correction::from(&real_line(person))).collect()
}

fn included(story: &Story, of: usize, with: usize) -> Vec<&str> {
    let all = story.periods[with].1.rulings.iter();
    all.filter(|(period, _)| *period == of).map(|(_, number)| number.as_str()).collect()
}

/// The decisions that cover a period: the store's to choose.
fn exemptions(story: &Story, of: usize) -> Vec<Exemption> {
    let covering = story.waivers.iter().filter(|waiver| (waiver.first..=waiver.last).contains(&of));
    let exemption = covering.map(|waiver| {
        let json = serde_json::json!({
            "payee": waiver.payee, "code": waiver.code, "percent": waiver.percent,
            "decided_by": "Bureau", "decided_on": "2025-06-01", "reference": "B-1",
        });
        serde_json::from_value(json).unwrap()
    });
    exemption.collect()
}

fn real_levy(levy: &super::Levy) -> Vec<Levy> {
    let value = if levy.basis == "per_person" { "amount" } else { "rate" };
    let mut json = serde_json::json!({
        "payee": levy.payee, "code": levy.code, "basis": levy.basis, value: levy.value,
        "effective_from": levy.from,
    });
    let optional = [
        ("min_per_person", levy.minimum.as_ref().map(|text| text.as_str().into())),
        ("max_per_person", levy.maximum.as_ref().map(|text| text.as_str().into())),
        ("max_persons", levy.most.map(serde_json::Value::from)),
        ("effective_to", levy.to.map(|to| to.to_string().into())),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            json[name] = value;
        }
    }
    levies(&json.to_string())
}

fn real_line(person: &Person) -> Line {
    Line {
        employee_number: person.number.as_str().into(),
        salary_paid: person.salary_paid.map(Cad::from_cents),
        dues: person.dues.map(Cad::from_cents),
        regular_pay: person.regular_pay.map(Cad::from_cents),
        total_remuneration: person.total_remuneration.map(Cad::from_cents),
        held_dues: person.held.map(Cad::from_cents),
        ..Line::default()
    }
}

fn cents(amount: Cad) -> i64 {
    i64::try_from(amount.cents()).unwrap()
}

fn by_number<'a>(shares: impl Iterator<Item = (&'a str, Cad)>) -> BTreeMap<String, i64> {
    let shares = shares.filter(|(_, share)| *share != Cad::ZERO);
    shares.map(|(number, share)| (number.to_owned(), cents(share))).collect()
}
