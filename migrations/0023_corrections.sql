-- The employers' errors that a union asks to have corrected (5.03), the letters that ask for it, and
-- when the dues were remitted. Its treasurer alone reads them: they name people.

-- One error, as it stood on a statement when it was put on the list. Nothing of it is rewritten: what
-- becomes of it is its events.
create table correction_items (
  union_id uuid not null,
  id uuid not null default gen_random_uuid(),
  employer_id uuid not null,
  statement_id uuid not null,
  -- The finding's, so that choosing it twice lists it once.
  seq int not null,
  fiscal_year smallint not null,
  period smallint not null,
  rule text not null,
  -- Null, like the person, for an error of the file as a whole.
  line int,
  employee_number text not null,
  name text not null,
  column_name text,
  -- Bullets for a social insurance number, an address or a telephone number.
  value text not null,
  expected text not null,
  -- In dollars, when they are known: what corrections must come to is their difference.
  found_amount numeric,
  expected_amount numeric,
  note text not null,
  -- The last day of the employer's next period.
  due_on date not null,
  listed_at timestamptz not null,
  listed_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  foreign key (union_id, statement_id) references statements,
  constraint correction_items_once_a_finding unique (union_id, statement_id, seq),
  constraint correction_items_period_exists check (period between 1 and 13),
  constraint correction_items_amounts_go_together check ((found_amount is null) = (expected_amount is null)),
  constraint correction_items_in_cents check (found_amount = round(found_amount, 2)
    and expected_amount = round(expected_amount, 2)),
  constraint correction_items_keep_no_secret check
    (column_name is null or column_name not in ('sin', 'address', 'phone') or value in ('', '•••'))
);
create index correction_items_of_an_employer on correction_items (union_id, employer_id, fiscal_year, period);

-- What became of an item: its last event says how it stands.
create table correction_events (
  union_id uuid not null,
  item_id uuid not null,
  seq bigint generated always as identity,
  kind text not null,
  -- The statement and line that closed it, or brought it nearer.
  statement_id uuid,
  line int,
  -- Dollars still to correct.
  remaining numeric,
  note text not null default '',
  at timestamptz not null,
  made_by uuid not null,
  primary key (union_id, item_id, seq),
  foreign key (union_id, item_id) references correction_items,
  foreign key (union_id, statement_id) references statements,
  constraint correction_events_kind_is_known check (kind in ('listed', 'partly', 'closed', 'reopened', 'withdrawn')),
  constraint correction_events_in_cents check (remaining = round(remaining, 2)),
  constraint correction_events_close_by_something check (kind <> 'closed' or statement_id is not null),
  constraint correction_events_withdraw_with_a_reason check (kind <> 'withdrawn' or note <> '')
);

-- A letter to an employer, as it was made; then the day it was sent.
create table correction_letters (
  union_id uuid not null,
  -- Made with the form: asking twice makes one letter.
  id uuid not null,
  employer_id uuid not null,
  -- From 1 in each union: the end of its reference.
  number int not null,
  language text not null,
  -- The rows of the letter in JSON, as they were then.
  content text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  sent_on date,
  sent_by uuid,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint correction_letters_number_key unique (union_id, number),
  constraint correction_letters_language_is_known check (language in ('fr', 'en')),
  constraint correction_letters_sent_by_somebody check ((sent_on is null) = (sent_by is null))
);

create table correction_letter_items (
  union_id uuid not null,
  letter_id uuid not null,
  item_id uuid not null,
  primary key (union_id, letter_id, item_id),
  foreign key (union_id, letter_id) references correction_letters,
  foreign key (union_id, item_id) references correction_items
);
create index correction_letter_items_of_an_item on correction_letter_items (union_id, item_id);

-- What is known of an employer's remittance for a period: the last day of deduction, deposits, and
-- what was said of a difference. From the treasurer, or from the header of a statement's file.
create table remittance_facts (
  union_id uuid not null,
  -- Made with the form: sending it twice says it once.
  id uuid not null default gen_random_uuid(),
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  kind text not null,
  -- Of the last deduction, or of the deposit.
  day date,
  -- Dollars deposited, or of the difference explained.
  amount numeric,
  note text not null default '',
  -- The statement whose header said so; it counts while that version is in force.
  statement_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  foreign key (union_id, statement_id) references statements,
  constraint remittance_facts_kind_is_known check (kind in ('deduction', 'deposit', 'explanation')),
  constraint remittance_facts_say_one_thing check ((kind = 'explanation') = (day is null)
    and (kind = 'deduction') = (amount is null)),
  constraint remittance_facts_explain check (kind <> 'explanation' or note <> ''),
  constraint remittance_facts_in_cents check (amount = round(amount, 2) and abs(amount) <= 1000000000),
  constraint remittance_facts_period_exists check (period between 1 and 13)
);
create index remittance_facts_of_a_period on remittance_facts (union_id, employer_id, fiscal_year, period);
create unique index remittance_facts_once_a_header on remittance_facts (union_id, statement_id, kind)
  where statement_id is not null;

do $$
declare t text; who text;
begin
  foreach t in array array['correction_items', 'correction_events', 'correction_letters', 'correction_letter_items',
                           'remittance_facts'] loop
    who := case t when 'correction_items' then 'listed_by' when 'correction_events' then 'made_by'
      when 'correction_letters' then 'made_by' when 'remittance_facts' then 'recorded_by' end;
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy seen on %I for select using ((select app_role()) = ''treasurer'')', t);
    execute format('create policy recorded on %I for insert with check ((select app_role()) = ''treasurer''%s)', t,
      case when who is null then '' else format(' and %I = (select app_actor())', who) end);
    if t <> 'correction_letters' then
      execute format('create trigger %I before update or delete on %I
        for each row execute function refuse_rewriting()', t || '_are_history', t);
    end if;
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;

-- A letter is said to be sent once.
create policy sent on correction_letters for update
  using ((select app_role()) = 'treasurer' and sent_on is null)
  with check ((select app_role()) = 'treasurer' and sent_by = (select app_actor()));
grant update (sent_on, sent_by) on correction_letters to quittance_app;
