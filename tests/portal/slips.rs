//! The T4 and Relevé 1 of an employer against what its statements withheld (5.07, V83).

use quittance::money::Cad;

use crate::files::small_statement;
use crate::portal::{P05, Portal, Treasurer, new_key};

/// Dues of 100003 in the periods of 2024 that are whole in it, and with P10, which ends in January.
async fn withheld(portal: &Portal) -> (Cad, Cad) {
    let of = |last: i16| async move {
        let sum: rust_decimal::Decimal = sqlx::query_scalar(
            "select sum(l.dues) from statement_lines l join statements s on s.id = l.statement_id
             join unions u on u.id = l.union_id
             where u.number = '412' and s.fiscal_year = 2024 and s.period <= $1 and l.employee_number = '100003'",
        )
        .bind(last)
        .fetch_one(portal.db_owner())
        .await
        .unwrap();
        Cad::exact(sum).unwrap()
    };
    (of(9).await, of(10).await)
}

async fn path(portal: &Portal) -> String {
    format!("/employeurs/{}/feuillets", portal.db_employers("412").await[0])
}

async fn record(treasurer: &Treasurer, path: &str, slips: &str) {
    let key = new_key();
    let form = [("key", key.as_str()), ("annee", "2024"), ("slips", slips)];
    treasurer.post(path, &form).await.leads_to(path);
}

fn cents(cents: i64) -> Cad {
    Cad::from_cents(cents)
}

#[tokio::test]
async fn a_slip_that_says_less_than_was_withheld_is_told_until_somebody_explains_it() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = path(&portal).await;
    let (least, most) = withheld(&portal).await;
    assert!(least > cents(100) && most > least + cents(100));
    let year = format!("{path}?annee=2024");
    treasurer.get(&year).await.is(200).shows("Inscrivez plus bas").shows("ne compte pas toute l’année 2024");
    // Hers alone; the others' are not among the slips at all.
    record(&treasurer, &path, &format!("100003\t{}\n", least - cents(100))).await;
    let csv = treasurer.get(&format!("{path}.csv?annee=2024")).await.is(200).html();
    let hers = |csv: &str| csv.lines().find(|line| line.starts_with("100003;")).unwrap().to_owned();
    assert!(hers(&csv).contains(";-1,00;"), "{}", hers(&csv));
    let page = treasurer.get(&year).await.is(200).shows("À expliquer").shows("Aucun");
    let set = page.field("set");
    let note = |person: &'static str, note: &'static str| {
        vec![("annee", "2024"), ("person", person), ("note", note)]
    };
    let mut form = note("100003", "");
    form.push(("set", &set));
    treasurer.post(&format!("{path}/notes"), &form).await.is(422);
    let mut form = note("100003", "Feuillet modifié demandé à l’employeur.");
    form.push(("set", &set));
    treasurer.post(&format!("{path}/notes"), &form).await.leads_to(&path);
    let csv = treasurer.get(&format!("{path}.csv?annee=2024")).await.is(200).html();
    assert!(hers(&csv).ends_with("Feuillet modifié demandé à l’employeur."), "{}", hers(&csv));
    // The right amount, and nothing is told of her.
    record(&treasurer, &path, &format!("100003;{least}")).await;
    let csv = treasurer.get(&format!("{path}.csv?annee=2024")).await.is(200).html();
    assert!(hers(&csv).ends_with(";;"), "{}", hers(&csv));
    treasurer.post(&format!("{path}/notes"), &form).await.is(422);
    assert_eq!(portal.db_journaled("slips-recorded", "done").await, 2);
    portal.treasurer_of("518").await.get(&year).await.is(404);
}

#[tokio::test]
async fn the_days_of_pay_say_to_which_year_a_period_belongs() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let path = path(&portal).await;
    let (least, most) = withheld(&portal).await;
    record(&treasurer, &path, &format!("100003;{least}")).await;
    let csv = format!("{path}.csv?annee=2024");
    let hers = |csv: String| csv.lines().find(|line| line.starts_with("100003;")).unwrap().to_owned();
    assert!(hers(treasurer.get(&csv).await.is(200).html()).ends_with(";;"));
    let say = |days: &'static str, key: String| {
        let (treasurer, path) = (&treasurer, format!("{path}/paies"));
        async move {
            let form = [("key", key.as_str()), ("annee", "2024"), ("period", "2024-25 P10"), ("days", days)];
            treasurer.post(&path, &form).await
        }
    };
    say("2024-12-12, 2025-02-01", new_key()).await.is(422).shows("comprise dans la période");
    say("2024-12-12 2024-12-26", new_key()).await.leads_to(&path);
    let now = hers(treasurer.get(&csv).await.is(200).html());
    let missing = (least - most).to_string().replace('.', ",");
    assert!(now.contains(&format!(";{missing};")), "{now}");
    // Said otherwise, the last said counts.
    say("2025-01-02", new_key()).await.leads_to(&path);
    assert!(hers(treasurer.get(&csv).await.is(200).html()).ends_with(";;"));
}

#[tokio::test]
async fn the_header_of_a_statement_says_its_days_of_pay_while_it_is_in_force() {
    let portal = Portal::demo().await;
    let treasurer = portal.treasurer().await;
    let lines = String::from_utf8(small_statement(6)).unwrap();
    let file = format!("H;pays=2025-07-24,2025-08-07\r\n{lines}");
    treasurer.send_file(P05, "p05.csv", file.as_bytes()).await.leads_to("/releves/");
    let said = "select string_agg(days::text, ' ') from pay_days p
        join statements s on s.id = p.statement_id where s.state = 'current'";
    assert_eq!(portal.db_one(said).await, "{2025-07-24,2025-08-07}");
    treasurer.get("/regles").await.is(200).hides("Pas encore vérifiée");
}
