//! FollowTheMoney entities, one JSON object a line (<https://followthemoney.tech>).

use serde_json::{Deserializer, Value};

use crate::birth::Birth;
use crate::entry::{About, Entry, Twice, document_key, email_key, wallet_key};
use crate::notes::{Notes, short};

/// Schemata that name somebody; others (addresses, ownerships) name nobody. Wallets stand alone.
const PERSONS: [&str; 1] = ["Person"];
const ORGANISATIONS: [&str; 6] = ["Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane"];

/// Schemata that are passed over: they name nobody, or nobody that an account could be.
const OTHERS: &str = " Address Analyzable Article Assessment Asset Associate Audio BankAccount Call CallForTenders Contract ContractAward CourtCase \
    CourtCaseParty Debt Directorship Document Documentation EconomicActivity Email Employment Event Family Folder HyperText Identification \
    Image Interest Interval License Membership Mention Message Note Occupancy Ownership Package Page Pages Passport Payment PlainText \
    Position Post Project ProjectParticipant RealEstate Representation Row Sanction Security Similar Succession Table TaxRoll Thing Trip \
    UnknownLink UserAccount Value Vehicle Video Workbook ";

/// The entities that can be matched, and the latest day that they were changed.
pub(crate) fn entries(text: &str, notes: &mut Notes) -> (Vec<Entry>, Option<String>) {
    let (mut entries, mut latest, mut twice) = (Vec::new(), None::<String>, Twice::default());
    for (line, json) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        // A line end may be lost: then two objects stand on one line.
        for entity in Deserializer::from_str(json).into_iter::<Value>() {
            let entity = match entity {
                Ok(entity) => entity,
                Err(error) => {
                    notes.add(line, &format!("row left out: {error}: {}", short(json, 80)));
                    break;
                }
            };
            let changed = entity.get("last_change").or_else(|| entity.get("last_seen")).and_then(Value::as_str);
            latest = latest.max(changed.map(|day| day.chars().take(10).collect()));
            let mut wrong = Vec::new();
            match entry(&entity, &mut wrong) {
                Ok(Some(entry)) => {
                    twice.look(&entry.id, line, notes);
                    entries.push(entry);
                }
                Ok(None) => {}
                Err(reason) => notes.add(line, &format!("row left out: {reason}: {}", short(json, 80))),
            }
            wrong.iter().for_each(|wrong| notes.add(line, wrong));
        }
    }
    (entries, latest)
}

/// The entry, if the entity is one that can be matched; what cannot be read of it is told in `wrong`.
fn entry(entity: &Value, wrong: &mut Vec<String>) -> Result<Option<Entry>, String> {
    let text = |key: &str| entity.get(key).and_then(Value::as_str);
    let id = text("id").ok_or("no id")?;
    let schema = text("schema").ok_or("no schema")?;
    let about = match schema {
        _ if PERSONS.contains(&schema) => About::Person,
        _ if ORGANISATIONS.contains(&schema) || schema == "CryptoWallet" => About::Organisation,
        _ if OTHERS.contains(&format!(" {schema} ")) => return Ok(None),
        _ => return Err(format!("the schema `{}` is not known", short(schema, 80))),
    };
    let mut all = |keys: &[&str]| -> Vec<String> {
        keys.iter().flat_map(|key| values(entity.get("properties").and_then(|all| all.get(key)), key, wrong)).collect()
    };
    let topics = all(&["topics"]);
    let mut entry =
        Entry { id: id.to_owned(), about, programme: all(&["program", "programId"]).join(", "), ..Entry::default() };
    entry.wanted = topics.iter().any(|topic| topic == "wanted") && !topics.iter().any(|topic| topic == "sanction");
    if schema == "CryptoWallet" {
        entry.wallets = all(&["publicKey"]).iter().map(|key| wallet_key(key)).collect();
        return if entry.wallets.is_empty() { Err("a wallet without a key".to_owned()) } else { Ok(Some(entry)) };
    }
    entry.add_name(text("caption").unwrap_or_default(), false);
    all(&["name", "alias", "previousName"]).iter().for_each(|name| entry.add_name(name, false));
    all(&["weakAlias"]).iter().for_each(|name| entry.add_name(name, true));
    let papers = all(&["passportNumber", "idNumber", "registrationNumber", "taxNumber"]);
    papers.iter().for_each(|number| entry.add_document(&document_key(number)));
    entry.emails = all(&["email"]).iter().map(|address| email_key(address)).collect();
    for date in all(&["birthDate"]) {
        match Birth::read(&date) {
            Some(birth) => entry.add_birth(birth),
            None => wrong.push(format!("birth date `{}` is not understood and left out", short(&date, 80))),
        }
    }
    if entry.cut_names() {
        wrong.push("a name is too long; its beginning is used".to_owned());
    }
    if entry.names.is_empty() { Err("no name".to_owned()) } else { Ok(Some(entry)) }
}

/// The values of a property. They should be texts in an array; a text or number alone is understood.
fn values(property: Option<&Value>, key: &str, wrong: &mut Vec<String>) -> Vec<String> {
    let all = match property {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    let read = all.iter().filter_map(|value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null => None,
        _ => {
            wrong.push(format!("a value of `{key}` is neither text nor number and left out"));
            None
        }
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_entity_are_told() {
        let text = "{\"id\":\"Q1\",\"schema\":\"Person\",\"caption\":\"Jane Doe\",\"last_change\":\"2026-01-02T03:04:05\",\"properties\":{\"alias\":[\"JD\"],\"weakAlias\":[\"J\"],\"passportNumber\":[\"AB-12345\"],\"topics\":[\"wanted\"],\"birthDate\":[\"1970\",\"1971-02\",\"1971-02-30\"]}}\n{\"id\":\n\n{\"schema\":\"Person\"}\n{\"id\":\"W\",\"schema\":\"CryptoWallet\",\"properties\":{\"publicKey\":[\"0xAB\"]}}\n{\"id\":\"A\",\"schema\":\"Address\"}";
        let mut notes = Notes::new("e.ftm.json");
        let (found, latest) = entries(text, &mut notes);
        let notes: Vec<String> = notes.told().collect();
        assert_eq!(found.len(), 2);
        assert!(found[0].wanted && found[0].names.len() == 3 && found[0].documents == ["AB12345"]);
        assert_eq!(found[1].wallets, ["0xab"]);
        assert_eq!(latest.as_deref(), Some("2026-01-02"));
        assert_eq!(found[0].births.iter().map(Birth::to_string).collect::<Vec<_>>(), ["1970", "1971-02"]);
        assert_eq!(notes.len(), 3);
        assert!(notes[0].starts_with("e.ftm.json:1:") && notes[0].contains("`1971-02-30`"), "{notes:?}");
        assert!(notes[1].starts_with("e.ftm.json:2:") && notes[2].starts_with("e.ftm.json:4:"), "{notes:?}");
    }

    #[test]
    fn values_that_are_no_array_are_understood_or_told() {
        let text = "{\"id\":\"Q1\",\"schema\":\"Person\",\"properties\":{\"name\":\"Jane Doe\",\"passportNumber\":[1234567,{}],\"alias\":null}}{\"id\":\"Q1\",\"schema\":\"Person\",\"caption\":\"Jane Roe\"}\n{\"id\":\"Q3\",\"schema\":\"Person\"}";
        let mut notes = Notes::new("e.ftm.json");
        let (found, _) = entries(text, &mut notes);
        assert_eq!((found[0].name(), found[1].name(), found.len()), ("Jane Doe", "Jane Roe", 2));
        assert_eq!(found[0].documents, ["1234567"]);
        let notes: Vec<String> = notes.told().collect();
        let told = |line: &str, what: &str| notes.iter().any(|note| note.starts_with(line) && note.contains(what));
        assert!(told("e.ftm.json:1:", "`passportNumber`") && told("e.ftm.json:1:", "`Q1` stands twice"), "{notes:?}");
        assert!(told("e.ftm.json:2:", "no name") && notes.len() == 3, "{notes:?}");
    }
}
