-- What people are told, written with the act it is about.

create table notices (
  union_id uuid not null references unions,
  id uuid not null,
  kind text not null,
  audience text not null,
  path text not null,
  also_to text[] not null default '{}',
  at timestamptz not null,
  -- Who did the act: they are not told of it.
  caused_by uuid,
  primary key (union_id, id),
  constraint notices_audience_is_known check (audience in ('union', 'office'))
);
alter table notices enable row level security;
alter table notices force row level security;
create policy of_the_union on notices as restrictive using ((select app_reaches(union_id)));
create policy told on notices for insert with check (caused_by is not distinct from (select app_actor()));
create policy seen on notices for select using (case (select app_role())
  when 'treasurer' then audience = 'union'
  when 'signing_officer' then audience = 'union'
  when 'federation_officer' then audience = 'office'
  when 'operator' then true
  else false end);
create trigger notices_are_history before update or delete on notices
  for each row execute function refuse_rewriting();
grant select, insert on notices to quittance_app;
