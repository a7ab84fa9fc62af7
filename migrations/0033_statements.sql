-- Vacation days of a fiscal year (21.02, V72): few lines give some.
create index statement_lines_vacation on statement_lines (union_id, statement_id) where vacation_days <> 0;
