-- Exemptions as declarations applied them: one decided late is in the next declaration, once.

create table exemptions_applied (
  union_id uuid not null,
  exemption_id uuid not null,
  employer_id uuid not null,
  -- The period of which a part was waived.
  fiscal_year smallint not null,
  period smallint not null,
  declaration_id uuid not null,
  -- The statement with which it was declared: of that period, or of a later one.
  statement_id uuid not null,
  primary key (union_id, exemption_id, employer_id, fiscal_year, period),
  foreign key (union_id, declaration_id) references declarations,
  foreign key (union_id, statement_id) references statements,
  constraint exemptions_applied_period_exists check (period between 1 and 13)
);
create index exemptions_applied_employer_idx on exemptions_applied (union_id, employer_id);

alter table exemptions_applied enable row level security;
alter table exemptions_applied force row level security;
create policy of_the_union on exemptions_applied as restrictive using ((select app_reaches(union_id)));
create policy seen on exemptions_applied for select using ((select app_role()) in
  ('treasurer', 'finance_officer', 'finance_auditor', 'operator'));
create policy declared on exemptions_applied for insert with check ((select app_role()) = 'treasurer');
create trigger exemptions_applied_are_history before update or delete on exemptions_applied
  for each row execute function refuse_rewriting();
create trigger exemptions_applied_are_not_truncated before truncate on exemptions_applied
  for each statement execute function refuse_rewriting();
grant select, insert on exemptions_applied to quittance_app;

-- The decision that waives part of an amount, as it was when it was signed first.
alter table declaration_draft_levies add column exemption jsonb;
