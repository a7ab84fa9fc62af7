//! Tables committed beside the tests: a reviewer reads them, a test keeps them true.

/// Fails the test when the committed table is not the one given; `UPDATE_TABLES=1` writes it.
#[track_caller]
pub fn same_as_committed(path: &str, table: &str) {
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(path, table).expect("the table is written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let differences = differences(&committed, table);
    assert!(differences.is_empty(), "{path} differs:\n{}", differences.join("\n"));
}

/// Lines that are on one side only, as a patch shows them.
pub fn differences(committed: &str, table: &str) -> Vec<String> {
    let only = |these: &str, those: &str, sign: &str| -> Vec<String> {
        let others: Vec<&str> = those.lines().collect();
        these.lines().filter(|line| !others.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    [only(committed, table, "-"), only(table, committed, "+")].concat()
}

#[test]
fn a_line_that_is_missing_or_changed_on_either_side_is_a_difference() {
    assert_eq!(differences("a 1\nb 2\n", "a 1\nb 2\n"), [""; 0]);
    assert_eq!(differences("a 1\n", "a 1\nc 3\n"), ["+ c 3"]);
    assert_eq!(differences("a 1\nb 2\n", "a 1\nb 9\n"), ["- b 2", "+ b 9"]);
}
