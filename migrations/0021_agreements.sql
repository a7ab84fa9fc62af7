-- Collective agreements: which rules a statement is checked by, how much each weighs, and since when.
-- A set belongs to an agreement, an employer to one agreement at a time, and the finance office may give
-- a rule another weight, for an agreement or for one employer. Nothing is rewritten: what is decided
-- later holds instead.

create table agreements (
  id uuid primary key,
  code text not null,
  name_fr text not null,
  name_en text not null,
  -- Of employers that nobody linked to another.
  by_default boolean not null default false,
  constraint agreements_code_key unique (code)
);
create unique index agreements_one_by_default on agreements (by_default) where by_default;

-- A rule that is not here is not of the set.
create table agreement_rules (
  agreement_id uuid not null references agreements,
  rule text not null,
  severity text not null,
  primary key (agreement_id, rule),
  constraint agreement_rules_severity_is_known check (severity in ('error', 'warning', 'info'))
);

-- 'set' gives a rule back what the set says. Rules that protect the money itself are not switched:
-- src/statements/rules/severities.rs says which, and a test that this list is the same.
create table agreement_settings (
  id uuid primary key,
  agreement_id uuid not null references agreements,
  rule text not null,
  severity text not null,
  effective_from date not null,
  effective_to date,
  note text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  constraint agreement_settings_severity_is_known check (severity in ('off', 'error', 'warning', 'info', 'set')),
  constraint agreement_settings_dates_are_ordered check (effective_from <= effective_to),
  constraint agreement_settings_say_why check (note <> ''),
  constraint agreement_settings_leave_the_money check (rule not in
    ('V01', 'V10', 'V11', 'V14', 'V17', 'V37', 'V51', 'V52', 'V78', 'V81'))
);
create index agreement_settings_of on agreement_settings (agreement_id);

create table employer_agreements (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  agreement_id uuid not null references agreements,
  effective_from date not null,
  note text not null,
  -- Null for what was set up.
  decided_by uuid,
  decided_at timestamptz not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers
);
create index employer_agreements_of on employer_agreements (union_id, employer_id);

create table employer_settings (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  rule text not null,
  severity text not null,
  effective_from date not null,
  effective_to date,
  note text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint employer_settings_severity_is_known check (severity in ('off', 'error', 'warning', 'info', 'set')),
  constraint employer_settings_dates_are_ordered check (effective_from <= effective_to),
  constraint employer_settings_say_why check (note <> ''),
  constraint employer_settings_leave_the_money check (rule not in
    ('V01', 'V10', 'V11', 'V14', 'V17', 'V37', 'V51', 'V52', 'V78', 'V81'))
);
create index employer_settings_of on employer_settings (union_id, employer_id);

-- The health sector's agreement, and what any agreement would ask: no deadline of clause 5.03, no list
-- of job titles, no formula of seniority, no bank of union leave.
insert into agreements (id, code, name_fr, name_en, by_default) values
  ('0a900000-0000-7000-8000-000000000001', 'CUPE-CPAS 2015-2020',
   'Santé et services sociaux (SCFP–CPNSSS 2015-2020)', 'Health and social services (CUPE–CPNSSS 2015-2020)', false),
  ('0a900000-0000-7000-8000-000000000002', 'GENERAL',
   'Règles générales, sans la clause 5.03', 'General rules, without clause 5.03', true);

insert into agreement_rules (agreement_id, rule, severity)
select '0a900000-0000-7000-8000-000000000001', * from (values
  ('V01', 'error'), ('V02', 'error'), ('V03', 'error'), ('V04', 'error'), ('V05', 'error'), ('V06', 'warning'),
  ('V07', 'warning'), ('V08', 'warning'), ('V09', 'warning'), ('V10', 'error'), ('V11', 'error'), ('V12', 'error'),
  ('V13', 'error'), ('V14', 'error'), ('V15', 'info'), ('V16', 'error'), ('V17', 'error'), ('V18', 'error'),
  ('V19', 'error'), ('V20', 'warning'), ('V21', 'warning'), ('V22', 'warning'), ('V23', 'info'), ('V24', 'warning'),
  ('V25', 'info'), ('V26', 'warning'), ('V27', 'warning'), ('V28', 'info'), ('V29', 'error'), ('V30', 'info'),
  ('V31', 'warning'), ('V32', 'warning'), ('V33', 'error'), ('V34', 'warning'), ('V35', 'warning'), ('V36', 'warning'),
  ('V37', 'error'), ('V38', 'warning'), ('V39', 'warning'), ('V40', 'error'), ('V41', 'warning'), ('V42', 'warning'),
  ('V43', 'warning'), ('V44', 'warning'), ('V45', 'warning'), ('V46', 'warning'), ('V47', 'warning'), ('V48', 'warning'),
  ('V49', 'error'), ('V50', 'warning'), ('V51', 'error'), ('V52', 'error'), ('V53', 'info'), ('V54', 'error'),
  ('V55', 'warning'), ('V56', 'error'), ('V57', 'warning'), ('V58', 'warning'), ('V59', 'warning'), ('V60', 'warning'),
  ('V61', 'info'), ('V62', 'info'), ('V63', 'warning'), ('V64', 'warning'), ('V65', 'warning'), ('V66', 'warning'),
  ('V67', 'error'), ('V68', 'info'), ('V69', 'error'), ('V70', 'info'), ('V71', 'warning'), ('V72', 'warning'),
  ('V73', 'warning'), ('V74', 'error'), ('V75', 'warning'), ('V76', 'info'), ('V77', 'warning'), ('V78', 'error'),
  ('V79', 'warning'), ('V80', 'warning'), ('V81', 'error'), ('V82', 'warning'), ('V83', 'warning'), ('V84', 'warning'),
  ('V85', 'info'), ('V86', 'info')
) as rules (rule, severity);

insert into agreement_rules (agreement_id, rule, severity)
select '0a900000-0000-7000-8000-000000000002', * from (values
  ('V01', 'error'), ('V02', 'error'), ('V03', 'error'), ('V05', 'error'), ('V06', 'warning'), ('V07', 'warning'),
  ('V09', 'warning'), ('V10', 'error'), ('V11', 'error'), ('V12', 'error'), ('V13', 'error'), ('V14', 'error'),
  ('V16', 'error'), ('V17', 'error'), ('V18', 'error'), ('V19', 'error'), ('V20', 'warning'), ('V21', 'warning'),
  ('V22', 'warning'), ('V23', 'info'), ('V25', 'info'), ('V26', 'info'), ('V29', 'error'), ('V30', 'info'),
  ('V33', 'warning'), ('V35', 'warning'), ('V36', 'warning'), ('V37', 'error'), ('V38', 'warning'), ('V39', 'warning'),
  ('V40', 'error'), ('V41', 'warning'), ('V42', 'warning'), ('V43', 'warning'), ('V45', 'warning'), ('V46', 'warning'),
  ('V50', 'warning'), ('V51', 'error'), ('V52', 'error'), ('V53', 'info'), ('V54', 'warning'), ('V56', 'warning'),
  ('V57', 'warning'), ('V63', 'warning'), ('V64', 'warning'), ('V65', 'warning'), ('V66', 'warning'), ('V67', 'error'),
  ('V78', 'error'), ('V81', 'error'), ('V82', 'warning'), ('V83', 'warning'), ('V86', 'info')
) as rules (rule, severity);

do $$
declare t text;
begin
  foreach t in array array['agreements', 'agreement_rules', 'agreement_settings', 'employer_agreements',
      'employer_settings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create trigger is_history before update or delete on %I
      for each row execute function refuse_rewriting()', t);
    execute format('create trigger is_not_truncated before truncate on %I
      for each statement execute function refuse_rewriting()', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
  -- An agreement and its rules are nobody's secret.
  foreach t in array array['agreements', 'agreement_rules', 'agreement_settings'] loop
    execute format('create policy known_to_all on %I for select
      using ((select app_role()) is not null and (select app_role()) <> ''nobody'')', t);
  end loop;
  foreach t in array array['agreements', 'agreement_rules', 'employer_agreements'] loop
    execute format('create policy set_up on %I for insert with check ((select app_role()) = ''operator'')', t);
  end loop;
  foreach t in array array['employer_agreements', 'employer_settings'] loop
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy seen on %I for select using ((select app_role()) in (''treasurer'',
      ''signing_officer'', ''federation_officer'', ''finance_officer'', ''finance_auditor'', ''operator''))', t);
  end loop;
  foreach t in array array['agreement_settings', 'employer_agreements', 'employer_settings'] loop
    execute format('create policy decided on %I for insert with check
      ((select app_role()) = ''finance_officer'' and decided_by = (select app_actor()))', t);
  end loop;
end
$$;
