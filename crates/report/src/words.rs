//! The page's own words, in both languages, and how numbers and times are written.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use crate::model::{Band, EventKind};

/// The same words in English and Japanese; the page shows one of them.
#[derive(Clone, Copy)]
pub struct Both(pub &'static str, pub &'static str);

impl Render for Both {
    fn render(&self) -> Markup {
        both(self.0, self.1)
    }
}

/// Two spans of which the language switch hides one.
pub fn both(en: impl Render, ja: impl Render) -> Markup {
    html! { span lang="en" { (en) } span lang="ja" { (ja) } }
}

/// Sentences from data; where one language is missing, the other one stands in for it.
pub fn both_or(en: &str, ja: &str) -> Markup {
    both(if en.is_empty() { ja } else { en }, if ja.is_empty() { en } else { ja })
}

pub const QUESTION: Both = Both("Who is really behind the account?", "アカウントの向こうにいるのは、本当は誰か。");
pub const DECIDES: Both = Both(
    "A person decides. This page puts accounts in an order of reading: their records are consistent with a borrowed identity. It never says that an account is one.",
    "判断するのは人です。このページは、記録が「名義の貸し借り」と整合するアカウントを、読むべき順に並べたものです。そうだと断定するものではありません。",
);
pub const PRIVATE: Both = Both(
    "This page holds personal data: keep it no longer and show it no wider than your rules allow.",
    "このページには個人情報が含まれます。定められた期間と範囲を超えて保管・共有しないでください。",
);
pub const BITS_TITLE: Both = Both("What a bit is", "「ビット」とは");
pub const BITS: Both = Both(
    "One bit doubles the odds. +3 bits: a record eight times likelier under a borrowed identity than under an honest account. Facts of the same group count less each time they repeat.",
    "1ビットでオッズが2倍になります。＋3ビットは、誠実なアカウントより名義の貸し借りで8倍現れやすい記録という意味です。同じ系統の記録は、重なるほど軽く数えます。",
);
pub const CONSISTENT_TITLE: Both = Both("“Consistent with”, never “is”", "「整合する」であって、断定ではない");
pub const CONSISTENT: Both = Both(
    "Every sentence names the finding and the records it rests on. Honest people leave such records too, so each finding says when it is innocent.",
    "どの文にも、所見の番号と根拠となる記録が付いています。同じ記録は正直な利用者にも残ります。そのため、所見ごとに正当な事情の例を示しています。",
);
pub const PEOPLE_TITLE: Both = Both("People first", "人への配慮");
pub const PEOPLE: Both = Both(
    "A nominee may be a victim. Nationality, origin and language are never evidence; a country matters only where two records contradict each other. Read the innocent explanations before the score.",
    "名義人は被害者かもしれません。国籍・出自・言語は根拠になりません。国が意味を持つのは、記録どうしが食い違うときだけです。点数より先に、正当な事情を確かめてください。",
);
pub const GUIDE: Both = Both("How to read this page", "このページの読み方");

pub const SCORES: Both = Both("Where the scores lie", "スコアの分布");
pub const SCORES_HELP: Both = Both(
    "One column per step of bits; heights on a log scale. Lines: from here a case is for review, from here urgent.",
    "ビットの区間ごとの件数（高さは対数目盛）。線は「要確認」「至急」の境目です。",
);
pub const ACCOUNTS: Both = Both("accounts judged", "対象アカウント");
pub const INDICATORS: Both = Both("indicators asked", "使った指標");
pub const RECORDS: Both = Both("records read", "読み込んだ記録");
pub const PERIOD: Both = Both("period (UTC)", "期間（UTC）");
pub const READ_TITLE: Both = Both("What was read", "読み込んだデータ");
pub const TABLE: Both = Both("table", "表");
pub const ROWS: Both = Both("rows", "行数");
pub const REJECTED: Both = Both("set aside", "除外");
pub const DUPLICATES: Both = Both("duplicates", "重複");

pub const UNJUDGED_SHORT: Both = Both("Not judged", "判断できなかったこと");
pub const UNJUDGED: Both = Both("What could not be judged, and why", "判断できなかったことと、その理由");
pub const UNJUDGED_HELP: Both = Both(
    "Not judged never counts as innocent: with these records the order of the queue could be another.",
    "判断できなかったことは「問題なし」ではありません。記録が揃えば、一覧の順序は変わりえます。",
);
pub const ALL_JUDGED: Both =
    Both("Every indicator could be judged on all records.", "すべての指標を、全記録で判断できました。");
pub const JUDGED: Both = Both("judged", "判断済み");
pub const IN_PART: Both = Both("in part", "一部のみ");
pub const NOT_JUDGED: Both = Both("not judged", "判断不可");

pub const BREACHES: Both = Both("Records that break a rule", "規則に反する記録");
pub const BREACHES_HELP: Both = Both(
    "These need no weighing and add no bits. A breach is no sign of who is behind the account; check the record and ask.",
    "重み付けの要らない事実で、ビットには加えません。誰が使っているかを示すものではないため、記録を確かめて本人に尋ねてください。",
);
pub const LISTED: Both = Both("Agreements with watch lists", "監視リストとの一致");
pub const LISTED_HELP: Both = Both(
    "These add no bits. A name alone is shared by many people: compare a second identifier before deciding. All matches stand in matches.csv.",
    "ビットには加えません。同姓同名は多いため、判断の前に二つ目の手掛かりを照合してください。すべての一致は matches.csv にあります。",
);
pub const NO_BREACHES: Both =
    Both("None was found in what could be judged.", "判断できた範囲では見つかりませんでした。");

pub const QUEUE: Both = Both("The queue", "確認の順番");
pub const QUEUE_EMPTY: Both = Both(
    "No account has a finding in what could be judged. That clears nobody; see above for what was not judged.",
    "判断できた範囲では、該当するアカウントはありません。潔白の証明ではないため、判断できなかった項目もご覧ください。",
);
pub const QUEUE_HELP: Both =
    Both("Open a row to see everything its score rests on.", "行を開くと、点数の根拠がすべて見られます。");
pub const FILTER: Both = Both("Find", "絞り込み");
pub const SORT: Both = Both("Order", "並び順");
pub const BY_BITS: Both = Both("bits", "ビット");
pub const BY_GROUPS: Both = Both("groups", "系統数");
pub const BY_ACCOUNT: Both = Both("account", "アカウント");
pub const OPEN_ALL: Both = Both("Open all", "すべて開く");
pub const CLOSE_ALL: Both = Both("Close all", "すべて閉じる");
pub const SHOWN: Both = Both("shown", "件を表示");
pub const BITS_UNIT: Both = Both("bits", "ビット");

pub const WATERFALL: Both = Both("How the bits add up", "ビットの積み上げ");
pub const PRIOR: Both = Both("Before any evidence", "証拠を見る前");
pub const SCORE: Both = Both("Score", "スコア");
pub const OTHER_TERMS: Both = Both("Everything not listed here", "ここに挙げていない分の合計");
pub const FULL: Both = Both("counted", "算入分");
pub const PALE: Both = Both("not counted again: kin of a fact above", "同じ系統のため算入しない分");
pub const FROM_RING: Both =
    Both("from the ring, not from the account itself", "つながりによる分（アカウント単独の記録ではない）");
pub const TIMELINE: Both = Both("When and from where the account was used", "いつ、どこから使われたか");
pub const TIMELINE_HELP: Both = Both(
    "Colours only tell countries of connection apart; a country by itself adds no bits.",
    "色は接続元の国を見分けるためのものです。国そのものはビットに加えません。",
);
pub const OUTLINED: Both =
    Both("outlined: through VPN, hosting, Tor or relay", "枠線：VPN・ホスティング・Tor・中継を経由");
pub const OTHER_COUNTRIES: Both = Both("other or unknown", "その他・不明");
pub const NO_SESSIONS: Both = Both("No session in this period.", "この期間のセッションはありません。");
pub const EVENTS: Both = Both("Key events", "主な出来事");
pub const FINDINGS: Both = Both("What was found", "見つかったこと");
pub const RESTS_ON: Both = Both("Rests on", "根拠となる記録");
pub const INCOMPLETE: Both = Both("not all records could be read for this", "一部の記録は読めていません");
pub const INNOCENT: Both = Both("Innocent when", "正当な事情の例");
pub const SOURCES: Both = Both("Sources", "出典");
pub const NEXT: Both = Both("Next steps", "次に行うこと");
pub const NEXT_HELP: Both = Both(
    "Rule out the innocent explanations first. Ask before you act, and hear the person.",
    "まず正当な事情がないかを確かめてください。対応の前に、本人の話を聞いてください。",
);
pub const SHARED: Both = Both("Also concerns", "ほかの関係アカウント");
pub const CONCERNS: Both = Both("Concerns", "対象アカウント");
pub const RING: Both = Both("Ring", "つながり");
pub const DECISION: Both = Both("Decision and reasons", "判断と理由");
pub const REVIEWER: Both = Both("Name, date", "氏名・日付");
pub const REFERENCE: Both = Both("The indicators in this report", "このレポートの指標");
pub const REFERENCE_HELP: Both = Both(
    "Expert estimate: first values, to be replaced. Measured: learnt from decided cases.",
    "「専門家の見積もり」は初期値、「実測」は判断済みの事例から求めた値です。",
);
pub const FINDS: Both = Both("Finds", "見つけるもの");
pub const BASIS: Both = Both("Basis of the bits", "ビットの根拠");
pub const REST: Both = Both("The rest of the queue", "一覧の続き");
pub const STRONGEST: Both = Both("strongest indicator", "最も強い指標");
pub const RANK: Both = Both("rank", "順位");
pub const ACCOUNT: Both = Both("account", "アカウント");
pub const BAND: Both = Both("band", "段階");
pub const GROUPS: Both = Both("groups", "系統");

/// A band's name.
pub fn band(band: Band) -> Both {
    match band {
        Band::Urgent => Both("urgent", "至急"),
        Band::Review => Both("review", "要確認"),
        Band::Watch => Both("watch", "注視"),
    }
}

/// A band's name for class names and filters.
pub fn band_key(band: Band) -> &'static str {
    self::band(band).0
}

/// What happened, in a word or two.
pub fn event(kind: EventKind) -> Both {
    match kind {
        EventKind::Opened => Both("opened", "開設"),
        EventKind::Verified => Both("verified", "本人確認"),
        EventKind::Document => Both("document", "書類提出"),
        EventKind::Contract => Both("contract", "契約"),
        EventKind::PaymentAccount => Both("payment account", "決済口座"),
        EventKind::Suspended => Both("suspended", "停止"),
        EventKind::Check => Both("check", "確認手続き"),
        EventKind::AccountChange => Both("details changed", "登録変更"),
    }
}

/// Where bits come from.
pub fn basis(basis: &str) -> Markup {
    match basis {
        "expert" => both("expert estimate", "専門家の見積もり"),
        "measured" => both("measured", "実測"),
        other => match counts(other) {
            Some((hit, miss)) => both(
                html! { "measured on " (hit) " confirmed and " (miss) " cleared accounts" },
                html! { "実測 (該当と判断された " (hit) " 件、問題なしとされた " (miss) " 件)" },
            ),
            None => html! { (other) },
        },
    }
}

/// The numbers in `measured on 12 positive and 40 negative`.
fn counts(basis: &str) -> Option<(&str, &str)> {
    let (hit, miss) = basis.strip_prefix("measured on ")?.split_once(" positive and ")?;
    Some((hit, miss.strip_suffix(" negative")?))
}

/// A number of bits with its sign: `+2.5`, `−8.0`; two digits only where one would not do.
pub fn signed(bits: f64) -> String {
    let bits = finite(bits);
    let text = decimals(bits.abs());
    if text == "0.0" { text } else { format!("{}{text}", if bits < 0.0 { "−" } else { "+" }) }
}

/// A number of bits without a plus sign.
pub fn plain(bits: f64) -> String {
    signed(bits).trim_start_matches('+').to_owned()
}

fn decimals(bits: f64) -> String {
    let text = format!("{bits:.2}");
    text.strip_suffix('0').map_or(text.clone(), str::to_owned)
}

/// What cannot be drawn is drawn as nothing.
pub fn finite(bits: f64) -> f64 {
    if bits.is_finite() { bits.clamp(-9_999.0, 9_999.0) } else { 0.0 }
}

/// A count with thousands apart: `20,000`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A time as a UTC day; a dash when there is none.
pub fn day(at: Option<i64>) -> String {
    let stamp = at.and_then(|at| Timestamp::from_microsecond(at).ok());
    stamp.map_or("–".to_owned(), |stamp| stamp.to_zoned(TimeZone::UTC).date().to_string())
}

/// Two UTC days, or one when they agree.
pub fn days(first: Option<i64>, last: Option<i64>) -> String {
    let (first, last) = (day(first), day(last));
    if first == last { first } else { format!("{first} – {last}") }
}

/// A count of days since 1970 as a date; nothing when it is beyond the calendar.
pub fn local_date(day: i32) -> Option<Date> {
    let stamp = Timestamp::from_second(i64::from(day) * 86_400).ok()?;
    Some(stamp.to_zoned(TimeZone::UTC).date())
}

/// An identifier such as `payout_route` as words.
pub fn spaced(id: &str) -> String {
    id.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([signed(2.5), signed(-8.0), signed(0.625), signed(0.0)], ["+2.5", "−8.0", "+0.62", "0.0"]);
        assert_eq!([plain(2.5), plain(-0.001), plain(f64::NAN)], ["2.5", "0.0", "0.0"]);
        assert_eq!([count(7), count(1_000), count(1_234_567)], ["7", "1,000", "1,234,567"]);
    }

    #[test]
    fn days_are_dates() {
        assert_eq!(days(Some(0), Some(86_400_000_000)), "1970-01-01 – 1970-01-02");
        assert_eq!(day(Some(i64::MAX)), "–");
        assert_eq!(local_date(-1).map(|date| date.to_string()), Some("1969-12-31".to_owned()));
        assert_eq!(local_date(i32::MAX), None);
    }
}
