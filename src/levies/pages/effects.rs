//! What a proposal touches, in words.

use crate::levies::{Content, Gap, Idle, Named, Seen};
use crate::text::{Lang, Text};

/// What a proposal touches: `levies/effects.html`.
pub struct EffectsView {
    /// Why it may not be approved; empty when it may.
    pub blocked: String,
    pub gaps: Vec<String>,
    /// Whether gaps and overlaps are a question at all: they are not for an exemption.
    pub of_dates: bool,
    /// Said when declared periods fall in its dates, with what happens to them.
    pub retroactive: String,
    pub then: String,
    /// What who approves says to have seen of that.
    pub seen: &'static str,
    /// Period, unions, declarations.
    pub declared: Vec<(String, String, String)>,
}

pub(super) fn view(seen: &Seen, content: &Content, t: Text) -> EffectsView {
    let count = seen.declarations();
    let is_exemption = matches!(content, Content::Exemption(_));
    let number = |n: i64| t.count(&usize::try_from(n).unwrap_or_default());
    EffectsView {
        blocked: blocked(seen, t),
        gaps: seen.gaps.iter().map(|gap| gap_words(gap, t)).collect(),
        of_dates: seen.of_dates && seen.idle.is_none(),
        retroactive: if count > 0 { t.levies_retroactive(count) } else { String::new() },
        then: if is_exemption { t.levies_exempted_late(count) } else { t.levies_not_rewritten(count) },
        seen: if is_exemption { t.levies_seen_exemption() } else { t.levies_seen() },
        declared: seen
            .declared
            .iter()
            .map(|one| (one.period.to_string(), number(one.unions), number(one.declarations)))
            .collect(),
    }
}

/// Why it may not be approved as things stand; empty when it may.
pub(super) fn blocked(seen: &Seen, t: Text) -> String {
    match &seen.idle {
        Some(Idle::EndsAlready { on: Some(on) }) => t.levies_ends_already(*on),
        Some(Idle::EndsAlready { on: None }) => t.levies_never_applied().to_owned(),
        Some(Idle::WaivedAlready { reference }) => t.levies_waived_already(reference),
        None if seen.overlaps.is_empty() => String::new(),
        None => t.levies_blocked(names(&seen.overlaps, t)),
    }
}

fn names(of: &[Named], t: Text) -> String {
    let name = |one: &Named| {
        let name = match t.lang() {
            Lang::Fr => &one.name_fr,
            Lang::En => &one.name_en,
        };
        format!("{name} ({})", t.date(&one.from))
    };
    of.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn gap_words(gap: &Gap, t: Text) -> String {
    match gap.to {
        Some(to) => t.levies_gap(gap.from, to),
        None => t.levies_gap_open(gap.from),
    }
}
