-- A notice is about a union, or about a body whose office decides what it levies: a proposal that
-- waits there for a second person belongs to no union. A notice is known by its id alone from now on.

alter table notice_reads drop constraint notice_reads_union_id_notice_id_fkey;
alter table notice_recipients drop constraint notice_recipients_union_id_notice_id_fkey;
alter table notices drop constraint notices_pkey;
drop index notices_by_id;
alter table notices
  add primary key (id),
  alter column union_id drop not null,
  add column body_id uuid references bodies,
  drop constraint notices_audience_is_known,
  add constraint notices_audience_is_known check (audience in ('union', 'office', 'levying')),
  add constraint notices_are_about_one check ((union_id is null) <> (body_id is null)),
  add constraint notices_of_a_body_are_for_its_office check ((body_id is not null) = (audience = 'levying'));
create index notices_of_body on notices (body_id, at desc, id desc) where body_id is not null;

alter table notice_reads drop constraint notice_reads_pkey;
alter table notice_reads
  alter column union_id drop not null,
  add primary key (notice_id, account_id),
  add constraint notice_reads_of_a_notice foreign key (notice_id) references notices;
alter table notice_recipients drop constraint notice_recipients_pkey;
alter table notice_recipients
  alter column union_id drop not null,
  add primary key (notice_id, recipient),
  add constraint notice_recipients_of_a_notice foreign key (notice_id) references notices;

-- Who reaches a union stays as 0043 says it; what is about a body is its office's, and the operator's,
-- who carries the mail.
do $$
declare reached text;
begin
  select qual into strict reached from pg_policies
    where schemaname = 'public' and tablename = 'notices' and policyname = 'of_the_union';
  execute format('alter policy of_the_union on notices using (case
    when union_id is not null then %s
    when (select app_role()) = ''operator'' then true
    else app_decides_for(body_id) end)', reached);
  -- Its reads are each person's own (0012), its recipients the operator's.
  select qual into strict reached from pg_policies
    where schemaname = 'public' and tablename = 'notice_reads' and policyname = 'of_the_union';
  execute format('alter policy of_the_union on notice_reads using (case when union_id is not null then %s
    else (select app_role()) in (''federation_officer'', ''council_officer'', ''finance_officer'') end)', reached);
  select qual into strict reached from pg_policies
    where schemaname = 'public' and tablename = 'notice_recipients' and policyname = 'of_the_union';
  execute format('alter policy of_the_union on notice_recipients using (case when union_id is not null then %s
    else (select app_role()) = ''operator'' end)', reached);
end
$$;
alter policy seen on notices using (case (select app_role())
  when 'treasurer' then audience = 'union'
  when 'signing_officer' then audience = 'union'
  when 'federation_officer' then audience in ('office', 'levying')
  when 'council_officer' then audience = 'levying'
  when 'finance_officer' then audience = 'levying'
  when 'operator' then true
  else false end);
create trigger notices_of_a_body_are_history before update of body_id on notices
  for each row execute function refuse_rewriting();
