-- What a union pays, the money that arrived for it, and to whom it was allocated.

create table payments (
  union_id uuid not null,
  id uuid not null,
  declaration_id uuid not null,
  -- Fourteen digits, the last two by mod 97-10; made by the portal, so unique tells nothing.
  reference text not null,
  method text not null,
  amount numeric not null,
  state text not null,
  initiated_by uuid not null,
  initiated_at timestamptz not null,
  settled_at timestamptz,
  primary key (union_id, id),
  foreign key (union_id, declaration_id) references declarations,
  constraint payments_reference_key unique (reference),
  constraint payments_reference_is_digits check (reference ~ '^[0-9]{14}$'),
  constraint payments_method_is_known check (method in ('transfer')),
  constraint payments_state_is_known check (state in ('pending', 'settled')),
  constraint payments_settled_has_a_date check ((state = 'settled') = (settled_at is not null)),
  constraint payments_positive_cents check (amount > 0 and amount = round(amount, 2))
);
create unique index payments_one_pending on payments (union_id, declaration_id) where state = 'pending';

create table money_received (
  union_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  received_on date not null,
  amount numeric not null,
  -- Left over once everything due was paid: a credit on the union's account.
  credited numeric not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (union_id, id),
  foreign key (union_id, payment_id) references payments,
  -- A thousand million dollars is a slip of the hand; sums of what is kept must stay readable.
  constraint money_received_is_plausible check (amount <= 1000000000),
  constraint money_received_positive_cents check (amount > 0 and amount = round(amount, 2)
    and credited >= 0 and credited <= amount and credited = round(credited, 2))
);

create table payment_allocations (
  union_id uuid not null,
  money_id uuid not null,
  declaration_id uuid not null,
  payee_id uuid not null references bodies,
  amount numeric not null,
  primary key (union_id, money_id, declaration_id, payee_id),
  foreign key (union_id, money_id) references money_received,
  foreign key (union_id, declaration_id) references declarations,
  -- Negative where a payee had been credited more than it was owed and that credit was used up.
  constraint payment_allocations_in_cents check (amount <> 0 and amount = round(amount, 2))
);
create index payment_allocations_declaration_idx on payment_allocations (union_id, declaration_id);

-- A page's address names a payment by its id alone; finance opens on those that are awaited.
create index payments_id_idx on payments (id);
create index payments_declaration_idx on payments (declaration_id);
create index payments_awaited on payments (initiated_at) where state = 'pending';
create index money_received_payment_idx on money_received (payment_id);

do $$
declare t text;
begin
  foreach t in array array['payments', 'money_received', 'payment_allocations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using (app_reaches(union_id))', t);
    execute format('create policy seen on %I for select using ((select app_role()) in
      (''treasurer'', ''finance_officer'', ''finance_auditor'', ''operator''))', t);
  end loop;
  foreach t in array array['money_received', 'payment_allocations'] loop
    execute format('create policy recorded on %I for insert with check ((select app_role()) = ''finance_officer''%s)',
      t, case t when 'money_received' then ' and recorded_by = (select app_actor())' else '' end);
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_append_only', t);
  end loop;
end
$$;
-- The federation sees that a payment is on its way, not what came nor to whom it went.
create policy seen_by_the_federation on payments for select
  using ((select app_role()) = 'federation_officer');
-- A union announces, and only finance settles: never back, and never its own word for money.
create policy initiated on payments for insert with check ((select app_role()) = 'treasurer'
  and state = 'pending' and initiated_by = (select app_actor()));
create policy settled on payments for update
  using ((select app_role()) = 'finance_officer' and state = 'pending')
  with check ((select app_role()) = 'finance_officer' and state = 'settled');

grant select, insert on payments, money_received, payment_allocations to quittance_app;
grant update (state, settled_at) on payments to quittance_app;
