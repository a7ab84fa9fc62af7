-- The union's own dues: what it decided, from which day, by whom. Nothing is rewritten: a decision
-- follows another, and what a declaration was judged by stays.

create table checkoff_decisions (
  union_id uuid not null references unions,
  -- Made with the form: sending it twice records it once.
  id uuid not null,
  -- A formula of dues, or the initiation dues of 5.04.
  kind text not null,
  base text,
  -- A fraction of the base.
  rate numeric,
  amount numeric,
  per text,
  -- JSON: from what base, what share.
  bands text,
  -- Whether salary insurance benefits are in the base.
  benefits boolean,
  minimum numeric,
  maximum numeric,
  -- Pays of a period, where the statement does not say.
  pays smallint,
  note text not null,
  effective_from date not null,
  adopter text not null,
  adopted_on date not null,
  resolution text not null,
  recorded_at timestamptz not null,
  -- Null as the union was set up.
  recorded_by uuid,
  primary key (union_id, id),
  constraint checkoff_kind_is_known check (kind in ('percent', 'flat', 'bands', 'initiation')),
  constraint checkoff_base_is_known check (base in ('salary-paid', 'regular-pay', 'total-remuneration')),
  constraint checkoff_per_is_known check (per in ('pay', 'period')),
  constraint checkoff_adopter_is_known check (adopter in ('general-meeting', 'council', 'convention')),
  constraint checkoff_says_one_thing check ((kind = 'percent') = (rate is not null)
    and (kind in ('flat', 'initiation')) = (amount is not null) and (kind = 'flat') = (per is not null)
    and (kind = 'bands') = (bands is not null) and (kind = 'initiation') = (base is null)
    and (kind = 'initiation') = (benefits is null)),
  constraint checkoff_rate_is_a_fraction check (rate > 0 and rate <= 1 and rate = round(rate, 6)),
  constraint checkoff_in_cents check (amount = round(amount, 2) and minimum = round(minimum, 2)
    and maximum = round(maximum, 2)),
  constraint checkoff_is_not_negative check (amount >= 0 and minimum >= 0 and maximum >= minimum and maximum >= 0),
  constraint checkoff_pays_are_plausible check (pays between 1 and 5)
);
create index checkoff_decisions_in_force on checkoff_decisions (union_id, effective_from desc, recorded_at desc);

-- What a statement says of its pays, which no line does.
create table checkoff_statements (
  union_id uuid not null,
  statement_id uuid not null,
  pays smallint not null,
  primary key (union_id, statement_id),
  foreign key (union_id, statement_id) references statements,
  constraint checkoff_statements_have_pays check (pays between 1 and 255)
);

do $$
declare t text;
begin
  foreach t in array array['checkoff_decisions', 'checkoff_statements'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_history', t);
    execute format('create trigger %I before truncate on %I
      for each statement execute function refuse_rewriting()', t || '_are_not_truncated', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;

-- A general meeting adopted it, and it names nobody: whoever reads the union's file reads it.
create policy seen on checkoff_decisions for select using ((select app_role()) in ('treasurer',
  'signing_officer', 'federation_officer', 'finance_officer', 'finance_auditor', 'operator'));
-- Never in the days of what was declared already.
create policy decided on checkoff_decisions for insert with check ((select app_role()) = 'treasurer'
  and recorded_by = (select app_actor()) and effective_from > coalesce(
    (select max(d.period_end) from declarations d where d.union_id = checkoff_decisions.union_id), '-infinity'));
create policy set_up on checkoff_decisions for insert with check ((select app_role()) = 'operator'
  and recorded_by is null);
create policy by_the_union on checkoff_statements for select using ((select app_role()) = 'treasurer');
create policy received on checkoff_statements for insert with check ((select app_role()) = 'treasurer');

-- Who paid initiation dues, among all the lines of a year.
create index statement_lines_with_initiation_dues on statement_lines (union_id, fiscal_year)
  where initiation_dues > 0;
