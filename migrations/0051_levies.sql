-- A federation's office reads the levies of its own body (of_the_body, 0049), and no longer what other
-- bodies are declared.
drop policy seen_in_number on declaration_levies;
