-- A federation's office, and a central council's, read which levies make what their own body is
-- declared: of enough people that the base, which stands beside, is nobody's pay (0041). What fewer
-- make they read as a sum, in balances.
create policy of_the_body on declaration_levies for select using (
  (select app_role()) in ('federation_officer', 'council_officer')
  and payee_id = (select app_federation()) and persons >= 10);
