//! The answer for programs.

use sekisho_ring::{FamilyTerm, Reason, TieTerm};
use serde_json::{Value, json};

use super::answer::{Answer, family_name, kind_name};

/// The answer as one JSON object. Bits are log2 of odds; `ring` is the suspected ring of both, `holds` says whether
/// the pair is strong enough, `together` whether the ties put both into one ring, suspected or not.
pub fn json(answer: &Answer<'_>) -> serde_json::Result<String> {
    let (pairing, rings) = (&answer.pairing, answer.rings());
    let ring = rings[0].filter(|ring| rings[1] == Some(*ring));
    let object = json!({
        "account_a": answer.pair[0],
        "account_b": answer.pair[1],
        "verdict": answer.verdict(),
        "bits": pairing.bits,
        "strength_bits": pairing.strength,
        "reason": code(pairing.reason),
        "says": answer.reason(),
        "joins": pairing.reason.joins(),
        "holds": pairing.holds,
        "together": pairing.together,
        "families": pairing.families.iter().map(|family| self::family(answer, family)).collect::<Vec<_>>(),
        "support": support(answer),
        "ring": ring.map(|(ring_id, accounts)| json!({ "ring_id": ring_id, "accounts": accounts })),
        "parted_by": parted_by(answer),
        "left_out": left_out(answer),
        "left_out_with_unnamed_accounts": answer.cut_lists(),
        "scores": scores(answer),
    });
    Ok(quiet(&serde_json::to_string_pretty(&object)?))
}

fn code(reason: Reason) -> &'static str {
    match reason {
        Reason::NoTie => "no_tie",
        Reason::ProximityOnly => "proximity_only",
        Reason::OneFamilyOnly { .. } => "one_family_only",
        Reason::TooFewBits { .. } => "too_few_bits",
        Reason::Families { .. } => "families",
        Reason::Strong { .. } => "strong",
    }
}

fn family(answer: &Answer<'_>, family: &FamilyTerm) -> Value {
    let ties: Vec<Value> = family.ties.iter().map(|term| tie(answer, term)).collect();
    json!({ "family": family_name(family.family), "bits": family.bits, "ties": ties })
}

fn tie(answer: &Answer<'_>, term: &TieTerm) -> Value {
    let link = answer.link(term);
    let time = |at: usize| link.map(|link| link.span[at].as_str()).filter(|time| !time.is_empty());
    json!({
        "kind": kind_name(term.kind),
        "full_bits": term.full_bits,
        "counted_bits": term.counted_bits,
        "shared": link.map(|link| link.shared.as_str()),
        "value": format!("{:016x}", term.value),
        "accounts": link.map(|link| link.on),
        "repeats": link.map(|link| link.repeats),
        "similarity": link.map(|link| link.similarity),
        "first_at": time(0),
        "last_at": time(1),
        "witness": link.map(|link| link.witness.split_whitespace().collect::<Vec<_>>()),
    })
}

fn support(answer: &Answer<'_>) -> Vec<Value> {
    let thirds = answer.pairing.support.iter();
    thirds.map(|third| json!({ "account_id": answer.id(third.account), "bits": third.bits })).collect()
}

fn parted_by(answer: &Answer<'_>) -> Option<Vec<Value>> {
    let value = |(value, bits): &(u64, f32)| {
        let link = answer.thing(*value);
        let (kind, shared) = (link.map(|link| link.kind.name()), link.map(|link| link.shared.as_str()));
        json!({ "kind": kind, "shared": shared, "value": format!("{value:016x}"), "bits": bits })
    };
    answer.pairing.parted_by.as_ref().map(|values| values.iter().map(value).collect())
}

fn left_out(answer: &Answer<'_>) -> Vec<Value> {
    let hubs = answer.left_out();
    hubs.map(|hub| {
        json!({ "kind": hub.kind, "shared": hub.shared, "accounts": hub.on, "why": hub.why, "witness": hub.witness })
    })
    .collect()
}

fn scores(answer: &Answer<'_>) -> Vec<Value> {
    let mut accounts = Vec::new();
    for ((id, score), ring) in answer.pair.into_iter().zip(answer.scores()).zip(answer.rings()) {
        accounts.push(json!({
            "account_id": id,
            "score_bits": score.map(|score| score.bits),
            "band": score.map(|score| score.band.as_str()),
            "ring_id": ring.map(|(ring_id, _)| ring_id),
        }));
    }
    accounts
}

/// JSON leaves DEL and the control characters after it as they are, but some terminals act on them. They can stand
/// inside strings only, so they may be written as escapes.
fn quiet(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{7f}'..='\u{9f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}
