-- The people whom the union knew before the portal counted: a list it brings once, or as often as it
-- finds a better one. Statements say more of a person than a roster, and prevail.

create table member_rosters (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  as_of date not null,
  file_name text not null,
  file_sha256 bytea not null,
  lines int not null,
  brought_at timestamptz not null,
  brought_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers
);
create table member_roster_lines (
  union_id uuid not null,
  roster_id uuid not null,
  line int not null,
  employee_number text not null,
  name text not null,
  status text,
  job_title text not null,
  service text not null,
  hired_on date,
  card_signed_on date,
  card_number text not null,
  primary key (union_id, roster_id, line),
  foreign key (union_id, roster_id) references member_rosters
);
-- A roster looked at and taken in, once.
create table member_roster_uses (
  union_id uuid not null,
  roster_id uuid not null,
  added int not null,
  cards int not null,
  used_at timestamptz not null,
  used_by uuid not null,
  primary key (union_id, roster_id),
  foreign key (union_id, roster_id) references member_rosters
);

alter table members add column roster_id uuid;
comment on column members.roster_id is 'The roster that named the person before any statement did.';

do $$
declare t text;
begin
  foreach t in array array['member_rosters', 'member_roster_lines', 'member_roster_uses'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using (union_id = (select app_union()))', t);
    execute format('create policy by_the_union on %I for select using ((select app_role()) = ''treasurer'')', t);
    execute format('create policy added on %I for insert with check ((select app_role()) = ''treasurer'')', t);
    execute format('create trigger only_added_to before update or delete on %I
      for each row execute function refuse_rewriting()', t);
    execute format('create trigger not_truncated before truncate on %I
      for each statement execute function refuse_rewriting()', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;
