//! How the members' pages say what the domain knows.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::declarations::pages::Tag;
use crate::members::{Card, ContactField, Filter, Member, Presence, Purpose};
use crate::statements::Status;
use crate::text::Text;
use crate::unions::Union;

pub fn status(status: Option<Status>, t: Text) -> &'static str {
    match status {
        Some(Status::FullTime) => t.status_full_time(),
        Some(Status::PartTime) => t.status_part_time(),
        None => "",
    }
}

pub fn presence(member: &Member, t: Text) -> Tag {
    match member.presence() {
        Presence::Present => Tag { word: t.members_present(), kind: "quiet" },
        Presence::OnLeave => Tag { word: t.members_on_leave(), kind: "info" },
        Presence::Left => Tag { word: t.members_left(), kind: "quiet" },
    }
}

pub fn card(card: Card, t: Text) -> Tag {
    match card {
        Card::Signed(_) => Tag { word: t.members_card_signed(), kind: "done" },
        Card::Due(_) => Tag { word: t.members_card_due(), kind: "due" },
        Card::Late(_) => Tag { word: t.members_card_late(), kind: "blocking" },
        Card::Missing => Tag { word: t.members_card_missing(), kind: "quiet" },
    }
}

/// The day that goes with a card: signed, or due.
pub fn card_day(card: Card, t: Text) -> String {
    match card {
        Card::Signed(on) => t.members_card_signed_on(on),
        Card::Due(due) | Card::Late(due) => t.members_card_due_on(due),
        Card::Missing => String::new(),
    }
}

pub fn filter(filter: Filter, t: Text) -> &'static str {
    match filter {
        Filter::All => t.members_filter_all(),
        Filter::Here => t.members_filter_here(),
        Filter::FullTime => t.members_filter_full_time(),
        Filter::PartTime => t.members_filter_part_time(),
        Filter::OnLeave => t.members_filter_on_leave(),
        Filter::Left => t.members_filter_left(),
        Filter::CardMissing => t.members_filter_card_missing(),
    }
}

pub fn purpose(purpose: Purpose, t: Text) -> &'static str {
    match purpose {
        Purpose::Meeting => t.members_purpose_meeting(),
        Purpose::Cards => t.members_purpose_cards(),
        Purpose::Vote => t.members_purpose_vote(),
        Purpose::Verification => t.members_purpose_verification(),
        Purpose::Employer => t.members_purpose_employer(),
    }
}

pub fn field(field: ContactField, t: Text) -> &'static str {
    match field {
        ContactField::Address => t.members_address(),
        ContactField::Phone => t.members_phone(),
        ContactField::Email => t.members_email(),
    }
}

pub fn employer(union: &Union, id: Uuid) -> String {
    union.employer(id).map(|employer| employer.name.clone()).unwrap_or_default()
}

/// A day, or nothing.
pub fn day(date: Option<NaiveDate>, t: Text) -> String {
    date.map(|date| t.date(&date)).unwrap_or_default()
}
