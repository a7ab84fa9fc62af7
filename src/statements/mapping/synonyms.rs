//! The names that payrolls give to the columns of clause 5.03, in both languages; the first of each
//! is the French header of `statement_columns.csv`. To recognise one more, add it here.

use crate::statements::{Column, SalaryUnit};

/// Headers by column. Case, accents and punctuation are left out when comparing.
pub const SYNONYMS: &[(Column, &[&str])] = &[
    (
        Column::EmployeeNumber,
        &[
            "Matricule", "No employé", "No d'employé", "Nº employé", "Nº d'employé", "N° employé",
            "Numéro employé", "Numéro d'employé", "Numéro de l'employé", "Numéro d'employé-e", "Num. employé",
            "No de matricule", "Numéro de matricule", "Code employé", "ID employé", "Employé", "No salarié",
            "Numéro de salarié", "Employee number", "Employee no.", "Employee #", "Employee nbr", "Employee ID",
            "Emp no", "Emp. no.", "Emp #", "Emp number", "Emp ID", "Employee", "Employee code", "Personnel number",
            "Staff number", "Badge", "emp", "No.", "empno",
        ],
    ),
    (
        Column::Name,
        &[
            "Nom", "Nom et prénom", "Nom, prénom", "Nom de famille", "Nom de l'employé", "Nom de l'employé-e",
            "Nom employé", "Nom complet", "Prénom et nom", "Nom de la personne salariée", "Nom du salarié",
            "Name", "Employee name", "Full name", "Last name", "Family name", "Surname", "Last name, first name",
            "Name of employee", "Nom/Prénom",
        ],
    ),
    (
        Column::Address,
        &[
            "Adresse", "Adresse complète", "Adresse postale", "Adresse de résidence", "Adresse civique",
            "Address", "Home address", "Mailing address", "Street address", "Full address",
        ],
    ),
    (
        Column::Phone,
        &[
            "Téléphone", "Tél.", "No de téléphone", "Numéro de téléphone", "Téléphone résidence",
            "Téléphone personnel", "Cellulaire", "Phone", "Phone number", "Telephone", "Telephone number", "Home phone",
            "Phone no.", "Tel. no.",
        ],
    ),
    (
        Column::Sin,
        &[
            "NAS", "N.A.S.", "Numéro d'assurance sociale", "No d'assurance sociale", "No assurance sociale",
            "Assurance sociale", "No NAS", "SIN", "S.I.N.", "Social insurance number", "Social insurance no.",
            "Social insurance",
        ],
    ),
    (
        Column::JobTitleCode,
        &[
            "Code titre d'emploi", "Code de titre d'emploi", "Code du titre d'emploi", "Code d'emploi", "Code emploi",
            "No titre d'emploi", "Numéro de titre d'emploi", "Numéro du titre d'emploi", "Code de poste",
            "Code de fonction", "Code TE", "Job title code", "Job code", "Job title no.", "Job title number", "Job no.",
            "Position code", "Title code", "Classification code", "job",
        ],
    ),
    (
        Column::JobTitle,
        &[
            "Titre d'emploi", "Titre d'emploi principal", "Titre de l'emploi", "Titre", "Emploi", "Fonction", "Poste",
            "Libellé titre d'emploi", "Description du titre d'emploi", "Job title", "Main job title", "Title",
            "Position", "Job title description", "Job description", "Classification",
        ],
    ),
    (
        Column::Status,
        &[
            "Statut", "Statut d'emploi", "Statut de l'employé", "Statut TC/TP", "TC/TP", "Status", "Employment status",
            "FT/PT", "Employee status", "Full-time/Part-time", "Temps complet / temps partiel",
        ],
    ),
    (
        Column::Service,
        &[
            "Service", "Département", "Service ou département", "Service/Département", "Centre d'activité",
            "Centre d'activités", "Unité administrative", "Centre de coûts", "Secteur", "Department",
            "Service or department", "Dept", "Dept.", "Cost centre", "Cost center", "Activity centre", "Unit",
        ],
    ),
    (
        Column::Shift,
        &["Quart", "Quart de travail", "Quarts", "Horaire", "Shift", "Work shift", "Shift code"],
    ),
    (
        Column::SalaryRate,
        &[
            "Salaire", "Taux", "Taux de salaire", "Taux salarial", "Salaire (taux)", "Salary", "Rate", "Pay rate",
            "Salary rate", "Rate of pay", "Wage rate", "Wage",
        ],
    ),
    (
        Column::SalaryUnit,
        &[
            "Unité", "Unité de salaire", "Unité du salaire", "Unité de taux", "Base salariale", "Salary unit",
            "Rate unit", "Pay unit", "Per", "Unit of pay", "Salary basis",
        ],
    ),
    (
        Column::SalaryPaid,
        &[
            "Salaire versé", "Salaire brut versé", "Salaire brut", "Salaire versé durant la période",
            "Salaire versé période", "Salaire payé", "Salaire de la période", "Brut", "Gains bruts", "Gains",
            "Salaire cotisable", "Montant versé", "Salary paid", "Gross salary", "Gross pay", "Gross salary paid",
            "Gross", "Gross earnings", "Salary paid during the period", "Pay for the period", "Wages paid",
            "Period pay", "paid",
        ],
    ),
    (
        Column::Dues,
        &[
            "Cotisation", "Cotisations", "Cotisation syndicale", "Cotisations syndicales", "Retenue syndicale",
            "Retenues syndicales", "Cotisation retenue", "Cotisation prélevée", "Précompte", "Précompte syndical",
            "Cot. synd.", "Cot. syndicale", "Montant de la cotisation", "Dues", "Union dues", "Dues checked off",
            "Dues deducted", "Dues deduction", "Union deduction", "Check-off", "Union dues deducted",
        ],
    ),
    (
        Column::Absences,
        &[
            "Absences", "Absence", "Absences temporaires", "Absences et codes de raison", "Absences (raison)", "Congés",
            "Temporary absences", "Leaves", "Leaves of absence",
        ],
    ),
    (
        Column::HiredOn,
        &[
            "Date d'embauche", "Date embauche", "Embauche", "Embauché le", "Date d'entrée", "Date d'entrée en fonction",
            "Hiring date", "Hire date", "Date hired", "Hired on", "Date of hire", "Start date", "hired",
        ],
    ),
    (
        Column::LeftOn,
        &[
            "Date de départ", "Date départ", "Départ", "Date de fin d'emploi", "Date de cessation",
            "Date de fin", "Departure date", "Termination date", "Left on", "Date left", "End date", "Leaving date",
            "left",
        ],
    ),
    (
        Column::HoursWorked,
        &[
            "Heures travaillées", "Heures", "Nombre d'heures", "Heures régulières", "Hres travaillées", "Hrs trav.",
            "Hours worked", "Hours", "Regular hours", "Hrs worked", "Hrs",
        ],
    ),
    (
        Column::VacationDays,
        &[
            "Jours de vacances", "Vacances", "Jours de congé annuel", "Congé annuel", "Jours de vacances pris",
            "Jours vacances", "Vacation days", "Vacation", "Annual vacation days", "Vacation days taken",
            "Days of vacation", "vac",
        ],
    ),
    (
        Column::SeniorityDays,
        &[
            "Ancienneté", "Jours d'ancienneté", "Ancienneté accumulée", "Ancienneté (jours)", "Ancienneté de la période",
            "Seniority", "Seniority days", "Seniority accumulated", "Days of seniority", "sen",
        ],
    ),
    (
        Column::RegularPay,
        &[
            "Salaire régulier", "Total du salaire régulier", "Salaire régulier total", "Gains réguliers",
            "Total salaire régulier", "Regular pay", "Total regular pay", "Regular salary", "Regular earnings",
            "regular",
        ],
    ),
    (
        Column::InsuranceBenefits,
        &[
            "Assurance salaire", "Assurance-salaire", "Prestations d'assurance salaire", "Prestations assurance salaire",
            "Total des prestations d'assurance salaire", "Salary insurance", "Insurance benefits",
            "Salary insurance benefits", "Total salary insurance benefits", "Disability benefits", "insurance",
        ],
    ),
    (
        Column::TotalRemuneration,
        &[
            "Rémunération totale", "Rémunération totale versée", "Total de la rémunération", "Rémunération",
            "Total rémunération", "Total remuneration", "Total remuneration paid", "Remuneration",
            "Total earnings", "Total pay", "remun",
        ],
    ),
    (
        Column::InitiationDues,
        &[
            "Droit d'entrée", "Droits d'entrée", "Frais d'adhésion", "Cotisation d'entrée", "Initiation dues",
            "Initiation fee", "Initiation fees", "Entrance fee", "initiation",
        ],
    ),
    (
        Column::HeldDues,
        &[
            "Cotisation en fidéicommis", "Cotisations en fidéicommis", "Fidéicommis", "Cotisation retenue en fidéicommis",
            "Cotisation en fiducie", "Held dues", "Dues held", "Dues held in trust", "Dues in trust", "held",
        ],
    ),
    (
        Column::CorrectionPeriod,
        &[
            "Période corrigée", "Période de la correction", "Période visée par la correction", "Corrected period",
            "Period corrected", "Correction period",
        ],
    ),
    (
        Column::CorrectionNature,
        &[
            "Nature de la correction", "Nature correction", "Motif de la correction", "Raison de la correction",
            "Nature of correction", "Nature of the correction", "Correction nature", "Correction reason",
            "Reason for correction",
        ],
    ),
];

/// Headers of a column of given names beside one of family names.
pub const GIVEN_NAME: &[&str] =
    &["Prénom", "Prénoms", "Prénom de l'employé", "First name", "Given name", "Given names", "Forename"];

/// Headers of a rate that say what it is paid by.
pub const RATES_WITH_UNIT: &[(&str, SalaryUnit)] = &[
    ("Taux horaire", SalaryUnit::Hour),
    ("Salaire horaire", SalaryUnit::Hour),
    ("Hourly rate", SalaryUnit::Hour),
    ("Hourly salary", SalaryUnit::Hour),
    ("Hourly wage", SalaryUnit::Hour),
    ("Taux hebdomadaire", SalaryUnit::Week),
    ("Salaire hebdomadaire", SalaryUnit::Week),
    ("Weekly rate", SalaryUnit::Week),
    ("Weekly salary", SalaryUnit::Week),
    ("Salaire annuel", SalaryUnit::Year),
    ("Taux annuel", SalaryUnit::Year),
    ("Annual salary", SalaryUnit::Year),
    ("Annual rate", SalaryUnit::Year),
];
