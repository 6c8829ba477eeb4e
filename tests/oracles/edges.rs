//! Single cases that a random dataset does not meet.

use std::sync::Arc;

use sekisho_evidence::{Finding, findings};
use sekisho_indicator::{Indicator, Rulebook, embedded};
use sekisho_judge::judge_small;
use sekisho_read::Dataset;
use sekisho_schema::Schema;

use super::Present;
use super::moments::{BASE, DAY, write};

const ACCOUNTS: &str = "account_id,role,opened_at\na1,worker,2020-01-01T00:00:00Z\na2,worker,2020-01-01T00:00:00Z\n";

fn indicator(id: &str) -> Indicator {
    embedded().indicators.into_iter().find(|indicator| indicator.id == id).expect("a built-in indicator")
}

fn raised(tables: &[(&str, &str)], indicator: Indicator) -> Vec<Finding> {
    let (folder, schema) = (tempfile::tempdir().unwrap(), Arc::new(Schema::embedded().unwrap()));
    for (name, text) in tables {
        std::fs::write(folder.path().join(format!("{name}.csv")), text).unwrap();
    }
    let dataset = Dataset::open(folder.path(), &schema).unwrap();
    let book = Rulebook::compile(&[indicator], &schema, &Present(&dataset)).unwrap();
    let judged = judge_small(&dataset, &schema, &book, None).unwrap();
    findings(&judged.hits, &dataset, &schema, &book).unwrap()
}

#[test]
fn a_row_without_a_time_lies_in_no_window() {
    let mut counting = indicator("payout_account_churn");
    counting.sentence.text = "payment_accounts.count_within(limits.window) >= limits.changes".to_owned();
    let rows = |last: &str| {
        let head = "payment_account_id,account_id,kind,added_at\np1,a1,bank,2025-03-03T00:00:00Z\n";
        format!("{head}p2,a1,bank,\np3,a1,bank,2025-03-05T00:00:00Z\np4,a1,bank,{last}\n")
    };
    let fires =
        |last| !raised(&[("accounts", ACCOUNTS), ("payment_accounts", &rows(last))], counting.clone()).is_empty();
    assert!(!fires(""), "two dated rows and two without a date are not three in a window");
    assert!(fires("2025-03-06T00:00:00Z"));
}

/// Rows of `experience` are ordered by days, all others by moments.
#[test]
fn days_and_moments_are_told_and_windowed_alike() {
    let rows = |last: &str| {
        let head = "account_id,kind,organisation,started_on,verified\na1,employment,One,2025-03-03,denied\n";
        format!("{head}a1,employment,Two,2025-03-10,denied\na1,employment,Three,{last},denied\n")
    };
    let tables = |last| [("accounts", ACCOUNTS.to_owned()), ("experience", rows(last))];
    let judged = |last, indicator: &Indicator| {
        let tables = tables(last);
        raised(&tables.each_ref().map(|(name, text)| (*name, text.as_str())), indicator.clone())
    };
    let told = judged("2025-04-02", &indicator("employment_claim_unverified"));
    assert_eq!((told[0].first_at, told[0].last_at), (Some(BASE), Some(BASE + 30 * DAY)), "{}", write(BASE, 0));
    let mut counting = indicator("many_bids_few_awards");
    counting.sentence.text = "experience.count_within(limits.window) >= 3".to_owned();
    assert_eq!(judged("2025-04-02", &counting).len(), 1, "both ends of thirty days belong to the window");
    assert_eq!(judged("2025-04-03", &counting).len(), 0);
}

/// A number is a subject together with its kind and provider: two findings, not one that hides the other.
#[test]
fn one_number_at_two_providers_is_two_subjects() {
    let rows = "payment_account_id,account_id,kind,provider,number\n\
        p1,a1,bank,Birch Bank,1001\np2,a2,bank,Birch Bank,1001\n\
        p3,a1,bank,Hazel Bank,1001\np4,a2,bank,Hazel Bank,1001\n";
    let told = raised(&[("accounts", ACCOUNTS), ("payment_accounts", rows)], indicator("payout_shared_many_devs"));
    assert_eq!(told.len(), 2);
    assert_ne!(told[0].finding_id, told[1].finding_id);
}

/// The same number typed in another way is the same subject, and its id is one whichever rows bear witness.
#[test]
fn one_number_in_several_spellings_is_one_subject() {
    let papers = "document_id,account_id,submitted_at,kind,issuing_country,number\n\
        d1,a1,2025-03-03T00:00:00Z,passport,JP,AB 123-4567\nd2,a2,2025-03-04T00:00:00Z,passport,JP,ＡＢ１２３４５６７\n";
    let told = raised(&[("accounts", ACCOUNTS), ("documents", papers)], indicator("id_document_reused"));
    assert_eq!(ids(&told), ["AB1234567"]);
    let rows = "payment_account_id,account_id,kind,provider,number\n\
        p1,a1,bank,Birch Bank,123-4567\np2,a2,bank,Birch Bank,1234567\n\
        p3,a1,crypto_wallet,,0xAbC\np4,a2,crypto_wallet,,0xaBc\np5,a1,crypto_wallet,,1Abc\np6,a2,crypto_wallet,,1aBC\n";
    let told = raised(&[("accounts", ACCOUNTS), ("payment_accounts", rows)], indicator("payout_shared_many_devs"));
    assert_eq!(ids(&told), ["0xabc", "1234567"], "case counts in `1Abc`");
}

/// An operator may hand in a keyed hash instead of a number; findings show it as hashes are written.
#[test]
fn a_hash_for_a_number_is_shown_as_it_was_handed_in() {
    let hash = "3fa9".repeat(8);
    let papers = format!(
        "document_id,account_id,submitted_at,kind,number\nd1,a1,2025-03-03T00:00:00Z,passport,{hash}\n\
        d2,a2,2025-03-04T00:00:00Z,passport,{hash}\n"
    );
    let told = raised(&[("accounts", ACCOUNTS), ("documents", &papers)], indicator("id_document_reused"));
    assert_eq!(ids(&told), [hash.as_str()]);
}

fn ids(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.subject_id.as_str()).collect()
}

/// One sentence reads the text of a column through which another value is found.
#[test]
fn a_column_that_is_read_as_text_still_finds_what_it_names() {
    let rows = "message_id,sender_account_id,at,in_reply_to\n\
        m1,a2,2025-03-03T00:00:00Z,\nm2,a1,2025-03-03T01:00:00Z,m1\n";
    let mut reading = indicator("payout_account_churn");
    reading.sentence.text = "messages.exists(m, m.in_reply_to.contains(\"m\") && has(m.replied_to_at))".to_owned();
    assert_eq!(raised(&[("accounts", ACCOUNTS), ("messages", rows)], reading).len(), 1);
}
