-- People who sign in. A person's scope is a union, a federation, or neither (central staff).

create table accounts (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null,
  union_id uuid,
  federation_id uuid,
  language text not null default 'fr',
  active boolean not null default true,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
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
create function app_login_email() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.login_email', true), '') $$;
create policy signing_in on accounts for select using (app_role() = 'nobody' and email = app_login_email());
create policy own on accounts for select using (id = app_actor());
create policy own_sign_in on accounts for update using (id = app_actor() and active);
create policy listed on accounts for select using (app_role() in ('administrator', 'operator'));
create policy administered on accounts for update
  using (app_role() in ('administrator', 'operator') and id is distinct from app_actor());
create policy opened on accounts for insert with check (app_role() = 'operator');

grant select, insert on accounts to quittance_app;
-- Never a role, a scope or an e-mail.
grant update (active, last_sign_in_at, language) on accounts to quittance_app;

-- Apart from accounts, so that who may list people may not read how they prove who they are.
create table account_passwords (
  account_id uuid primary key references accounts,
  hash text not null
);
alter table account_passwords enable row level security;
alter table account_passwords force row level security;
create policy signing_in on account_passwords for select using (app_role() = 'nobody'
  and exists (select from public.accounts a where a.id = account_id and a.email = app_login_email()));
create policy opened on account_passwords for insert with check (app_role() = 'operator');
grant select, insert on account_passwords to quittance_app;

-- Tries at a password, by e-mail whether or not it has an account: both are slowed alike, so that
-- being slowed down tells nothing. Forgotten a day after the last one.
create table sign_in_tries (
  email_sha256 bytea primary key,
  failed int not null default 0,
  locked_until timestamptz,
  last_at timestamptz not null default now(),
  constraint sign_in_tries_sha256_is_one check (octet_length(email_sha256) = 32)
);
create index sign_in_tries_by_age on sign_in_tries (last_at);
alter table sign_in_tries enable row level security;
alter table sign_in_tries force row level security;
create policy signing_in on sign_in_tries
  using (app_role() = 'nobody' and email_sha256 = sha256(convert_to(app_login_email(), 'UTF8')));
create policy forgotten on sign_in_tries for select using (last_at < now() - interval '1 day');
create policy forgotten_for_good on sign_in_tries for delete using (last_at < now() - interval '1 day');
grant select, insert, delete on sign_in_tries to quittance_app;
grant update (failed, locked_until, last_at) on sign_in_tries to quittance_app;
