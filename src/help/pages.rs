//! Three pages of words.

use askama::Template;

use crate::web::error::Answer;
use crate::web::guard::Public;
use crate::web::page::{Page, html};

#[derive(Template)]
#[template(path = "help/help.html")]
struct HelpPage {
    p: Page,
}

pub async fn help(public: Public) -> Answer {
    html(&HelpPage { p: public.page(public.text().help_title()) })
}

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
