//! A form that is sent again with other content: its key is used, what was sent first stays, and what
//! is typed now is given back to be sent as another.

use super::{ProposalRow, proposal_row};
use crate::levies::Proposal;
use crate::levies::store::Proposed;
use crate::text::Text;
use crate::unions::pages::Problem;

/// What was sent first; `levies/kept.html`.
pub struct Kept {
    /// `None` when it is not this person's to see.
    pub first: Option<ProposalRow>,
}

/// What to say of a form whose key was used for something else; `None` when there is nothing to say.
pub(super) fn kept(proposed: Proposed, t: Text) -> Option<(Kept, Vec<Problem>)> {
    let Proposed::Otherwise(first) = proposed else { return None };
    let row = |first: Box<Proposal>| proposal_row(&first, t);
    let problems = vec![Problem { href: "#kept", text: t.levies_kept().to_owned() }];
    Some((Kept { first: first.map(row) }, problems))
}
