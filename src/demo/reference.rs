//! The bodies, levies, unions and employers of the demonstration.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::agreements::{self, Link};
use crate::calendar::FiscalYear;
use crate::db::Scoped;
use crate::dues::{self, Basis, Levy, RawLevy};
use crate::unions::{self, Body, BodyKind, Employer, Union};

/// Ids made from a code, the same on every machine.
fn id_of(space: u8, code: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes[0] = space;
    for (place, byte) in bytes[1..].iter_mut().zip(code.bytes()) {
        *place = byte;
    }
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    Uuid::from_bytes(bytes)
}

pub fn body_id(code: &str) -> Uuid {
    id_of(0xb0, code)
}

pub fn union_id(number: &str) -> Uuid {
    id_of(0xa0, number)
}

const BODIES: [(&str, BodyKind, &str, &str); 5] = [
    (
        "CSN",
        BodyKind::Confederation,
        "Confédération des syndicats nationaux",
        "Confédération des syndicats nationaux",
    ),
    (
        "FSSS",
        BodyKind::Federation,
        "Fédération de la santé et des services sociaux",
        "Federation of Health and Social Services",
    ),
    ("FC", BodyKind::Federation, "Fédération du commerce", "Federation of Commerce"),
    (
        "CCBSL",
        BodyKind::CentralCouncil,
        "Conseil central du Bas-Saint-Laurent",
        "Bas-Saint-Laurent Central Council",
    ),
    (
        "CCMM",
        BodyKind::CentralCouncil,
        "Conseil central du Montréal métropolitain",
        "Montréal métropolitain Central Council",
    ),
];

fn body((code, kind, name_fr, name_en): (&str, BodyKind, &str, &str)) -> Body {
    Body {
        id: body_id(code),
        code: code.to_owned(),
        kind,
        name_fr: name_fr.to_owned(),
        name_en: name_en.to_owned(),
    }
}

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A levy without limits, open since 2015.
fn levy(
    payee: &str,
    code: &str,
    (name_fr, name_en): (&str, &str),
    basis: Basis,
    rate_or_amount: &str,
) -> RawLevy {
    let value = Some(rate_or_amount.to_owned());
    let (rate, amount) = if basis.has_rate() { (value, None) } else { (None, value) };
    RawLevy {
        payee: payee.to_owned(),
        code: code.to_owned(),
        name_fr: name_fr.to_owned(),
        name_en: name_en.to_owned(),
        basis,
        rate,
        amount,
        min_per_person: None,
        max_per_person: None,
        max_persons: None,
        effective_from: date(2015, 4, 1),
        effective_to: None,
        adopted_by: Some(format!("congrès {payee}")),
        adopted_on: Some(date(2014, 5, 30)),
        resolution: Some("R-2014-07".to_owned()),
    }
}

/// Those of `tests/samples/levies.json`, and the like for the other bodies.
fn levies() -> Vec<RawLevy> {
    let fsss = ("Per capita FSSS (taux fictif)", "FSSS per capita (fictitious rate)");
    let special = ("Levée spéciale (fictive)", "Special levy (fictitious)");
    let resolution = |on, text: &str| (Some(on), Some(text.to_owned()));
    let mut fsss_before = RawLevy {
        min_per_person: Some("6.00".to_owned()),
        max_per_person: Some("18.50".to_owned()),
        effective_to: Some(date(2025, 7, 31)),
        ..levy("FSSS", "fsss", fsss, Basis::SalaryPaid, "0.0041")
    };
    (fsss_before.adopted_on, fsss_before.resolution) = resolution(date(2015, 3, 20), "R-2015-04");
    let mut fsss_now = RawLevy {
        min_per_person: Some("6.25".to_owned()),
        max_per_person: Some("19.00".to_owned()),
        effective_from: date(2025, 8, 1),
        ..levy("FSSS", "fsss", fsss, Basis::SalaryPaid, "0.0043")
    };
    (fsss_now.adopted_on, fsss_now.resolution) = resolution(date(2025, 6, 12), "R-2025-11");
    let csn_special = RawLevy {
        max_persons: Some(100),
        effective_from: date(2025, 7, 1),
        effective_to: Some(date(2025, 12, 31)),
        adopted_on: Some(date(2025, 5, 23)),
        resolution: Some("R-2025-02".to_owned()),
        ..levy("CSN", "csn-levee", special, Basis::Dues, "0.0125")
    };
    let ccbsl = (
        "Conseil central du Bas-Saint-Laurent (montant fictif)",
        "Bas-Saint-Laurent central council (fictitious amount)",
    );
    let ccmm = (
        "Conseil central du Montréal métropolitain (montant fictif)",
        "Montréal métropolitain central council (fictitious amount)",
    );
    vec![
        levy("CSN", "csn", ("Per capita CSN", "CSN per capita"), Basis::SalaryPaid, "0.0072"),
        csn_special,
        fsss_before,
        fsss_now,
        levy(
            "FC",
            "fc",
            ("Per capita FC (taux fictif)", "FC per capita (fictitious rate)"),
            Basis::Dues,
            "0.24",
        ),
        levy("CCBSL", "ccbsl", ccbsl, Basis::PerPerson, "2.35"),
        levy("CCMM", "ccmm", ccmm, Basis::PerPerson, "2.10"),
    ]
}

/// One employer of a demonstration union: id, name, bargaining unit.
type DemoEmployer = (u128, &'static str, &'static str);

struct DemoUnion {
    number: &'static str,
    name: &'static str,
    federation: &'static str,
    council: &'static str,
    collects_sin: bool,
    employers: &'static [DemoEmployer],
}

const UNIONS: [DemoUnion; 3] = [
    DemoUnion {
        number: "412",
        name: "Syndicat des travailleuses et travailleurs du CISSS du Bas-Saint-Laurent (CSN)",
        federation: "FSSS",
        council: "CCBSL",
        collects_sin: true,
        employers: &[(1, "CISSS du Bas-Saint-Laurent", "Catégories 2 et 3")],
    },
    DemoUnion {
        number: "518",
        name: "Syndicat des travailleuses et travailleurs des résidences de l’Estuaire–CSN",
        federation: "FSSS",
        council: "CCBSL",
        collects_sin: false,
        employers: &[
            (2, "Résidence du Fleuve", "Personnel de soutien"),
            (3, "Résidence des Battures", "Tous les salarié-es"),
        ],
    },
    DemoUnion {
        number: "733",
        name: "Syndicat des travailleuses et travailleurs des marchés du Plateau (CSN)",
        federation: "FC",
        council: "CCMM",
        collects_sin: false,
        employers: &[(4, "Marchés du Plateau", "Tous les salarié-es")],
    },
];

/// The three unions, as they are set up.
pub fn unions() -> anyhow::Result<Vec<Union>> {
    let named = |code: &str| BODIES.into_iter().find(|body| body.0 == code).map(body);
    let calendars = vec![
        (FiscalYear::new(2024)?, date(2024, 4, 27)),
        (FiscalYear::new(2025)?, date(2025, 4, 26)),
        (FiscalYear::new(2026)?, date(2026, 4, 25)),
        (FiscalYear::new(2027)?, date(2027, 4, 24)),
    ];
    let unknown = || anyhow::anyhow!("a body of the demonstration is missing");
    UNIONS
        .iter()
        .map(|union| {
            Ok(Union {
                id: union_id(union.number),
                number: union.number.to_owned(),
                name: union.name.to_owned(),
                federation: named(union.federation).ok_or_else(unknown)?,
                central_council: named(union.council).ok_or_else(unknown)?,
                dues_rate: Some(Decimal::new(15, 3)),
                collects_sin: union.collects_sin,
                first_period: "2024-25 P01".parse()?,
                employers: union
                    .employers
                    .iter()
                    .map(|(id, name, unit)| Employer {
                        id: Uuid::from_u128(0x0e00_0000_0000_7000_8000_0000_0000_0000 + id),
                        name: (*name).to_owned(),
                        unit: (*unit).to_owned(),
                        calendars: calendars.clone(),
                        decided: unions::Decided::default(),
                    })
                    .collect(),
            })
        })
        .collect()
}

pub async fn add(scoped: &mut Scoped) -> anyhow::Result<()> {
    for each in BODIES {
        unions::store::add_body(scoped, &body(each)).await?;
    }
    for raw in levies() {
        let payee = body_id(&raw.payee);
        dues::store::add(scoped, payee, &Levy::try_from(raw)?).await?;
    }
    let unions = unions()?;
    for union in &unions {
        unions::store::add_union(scoped, union).await?;
    }
    link_agreements(scoped, &unions).await?;
    super::files::add(scoped, &unions).await
}

/// The health sector's employers are under its agreement; the others keep the general rules.
async fn link_agreements(scoped: &mut Scoped, unions: &[Union]) -> anyhow::Result<()> {
    let known = agreements::store::all(scoped).await?;
    let health = known.iter().find(|agreement| !agreement.by_default);
    let health = health.ok_or_else(|| anyhow::anyhow!("the health sector's agreement is missing"))?;
    for union in unions.iter().filter(|union| union.federation.code == "FSSS") {
        for employer in &union.employers {
            let note = "Convention du secteur de la santé".to_owned();
            let link = Link { agreement: health.id, from: date(2015, 4, 1), note, decided_at: scoped.now() };
            // The same id on every machine, from the employer's.
            let id = Uuid::from_u128(employer.id.as_u128() ^ (1 << 120));
            agreements::store::link(scoped, union.id, employer.id, id, &link).await?;
        }
    }
    Ok(())
}
