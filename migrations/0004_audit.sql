-- The journal: who did what, for whom, when, with what outcome. Append only, chained by hash
-- over the stored canonical bytes; the head sits in one row that every writer locks.

create table journal (
  seq bigint primary key,
  at timestamptz not null,
  actor_id uuid,
  role text not null,
  union_id uuid,
  action text not null,
  subject text not null,
  outcome text not null,
  request_id text not null,
  canonical bytea not null,
  hash bytea not null,
  constraint journal_outcome_is_known check (outcome in ('done', 'refused', 'failed')),
  constraint journal_hash_is_sha256 check (octet_length(hash) = 32)
);
create index journal_union_idx on journal (union_id, seq);

create table journal_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash bytea not null
);
insert into journal_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create trigger journal_is_append_only before update or delete on journal
  for each row execute function refuse_rewriting();
create trigger journal_is_not_truncated before truncate on journal
  for each statement execute function refuse_rewriting();

alter table journal enable row level security;
alter table journal force row level security;
create policy written_by_all on journal for insert with check (app_role() is not null);
create policy read_by_auditors on journal for select
  using (app_role() in ('finance_auditor', 'administrator', 'operator'));

grant select, insert on journal to quittance_app;
grant select, update on journal_head to quittance_app;
