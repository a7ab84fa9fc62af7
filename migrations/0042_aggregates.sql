-- The month in which each body's own year begins: the confederation's may differ from a council's,
-- and both from the agreement's 1 April. The periods are the same; a period is of the year in which
-- it ends.

create table body_years (
  body_id uuid primary key references bodies,
  first_month smallint not null,
  constraint body_years_month_is_one check (first_month between 1 and 12)
);
alter table body_years enable row level security;
alter table body_years force row level security;
create policy known_to_all on body_years for select
  using ((select app_role()) is not null and (select app_role()) not in ('nobody', 'payroll'));
create policy set_up on body_years for insert with check ((select app_role()) = 'operator');
grant select, insert on body_years to quittance_app;

alter table bodies no force row level security;
alter table body_years no force row level security;
insert into body_years (body_id, first_month)
  select id, case kind when 'confederation' then 3 when 'central_council' then 1 else 4 end from bodies;
alter table bodies force row level security;
alter table body_years force row level security;

-- A body's amounts of some fiscal years, whoever owes them.
create index balances_of_payee on balances (payee_id, fiscal_year, period);
