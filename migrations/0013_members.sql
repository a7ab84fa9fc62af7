-- The register of the people whom employers' statements name, and what the union knows of them
-- besides: membership cards, contact details, the annual list (12.08), who is who.

-- Names as they are searched and sorted: small letters without accents, dashes and apostrophes as
-- spaces. Most names are ASCII and take the short way: a statement may bring 12,000 of them.
create function plain_name(name text) returns text language sql immutable parallel safe
  as $$
    select case when octet_length(name) = char_length(name)
      then trim(replace(replace(translate(lower(name), '-,.''`_%\/()', '           '), '   ', ' '), '  ', ' '))
      else trim(replace(replace(translate(replace(replace(replace(replace(
          normalize(lower(name), nfc), 'œ', 'oe'), 'æ', 'ae'), 'Œ', 'oe'), 'Æ', 'ae'),
          'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿžšÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŽŠ-,.''`_%\/()‐‑‒–—−’‘ʼ´«»     ',
          'aaaaaaceeeeiiiinoooooouuuuyyzsaaaaaaceeeeiiiinoooooouuuuyyzs                               '),
          '   ', ' '), '  ', ' '))
      end
  $$;

-- One person of one employer of the union, as the statements in force say (members::store::register
-- keeps it with each intake). It can be rebuilt from them: no fact is only here. No foreign key, as
-- on statement_lines: a check a row would cost as much as the row.
create table members (
  union_id uuid not null,
  id uuid not null default gen_random_uuid(),
  employer_id uuid not null,
  employee_number text not null,
  name text not null,
  search text collate "C" not null,
  status text,
  job_title text not null,
  service text not null,
  -- The reason code of the absence that covers the last day of the latest statement.
  away text,
  left_on date,
  hired_on date,
  -- The first day of the first period that names the person, when the employer had sent one before.
  seen_from date,
  sin_index bytea,
  -- The sin_index last told to members_across.
  announced bytea,
  -- Null when no statement in force names the person any more.
  first_year smallint,
  first_period smallint,
  last_year smallint,
  last_period smallint,
  statement_id uuid,
  line int,
  -- Those of the last event of member_cards.
  card_signed_on date,
  card_number text not null default '',
  primary key (union_id, id),
  constraint members_number_key unique (union_id, employer_id, employee_number),
  constraint members_are_on_a_statement_or_not check ((statement_id is null) = (last_year is null)
    and (statement_id is null) = (first_year is null) and (statement_id is null) = (line is null))
);
-- The list's order, and all that a search reads: a union's entries are read in one go.
create index members_search on members (union_id, search, id);
create index members_sin on members (union_id, sin_index) where sin_index is not null;

-- The membership card of 5.02: what was recorded, in order; the last event is in force. Without a
-- day, the card recorded before was a mistake.
create table member_cards (
  union_id uuid not null,
  seq bigint generated always as identity,
  id uuid not null,
  member_id uuid not null,
  signed_on date,
  number text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, seq),
  foreign key (union_id, member_id) references members,
  constraint member_cards_form_key unique (union_id, id, member_id)
);
create index member_cards_of on member_cards (union_id, member_id, seq desc);

-- Contact details by the union, dated; beside what the employer's statement says.
create table member_contacts (
  union_id uuid not null,
  seq bigint generated always as identity,
  id uuid not null,
  member_id uuid not null,
  field text not null,
  -- '' when the union gives up its own value.
  value text not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, seq),
  foreign key (union_id, member_id) references members,
  constraint member_contacts_form_key unique (union_id, id, field),
  constraint member_contacts_field_is_known check (field in ('address', 'phone', 'email'))
);
create index member_contacts_of on member_contacts (union_id, member_id, field, effective_on desc, seq desc);

-- Two records of one person, or not: what somebody decided of a pair. Without a second record, of a
-- member whom another union's statements may name too. The last decision is in force.
create table member_decisions (
  union_id uuid not null,
  seq bigint generated always as identity,
  id uuid not null,
  first_id uuid not null,
  second_id uuid,
  choice text not null,
  note text not null,
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (union_id, seq),
  foreign key (union_id, first_id) references members,
  foreign key (union_id, second_id) references members,
  constraint member_decisions_form_key unique (union_id, id),
  constraint member_decisions_choice_is_known check (choice in ('same', 'different', 'reopened')),
  constraint member_decisions_pair_in_order check (second_id is null or first_id < second_id)
);
create index member_decisions_of on member_decisions (union_id, first_id, second_id, seq desc);

-- The second keyed index of a number, equal across unions. A union adds its own and reads none; the
-- operator matches them, without any name. The last row of (union, sin_index) is in force.
create table members_across (
  union_id uuid not null,
  seq bigint generated always as identity,
  sin_index bytea not null,
  across bytea not null,
  present boolean not null,
  told_at timestamptz not null,
  primary key (union_id, seq)
);
create index members_across_latest on members_across (union_id, sin_index, seq desc);

-- One of the union's numbers is also another union's, or no longer is: not which union's.
create table member_matches (
  union_id uuid not null,
  seq bigint generated always as identity,
  sin_index bytea not null,
  stands boolean not null,
  found_at timestamptz not null,
  primary key (union_id, seq)
);
create index member_matches_latest on member_matches (union_id, sin_index, seq desc);

-- The annual list of 12.08, one version after another of an employer and a fiscal year.
create table annual_lists (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  version int not null,
  file_name text not null,
  file_sha256 bytea not null,
  received_on date not null,
  imported_at timestamptz not null,
  imported_by uuid not null,
  lines int not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint annual_lists_version_key unique (union_id, employer_id, fiscal_year, version)
);
create table annual_list_files (
  union_id uuid not null,
  list_id uuid not null,
  key_id int not null,
  sealed bytea not null,
  primary key (union_id, list_id),
  foreign key (union_id, list_id) references annual_lists
);
-- No social insurance number, not even sealed: the sealed file has it, and the index matches it.
create table annual_list_lines (
  union_id uuid not null,
  list_id uuid not null,
  line int not null,
  employee_number text not null,
  name text not null,
  address text not null,
  phone text not null,
  sin_index bytea,
  hired_on date,
  service text not null,
  job_title text not null,
  salary text not null,
  status text,
  seniority text not null,
  seniority_of_year text not null,
  shift text not null,
  primary key (union_id, list_id, line),
  foreign key (union_id, list_id) references annual_lists
);
create table annual_list_decisions (
  union_id uuid not null,
  seq bigint generated always as identity,
  id uuid not null,
  list_id uuid not null,
  employee_number text not null,
  kind text not null,
  choice text not null,
  note text not null,
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (union_id, seq),
  foreign key (union_id, list_id) references annual_lists,
  constraint annual_list_decisions_form_key unique (union_id, id),
  constraint annual_list_decisions_choice_is_known check (choice in ('list', 'ours', 'ask', 'reopened'))
);
create table annual_list_postings (
  union_id uuid not null,
  seq bigint generated always as identity,
  id uuid not null,
  list_id uuid not null,
  posted_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, seq),
  foreign key (union_id, list_id) references annual_lists,
  constraint annual_list_postings_form_key unique (union_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['members', 'member_cards', 'member_contacts', 'member_decisions', 'members_across',
      'member_matches', 'annual_lists', 'annual_list_files', 'annual_list_lines', 'annual_list_decisions',
      'annual_list_postings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- The operator passes here for the two tables that have a policy for it below.
    execute format('create policy of_the_union on %I as restrictive
      using (union_id = (select app_union()) or (select app_role()) = ''operator'')', t);
    if t <> 'members' then
      execute format('create trigger only_added_to before update or delete on %I
        for each row execute function refuse_rewriting()', t);
      execute format('create trigger not_truncated before truncate on %I
        for each statement execute function refuse_rewriting()', t);
    end if;
    -- The treasurer's alone: no federation, no finance, no auditor, no signing officer.
    if t <> 'members_across' then
      execute format('create policy by_the_union on %I for select using ((select app_role()) = ''treasurer'')', t);
      execute format('grant select on %I to quittance_app', t);
    end if;
    if t not in ('member_matches') then
      execute format('create policy added on %I for insert with check ((select app_role()) = ''treasurer'')', t);
    end if;
    execute format('grant insert on %I to quittance_app', t);
  end loop;
end
$$;

create policy kept_up on members for update using ((select app_role()) = 'treasurer')
  with check ((select app_role()) = 'treasurer');
grant update (name, search, status, job_title, service, away, left_on, hired_on, seen_from, sin_index, announced,
  first_year, first_period, last_year, last_period, statement_id, line, card_signed_on, card_number)
  on members to quittance_app;

grant select on members_across to quittance_app;
create policy matched on members_across for select using ((select app_role()) = 'operator');
create policy found on member_matches for insert with check ((select app_role()) = 'operator');
create policy compared on member_matches for select using ((select app_role()) = 'operator');
