//! What a dataset folder may look like.

use std::path::Path;

use sekisho_read::{Dataset, ReadError};

use crate::sample::{open, read, schema};
use crate::write;

const TIPS: &[u8] = b"tip_id,at\nt1,2025-03-04T05:06:07Z\n";

fn refused(root: &Path) -> String {
    match Dataset::open(root, &schema()) {
        Ok(_) => panic!("{} opened", root.display()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn folders_that_are_no_dataset_are_refused_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let message = refused(root);
    assert!(message.starts_with("failed to find a table in `") && message.contains("\nhint: tables are files such as"));
    write::bytes(&root.join("acounts.csv"), b"account_id\n");
    assert!(refused(root).contains("did you mean `accounts.csv`?"), "{}", refused(root));
    assert!(refused(&root.join("acounts.csv")).contains("it is a file"));
    std::fs::create_dir(root.join("january")).unwrap();
    let message = refused(&root.join("janury"));
    assert!(
        message.contains("there is no such folder\nhint: did you mean `") && message.contains("january"),
        "{message}"
    );
    assert!(matches!(Dataset::open(&root.join("q"), &schema()), Err(ReadError::Missing { .. })));
}

#[test]
fn unknown_files_and_columns_are_noted_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write::bytes(&at("tips.csv"), TIPS);
    write::bytes(&at("lists/wallets.txt"), b"");
    write::bytes(&at("_SUCCESS"), b"");
    write::bytes(&at(".DS_Store"), b"");
    write::bytes(&at("readme.md"), b"");
    write::bytes(&at("Sessions.json"), b"");
    write::bytes(&at("accounts/part-1.csv"), b"account_id,role,opened_at,emial\n");
    write::bytes(&at("accounts/part-2.csv"), b"account_id,role,opened_at,emial\n");
    write::bytes(&at("calls.jsonl"), b"{\"call_id\":\"c\",\"vidoe\":1}\n");
    write::bytes(&at("checks.csv"), b"check_id;account_id;kind\n");
    let dataset = open(folder.path());
    let notes: Vec<(&str, &str)> =
        dataset.notes().iter().map(|note| (note.file.as_str(), note.hint.as_deref().unwrap_or(""))).collect();
    let expected = [
        ("Sessions.json", "did you mean `sessions.jsonl`?"),
        ("readme.md", ""),
        ("accounts/part-1.csv", "did you mean `email`?"),
        ("calls.jsonl", "did you mean `video`?"),
        ("checks.csv", ""),
        ("checks.csv", "separate the fields by commas"),
    ];
    assert_eq!(notes, expected);
    let names: Vec<String> = dataset.files().iter().map(|file| file.name()).collect();
    assert_eq!(names, ["accounts/part-1.csv", "accounts/part-2.csv", "calls.jsonl", "checks.csv", "tips.csv"]);
    assert_eq!(read(folder.path(), "tips").keys.len(), 1);
}

#[test]
fn readers_may_go_to_other_threads() {
    fn goes<T: Send>() {}
    fn is_shared<T: Sync>() {}
    goes::<sekisho_read::UnitReader<'static>>();
    is_shared::<Dataset>();
}

#[test]
fn tables_and_columns_are_known() {
    let folder = tempfile::tempdir().unwrap();
    write::bytes(&folder.path().join("tips.csv"), TIPS);
    write::bytes(&folder.path().join("calls.jsonl"), b"{\"call_id\":\"c\"}\n");
    let (dataset, schema) = (open(folder.path()), schema());
    let has = |table: &str, column: &str| {
        let table = schema.table(table).unwrap();
        dataset.has_column(table.id, table.column(column).unwrap())
    };
    assert!(has("tips", "at") && !has("tips", "source") && has("calls", "call_id") && !has("calls", "video"));
    assert!(dataset.has_table(schema.table("tips").unwrap().id));
    assert!(!dataset.has_table(schema.table("sessions").unwrap().id));
}

#[test]
fn odd_headers_are_noted() {
    let utf16: Vec<u8> = "\u{feff}tip_id,at\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, message) in [(utf16, "UTF-16"), (b"tip_id,at,at\n".to_vec(), "twice"), (Vec::new(), "is empty")] {
        let folder = tempfile::tempdir().unwrap();
        write::bytes(&folder.path().join("tips.csv"), &text);
        let dataset = open(folder.path());
        assert!(dataset.notes().iter().any(|note| note.message.contains(message)), "{:?}", dataset.notes());
        assert_eq!(read(folder.path(), "tips").keys, []);
    }
}

#[test]
fn columns_that_stand_in_no_file_are_null_when_fetched() {
    let schema = schema();
    let table = schema.table("sessions").unwrap();
    let enriched = table.column("shared_network").unwrap();
    let text = "session_id,account_id,started_at\ns,a,2025-03-04T05:06:07Z\n";
    let folder = tempfile::tempdir().unwrap();
    write::bytes(&folder.path().join("sessions.csv"), text.as_bytes());
    let refs = read(folder.path(), "sessions").refs;
    let rows = open(folder.path()).fetch(table.id, &refs, &[enriched, table.column("ip").unwrap()]).unwrap();
    assert_eq!(rows, [[serde_json::Value::Null, serde_json::Value::Null]]);
    assert_eq!(open(folder.path()).lines(&refs), [2]);
    let beyond = sekisho_read::RowRef::new(0, 7);
    let error = open(folder.path()).fetch(table.id, &[beyond], &[enriched]).unwrap_err().to_string();
    assert!(error.starts_with("failed to fetch rows of `") && error.contains("there is no row 8"), "{error}");
}
