//! A trail as one sentence, in English and Japanese, with its amounts.

use crate::code::Code;
use crate::flow::DAY;
use crate::ledger::{Ledger, NONE, TransferKind};
use crate::marks::{Reason, Trail};
use crate::trails::End;

const HOUR: i64 = 3_600_000_000;
/// Rests below this are told in hours.
const TOLD_IN_HOURS: i64 = 2 * DAY;
/// Currencies whose minor unit is the unit itself, and those with three digits; all others have two (ISO 4217, list one).
const NO_DIGITS: [&str; 17] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
const THREE_DIGITS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// The digits after the point of a currency.
pub fn digits(currency: Code) -> u32 {
    let code = currency.to_string();
    match code.as_str() {
        code if NO_DIGITS.contains(&code) => 0,
        code if THREE_DIGITS.contains(&code) => 3,
        _ => 2,
    }
}

/// An amount with its currency: `1,910,000 JPY`, `4,516.30 USD`.
pub fn amount(minor: i64, currency: Code) -> String {
    let scale = 10i64.pow(digits(currency));
    let (whole, part) = (minor / scale, minor % scale);
    let mut text = String::new();
    let figures = whole.to_string();
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(figure);
    }
    if scale > 1 {
        text.push_str(&format!(".{part:0width$}", width = digits(currency) as usize));
    }
    format!("{text} {currency}")
}

/// The trail in both languages. `name` names a payment account, as the account that registered it or by its own id.
pub fn sentence(ledger: &Ledger, trail: &Trail, name: &dyn Fn(u32) -> String) -> (String, String) {
    let facts = Facts::of(ledger, trail, name);
    let more: Vec<(String, String)> = trail.reasons.iter().filter_map(reason).collect();
    let (end_en, end_ja) = facts.end();
    let en: String = more.iter().map(|(en, _)| format!("; {en}")).collect();
    let ja: String = more.iter().map(|(_, ja)| format!("。{ja}")).collect();
    let Facts { payee, receiver, paid, passed, kept, payouts, rest, .. } = &facts;
    let plural = if *payouts == 1 { "payout" } else { "payouts" };
    (
        format!(
            "{payee} got {payouts} {plural} of {paid} in all, kept {kept} % and passed {passed} to {receiver} within {}{end_en}{en}: consistent with pay that is passed on for somebody else.",
            rest.0
        ),
        format!(
            "{payee}は報酬{payouts}件（計{paid}）を受け取り、{kept}％を手元に残し、{passed}を{}以内に{receiver}へ渡し{end_ja}{ja}。他人のために報酬を受け渡す動きと整合します。",
            rest.1
        ),
    )
}

struct Facts {
    payee: String,
    receiver: String,
    paid: String,
    passed: String,
    kept: String,
    payouts: usize,
    rest: (String, String),
    end: End,
    country: Code,
    out: String,
    ends: usize,
}

impl Facts {
    fn of(ledger: &Ledger, trail: &Trail, name: &dyn Fn(u32) -> String) -> Self {
        let chain = &trail.chain;
        let receiver = chain.passes.first().map_or(NONE, |pass| pass.beneficiary);
        let longest = chain.passes.iter().map(|pass| pass.rest).max().unwrap_or(0);
        let drawn = chain.ends.iter().filter(|place| ledger.transfer(**place).kind == TransferKind::Cash);
        Self {
            payee: name(chain.account),
            receiver: if receiver == NONE { "cash machines".to_owned() } else { name(receiver) },
            paid: amount(chain.paid_minor, chain.currency),
            passed: amount(chain.passed_minor, chain.currency),
            kept: format!("{:.0}", chain.kept().max(0.0) * 100.0),
            payouts: chain.passes.iter().map(|pass| pass.payouts.len()).sum(),
            rest: time(longest),
            end: chain.end,
            country: chain.end_country,
            out: amount(chain.end_minor, chain.currency),
            ends: drawn.count(),
        }
    }

    fn end(&self) -> (String, String) {
        let Self { out, country, ends, .. } = self;
        match self.end {
            End::CashAbroad => (
                format!(", of which {out} came out as cash in {country} ({ends} times)"),
                format!("、そのうち{out}が{country}で現金として{ends}回引き出されました"),
            ),
            End::ForeignBank => (
                format!(", of which {out} reached an account in {country}"),
                format!("、そのうち{out}が{country}の口座に入りました"),
            ),
            End::Crypto => (
                format!(", of which {out} reached a wallet for coins"),
                format!("、そのうち{out}が暗号資産のウォレットに入りました"),
            ),
            End::CashAtHome => (
                format!(", of which {out} was drawn in cash ({ends} times)"),
                format!("、そのうち{out}が現金で{ends}回引き出されました"),
            ),
            End::Account => (String::new(), "ました".to_owned()),
        }
    }
}

/// What else speaks; what the first half of the sentence says already is left out.
fn reason(reason: &Reason) -> Option<(String, String)> {
    let told = match reason {
        Reason::SteadyShare { times, kept, .. } => (
            format!("about {:.0} % was kept {times} times", kept * 100.0),
            format!("約{:.0}％を残すことが{times}回ありました", kept * 100.0),
        ),
        Reason::SameReceiver { times } => {
            (format!("the same receiver {times} times"), format!("同じ相手への受け渡しは{times}回です"))
        }
        Reason::FanIn { people } => (
            format!("{people} people pass pay to this receiver"),
            format!("この相手には{people}人が報酬を渡しています"),
        ),
        Reason::SeveralHands { people } => {
            (format!("through {people} other hands"), format!("間に{people}人（または社）が入っています"))
        }
        Reason::Circle => ("some of it came back to the payee".into(), "一部は受取人に戻っています".into()),
        Reason::MeetsClient => ("it reached a client's account".into(), "発注者の口座に届いています".into()),
        Reason::KnownReceiver => (
            "the receiver has an account here and may be a colleague".into(),
            "相手は当サービスの利用者で、共同作業者かもしれません".into(),
        ),
        Reason::RapidSweep { .. }
        | Reason::CashAbroadByOther
        | Reason::CashAbroadByPayee
        | Reason::ForeignBank { .. }
        | Reason::Crypto { .. } => return None,
    };
    Some(told)
}

/// A time in hours or days, rounded up.
fn time(micros: i64) -> (String, String) {
    let up = |unit: i64| micros.max(0).saturating_add(unit - 1) / unit;
    if micros < TOLD_IN_HOURS {
        let hours = up(HOUR).max(1);
        return (format!("{hours} hour{}", if hours == 1 { "" } else { "s" }), format!("{hours}時間"));
    }
    (format!("{} days", up(DAY)), format!("{}日", up(DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        assert_eq!(amount(1_910_000, Code::new("JPY")), "1,910,000 JPY");
        assert_eq!(amount(451_630, Code::new("USD")), "4,516.30 USD");
        assert_eq!(amount(5, Code::new("KWD")), "0.005 KWD");
    }

    #[test]
    fn times_are_rounded_up() {
        assert_eq!(time(HOUR + 1).0, "2 hours");
        assert_eq!(time(2 * DAY + 1).1, "3日");
    }
}
