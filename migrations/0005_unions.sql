-- The bodies that receive per capita, the unions, and the employers whose statements they expect.

create table bodies (
  id uuid primary key,
  code text not null,
  kind text not null,
  name_fr text not null,
  name_en text not null,
  constraint bodies_code_key unique (code),
  constraint bodies_kind_is_known check (kind in ('confederation', 'federation', 'central_council', 'fund'))
);

create table unions (
  id uuid primary key,
  number text not null,
  name text not null,
  federation_id uuid not null references bodies,
  central_council_id uuid not null references bodies,
  -- A fraction of the salary paid (0.015 is 1,5 %); null while the union has not given it.
  dues_rate numeric,
  collects_sin boolean not null default false,
  -- The first period this union declares in the portal.
  first_fiscal_year smallint not null,
  first_period smallint not null,
  constraint unions_number_key unique (number),
  constraint unions_number_is_digits check (number ~ '^[0-9]{1,5}$'),
  constraint unions_dues_rate_is_a_fraction check (dues_rate > 0 and dues_rate < 1),
  constraint unions_first_period_exists check (first_period between 1 and 13)
);

create table employers (
  union_id uuid not null references unions,
  id uuid not null,
  name text not null,
  unit text not null,
  active boolean not null default true,
  primary key (union_id, id)
);

-- The end of an employer's first period fixes its whole fiscal year (clause 1.01-9, Q06).
create table employer_calendars (
  union_id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  first_period_end date not null,
  primary key (union_id, employer_id, fiscal_year),
  foreign key (union_id, employer_id) references employers
);

-- References of payments carry the number: 412 and 0412 would make the same ones.
create unique index unions_number_once on unions ((number::int));

alter table bodies enable row level security;
alter table bodies force row level security;
create policy known_to_all on bodies for select using (app_role() is not null and app_role() <> 'nobody');
create policy set_up on bodies for insert with check (app_role() = 'operator');
grant select, insert on bodies to quittance_app;

alter table unions enable row level security;
alter table unions force row level security;
-- By role, and closed: a scope that was forgotten reaches nothing instead of everything.
create policy of_the_scope on unions as restrictive using (case app_role()
  when 'treasurer' then id = app_union()
  when 'federation_officer' then federation_id = app_federation()
  else true end);
create policy seen on unions for select using (app_role() in
  ('treasurer', 'federation_officer', 'finance_officer', 'finance_auditor', 'administrator', 'operator'));
create policy set_up on unions for insert with check (app_role() = 'operator');
grant select, insert on unions to quittance_app;

-- Is this union one that the actor's scope reaches? Only the roles named here reach all of them.
create function app_reaches(the_union uuid) returns boolean language sql stable
  as $$
    select case app_role()
      when 'treasurer' then the_union = app_union()
      when 'federation_officer' then exists (select from public.unions u
        where u.id = the_union and u.federation_id = app_federation())
      when 'finance_officer' then true
      when 'finance_auditor' then true
      when 'operator' then true
      else false end
  $$;

do $$
declare t text;
begin
  foreach t in array array['employers', 'employer_calendars'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using (app_reaches(union_id))', t);
    execute format('create policy seen on %I for select using (app_role() in
      (''treasurer'', ''federation_officer'', ''finance_officer'', ''finance_auditor'', ''operator''))', t);
    execute format('create policy set_up on %I for insert with check (app_role() = ''operator'')', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;
