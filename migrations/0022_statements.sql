-- Who paid initiation dues once (5.04) is asked before each statement, and few lines have any: an
-- index of those alone costs a comparison a line.
create index statement_lines_initiation on statement_lines (union_id, statement_id, employee_number)
  where initiation_dues > 0;
