-- A file sent in waits here, sealed, until it is read: from the moment it is received, a stop of the
-- portal at any point loses nothing and leaves nothing half done.

create table statement_uploads (
  union_id uuid not null,
  -- Made with the form; the statement that comes of it has the same.
  id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  file_name text not null,
  file_size int not null,
  file_sha256 bytea not null,
  key_id int not null,
  -- Null once the file is the statement's, or is not kept.
  sealed bytea,
  state text not null,
  -- What is being done while it is read, and the lines done so far.
  stage text not null default '',
  lines int not null default 0,
  -- Why it was refused: the key of the words, and what fills them.
  reason text not null default '',
  reason_value text not null default '',
  reason_expected text not null default '',
  -- The statement it became, or the one that already was that file.
  statement_id uuid,
  received_at timestamptz not null,
  received_by uuid not null,
  -- Who reads it gives a sign of life until then, or another may.
  reader_until timestamptz,
  tries int not null default 0,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint uploads_state_is_known check
    (state in ('waiting', 'reading', 'asks', 'stored', 'refused', 'cancelled')),
  constraint uploads_period_exists check (period between 1 and 13),
  constraint uploads_have_their_file check (sealed is not null or state in ('stored', 'refused', 'cancelled')),
  constraint uploads_say_why_refused check ((state = 'refused') = (reason <> '')),
  constraint uploads_stored_somewhere check ((state = 'stored') = (statement_id is not null))
);
-- Few at a time: what waits for a reader, or for a person.
create index statement_uploads_open on statement_uploads (union_id, fiscal_year, period)
  where state in ('waiting', 'reading', 'asks');

-- Sealed bytes do not compress: trying costs as much as writing them.
alter table statement_uploads alter column sealed set storage external;
alter table statement_files alter column sealed set storage external;

alter table statement_uploads enable row level security;
alter table statement_uploads force row level security;
-- The operator finds those whose reader died, and reads them again in their sender's name.
create policy of_the_union on statement_uploads as restrictive
  using (union_id = (select app_union()) or (select app_role()) = 'operator');
create policy by_the_union on statement_uploads for select using ((select app_role()) = 'treasurer');
create policy abandoned on statement_uploads for select
  using ((select app_role()) = 'operator' and state in ('waiting', 'reading'));
create policy received on statement_uploads for insert with check ((select app_role()) = 'treasurer'
  and state = 'waiting' and received_by = (select app_actor()));
-- What ended stays as it ended.
create policy followed on statement_uploads for update
  using ((select app_role()) = 'treasurer' and state in ('waiting', 'reading', 'asks'))
  with check ((select app_role()) = 'treasurer');
grant select, insert on statement_uploads to quittance_app;
grant update (state, stage, lines, reason, reason_value, reason_expected, statement_id, sealed, reader_until,
  tries) on statement_uploads to quittance_app;
