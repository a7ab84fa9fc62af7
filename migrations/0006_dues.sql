-- Levies: what a congress voted. One that a declaration has used is never edited: a new one
-- follows it, and two of one payee and code may not overlap.

create table levies (
  id uuid primary key,
  payee_id uuid not null references bodies,
  code text not null,
  name_fr text not null,
  name_en text not null,
  basis text not null,
  rate numeric,
  amount numeric,
  min_per_person numeric,
  max_per_person numeric,
  max_persons int,
  effective_from date not null,
  effective_to date,
  adopted_by text not null,
  adopted_on date not null,
  resolution text not null,
  constraint levies_basis_is_known check (basis in
    ('salary_paid', 'regular_pay', 'total_remuneration', 'dues', 'per_person')),
  constraint levies_have_a_rate_or_an_amount check ((basis = 'per_person') = (amount is not null)
    and (basis <> 'per_person') = (rate is not null)),
  constraint levies_are_not_negative check (coalesce(rate, 0) >= 0 and coalesce(amount, 0) >= 0
    and coalesce(min_per_person, 0) >= 0 and coalesce(max_per_person, 0) >= 0),
  constraint levies_limits_are_ordered check (min_per_person <= max_per_person),
  constraint levies_dates_are_ordered check (effective_from <= effective_to),
  constraint levies_do_not_overlap exclude using gist
    (payee_id with =, code with =, daterange(effective_from, effective_to, '[]') with &&)
);

create trigger levies_are_never_edited before update or delete on levies
  for each row execute function refuse_rewriting();

alter table levies enable row level security;
alter table levies force row level security;
create policy known_to_all on levies for select using (app_role() is not null and app_role() <> 'nobody');
create policy set_up on levies for insert with check (app_role() = 'operator');
grant select, insert on levies to quittance_app;
