//! A bar chart as whole numbers for an SVG template: bars start at zero, and every chart has a
//! table twin beside it. Draws amounts and counts, knows nothing of what they mean.

use crate::money::Cad;
use crate::text::Text;

pub struct Chart {
    pub width: i64,
    pub height: i64,
    pub left: i64,
    pub baseline: i64,
    pub grid: Vec<GridLine>,
    pub bars: Vec<Bar>,
}

pub struct GridLine {
    pub y: i64,
    pub label: String,
}

pub struct Bar {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
    pub middle: i64,
    pub label: String,
    /// The label at length, for the table twin.
    pub full: String,
    /// Over the bar: whole dollars, since there is little room.
    pub value: String,
    /// To the cent, for the table twin.
    pub exact: String,
    pub kind: &'static str,
}

/// What one bar shows.
pub struct Amount {
    pub label: String,
    pub full: String,
    pub amount: Cad,
    /// `""`, `"now"` or `"pending"`; below zero is drawn as such.
    pub kind: &'static str,
}

const WIDTH: i64 = 1080;
const HEIGHT: i64 = 230;
const LEFT: i64 = 70;
const TOP: i64 = 24;
const BASELINE: i64 = 200;

/// What one bar shows of anything counted in whole units.
pub struct Measure {
    pub label: String,
    pub full: String,
    /// Below zero is drawn as such.
    pub units: i64,
    /// Over the bar; may be empty.
    pub value: String,
    /// For the table twin.
    pub exact: String,
    /// As [`Amount::kind`].
    pub kind: &'static str,
}

impl Chart {
    pub fn of(amounts: &[Amount], t: Text) -> Chart {
        let measures: Vec<Measure> = amounts
            .iter()
            .map(|amount| Measure {
                label: amount.label.clone(),
                full: amount.full.clone(),
                units: cents_of(amount.amount),
                value: t.dollars_whole(whole_dollars(amount.amount.cents())),
                exact: t.money(&amount.amount),
                kind: amount.kind,
            })
            .collect();
        Chart::measured(&measures, 100, |cents| dollars(cents, t))
    }

    /// A chart of units of which `whole` make one that people count, such as cents and dollars.
    pub fn measured(measures: &[Measure], whole: i64, grid_label: impl Fn(i64) -> String) -> Chart {
        let tallest = measures.iter().map(|measure| measure.units).max().unwrap_or(0).max(1);
        let top = round_up(tallest, whole);
        let slot = (WIDTH - LEFT) / i64::try_from(measures.len().max(1)).unwrap_or(1);
        let width = (slot * 2 / 3).min(56);
        let height_of = |units: i64| units.max(0) * (BASELINE - TOP) / top;
        let bars = (0_i64..)
            .zip(measures)
            .map(|(i, measure)| {
                let x = LEFT + i * slot + (slot - width) / 2;
                let height = height_of(measure.units);
                Bar {
                    x,
                    y: BASELINE - height,
                    width,
                    height,
                    middle: x + width / 2,
                    label: measure.label.clone(),
                    full: measure.full.clone(),
                    value: measure.value.clone(),
                    exact: measure.exact.clone(),
                    kind: if measure.units < 0 { "negative" } else { measure.kind },
                }
            })
            .collect();
        let grid = [top / 2, top]
            .into_iter()
            .map(|units| GridLine { y: BASELINE - height_of(units), label: grid_label(units) })
            .collect();
        Chart { width: WIDTH, height: HEIGHT, left: LEFT, baseline: BASELINE, grid, bars }
    }
}

/// To the nearest dollar, half away from zero, as all amounts are rounded.
fn whole_dollars(cents: i128) -> i128 {
    (cents.abs() + 50) / 100 * cents.signum()
}

/// What a line of the grid is called: whole dollars, with the cents when there are some.
pub fn dollars(cents: i64, t: Text) -> String {
    if cents % 100 == 0 { t.dollars_whole(i128::from(cents / 100)) } else { t.money(&Cad::from_cents(cents)) }
}

/// What a picture can show; an amount beyond that is drawn as tall as it can be.
fn cents_of(amount: Cad) -> i64 {
    i64::try_from(amount.cents()).unwrap_or(i64::MAX / 1000)
}

/// Up to the next round number, so that the grid's labels are: halves of a power of ten.
fn round_up(units: i64, whole: i64) -> i64 {
    let mut power = whole;
    while power * 10 <= units {
        power *= 10;
    }
    let step = (power / 2).max(whole);
    (units + step - 1) / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tallest_bar_fits_and_the_smallest_starts_at_zero() {
        let amounts: Vec<Amount> = [0, 712_000, 762_000, -500]
            .map(|cents| Amount {
                label: String::new(),
                full: String::new(),
                amount: Cad::from_cents(cents),
                kind: "",
            })
            .into();
        let chart = Chart::of(&amounts, Text::default());
        assert_eq!(chart.bars[0].height, 0);
        assert!(chart.bars[2].y >= TOP && chart.bars[2].height > chart.bars[1].height);
        assert_eq!((chart.bars[3].height, chart.bars[3].kind), (0, "negative"));
        assert!(chart.bars.iter().all(|bar| bar.y + bar.height == BASELINE));
    }

    #[test]
    fn an_amount_is_named_by_the_nearest_dollar_and_the_grid_by_what_it_is() {
        assert_eq!([149, 150, 199, -150, -149, 0].map(whole_dollars), [1, 2, 2, -2, -1, 0]);
        let t = Text::default();
        assert_eq!([dollars(500, t), dollars(250, t)], ["5\u{a0}$", "2,50\u{a0}$"]);
    }

    #[test]
    fn nothing_to_show_is_an_empty_chart() {
        assert!(Chart::of(&[], Text::default()).bars.is_empty());
    }
}
