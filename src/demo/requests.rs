//! What the demonstration's unions asked to change in their files over a year, and what their
//! federations' offices decided: by the same acts that the pages call, on the days they would have
//! been done. Four requests are open when the story stands.

use chrono::{Days, NaiveDate, NaiveTime};
use uuid::Uuid;

use super::reference::{body_id, date, union_id};
use super::{ACCOUNTS, files, person_id, reference};
use crate::access::{Actor, Role};
use crate::changes::store::{self, Decided, Decision, NewAttachment, NewChange};
use crate::changes::{Section, Verdict, differences};
use crate::clock::Clock;
use crate::db::{Db, Scoped};
use crate::unions::file::{Field, Subject};
use crate::unions::store::facts;

/// Whom a field is about, by their place in the demonstration.
#[derive(Clone, Copy)]
enum Of {
    Union,
    Employer(usize),
    Person(usize),
}

/// What happens to a request, so many days after it was asked.
enum Then {
    /// By the account of this e-mail; a reason is a refusal, nothing an acceptance.
    Decide(u64, &'static str, &'static [(i16, Option<&'static str>)]),
    Withdraw(u64),
    Ask(u64, &'static str, &'static str),
    Answer(u64, &'static str),
}

struct Story {
    /// E-mail of who asks.
    by: &'static str,
    on: (i32, u32, u32),
    section: Section,
    reason: &'static str,
    minutes: bool,
    fields: &'static [(Of, Field, &'static str)],
    then: &'static [Then],
}

const LISE: &str = "tresorerie@stt-bsl.example";
const MIREILLE: &str = "presidence@stt-bsl.example";
const KARIM: &str = "tresorerie@stt-estuaire.example";
const ALINE: &str = "tresorerie@commerce-mtl.example";
const NADIA: &str = "bureau@fsss.example";
const HUGO: &str = "collegue@fsss.example";
const PAUL: &str = "bureau@fc.example";

const fn story(
    by: &'static str,
    on: (i32, u32, u32),
    section: Section,
    reason: &'static str,
    fields: &'static [(Of, Field, &'static str)],
    then: &'static [Then],
) -> Story {
    Story { by, on, section, reason, minutes: false, fields, then }
}

use Field as F;
use Of::{Employer, Person};
use Section::{Bank, Coordinates, Employers, Officers};
use Then::{Answer, Ask, Decide, Withdraw};

/// In the order of their days.
const STORIES: [Story; 17] = [
    story(
        LISE,
        (2024, 5, 27),
        Bank,
        "Ouverture du compte du syndicat à la caisse.",
        &[(Of::Union, F::BankAccount, "20045-815-0123456")],
        &[Decide(2, NADIA, &[(1, None)]), Decide(3, HUGO, &[(1, None)])],
    ),
    story(
        LISE,
        (2024, 10, 7),
        Coordinates,
        "Le courrier va maintenant à la case postale.",
        &[(Of::Union, F::MailingAddress, "C. P. 310\nRimouski (Québec) G5L 7C3")],
        &[Decide(2, NADIA, &[(1, None)])],
    ),
    story(
        KARIM,
        (2024, 11, 25),
        Coordinates,
        "Le site du syndicat est en ligne.",
        &[(Of::Union, F::Website, "https://stt-estuaire.example")],
        &[Decide(1, HUGO, &[(1, None)])],
    ),
    story(
        ALINE,
        (2024, 12, 9),
        Coordinates,
        "Nouvelle ligne téléphonique et nouveau site.",
        &[
            (Of::Union, F::Phone, "514-555-0130"),
            (Of::Union, F::Website, "https://commerce-montreal.example"),
        ],
        &[Decide(6, PAUL, &[(1, None), (2, Some("Le site n’est pas encore en ligne."))])],
    ),
    story(
        KARIM,
        (2025, 1, 20),
        Employers,
        "Un nouveau point de service ouvrira au printemps.",
        &[(Employer(0), F::Facilities, "2")],
        &[Decide(4, NADIA, &[(1, Some("Redemandez-le quand le point de service sera ouvert."))])],
    ),
    story(
        LISE,
        (2025, 2, 5),
        Officers,
        "Nouveau numéro au comité de griefs.",
        &[(Person(3), F::PersonPhone, "418-555-0114")],
        &[Decide(3, HUGO, &[(1, None)])],
    ),
    story(
        LISE,
        (2025, 3, 10),
        Coordinates,
        "Langue de correspondance.",
        &[(Of::Union, F::Language, "en")],
        &[Withdraw(1)],
    ),
    story(
        ALINE,
        (2025, 4, 14),
        Officers,
        "Nouveau numéro de la personne déléguée.",
        &[(Person(2), F::PersonPhone, "514-555-0135")],
        &[
            Ask(2, PAUL, "Est-ce un numéro du syndicat ou un numéro personnel?"),
            Answer(4, "C’est le numéro du local syndical."),
            Decide(7, PAUL, &[(1, None)]),
        ],
    ),
    story(
        KARIM,
        (2025, 5, 12),
        Coordinates,
        "Le local déménage; le courrier reste à la case postale.",
        &[(Of::Union, F::MailingAddress, "C. P. 45\nRivière-du-Loup (Québec) G5R 3Y7")],
        &[Decide(4, NADIA, &[(1, None)])],
    ),
    story(
        LISE,
        (2025, 6, 16),
        Employers,
        "Changement de personne à la paie de l’employeur.",
        &[(Employer(0), F::EmployerContact, "Direction des ressources humaines, paie")],
        &[Decide(5, NADIA, &[(1, None)])],
    ),
    story(
        ALINE,
        (2025, 7, 7),
        Coordinates,
        "Le courriel du syndicat change de boîte.",
        &[(Of::Union, F::Email, "syndicat@commerce-mtl.example")],
        &[Decide(2, PAUL, &[(1, None)])],
    ),
    story(
        KARIM,
        (2025, 7, 21),
        Officers,
        "Nouveau numéro de la personne déléguée.",
        &[(Person(2), F::PersonPhone, "418-555-0169")],
        &[Decide(9, HUGO, &[(1, None)])],
    ),
    story(
        LISE,
        (2025, 8, 11),
        Employers,
        "Les listes vont au service de la paie du CISSS.",
        &[(Employer(0), F::EmployerEmail, "paie@cisss-bsl.example")],
        &[Decide(3, NADIA, &[(1, None)])],
    ),
    story(
        MIREILLE,
        (2025, 8, 28),
        Bank,
        "La caisse a fusionné\u{a0}: le syndicat a un nouveau compte.",
        &[(Of::Union, F::BankAccount, "20061-815-0765432")],
        &[Decide(5, NADIA, &[(1, None)])],
    ),
    Story {
        by: KARIM,
        on: (2025, 8, 29),
        section: Officers,
        reason: "Élection d’un délégué à l’assemblée du 27 août; le procès-verbal est joint.",
        minutes: true,
        fields: &[
            (Person(3), F::PersonName, "Maxime Dubé"),
            (Person(3), F::Duty, "delegate"),
            (Person(3), F::AppointedOn, "2025-08-27"),
            (Person(3), F::MandateFrom, "2025-08-27"),
            (Person(3), F::MandateTo, "2027-08-26"),
            (Person(3), F::PersonEmail, "m.dube@stt-estuaire.example"),
            (Person(3), F::PersonPhone, "418-555-0166"),
        ],
        then: &[],
    },
    story(
        ALINE,
        (2025, 9, 2),
        Coordinates,
        "Le local du syndicat déménage.",
        &[(Of::Union, F::Address, "5000, rue D’Iberville, bureau 300\nMontréal (Québec) H2H 2S6")],
        &[],
    ),
    story(
        LISE,
        (2025, 9, 3),
        Coordinates,
        "Nouveau téléphone au bureau, et l’adresse du site a changé.",
        &[(Of::Union, F::Phone, "418-555-0177"), (Of::Union, F::Website, "https://www.stt-bsl.example")],
        &[],
    ),
];

/// The smallest file that readers of PDF open.
const MINUTES: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

pub async fn make(db: &Db) -> anyhow::Result<()> {
    for story in &STORIES {
        let change = propose(db, story).await?;
        for then in story.then {
            go_on(db, story, change, then).await?;
        }
    }
    Ok(())
}

/// Who an e-mail is: as they act, and their name.
fn person(email: &str) -> anyhow::Result<(Actor, &'static str, &'static str)> {
    let place = ACCOUNTS.iter().position(|account| account.email == email);
    let place = place.ok_or_else(|| anyhow::anyhow!("no demonstration account {email}"))?;
    let account = &ACCOUNTS[place];
    let is_office = account.role == Role::FederationOfficer;
    let actor = Actor::Person {
        id: person_id(place),
        role: account.role,
        union: (!is_office).then(|| union_id(account.scope)),
        federation: is_office.then(|| body_id(account.scope)),
    };
    Ok((actor, account.name, account.scope))
}

/// The portal as it stood in the middle of a morning, some days after the request.
async fn on(db: &Db, email: &str, story: &Story, days: u64) -> anyhow::Result<Scoped> {
    let (year, month, day) = story.on;
    let day: NaiveDate = date(year, month, day) + Days::new(days);
    let at = day.and_time(NaiveTime::from_hms_opt(14, 30, 0).unwrap_or_default()).and_utc();
    Ok(db.with_clock(Clock::fixed(at)).scoped(&person(email)?.0, "demo").await?)
}

async fn propose(db: &Db, story: &Story) -> anyhow::Result<Uuid> {
    let (_, name, number) = person(story.by)?;
    let mut scoped = on(db, story.by, story, 0).await?;
    let (union, today) = (scoped.own_union()?, scoped.today());
    let employers = reference::unions()?.into_iter().find(|other| other.id == union).map(|own| own.employers);
    let subject = |of: Of| match of {
        Of::Union => Ok(Subject::Union),
        Person(place) => Ok(Subject::Person(files::officer_id(number, place))),
        Employer(place) => {
            let employer = employers.as_ref().and_then(|all| all.get(place));
            employer.map(|own| Subject::Employer(own.id)).ok_or_else(|| anyhow::anyhow!("no such employer"))
        }
    };
    let edited = story
        .fields
        .iter()
        .map(|(of, field, value)| Ok((subject(*of)?, *field, (*value).to_owned())))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let file = facts::file(&mut scoped, union, today).await?;
    let drafts = differences(&file, &edited);
    anyhow::ensure!(drafts.len() == edited.len(), "{}: a field is already so", story.reason);
    let change = NewChange {
        id: Uuid::now_v7(),
        section: story.section,
        reason: story.reason,
        effective_on: today,
        name,
        drafts: &drafts,
    };
    store::propose(&mut scoped, &change).await?;
    if story.minutes {
        let minutes = NewAttachment {
            id: Uuid::now_v7(),
            file_name: "procès-verbal-2025-08-27.pdf",
            media_type: "application/pdf",
            bytes: MINUTES,
        };
        store::attach(&mut scoped, change.id, &minutes).await?;
    }
    scoped.commit().await?;
    Ok(change.id)
}

async fn go_on(db: &Db, story: &Story, id: Uuid, then: &Then) -> anyhow::Result<()> {
    let (days, email) = match then {
        Then::Decide(days, by, _) | Then::Ask(days, by, _) => (*days, *by),
        Then::Withdraw(days) | Then::Answer(days, _) => (*days, story.by),
    };
    let name = person(email)?.1;
    let mut scoped = on(db, email, story, days).await?;
    let done = match then {
        Then::Withdraw(_) => store::withdraw(&mut scoped, id).await?,
        Then::Ask(.., body) | Then::Answer(_, body) => {
            let change = store::one(&mut scoped, id).await?;
            store::say(&mut scoped, &change, Uuid::now_v7(), name, body).await?
        }
        Then::Decide(.., verdicts) => {
            let change = store::one(&mut scoped, id).await?;
            let today = scoped.today();
            let file = facts::file(&mut scoped, change.union, today).await?;
            let decisions: Vec<Decision> = verdicts
                .iter()
                .filter_map(|(n, refusal)| {
                    let item = change.items.iter().find(|item| item.n == *n)?;
                    let seen = file.fact(item.subject, item.field).map_or(0, |fact| fact.seq);
                    let verdict = refusal.map_or(Verdict::Accept, |why| Verdict::Refuse(why.to_owned()));
                    Some(Decision { n: *n, verdict, seen })
                })
                .collect();
            store::decide(&mut scoped, id, name, &decisions).await? == Decided::Done
        }
    };
    anyhow::ensure!(done, "{}: refused", story.reason);
    scoped.commit().await?;
    Ok(())
}
