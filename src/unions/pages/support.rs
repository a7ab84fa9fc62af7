//! The sections of Info-syndicat that are not the file's own: who supports the union, and the lists
//! of 6.01. Included by `unions/support.html`.

use super::officers::ListState;
use super::team::Team;
use crate::db::{self, Scoped};
use crate::text::Text;
use crate::unions::Union;

/// The field `support` of a page that includes `unions/support.html`.
pub struct Support {
    pub team: Team,
    pub lists: Vec<ListState>,
}

impl Support {
    pub async fn read(scoped: &mut Scoped, union: &Union, t: Text) -> db::Result<Support> {
        Ok(Support {
            team: Team::read(scoped, union.id, t).await?,
            lists: ListState::of_union(scoped, union, t).await?,
        })
    }
}
