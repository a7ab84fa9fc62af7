//! Who may do what: every role, every capability, who holds it. One page an auditor can read.
//!
//! A capability opens a page; which rows it shows is Postgres's to say (the policies of
//! `migrations/`, fed by [`Actor`] through `db::Scoped`).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a person is to the confederation (`product.md`); each account has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Own union: statements, declarations, payments.
    Treasurer,
    /// Own union: presidency or secretariat; reads the file and proposes changes to it.
    SigningOfficer,
    /// Unions of own federation: filing status and arrears; never a SIN, a salary or an address.
    FederationOfficer,
    /// A central council: what it levies on its unions, and how many people they count; never a person of theirs.
    CouncilOfficer,
    /// All unions: money received, payments.
    FinanceOfficer,
    /// All unions, read only: history, ledger, journal.
    FinanceAuditor,
    /// Accounts only: no money, no members.
    Administrator,
}

impl Role {
    pub const ALL: [Role; 7] = [
        Role::Treasurer,
        Role::SigningOfficer,
        Role::FederationOfficer,
        Role::CouncilOfficer,
        Role::FinanceOfficer,
        Role::FinanceAuditor,
        Role::Administrator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Role::Treasurer => "treasurer",
            Role::SigningOfficer => "signing_officer",
            Role::FederationOfficer => "federation_officer",
            Role::CouncilOfficer => "council_officer",
            Role::FinanceOfficer => "finance_officer",
            Role::FinanceAuditor => "finance_auditor",
            Role::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The role of an employer's payroll system, which is no person's.
pub const PAYROLL: &str = "payroll";

/// Who acts, as row-level security knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Not signed in. The e-mail, when one is being tried, opens that one account's row.
    Nobody { email: Option<String> },
    /// Signed in.
    Person { id: Uuid, role: Role, union: Option<Uuid>, federation: Option<Uuid> },
    /// The person at the server's command line: sets up unions, levies and accounts.
    Operator,
    /// A program that shows a token, not yet known: it opens the row of that token's access. The
    /// token's hash by each key, in hexadecimal, with commas between.
    Bearer { hashes: String },
    /// An employer's payroll, by an access that the union issued: one employer and unit.
    Payroll { access: Uuid, union: Uuid, employer: Uuid },
    /// The portal itself, reading the amounts of one union's declared statements for sums that somebody
    /// asks for: no person is ever one, and it writes nothing.
    Reckoner { union: Uuid },
}

impl Actor {
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Actor::Person { id, .. } => Some(*id),
            Actor::Payroll { access, .. } => Some(*access),
            _ => None,
        }
    }

    pub fn union(&self) -> Option<Uuid> {
        match self {
            Actor::Person { union, .. } => *union,
            Actor::Payroll { union, .. } | Actor::Reckoner { union } => Some(*union),
            _ => None,
        }
    }

    pub fn federation(&self) -> Option<Uuid> {
        match self {
            Actor::Person { federation, .. } => *federation,
            _ => None,
        }
    }

    /// The one employer whom the actor acts for.
    pub fn employer(&self) -> Option<Uuid> {
        match self {
            Actor::Payroll { employer, .. } => Some(*employer),
            _ => None,
        }
    }

    pub fn role_code(&self) -> &'static str {
        match self {
            Actor::Nobody { .. } | Actor::Bearer { .. } => "nobody",
            Actor::Person { role, .. } => role.code(),
            Actor::Operator => "operator",
            Actor::Payroll { .. } => PAYROLL,
            Actor::Reckoner { .. } => "reckoner",
        }
    }

    pub fn holds(&self, capability: Capability) -> bool {
        matches!(self, Actor::Person { role, .. } if capability.holders().contains(role))
    }
}

/// A capability as a type, for `Can<C>`.
pub trait Need: Send + Sync + 'static {
    const CAPABILITY: Capability;
}

macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident: $($role:ident)|+;)*) => {
        /// Everything a page may require.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Capability { $($(#[$doc])* $name),* }

        impl Capability {
            pub const ALL: &[Capability] = &[$(Capability::$name),*];

            pub fn holders(self) -> &'static [Role] {
                match self { $(Capability::$name => &[$(Role::$role),+]),* }
            }
        }

        $($(#[$doc])* pub struct $name;
        impl Need for $name { const CAPABILITY: Capability = Capability::$name; })*
    };
}

capabilities! {
    /// Home, help, own language: everyone signed in.
    SeeHome: Treasurer | SigningOfficer | FederationOfficer | CouncilOfficer | FinanceOfficer | FinanceAuditor | Administrator;
    /// Open a period: send statements in, settle findings, see the per capita.
    PreparePeriod: Treasurer;
    /// Attest and file the declaration.
    Declare: Treasurer;
    /// The declarations that wait for a second signature, and the union's rule on it.
    SeeSignatures: Treasurer | SigningOfficer;
    /// Sign second what another attested, or return it.
    SignSecond: Treasurer | SigningOfficer;
    /// Decide whether the union's declarations need two signatures.
    SetSignatures: SigningOfficer;
    /// Start a payment.
    Pay: Treasurer;
    /// Issue and revoke the accesses by which an employer's payroll sends its statements.
    KeepDoor: Treasurer;
    /// The union's own documents and history.
    SeeOwnUnion: Treasurer;
    /// The union's file: coordinates, employers, officers, who supports it.
    SeeUnionFile: Treasurer | SigningOfficer;
    /// Ask for changes to the union's file; follow and withdraw them.
    ProposeChanges: Treasurer | SigningOfficer;
    /// The union's members: list, cards, annual list, posting, duplicates.
    SeeMembers: Treasurer;
    /// The union's leave bank.
    SeeLeave: Treasurer | SigningOfficer;
    /// Say of the leave bank what no statement says.
    KeepLeave: Treasurer;
    /// What the union decided of its own dues.
    SeeDuesPolicy: Treasurer | SigningOfficer;
    /// Record what the union decided of its own dues.
    KeepDuesPolicy: Treasurer;
    /// What each body levies, and since when.
    SeeLevies: Treasurer | SigningOfficer | FederationOfficer | CouncilOfficer | FinanceOfficer | FinanceAuditor;
    /// What is proposed of levies and exemptions, and what was decided.
    SeeProposals: FederationOfficer | CouncilOfficer | FinanceOfficer | FinanceAuditor;
    /// Propose, approve and reject levies and exemptions of one's own body; never both of one proposal.
    DecideLevies: FederationOfficer | CouncilOfficer | FinanceOfficer;
    /// What a levy would have changed, in sums by union.
    AskWhatIf: FederationOfficer | CouncilOfficer | FinanceOfficer | FinanceAuditor;
    /// The same worked out from each person's pay, for those who see the base of however few people.
    ReckonPay: FinanceOfficer | FinanceAuditor;
    /// Filing status and arrears of the federation's unions.
    SeeFederation: FederationOfficer;
    /// Accept or refuse changes to the files of the federation's unions.
    VetChanges: FederationOfficer;
    /// Say who supports each union of the federation.
    MaintainTeam: FederationOfficer;
    /// Persons and bases added up, and a budget split by them; nobody is named.
    SeeHeadcounts: Treasurer | FederationOfficer | CouncilOfficer | FinanceOfficer | FinanceAuditor;
    /// What a body is declared, by its own years.
    SeeBodyYears: FederationOfficer | CouncilOfficer | FinanceOfficer | FinanceAuditor;
    /// Every union's declarations, payments and ledger entries.
    SeeAllHistory: FinanceOfficer | FinanceAuditor;
    /// How rules are set for each agreement and employer.
    SeeRuleSettings: FinanceOfficer | FinanceAuditor;
    /// Give a rule another weight, an employer another agreement.
    SetRules: FinanceOfficer;
    /// Record money received against a reference.
    RecordMoney: FinanceOfficer;
    /// Read the journal and its verification.
    SeeJournal: FinanceAuditor | Administrator;
    /// Open and close accounts.
    ManageAccounts: Administrator;
    /// Keep the list of media that teach the portal.
    MaintainResources: Administrator;
    /// Mail that waits, was sent or could not be.
    SeeMail: Administrator;
}
