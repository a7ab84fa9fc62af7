//! What findings weigh in dollars: the line as read against the line as the rule expects it, on the
//! dues and, by the pure `dues`, on the per capita of each body. Nothing is guessed.

use super::{found, signed};
use crate::calendar::Period;
use crate::checkoff;
use crate::db::Scoped;
use crate::dues::{self, Assessment, Exemption, Levy, covering};
use crate::money::Cad;
use crate::statements::proposals::{Change, Proposal, changed, needs_line, propose};
use crate::statements::reading::Notes;
use crate::statements::store::{self, StoredFinding, Summary};
use crate::statements::{Finding, Line};
use crate::text::Text;
use crate::unions::{self, Body, Union};
use crate::web::error::Failure;

/// What effects are worked out from, read once a page; no line when no finding needs one.
pub struct Material {
    lines: Vec<Line>,
    levies: Vec<Levy>,
    exemptions: Vec<Exemption>,
    bodies: Vec<Body>,
    period: Period,
    dues_rate: Option<rust_decimal::Decimal>,
    /// Every finding of the statement that is on dues.
    on_dues: Vec<Finding>,
    /// What its reading says of the sheets that its lines stand on.
    notes: Notes,
}

/// What a finding's correction would change, in dollars.
pub struct Effect {
    pub proposal: Proposal,
    /// Of the dues withheld; `None` when only the employer's answer would tell.
    pub dues: Option<Cad>,
    /// Of the per capita, in all; `None` with `dues`.
    pub per_capita: Option<Cad>,
    /// The same by payee's code, in the order of the levies; empty when nothing changes.
    pub by_payee: Vec<(String, Cad)>,
}

impl Material {
    pub async fn read(scoped: &mut Scoped, union: &Union, summary: &Summary) -> Result<Material, Failure> {
        let employer = union.employer(summary.employer).ok_or(Failure::NotFound)?;
        let period = employer.period(summary.period).ok_or(Failure::NotFound)?;
        let stored = store::browse::on_dues(scoped, summary).await?;
        let on_dues: Vec<Finding> =
            stored.iter().filter_map(StoredFinding::finding).map(|(_, f)| f).collect();
        let (mut lines, mut levies, mut exemptions) = (Vec::new(), Vec::new(), Vec::new());
        if on_dues.iter().any(needs_line) {
            lines = store::lines(scoped, summary, 0, None).await?;
            levies = dues::store::levies_of(scoped, union.id).await?;
            let granted = dues::store::exemptions_of(scoped, union.id).await?;
            exemptions = covering(&granted, employer.id, summary.period);
        }
        let bodies = unions::store::bodies(scoped).await?;
        let dues = checkoff::store::in_force(scoped, union, &period).await?;
        let dues_rate = dues.and_then(|dues| dues.policy.rate_of_pay());
        let notes = found::notes_of(summary);
        Ok(Material { lines, levies, exemptions, bodies, period, dues_rate, on_dues, notes })
    }

    /// Where a line stands in a workbook read over several sheets; else empty.
    pub fn place(&self, line: u32, t: Text) -> String {
        found::place(&self.notes, line, t)
    }

    pub fn weighing(&self) -> Weighing<'_> {
        let assessed = dues::assess(&self.lines, &self.levies, &self.exemptions, self.period.end);
        Weighing { material: self, assessed }
    }
}

/// The statement assessed as read, to which each finding's line is compared.
pub struct Weighing<'m> {
    material: &'m Material,
    assessed: Assessment<'m>,
}

impl Weighing<'_> {
    fn line(&self, finding: &Finding) -> Option<&Line> {
        let lines = &self.material.lines;
        lines.binary_search_by_key(&finding.line?, |line| line.number).ok().map(|place| &lines[place])
    }

    pub fn of(&self, finding: &Finding) -> Effect {
        let line = self.line(finding);
        let proposal = propose(finding, line, self.material.dues_rate);
        let (dues, per_capita, by_payee) = match (proposal.change, line) {
            (Change::Unknown, _) => (None, None, Vec::new()),
            (change, Some(line)) if changed(line, change).is_some() => {
                let after = changed(line, change).unwrap_or_default();
                let by_payee = self.by_payee(&after);
                let total = by_payee.iter().map(|(_, amount)| *amount).sum();
                let withheld = after.dues.unwrap_or_default() - line.dues.unwrap_or_default();
                (Some(withheld), Some(total), by_payee)
            }
            _ => (Some(Cad::ZERO), Some(Cad::ZERO), Vec::new()),
        };
        Effect { proposal, dues, per_capita, by_payee }
    }

    fn by_payee(&self, after: &Line) -> Vec<(String, Cad)> {
        let mut sums: Vec<(String, Cad)> = Vec::new();
        for effect in self.assessed.effects(after) {
            match sums.iter_mut().find(|(payee, _)| payee == effect.levy.payee()) {
                Some((_, sum)) => *sum += effect.difference(),
                None => sums.push((effect.levy.payee().to_owned(), effect.difference())),
            }
        }
        sums
    }

    /// What the dues withheld would be more (or less), were every line as the rules expect it;
    /// `None` when no rule says what any dues should be.
    pub fn dues_of_all(&self) -> Option<Cad> {
        let mut differences = std::collections::BTreeMap::new();
        for finding in &self.material.on_dues {
            let effect = self.of(finding);
            if let (Change::Dues(_), Some(dues)) = (effect.proposal.change, effect.dues) {
                differences.insert(finding.line, dues);
            }
        }
        (!differences.is_empty()).then(|| differences.into_values().sum())
    }
}

/// An effect, in words.
#[derive(Default)]
pub struct EffectView {
    /// The value proposed, as the language writes it; empty when there is none.
    pub proposal: String,
    /// `-2,70 $`, `aucun`, `selon la correction`.
    pub dues: String,
    /// `per capita : -0,01 $`; empty when the effect is none or not known.
    pub per_capita: String,
    pub by_payee: Vec<(String, String)>,
}

impl Effect {
    pub fn view(&self, material: &Material, proposal: String, t: Text) -> EffectView {
        let (Some(dues), Some(per_capita)) = (self.dues, self.per_capita) else {
            return EffectView {
                proposal,
                dues: t.finding_effect_unknown().to_owned(),
                ..EffectView::default()
            };
        };
        if self.by_payee.is_empty() {
            return EffectView {
                proposal,
                dues: t.finding_effect_none().to_owned(),
                ..EffectView::default()
            };
        }
        let payee = |(code, amount): &(String, Cad)| {
            let body = material.bodies.iter().find(|body| body.code == *code);
            (body.map_or(code.as_str(), |body| body.name(t.lang())).to_owned(), signed(*amount, t))
        };
        EffectView {
            proposal,
            dues: signed(dues, t),
            per_capita: t.finding_effect_per_capita(signed(per_capita, t)),
            by_payee: self.by_payee.iter().map(payee).collect(),
        }
    }
}
