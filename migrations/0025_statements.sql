-- Findings by line: the lines of a page with what was found on each, and one line whole. Findings are
-- few beside lines, so the index costs the intake little; by severity, rule and state the findings of a
-- statement, a thousand of a rule at most, are read whole by the primary key.
create index statement_findings_line_idx on statement_findings (union_id, statement_id, line);
