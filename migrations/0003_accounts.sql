-- People who sign in. A person's scope is a union, a federation, or neither (central staff).

create table accounts (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null,
  union_id uuid,
  federation_id uuid,
  password_hash text not null,
  language text not null default 'fr',
  active boolean not null default true,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  constraint accounts_email_key unique (email),
  constraint accounts_email_is_lower_case check (email = lower(email) and email like '%_@_%'),
  constraint accounts_role_is_known check (role in
    ('treasurer', 'federation_officer', 'finance_officer', 'finance_auditor', 'administrator')),
  constraint accounts_scope_fits_role check (
    (role = 'treasurer') = (union_id is not null)
    and (role = 'federation_officer') = (federation_id is not null)),
  constraint accounts_language_is_known check (language in ('fr', 'en'))
);

alter table accounts enable row level security;
alter table accounts force row level security;
-- Somebody signing in is nobody yet: the one row with the e-mail given, and no other.
create policy signing_in on accounts for select
  using (app_role() = 'nobody' and email = nullif(current_setting('app.login_email', true), ''));
create policy signing_in_counts on accounts for update
  using (app_role() = 'nobody' and email = nullif(current_setting('app.login_email', true), ''));
create policy own on accounts for select using (id = app_actor());
create policy own_preferences on accounts for update using (id = app_actor());
create policy administered on accounts using (app_role() in ('administrator', 'operator'));

grant select, insert on accounts to quittance_app;
-- Only what acts change: a policy says which rows, this says that no role, scope or password is among it.
grant update (language, active, last_sign_in_at, failed_sign_ins, locked_until) on accounts to quittance_app;
