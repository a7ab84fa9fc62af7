//! What the command line answers without a database (`percapita.md`, section 9): plain data and
//! tables made from pure results. Reading arguments and choosing words is `main`'s.

pub mod calendar;
pub mod compute;
pub mod explain;
pub mod percapita;
pub mod statement;

/// Which side of its column a cell keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// Rows of cells as aligned lines of text, two spaces between columns, no trailing space. Numbers
/// keep to the right, and no cell is ever cut.
pub fn columns(sides: &[Side], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..sides.len()).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(sides.iter().zip(&widths))
            .map(|(cell, (side, &width))| match side {
                Side::Left => format!("{cell:<width$}"),
                Side::Right => format!("{cell:>width$}"),
            })
            .collect();
        text.push_str(cells.join("  ").trim_end_matches(' '));
        text.push('\n');
    }
    text
}
