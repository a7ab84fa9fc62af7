//! How a payroll system sends a statement in, for who programs it: by example, and every refusal.

use askama::Template;

use crate::text::Text;
use crate::web::error::Answer;
use crate::web::guard::Public;
use crate::web::page::{Page, html};
use crate::web::problem::CODES;

/// Sending a file with the usual program; the portal's address is the reader's to put in.
const SEND: &str = r#"curl --fail-with-body \
  --header "Authorization: Bearer $QUITTANCE_TOKEN" \
  --header "Idempotency-Key: 2025-26-P05-1" \
  --header "Content-Type: text/csv" \
  --data-binary @P05.csv \
  "https://quittance.example.org/api/v1/statements?fiscal_year=2025-26&period=P05""#;

const READ: &str = r#"curl --header "Authorization: Bearer $QUITTANCE_TOKEN" \
  "https://quittance.example.org/api/v1/statements/ID""#;

const CHECK: &str =
    "quittance statement check P05.csv --start 2025-07-20 --end 2025-08-16 --dues-rate 0.015 --json";

const ANSWER: &str = r#"{
  "id": "4f1c9a52-…", "state": "stored", "version": 1, "lines": 199,
  "totals": { "salary_paid": "312458.20", "dues": "4686.87" },
  "errors": 1, "warnings": 0, "infos": 0,
  "findings": [{
    "rule": "V13", "clause": "5.03", "severity": "error", "line": 12, "column": "employee_number", "value": "",
    "message_fr": "…", "message_en": "…"
  }]
}"#;

/// A refusal, and what to do.
pub struct ProblemRow {
    pub code: &'static str,
    pub title: String,
    pub words: String,
}

#[derive(Template)]
#[template(path = "door/guide.html")]
struct GuidePage {
    p: Page,
    send: &'static str,
    read: &'static str,
    check: &'static str,
    answer: &'static str,
    problems: Vec<ProblemRow>,
}

fn problem(code: &'static str, t: Text) -> ProblemRow {
    let words = |key: String| t.kind(&key, &[]);
    ProblemRow {
        code,
        title: words(format!("problem-{code}-title")),
        words: words(format!("problem-{code}")),
    }
}

pub async fn show(public: Public) -> Answer {
    let t = public.text();
    html(&GuidePage {
        p: public.page(t.door_guide_title()),
        send: SEND,
        read: READ,
        check: CHECK,
        answer: ANSWER,
        problems: CODES.into_iter().map(|code| problem(code, t)).collect(),
    })
}
