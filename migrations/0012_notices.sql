-- What people are told, written with the act it is about; and the mail that carries it.

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
  -- When it was turned into mail for its audience; null until then.
  spread_at timestamptz,
  primary key (union_id, id),
  constraint notices_audience_is_known check (audience in ('union', 'office')),
  -- A page of this portal, never another site.
  constraint notices_path_is_ours check (path ~ '^/([A-Za-z0-9][A-Za-z0-9/._~?=&%#-]*)?$')
);
create index notices_to_spread on notices (at, id) where spread_at is null;
create index notices_of_union on notices (union_id, at desc, id desc);
create index notices_newest on notices (audience, at desc, id desc);
create index notices_by_id on notices (id);
alter table notices enable row level security;
alter table notices force row level security;
create policy of_the_union on notices as restrictive using ((select app_reaches(union_id)));
create policy told on notices for insert with check (caused_by is not distinct from (select app_actor())
  and spread_at is null);
create policy seen on notices for select using (case (select app_role())
  when 'treasurer' then audience = 'union'
  when 'signing_officer' then audience = 'union'
  when 'federation_officer' then audience = 'office'
  when 'operator' then true
  else false end);
create policy spread on notices for update using ((select app_role()) = 'operator' and spread_at is null)
  with check ((select app_role()) = 'operator');
create trigger notices_are_history
  before update of union_id, id, kind, audience, path, also_to, at, caused_by or delete on notices
  for each row execute function refuse_rewriting();
create trigger notices_are_not_truncated before truncate on notices
  for each statement execute function refuse_rewriting();
grant select, insert, update (spread_at) on notices to quittance_app;

-- Which notices a person has opened.
create table notice_reads (
  union_id uuid not null,
  notice_id uuid not null,
  account_id uuid not null references accounts,
  at timestamptz not null,
  primary key (union_id, notice_id, account_id),
  foreign key (union_id, notice_id) references notices
);
alter table notice_reads enable row level security;
alter table notice_reads force row level security;
create policy of_the_union on notice_reads as restrictive using ((select app_reaches(union_id)));
create policy own on notice_reads for select using (account_id = (select app_actor()));
create policy opened on notice_reads for insert with check (account_id = (select app_actor()));
grant select, insert on notice_reads to quittance_app;

-- How each person wants to be told of each kind; no row is the kind's own way.
create table notice_choices (
  account_id uuid not null references accounts,
  kind text not null,
  way text not null,
  chosen_at timestamptz not null,
  primary key (account_id, kind),
  constraint notice_choices_way_is_known check (way in ('home', 'mail', 'digest'))
);
alter table notice_choices enable row level security;
alter table notice_choices force row level security;
create policy own on notice_choices for select using (account_id = (select app_actor()));
create policy chosen on notice_choices for insert with check (account_id = (select app_actor()));
create policy changed on notice_choices for update using (account_id = (select app_actor()));
create policy followed on notice_choices for select using ((select app_role()) = 'operator');
grant select, insert, update (way, chosen_at) on notice_choices to quittance_app;

-- The queue. A mail is the confederation's, as accounts and the journal are, and its row tells the
-- administrator who waits for what: never what it says, which is in mail_bodies.
create table mails (
  id uuid primary key,
  -- A notice's, or 'digest'.
  kind text not null,
  recipient text not null,
  -- Null for a contact who has no account.
  account_id uuid references accounts,
  language text not null,
  -- Of a digest: its day, so that there is one.
  digest_on date,
  state text not null,
  tries int not null default 0,
  next_try_at timestamptz not null,
  -- A kind of trouble, never what a server answered: that may repeat the address.
  last_error text,
  queued_at timestamptz not null,
  sent_at timestamptz,
  constraint mails_state_is_known check (state in ('waiting', 'sending', 'sent', 'dead', 'kept')),
  constraint mails_language_is_known check (language in ('fr', 'en')),
  constraint mails_sent_has_a_date check ((state = 'sent') = (sent_at is not null)),
  constraint mails_digest_once_a_day unique (account_id, digest_on)
);
create index mails_due on mails (next_try_at) where state in ('waiting', 'sending');
create index mails_dead on mails (queued_at) where state = 'dead';
create index mails_kept on mails (queued_at) where state = 'kept';
create index mails_sent on mails (sent_at) where state = 'sent';
alter table mails enable row level security;
alter table mails force row level security;
create policy seen on mails for select using ((select app_role()) in ('administrator', 'operator'));
create policy queued on mails for insert with check ((select app_role()) = 'operator' and state in ('waiting', 'dead'));
create policy carried on mails for update using ((select app_role()) = 'operator');
create policy tried_again on mails for update using ((select app_role()) = 'administrator' and state = 'dead')
  with check ((select app_role()) = 'administrator' and state = 'waiting');
-- Mail is only ever kept by a demonstration, whose pages anybody may open.
create policy shown_in_the_demonstration on mails for select
  using ((select app_role()) = 'nobody' and state = 'kept');
grant select, insert, update (state, tries, next_try_at, last_error, sent_at) on mails to quittance_app;

-- What a mail says, as rendered when it was queued: each try sends the same. Removed once sent.
create table mail_bodies (
  mail_id uuid primary key references mails,
  subject text not null,
  text text not null,
  html text not null
);
alter table mail_bodies enable row level security;
alter table mail_bodies force row level security;
create policy carried on mail_bodies for select using ((select app_role()) = 'operator');
create policy queued on mail_bodies for insert with check ((select app_role()) = 'operator');
create policy forgotten on mail_bodies for delete using ((select app_role()) = 'operator');
create policy shown_in_the_demonstration on mail_bodies for select using ((select app_role()) = 'nobody'
  and exists (select from public.mails m where m.id = mail_id and m.state = 'kept'));
grant select, insert, delete on mail_bodies to quittance_app;

-- Whom a notice was mailed to, once each: at once, or with the digest that is still to be made.
create table notice_recipients (
  union_id uuid not null,
  notice_id uuid not null,
  recipient text not null,
  account_id uuid references accounts,
  -- Null until the digest is made.
  mail_id uuid references mails deferrable initially deferred,
  primary key (union_id, notice_id, recipient),
  foreign key (union_id, notice_id) references notices,
  constraint notice_recipients_digests_have_accounts check (mail_id is not null or account_id is not null)
);
create index notice_recipients_to_digest on notice_recipients (account_id) where mail_id is null;
alter table notice_recipients enable row level security;
alter table notice_recipients force row level security;
create policy of_the_union on notice_recipients as restrictive using ((select app_reaches(union_id)));
create policy carried on notice_recipients for select using ((select app_role()) = 'operator');
create policy queued on notice_recipients for insert with check ((select app_role()) = 'operator');
create policy digested on notice_recipients for update
  using ((select app_role()) = 'operator' and mail_id is null) with check ((select app_role()) = 'operator');
grant select, insert, update (mail_id) on notice_recipients to quittance_app;
