-- An employer counts its year by thirteen periods, whose first ends on a day of its own, or by months
-- (1.01-9, Q06). What is decided holds from the beginning of a fiscal year; nothing is rewritten.

create table employer_calendar_decisions (
  union_id uuid not null,
  -- Made with the form: deciding twice decides once.
  id uuid not null,
  seq bigint generated always as identity,
  employer_id uuid not null,
  -- The fiscal year from which it holds.
  fiscal_year smallint not null,
  kind text not null,
  -- Of periods: the end of that year's first.
  first_period_end date,
  note text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint employer_calendars_kind_is_known check (kind in ('periods', 'months')),
  constraint employer_calendars_end_their_first check ((kind = 'periods') = (first_period_end is not null)),
  constraint employer_calendars_say_why check (note <> '')
);
create index employer_calendar_decisions_of on employer_calendar_decisions (union_id, employer_id, seq);

alter table employer_calendar_decisions enable row level security;
alter table employer_calendar_decisions force row level security;
create policy of_the_union on employer_calendar_decisions as restrictive
  using ((select app_reaches(union_id)));
create policy seen on employer_calendar_decisions for select using ((select app_role()) in ('treasurer',
  'signing_officer', 'federation_officer', 'finance_officer', 'finance_auditor', 'operator'));
create policy decided on employer_calendar_decisions for insert with check
  ((select app_role()) = 'finance_officer' and decided_by = (select app_actor()));
create trigger calendars_are_history before update or delete on employer_calendar_decisions
  for each row execute function refuse_rewriting();
create trigger calendars_are_not_truncated before truncate on employer_calendar_decisions
  for each statement execute function refuse_rewriting();
grant select, insert on employer_calendar_decisions to quittance_app;
