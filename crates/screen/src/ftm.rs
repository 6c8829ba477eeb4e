//! FollowTheMoney entities, one JSON object a line (<https://followthemoney.tech>).

use serde_json::Value;

use crate::birth::Birth;
use crate::entry::{About, Entry, document_key, email_key, wallet_key};

/// Schemata that name somebody; others (addresses, ownerships) name nobody. Wallets stand alone.
const PERSONS: [&str; 1] = ["Person"];
const ORGANISATIONS: [&str; 6] = ["Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane"];

/// The entities that can be matched, and the latest day that they were changed.
pub(crate) fn entries(text: &str, shown: &str, notes: &mut Vec<String>) -> (Vec<Entry>, Option<String>) {
    let (mut entries, mut latest): (Vec<Entry>, Option<String>) = (Vec::new(), None);
    for (line, json) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let entity: Value = match serde_json::from_str(json) {
            Ok(entity) => entity,
            Err(error) => {
                notes.push(format!(
                    "{shown}:{line}: row left out: {error}: {}",
                    json.chars().take(80).collect::<String>()
                ));
                continue;
            }
        };
        let changed = entity.get("last_change").or_else(|| entity.get("last_seen")).and_then(Value::as_str);
        latest = latest.max(changed.map(|day| day.chars().take(10).collect()));
        match entry(&entity) {
            Ok(Some((entry, unread))) => {
                let told =
                    |date: &String| format!("{shown}:{line}: birth date `{date}` is not understood and left out");
                notes.extend(unread.iter().map(told));
                entries.push(entry);
            }
            Ok(None) => {}
            Err(reason) => notes.push(format!("{shown}:{line}: row left out: {reason}")),
        }
    }
    (entries, latest)
}

/// The entry, if it can be matched, and its birth dates that are none.
fn entry(entity: &Value) -> Result<Option<(Entry, Vec<String>)>, String> {
    let text = |key: &str| entity.get(key).and_then(Value::as_str);
    let id = text("id").ok_or("no id")?;
    let schema = text("schema").ok_or("no schema")?;
    let about = match schema {
        _ if PERSONS.contains(&schema) => About::Person,
        _ if ORGANISATIONS.contains(&schema) || schema == "CryptoWallet" => About::Organisation,
        _ => return Ok(None),
    };
    let all = |keys: &[&str]| -> Vec<String> {
        let properties = entity.get("properties");
        let values = keys.iter().filter_map(|key| properties?.get(key)?.as_array()).flatten();
        values.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let topics = all(&["topics"]);
    let mut entry =
        Entry { id: id.to_owned(), about, programme: all(&["program", "programId"]).join(", "), ..Entry::default() };
    entry.wanted = topics.iter().any(|topic| topic == "wanted") && !topics.iter().any(|topic| topic == "sanction");
    if schema == "CryptoWallet" {
        entry.wallets = all(&["publicKey"]).iter().map(|key| wallet_key(key)).collect();
        return Ok(Some((entry, Vec::new())).filter(|(entry, _)| !entry.wallets.is_empty()));
    }
    entry.add_name(text("caption").unwrap_or_default(), false);
    all(&["name", "alias", "previousName"]).iter().for_each(|name| entry.add_name(name, false));
    all(&["weakAlias"]).iter().for_each(|name| entry.add_name(name, true));
    entry.documents = all(&["passportNumber", "idNumber", "registrationNumber", "taxNumber"])
        .iter()
        .map(|number| document_key(number))
        .collect();
    entry.documents.retain(|number| number.len() >= 5);
    entry.emails = all(&["email"]).iter().map(|address| email_key(address)).collect();
    let mut dates = all(&["birthDate"]);
    dates.retain(|date| Birth::read(date).map(|birth| entry.add_birth(birth)).is_none());
    Ok(Some((entry, dates)).filter(|(entry, _)| !entry.names.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_entity_are_told() {
        let text = "{\"id\":\"Q1\",\"schema\":\"Person\",\"caption\":\"Jane Doe\",\"last_change\":\"2026-01-02T03:04:05\",\"properties\":{\"alias\":[\"JD\"],\"weakAlias\":[\"J\"],\"passportNumber\":[\"AB-12345\"],\"topics\":[\"wanted\"],\"birthDate\":[\"1970\",\"1971-02\",\"1971-02-30\"]}}\n{\"id\":\n\n{\"schema\":\"Person\"}\n{\"id\":\"W\",\"schema\":\"CryptoWallet\",\"properties\":{\"publicKey\":[\"0xAB\"]}}\n{\"id\":\"A\",\"schema\":\"Address\"}";
        let mut notes = Vec::new();
        let (found, latest) = entries(text, "e.ftm.json", &mut notes);
        assert_eq!(found.len(), 2);
        assert!(found[0].wanted && found[0].names.len() == 3 && found[0].documents == ["AB12345"]);
        assert_eq!(found[1].wallets, ["0xab"]);
        assert_eq!(latest.as_deref(), Some("2026-01-02"));
        assert_eq!(found[0].births.iter().map(Birth::to_string).collect::<Vec<_>>(), ["1970", "1971-02"]);
        assert_eq!(notes.len(), 3);
        assert!(notes[0].starts_with("e.ftm.json:1:") && notes[0].contains("`1971-02-30`"), "{notes:?}");
        assert!(notes[1].starts_with("e.ftm.json:2:") && notes[2].starts_with("e.ftm.json:4:"), "{notes:?}");
    }
}
