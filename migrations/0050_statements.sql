-- A file is sealed and kept in pieces, so that none is ever held whole on its way in, out or through.

-- Of a file that waits for a reader or for a person.
create table upload_pieces (
  union_id uuid not null,
  upload_id uuid not null,
  piece int not null,
  is_last boolean not null,
  key_id int not null,
  -- Null once the file is the statement's, or is not kept.
  sealed bytea,
  primary key (union_id, upload_id, piece),
  foreign key (union_id, upload_id) references statement_uploads
);
-- Row-level security binds the owner too, who would move nothing.
alter table statement_uploads no force row level security;
insert into upload_pieces
select union_id, id, 0, true, key_id, sealed from statement_uploads where sealed is not null;
alter table statement_uploads force row level security;
alter table statement_uploads drop column sealed, drop column key_id;

alter table statement_files add column piece int not null default 0, add column is_last boolean not null default true;
alter table statement_files drop constraint statement_files_pkey, add primary key (union_id, statement_id, piece);
alter table statement_files alter column piece drop default, alter column is_last drop default;

-- Sealed bytes do not compress: trying costs as much as writing them.
alter table upload_pieces alter column sealed set storage external;

alter table upload_pieces enable row level security;
alter table upload_pieces force row level security;
create policy of_the_union on upload_pieces as restrictive using (union_id = (select app_union()));
create policy by_the_union on upload_pieces for select using ((select app_role()) = 'treasurer');
-- Who sends a file in brings its bytes, and nobody adds any to another's.
create policy received on upload_pieces for insert with check (
  (select app_role()) in ('treasurer', 'payroll') and sealed is not null
  and exists (select from public.statement_uploads u where u.union_id = upload_pieces.union_id
    and u.id = upload_pieces.upload_id and u.state = 'waiting' and u.received_by = (select app_actor())));
create policy let_go on upload_pieces for update
  using ((select app_role()) = 'treasurer') with check ((select app_role()) = 'treasurer' and sealed is null);
grant select, insert on upload_pieces to quittance_app;
grant update (sealed) on upload_pieces to quittance_app;

-- A regular expression asked of each line cost a sixth of storing it.
drop index statement_lines_on_union_leave;
create index statement_lines_on_union_leave on statement_lines (union_id, statement_id)
  where absences like '% U%' or absences like '% u%';

-- A text is read faster than a list of texts: one value a line, between separators of units.
alter table statement_digests
  alter column employee_numbers type text using array_to_string(employee_numbers, E'\x1F'),
  alter column correction_periods type text using array_to_string(correction_periods, E'\x1F');

-- Planned once a connection: in the language of queries it was planned again by each that asks, on
-- every page.
create or replace function fact_in_force(the_union uuid, the_subject text, the_id uuid, the_field text, on_day date)
  returns text language plpgsql stable
  as $$
  begin
    return (select nullif(value, '') from public.facts_that_count
      where union_id = the_union and subject = the_subject and subject_id = the_id and field = the_field
        and effective_on <= on_day
      order by effective_on desc, seq desc limit 1);
  end
  $$;

-- The same, row by row, in most policies.
create or replace function app_reaches(the_union uuid) returns boolean language plpgsql stable
  as $$
  begin
    case app_role()
      when 'treasurer', 'signing_officer', 'reckoner' then
        return the_union = app_union();
      when 'federation_officer' then
        return exists (select from public.unions u
          where u.id = the_union and u.federation_id = app_federation());
      when 'council_officer' then
        return exists (select from public.unions u
          where u.id = the_union and u.central_council_id = app_federation());
      when 'finance_officer', 'finance_auditor', 'operator' then
        return true;
      else
        return false;
    end case;
  end
  $$;
