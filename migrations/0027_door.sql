-- The employer's door: an employer's payroll sends its statements in by program, by an access that
-- the treasurer of the union issues for that employer and unit, and revokes.

create function app_employer() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.employer_id', true), '')::uuid $$;
-- The token that is being shown, hashed by each key of the portal.
create function app_token_hashes() returns bytea[] language sql stable parallel safe
  as $$ select array(select decode(h, 'hex')
    from unnest(string_to_array(nullif(current_setting('app.token_hashes', true), ''), ',')) h) $$;

create table door_accesses (
  union_id uuid not null,
  -- Made with the form.
  id uuid not null,
  employer_id uuid not null,
  -- What the union calls it: the payroll system that has it.
  label text not null,
  -- The last characters of the token, to tell it from another.
  ending text not null,
  issued_at timestamptz not null,
  issued_on date not null,
  issued_by uuid not null,
  -- The last day on which it opens.
  ends_on date not null,
  -- The access that this one is to take over from; both open until that one is revoked.
  replaces uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  last_used_at timestamptz,
  -- How far ahead of the clock its requests are: each adds its share of a minute.
  busy_until timestamptz not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  foreign key (union_id, replaces) references door_accesses,
  constraint accesses_have_a_label check (length(btrim(label)) between 1 and 80),
  constraint accesses_end_within_a_year check
    (ends_on >= issued_on and ends_on <= (issued_on + interval '1 year')::date),
  constraint accesses_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);
create index door_accesses_of_employer on door_accesses (union_id, employer_id, issued_at desc);

-- Apart from accesses: who lists them does not read by what they are found.
create table door_secrets (
  union_id uuid not null,
  access_id uuid not null,
  -- HMAC-SHA256 of the token, under a key that is not in the database.
  hash bytea not null,
  primary key (union_id, access_id),
  foreign key (union_id, access_id) references door_accesses,
  constraint secrets_hash_is_sha256 check (octet_length(hash) = 32)
);
create unique index door_secrets_hash on door_secrets (hash);

do $$
declare t text;
begin
  foreach t in array array['door_accesses', 'door_secrets'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- Who shows a token is of no union yet: the one row of that token, and no other.
    execute format('create policy of_the_union on %I as restrictive
      using (union_id = (select app_union()) or (select app_role()) = ''nobody'')', t);
  end loop;
end
$$;
create policy shown on door_secrets for select using ((select app_role()) = 'nobody'
  and hash = any ((select app_token_hashes())::bytea[]));
create policy issued on door_secrets for insert with check ((select app_role()) = 'treasurer');

create policy shown on door_accesses for select using ((select app_role()) = 'nobody'
  and exists (select from public.door_secrets s where s.union_id = door_accesses.union_id and s.access_id = id));
create policy by_the_union on door_accesses for select using ((select app_role()) = 'treasurer');
create policy own on door_accesses for select
  using ((select app_role()) = 'payroll' and id = (select app_actor()));
create policy issued on door_accesses for insert with check ((select app_role()) = 'treasurer'
  and issued_by = (select app_actor()) and revoked_at is null and last_used_at is null);
create policy revoked on door_accesses for update
  using ((select app_role()) = 'treasurer' and revoked_at is null)
  with check ((select app_role()) = 'treasurer' and revoked_by = (select app_actor()));
create policy used on door_accesses for update
  using ((select app_role()) = 'payroll' and id = (select app_actor()) and revoked_at is null)
  with check ((select app_role()) = 'payroll' and revoked_at is null);
grant select, insert on door_accesses to quittance_app;
grant select, insert on door_secrets to quittance_app;
-- An access is used and revoked; whose it is, and until when, stays.
grant update (last_used_at, busy_until, revoked_at, revoked_by) on door_accesses to quittance_app;

-- How a file came: from a page, sent by a person, or by program, from the employer's payroll.
alter table statement_uploads add column door text not null default 'page',
  add constraint uploads_door_is_known check (door in ('page', 'api'));
alter table statements add column door text not null default 'page',
  add constraint statements_door_is_known check (door in ('page', 'api'));
create index statement_uploads_of_statement on statement_uploads (union_id, statement_id)
  where statement_id is not null;

-- A payroll sends a file in for its employer; the portal reads it, for the union. It then reads what
-- became of its own files, whichever of its accesses sent them, and nothing else of the union.
alter policy received on statement_uploads with check ((select app_role()) = 'treasurer'
  and state = 'waiting' and received_by = (select app_actor()) and door = 'page');
create policy transmitted on statement_uploads for insert with check ((select app_role()) = 'payroll'
  and state = 'waiting' and received_by = (select app_actor()) and door = 'api'
  and employer_id = (select app_employer()));
create policy by_the_payroll on statement_uploads for select using ((select app_role()) = 'payroll'
  and door = 'api' and employer_id = (select app_employer()));
create policy by_the_payroll on statements for select using ((select app_role()) = 'payroll'
  and employer_id = (select app_employer())
  and exists (select from public.statement_uploads u
    where u.union_id = statements.union_id and u.statement_id = statements.id));
create policy by_the_payroll on statement_findings for select using ((select app_role()) = 'payroll'
  and exists (select from public.statements s
    where s.union_id = statement_findings.union_id and s.id = statement_findings.statement_id));

-- Bodies and rates are known to all people; a program needs neither.
alter policy known_to_all on bodies
  using ((select app_role()) is not null and (select app_role()) not in ('nobody', 'payroll'));
alter policy known_to_all on levies
  using ((select app_role()) is not null and (select app_role()) not in ('nobody', 'payroll'));
