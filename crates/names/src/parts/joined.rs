//! Neighbours that are one word on the other side (`Al Rashid`, `Alrashid`; a word split by mistake).

use super::meet::{Manner, meet};
use super::token::{Role, Token, token};
use crate::evidence::How;
use crate::latin;
use crate::text::{Script, Word};

/// A slip that also joins words is rarer (bits; chosen).
const JOINED_BITS: f64 = 0.5;

/// Words that are also joined may be a slip apart, no more: two words have more sounds in common with some word than one has.
const SLIP: f64 = 1.5;

/// Every meeting of two or three neighbours of one name with a single word of the other.
pub(crate) fn meetings(
    many: &[Token],
    one: &[Token],
    mut each: impl FnMut((usize, usize), (usize, usize), (How, f64)),
) {
    for size in [2, 3] {
        for (i, run) in many.windows(size).enumerate().filter(|(_, run)| run.iter().all(can_join)) {
            let length: usize = run.iter().map(|token| token.text.len()).sum();
            for (j, single) in one.iter().enumerate().filter(|(_, single)| can_join(single)) {
                let vowelless = run.iter().chain([single]).any(|token| token.script == Script::Consonants);
                let begins = run.first().and_then(|token| token.text.chars().next()) == single.text.chars().next();
                if !vowelless && (single.text.len().abs_diff(length) > 2 || single.text.len() < 4 || !begins) {
                    continue;
                }
                let whole = whole(run, single, vowelless);
                let spelt =
                    vowelless || whole.sound == single.sound || latin::within(&whole.text, &single.text, SLIP) <= SLIP;
                let met = if spelt { meet(&whole, single, (false, false), Manner::Known) } else { None };
                if let Some((how, bits)) = met.filter(|(how, _)| *how != How::Alias) {
                    each((i, i + size), (j, j + 1), (how, bits - JOINED_BITS));
                }
            }
        }
    }
}

fn can_join(token: &Token) -> bool {
    !matches!(token.script, Script::Han | Script::Hangul) && !matches!(token.role, Role::Generation(_))
}

/// The run as one word, that says as much as its rarest part or the word it is held against.
fn whole(run: &[Token], single: &Token, vowelless: bool) -> Token {
    let text: String = run.iter().map(|token| token.text.as_str()).collect();
    let script = if vowelless { Script::Consonants } else { Script::Alphabet };
    let word = Word { shown: String::new(), text, script, joined: false, clause: 0 };
    let bits = single.bits.max(run.iter().map(|token| token.bits).fold(0.0, f64::max));
    Token { bits, ..token(&word, Role::Name) }
}
