//! Help's pages: the words about personal information and accessibility; `topics` and `resources`.

pub mod resources;
pub mod topics;

use askama::Template;

use crate::web::error::Answer;
use crate::web::guard::Public;
use crate::web::page::{Page, html};

#[derive(Template)]
#[template(path = "help/privacy.html")]
struct PrivacyPage {
    p: Page,
}

pub async fn privacy(public: Public) -> Answer {
    html(&PrivacyPage { p: public.page(public.text().privacy_title()) })
}

#[derive(Template)]
#[template(path = "help/accessibility.html")]
struct AccessibilityPage {
    p: Page,
}

pub async fn accessibility(public: Public) -> Answer {
    html(&AccessibilityPage { p: public.page(public.text().accessibility_title()) })
}
