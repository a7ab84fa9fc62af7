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
-- The head is an entry that exists; not valid, because the first one stands on nothing.
alter table journal add constraint journal_seq_and_hash_key unique (seq, hash);
alter table journal_head add constraint journal_head_is_an_entry
  foreign key (seq, hash) references journal (seq, hash) not valid;

-- The only way on: an entry that follows from the head, which it becomes. So the role of requests
-- cannot leave a gap, write a hash of its own or move the head back.
create function journal_extends_the_chain() returns trigger language plpgsql as $$
declare
  head public.journal_head;
begin
  select * into head from public.journal_head for update;
  if new.seq <> head.seq + 1 or new.hash <> sha256(head.hash || new.canonical) then
    raise exception 'journal entry % does not follow entry %', new.seq, head.seq
      using errcode = 'integrity_constraint_violation', constraint = 'journal_is_a_chain';
  end if;
  update public.journal_head set seq = new.seq, hash = new.hash;
  return null;
end
$$;
create trigger journal_is_a_chain after insert on journal
  for each row execute function journal_extends_the_chain();

create function journal_head_moves_by_one() returns trigger language plpgsql as $$
begin
  if new.seq <> old.seq + 1 then
    raise exception 'the head of the journal goes from % to %', old.seq, new.seq
      using errcode = 'integrity_constraint_violation', constraint = 'journal_head_moves_by_one';
  end if;
  return new;
end
$$;
create trigger journal_head_moves_by_one before update on journal_head
  for each row execute function journal_head_moves_by_one();

create trigger journal_is_append_only before update or delete on journal
  for each row execute function refuse_rewriting();
create trigger journal_is_not_truncated before truncate on journal
  for each statement execute function refuse_rewriting();

alter table journal enable row level security;
alter table journal force row level security;
-- Everybody writes, in their own name and for no union but their own.
create policy written_by_all on journal for insert with check (
  role = app_role() and actor_id is not distinct from app_actor()
  and (app_union() is null or union_id = app_union()));
create policy read_by_auditors on journal for select
  using (app_role() in ('finance_auditor', 'administrator', 'operator'));

grant select, insert on journal to quittance_app;
grant select, update (seq, hash) on journal_head to quittance_app;
