//! The answer for people.

use sekisho_ring::{FamilyTerm, TieTerm};

use super::answer::{Answer, family_name, told};
use crate::print::plain;
use crate::scan::kinds::called;

/// Lines are folded here, so that the answer can be read and pasted everywhere.
const COLUMNS: usize = 100;
/// So many third accounts, values and left out things are told; `--format json` has all.
const TOLD: usize = 8;

/// The answer in lines of at most 100 columns, as far as ids and values allow.
pub fn text(answer: &Answer<'_>) -> String {
    let mut page = Page::default();
    let [one, other] = answer.pair;
    page.line(0, &format!("{one} and {other}"));
    page.line(0, &answer.verdict());
    answer.pairing.families.iter().for_each(|family| self::family(&mut page, answer, family));
    sum(&mut page, answer);
    support(&mut page, answer);
    ring(&mut page, answer);
    left_out(&mut page, answer);
    scores(&mut page, answer);
    page.head("A tie is a fact about records, not about guilt. A person decides.");
    page.0
}

fn family(page: &mut Page, answer: &Answer<'_>, family: &FamilyTerm) {
    page.head(&format!("{}: {}", family_name(family.family), told(family.bits)));
    family.ties.iter().for_each(|term| tie(page, answer, term));
    if family.ties.len() > 1 {
        page.line(2, "Kin count in full, then half, then a quarter: they are often one fact seen twice.");
    }
}

fn tie(page: &mut Page, answer: &Answer<'_>, term: &TieTerm) {
    let Some(link) = answer.link(term) else { return };
    let (name, full, what) = (link.kind.name(), told(term.full_bits), called(link.kind).0);
    let counted = told(term.counted_bits);
    let bits = if counted == full { full } else { format!("{full}, counted as {counted}") };
    page.line(2, &format!("{name}: {bits} ({what})"));
    if !link.shared.is_empty() {
        page.line(4, &link.shared);
    }
    let alike = if link.similarity < 1.0 { format!(", {:.0} % alike", link.similarity * 100.0) } else { String::new() };
    let often = if link.repeats == 1 { "once".to_owned() } else { format!("{} times", link.repeats) };
    page.line(4, &format!("on {} accounts, seen {often}{alike}{}", link.on, since(&link.span)));
    page.line(4, &format!("rows: {}", link.witness));
}

/// The days of a tie; the hour is in the rows.
fn since([first, last]: &[String; 2]) -> String {
    let day = |time: &str| time.split('T').next().unwrap_or_default().to_owned();
    match (day(first), day(last)) {
        (first, last) if first.is_empty() && last.is_empty() => String::new(),
        (first, last) if first == last || last.is_empty() => format!(", on {first}"),
        (first, last) => format!(", from {first} to {last}"),
    }
}

fn sum(page: &mut Page, answer: &Answer<'_>) {
    let (pairing, hold) = (&answer.pairing, told(answer.rules.hold_bits));
    page.head(&format!("sum: {}", told(pairing.bits)));
    page.line(2, &answer.reason());
    if pairing.reason.joins() {
        let (strength, holds) = (told(pairing.strength), if pairing.holds { "holds" } else { "does not hold" });
        page.line(2, &format!("It {holds}: {strength} with what third accounts add; {hold} are needed."));
    }
}

/// Third accounts count for a pair that joins; for another they only explain how both came into one ring.
fn support(page: &mut Page, answer: &Answer<'_>) {
    let thirds = &answer.pairing.support;
    if thirds.is_empty() {
        return;
    }
    page.head(&format!("third accounts that are joined to both: {}", thirds.len()));
    for third in thirds.iter().take(TOLD) {
        page.line(2, &format!("{} adds {}", answer.id(third.account), told(third.bits)));
    }
    page.more(thirds.len());
}

fn ring(page: &mut Page, answer: &Answer<'_>) {
    match answer.rings() {
        [Some((one, accounts)), Some((other, _))] if one == other => {
            page.head(&format!("ring: both stand in {one}, {accounts} accounts"));
            if !answer.pairing.together {
                page.line(2, "One of them was added as a client that praises mostly accounts of this ring.");
            }
        }
        _ if answer.is_unsuspected() => {
            page.head("ring: both stand in one, but it is not listed as suspected");
            page.line(2, "It says that it is a team or a household, or nothing else speaks against it.");
        }
        rings => {
            page.head("ring: none that both stand in");
            for (id, ring) in answer.pair.into_iter().zip(rings) {
                let Some((ring_id, accounts)) = ring else { continue };
                page.line(2, &format!("{id} stands in {ring_id}, {accounts} accounts"));
            }
        }
    }
    parted(page, answer);
}

fn parted(page: &mut Page, answer: &Answer<'_>) {
    let Some(values) = &answer.pairing.parted_by else { return };
    let cut = told(answer.rules.cut_bits);
    page.line(
        2,
        &format!("The ring was parted: all that the two sides share is worth less than {cut}, each thing once."),
    );
    for (value, bits) in values.iter().take(TOLD) {
        let thing = answer.thing(*value);
        let (kind, shared) = thing.map_or(("unknown", ""), |link| (link.kind.name(), link.shared.as_str()));
        page.line(4, &format!("{kind} {shared}: {}", told(*bits)));
    }
    page.more(values.len());
}

fn left_out(page: &mut Page, answer: &Answer<'_>) {
    let hubs: Vec<_> = answer.left_out().collect();
    page.head(&format!("shared by both and left out, 0 bits: {}", if hubs.is_empty() { "nothing known" } else { "" }));
    for hub in hubs.iter().take(TOLD) {
        page.line(2, &format!("{} {}, on {} accounts: {}", hub.kind, hub.shared, hub.on, hub.why));
        page.line(4, &format!("row: {}", hub.witness));
    }
    page.more(hubs.len());
    let cut = answer.cut_lists();
    if cut > 0 {
        let things = if cut == 1 { "thing is" } else { "things are" };
        page.line(
            2,
            &format!(
                "{cut} more {things} on more accounts than left_out.csv names; the two may share such a thing unseen."
            ),
        );
    }
}

fn scores(page: &mut Page, answer: &Answer<'_>) {
    page.head("scores");
    for (id, score) in answer.pair.into_iter().zip(answer.scores()) {
        match score {
            Some(score) => page.line(2, &format!("{id}: {:.1} bits, {}", score.bits, score.band)),
            None => page.line(2, &format!("{id}: none, no indicator was raised")),
        }
    }
}

/// Lines so far.
#[derive(Default)]
struct Page(String);

impl Page {
    /// A line after an empty one.
    fn head(&mut self, text: &str) {
        self.0.push('\n');
        self.line(0, text);
    }

    /// A line that is folded at blanks; what follows stands two columns further in.
    fn line(&mut self, indent: usize, text: &str) {
        let mut line = " ".repeat(indent);
        let mut is_empty = true;
        for word in plain(text.trim_end()).split(' ') {
            if !is_empty && columns(&line) + 1 + columns(word) > COLUMNS {
                self.push(&line);
                (line, is_empty) = (" ".repeat(indent + 2), true);
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.push(&line);
    }

    /// How many are not told.
    fn more(&mut self, all: usize) {
        if all > TOLD {
            self.line(2, &format!("and {} more", all - TOLD));
        }
    }

    fn push(&mut self, line: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(line);
    }
}

/// Columns on a terminal, rather too many than too few: every letter beyond ASCII counts as a wide one.
fn columns(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}
