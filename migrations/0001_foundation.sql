-- The application role and what every policy reads.
--
-- The portal's requests run as quittance_app: it owns nothing, cannot bypass row-level security,
-- and gets each grant by name below. Who is asking is set with set_config(..., true) in every
-- transaction (src/db.rs); after a commit a setting is '' rather than null, hence nullif.

do $$
begin
  if not exists (select from pg_roles where rolname = 'quittance_app') then
    create role quittance_app nologin nosuperuser nocreatedb nocreaterole noinherit nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another copy of the portal made it first
end
$$;
do $$
begin
  execute format('grant quittance_app to %I', current_user);
exception when others then
  null; -- a superuser needs no membership, and PostgreSQL 16 grants it to the creator
end
$$;

create extension if not exists btree_gist;

grant usage on schema public to quittance_app;
-- Servers upgraded from before 15 still let everybody make things here. Functions below name
-- public in full, so that a temporary table of the same name is never read in a table's place.
revoke create on schema public from public;
alter default privileges in schema public revoke all on tables from public;

create function app_role() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.role', true), '') $$;
create function app_actor() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.actor_id', true), '')::uuid $$;
create function app_union() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.union_id', true), '')::uuid $$;
create function app_federation() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.federation_id', true), '')::uuid $$;

-- Tables whose rows are history: nothing is changed or removed, only added.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is append only', tg_table_name using errcode = 'restrict_violation';
end
$$;
