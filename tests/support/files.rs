//! Statements made by hand: a few people of a sample, with corrections when a test needs some.

use crate::portal::sample;

/// A few lines of the UTF-8 sample that carry no date, so that they fit any period.
pub fn small_statement(people: usize) -> Vec<u8> {
    with_corrections(people, &[])
}

/// The same without anybody's social insurance number: one warning a line where they are collected.
pub fn without_sins(people: usize) -> Vec<u8> {
    let whole = String::from_utf8(small_statement(people)).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(whole.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().expect("a header")).expect("written");
    for record in reader.records() {
        let record = record.expect("a record");
        writer
            .write_record(record.iter().enumerate().map(|(i, cell)| if i == 4 { "" } else { cell }))
            .expect("written");
    }
    writer.into_inner().expect("whole")
}

/// A correction line: employee number, period, differences of salary paid and dues, nature.
pub type Correction<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

pub fn with_corrections(people: usize, corrections: &[Correction<'_>]) -> Vec<u8> {
    let bytes = sample("P05-statement-utf8.csv");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
    let dated =
        ["absences", "hired_on", "left_on", "hours_worked", "correction_period", "held_dues"].map(column);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("written");
    let records = reader.records().map(|record| record.expect("a record"));
    for record in records.filter(|record| dated.iter().all(|c| record[*c].is_empty())).take(people) {
        writer.write_record(&record).expect("written");
    }
    for (number, period, salary_paid, dues, nature) in corrections {
        let mut row = vec![""; header.len()];
        row[column("employee_number")] = number;
        row[column("name")] = "Personne, Une";
        row[column("salary_paid")] = salary_paid;
        row[column("dues")] = dues;
        row[column("correction_period")] = period;
        row[column("correction_nature")] = nature;
        writer.write_record(&row).expect("written");
    }
    writer.into_inner().expect("whole")
}

/// A statement of so many people made by program, in few columns: numbers from 500001, services 600
/// to 604 in turn, dues at the rate but on the lines that `wrong` names (from 1), where they are
/// 2.70 too much.
pub fn made_statement(people: usize, wrong: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut text =
        "employee_number,name,job_title_code,status,service,shift,salary_rate,salary_unit,salary_paid,dues\n"
            .to_owned();
    for line in 1..=people {
        let dues = if wrong(line) { "53.53" } else { "50.83" };
        let service = 600 + line % 5;
        let number = 500_000 + line;
        text += &format!("{number},\"Roy, A\",3455,FT,{service},D,22.59,H,3388.50,{dues}\n");
    }
    text.into_bytes()
}

/// A statement with these cells changed: employee number, column, value.
pub fn with_cells(bytes: &[u8], cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("written");
    for record in reader.records() {
        let record = record.expect("a record");
        let mut row: Vec<String> = record.iter().map(str::to_owned).collect();
        let own = cells.iter().filter(|(number, ..)| record[column("employee_number")] == **number);
        for (_, name, value) in own {
            row[column(name)] = (*value).to_owned();
        }
        writer.write_record(&row).expect("written");
    }
    writer.into_inner().expect("whole")
}

/// The employee number, salary paid and dues of each line.
pub fn people_of(bytes: &[u8]) -> Vec<(String, String, String)> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|h| h == name).expect("a column");
    let of = ["employee_number", "salary_paid", "dues"].map(column);
    let records = reader.records().map(|record| record.expect("a record"));
    records.map(|r| (r[of[0]].to_owned(), r[of[1]].to_owned(), r[of[2]].to_owned())).collect()
}
