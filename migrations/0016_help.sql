-- Media that teach the portal: links to videos and documents that are elsewhere.

create table resources (
  id uuid primary key,
  -- A topic of help, such as `statement`, or '' for the whole portal: src/help/mod.rs.
  topic text not null,
  title text not null,
  kind text not null,
  language text not null,
  url text not null,
  -- Length of a video in seconds; null when it has none or it is not known.
  seconds int,
  added_at timestamptz not null,
  added_by uuid,
  retired_at timestamptz,
  retired_by uuid,
  constraint resources_kind_is_known check (kind in ('video', 'document', 'link')),
  constraint resources_language_is_known check (language in ('fr', 'en')),
  constraint resources_title_is_given check (title <> ''),
  constraint resources_url_is_https check (url ~ '^https://[^[:space:]]+$'),
  constraint resources_seconds_are_plausible check (seconds between 1 and 86400),
  constraint resources_retired_by_somebody check ((retired_at is null) = (retired_by is null))
);
alter table resources enable row level security;
alter table resources force row level security;
-- Those in use are read by anybody, as help is; those retired by who keeps them.
create policy read on resources for select using ((select app_role()) is not null and retired_at is null);
create policy kept on resources for select using ((select app_role()) in ('administrator', 'operator'));
create policy added on resources for insert with check (
  (select app_role()) in ('administrator', 'operator')
  and added_by is not distinct from (select app_actor()) and retired_at is null);
create policy retired on resources for update
  using ((select app_role()) = 'administrator' and retired_at is null)
  with check (retired_at is not null and retired_by = (select app_actor()));
grant select, insert on resources to quittance_app;
grant update (retired_at, retired_by) on resources to quittance_app;
