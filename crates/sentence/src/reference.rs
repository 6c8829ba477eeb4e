//! The table of functions: the reference page, the suggestions and the tests are made from it.

/// What a function is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Rows of a relation.
    Rows,
    /// Values that `map` gave.
    Values,
    /// A text.
    Text,
    /// Nothing: it stands alone.
    Nothing,
}

impl On {
    /// The heading on the reference page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::Values => "values",
            Self::Text => "texts",
            Self::Nothing => "functions that stand alone",
        }
    }
}

/// One function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it is called on.
    pub on: On,
    /// How it is written.
    pub usage: &'static str,
    /// What it gives, and what it remembers as witnesses.
    pub what: &'static str,
    /// A sentence that holds for the example account of the reference page.
    pub example: &'static str,
}

const fn row(name: &'static str, on: On, usage: &'static str, what: &'static str, example: &'static str) -> Function {
    Function { name, on, usage, what, example }
}

use On::{Nothing, Rows, Text, Values};

/// Every function, in the order of the reference page.
#[rustfmt::skip]
pub const FUNCTIONS: &[Function] = &[
    row("exists", Rows, "rows.exists(x, condition)", "True if the condition holds for some row. Witnesses: the rows for which it holds.", r#"sessions.exists(s, s.ip_country == "KR")"#),
    row("all", Rows, "rows.all(x, condition)", "True if the condition holds for every row, also when there is none. Witnesses: all rows.", r#"sessions.all(s, has(s.ip))"#),
    row("filter", Rows, "rows.filter(x, condition)", "The rows for which the condition holds.", r#"sessions.filter(s, s.ip_kind == "vpn").size() == 2"#),
    row("map", Rows, "rows.map(x, value)", "One value for each row that has one; the values remember their rows.", r#"sessions.map(s, s.latency_ms).max() == 180"#),
    row("size", Rows, "rows.size()", "How many rows. Witnesses: all rows.", r#"sessions.size() == 5"#),
    row("count", Rows, "rows.count(x, condition)", "For how many rows the condition holds. Witnesses: those rows.", r#"sessions.count(s, s.ip_kind == "vpn") == 2"#),
    row("share", Rows, "rows.share(x, condition)", "For what part of the rows the condition holds, among those for which it is known; unknown when there are none. Witnesses: all known rows.", r#"sessions.share(s, s.ip_kind == "vpn") == 0.4"#),
    row("distinct", Rows, "rows.distinct(x, value)", "How many different values. Witnesses: the first row of each.", r#"sessions.distinct(s, s.ip_country) == 3"#),
    row("sum", Rows, "rows.sum(x, number)", "The sum. Witnesses: all rows with a value.", r#"worklogs.sum(w, w.minutes) == 900"#),
    row("min", Rows, "rows.min(x, value)", "The least value (number, time, date or duration). Witness: its row.", r#"sessions.min(s, s.latency_ms) == 20"#),
    row("max", Rows, "rows.max(x, value)", "The greatest value. Witness: its row.", r#"sessions.max(s, s.started_at) > timestamp("2025-03-04T00:00:00Z")"#),
    row("average", Rows, "rows.average(x, number)", "The mean. Witnesses: all rows with a value.", r#"worklogs.average(w, w.minutes) == 450.0"#),
    row("median", Rows, "rows.median(x, number)", "The middle value; of an even number of values the lower middle. Witnesses: all rows with a value.", r#"sessions.median(s, s.latency_ms) == 25"#),
    row("first", Rows, "rows.first(x, value)", "The value of the earliest row. Witness: that row.", r#"sessions.first(s, s.ip_country) == "JP""#),
    row("last", Rows, "rows.last(x, value)", "The value of the latest row. Witness: that row.", r#"sessions.last(s, s.ip_country) == "JP""#),
    row("count_within", Rows, "rows.count_within(window)", "The largest number of rows in one window of this length (both ends belong to it). Witnesses: the rows of the first such window.", r#"sessions.count_within(duration("24h")) == 4"#),
    row("distinct_within", Rows, "rows.distinct_within(x, value, window)", "The largest number of different values in one window. Witnesses: the first row of each value in the first such window.", r#"sessions.distinct_within(s, s.ip_country, duration("24h")) == 3"#),
    row("sum_within", Rows, "rows.sum_within(x, number, window)", "The largest sum in one window. Witnesses: the rows of the first such window.", r#"worklogs.sum_within(w, w.minutes, duration("24h")) == 900"#),
    row("exists_consecutive", Rows, "rows.exists_consecutive(a, b, condition)", "True if the condition holds for two rows that follow each other in time. Witnesses: the first such pair.", r#"sessions.exists_consecutive(a, b, hours(b.started_at - a.started_at) < 3.0 && a.ip_country != b.ip_country)"#),
    row("count_consecutive", Rows, "rows.count_consecutive(a, b, condition)", "For how many pairs of neighbours the condition holds. Witnesses: those pairs.", r#"sessions.count_consecutive(a, b, a.ip_country != b.ip_country) == 4"#),
    row("quietest_hours", Rows, "rows.quietest_hours(x, hour, width)", "The first of the `width` neighbouring clock hours in which least happens, around midnight too; among equals the middle of the longest run. Witnesses: all rows.", r#"sessions.quietest_hours(s, local_hour(s.started_at, account.timezone), 6) == 1"#),
    row("size", Values, "values.size()", "How many values.", r#"sessions.map(s, s.latency_ms).size() == 5"#),
    row("distinct", Values, "values.distinct()", "How many different values.", r#"sessions.map(s, s.ip_country).distinct() == 3"#),
    row("sum", Values, "values.sum()", "The sum.", r#"worklogs.map(w, w.minutes).sum() == 900"#),
    row("min", Values, "values.min()", "The least value.", r#"sessions.map(s, s.latency_ms).min() == 20"#),
    row("max", Values, "values.max()", "The greatest value.", r#"sessions.map(s, s.latency_ms).max() == 180"#),
    row("average", Values, "values.average()", "The mean.", r#"worklogs.map(w, w.minutes).average() == 450.0"#),
    row("median", Values, "values.median()", "The lower middle value.", r#"worklogs.map(w, w.minutes).median() == 300.0"#),
    row("longest_unbroken", Values, "times.longest_unbroken(gap)", "The longest stretch of time in which the moments follow each other with every gap below `gap`; lists of moments are joined with `+`. Witnesses: rows enough to show the stretch.", r#"(activity.map(a, a.at) + sessions.map(s, s.started_at)).longest_unbroken(duration("30m")) == duration("60m")"#),
    row("size", Text, "text.size()", "How many characters.", r#"profiles.exists(p, p.about.size() == 16)"#),
    row("contains", Text, "text.contains(\"part\")", "Whether the text has this part.", r#"profiles.exists(p, p.about.contains("developer"))"#),
    row("startsWith", Text, "text.startsWith(\"part\")", "Whether the text begins so.", r#"profiles.exists(p, p.about.startsWith("I "))"#),
    row("endsWith", Text, "text.endsWith(\"part\")", "Whether the text ends so.", r#"profiles.exists(p, p.about.endsWith("oper"))"#),
    row("matches", Text, "text.matches(\"pattern\")", "Whether the regular expression (Rust crate `regex`) is found in the text.", r#"profiles.exists(p, p.about.matches("(?i)DEV"))"#),
    row("has", Nothing, "has(x.column)", "Whether there is a value.", r#"has(account.verified_at)"#),
    row("yes", Nothing, "yes(condition)", "Whether the condition is known to be true. A column that the dataset lacks counts as not true and does not keep the sentence from being judged.", r#"!yes(account.declares_vpn)"#),
    row("no", Nothing, "no(condition)", "Whether the condition is known to be false.", r#"no(account.role == "client")"#),
    row("size", Nothing, "size(text)", "How many characters.", r#"profiles.exists(p, size(p.about) > 3)"#),
    row("duration", Nothing, "duration(\"24h\")", "A length of time: a number with `s`, `m`, `h` or `d`.", r#"duration("1d") == duration("24h")"#),
    row("timestamp", Nothing, "timestamp(\"2025-03-04T05:06:07Z\")", "A moment in UTC.", r#"account.opened_at < timestamp("2025-03-04T00:00:00Z")"#),
    row("date", Nothing, "date(\"2025-03-04\")", "A day.", r#"day(account.opened_at) == date("2025-03-01")"#),
    row("day", Nothing, "day(time)", "The day of a moment in UTC.", r#"day(account.opened_at) < date("2025-03-02")"#),
    row("seconds", Nothing, "seconds(duration)", "A duration as a number of seconds.", r#"seconds(duration("1m")) == 60.0"#),
    row("minutes", Nothing, "minutes(duration)", "A duration as a number of minutes.", r#"minutes(duration("1h")) == 60.0"#),
    row("hours", Nothing, "hours(duration)", "A duration as a number of hours.", r#"hours(account.verified_at - account.opened_at) == 24.0"#),
    row("days", Nothing, "days(duration)", "A duration as a number of days.", r#"days(account.verified_at - account.opened_at) == 1.0"#),
    row("abs", Nothing, "abs(x)", "The number or duration without its sign.", r#"abs(account.opened_at - account.verified_at) == duration("24h")"#),
    row("ratio", Nothing, "ratio(a, b)", "a divided by b; unknown when b is zero.", r#"ratio(sessions.count(s, s.ip_kind == "vpn"), sessions.size()) == 0.4"#),
    row("local_hour", Nothing, "local_hour(time, zone)", "The clock hour (0 to 23) in a time zone.", r#"sessions.exists(s, local_hour(s.started_at, account.timezone) == 9)"#),
    row("local_weekday", Nothing, "local_weekday(time, zone)", "The day of the week (1 is Monday, 7 is Sunday) in a time zone.", r#"sessions.exists(s, local_weekday(s.started_at, account.timezone) == 1)"#),
    row("utc_offset_minutes", Nothing, "utc_offset_minutes(time, zone)", "The zone's offset from UTC at that moment, in minutes.", r#"utc_offset_minutes(account.opened_at, account.timezone) == 540"#),
    row("distance_km", Nothing, "distance_km(latitude, longitude, latitude, longitude)", "The great-circle distance in kilometres.", r#"sessions.exists_consecutive(a, b, distance_km(a.ip_latitude, a.ip_longitude, b.ip_latitude, b.ip_longitude) > 1000.0)"#),
    row("same_address", Nothing, "same_address(text, text)", "Whether two written addresses are the same but for spaces, width, case and punctuation.", r#"documents.exists(d, same_address(d.address, account.address))"#),
    row("same_name", Nothing, "same_name(text, text, ...)", "Whether two written names are one person's, in any script: order, readings, romanisations, slips of the keys and initials are weighed. Unknown when too little agrees and nothing contradicts; `sekisho name A B` says why. Of several others one is enough, and one that contradicts makes it false if none is.", r#"documents.exists(d, same_name(d.holder_name, account.legal_name, account.native_name))"#),
    row("name_in_common", Nothing, "name_in_common(text, text, ...)", "Whether two written names have a part in common, in any script: a given name after a marriage, a family name among relatives. Of several others one is enough.", r#"documents.exists(d, name_in_common(d.holder_name, account.legal_name))"#),
    row("mrz_right", Nothing, "mrz_right(text)", "Whether the check digits of a machine-readable zone (ICAO 9303) are right; unknown when it cannot be read.", r#"documents.exists(d, mrz_right(d.mrz))"#),
    row("cohort_median", Nothing, "cohort_median(\"name\", value, key, ...)", "The median of the value in the cohort with the same keys: all rows of the bound row's relation over all dossiers, or, outside of a lambda, all dossiers. Unknown for fewer than 10 members.", r#"!yes(sessions.size() > cohort_median("accounts", sessions.size()))"#),
    row("cohort_quantile", Nothing, "cohort_quantile(\"name\", 0.95, value, key, ...)", "The quantile by nearest rank, likewise.", r#"!yes(sessions.size() > cohort_quantile("accounts of one role", 0.95, sessions.size(), account.role))"#),
];

/// The names of the functions for one kind of receiver.
pub(crate) fn names(on: On) -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().filter(move |function| function.on == on).map(|function| function.name)
}

/// The reference page of the language, in Markdown.
pub fn language_page() -> String {
    let mut page = String::from(LANGUAGE_HEAD);
    for on in [Rows, Values, Text, Nothing] {
        page.push_str(&format!(
            "\n## {}{}\n\n| function | what it gives | example |\n|---|---|---|\n",
            on.title()[..1].to_uppercase(),
            &on.title()[1..]
        ));
        for function in FUNCTIONS.iter().filter(|function| function.on == on) {
            let cell = |text: &str| text.replace('|', "\\|");
            page.push_str(&format!(
                "| `{}` | {} | `{}` |\n",
                cell(function.usage),
                cell(function.what),
                cell(function.example)
            ));
        }
    }
    page
}

const LANGUAGE_HEAD: &str = "# The sentence language

Made by `cargo xtask reference` from `crates/sentence/src/reference.rs`; every example is run by a test on the account in
`crates/sentence/tests/example`.

A sentence is an expression of CEL (Common Expression Language) over one dossier. Relations (`sessions`, `documents` ...) are
rows in time order; `account.column` and `subcontract.column` read the subject's own record; `limits.name` reads a threshold
of the front matter. What the data does not say is unknown, which is neither true nor false.

| operator | meaning |
|---|---|
| `a && b`, `a \\|\\| b`, `!a` | and, or, not: `unknown && false` is false, `unknown \\|\\| true` is true |
| `a == b`, `a != b` | equality of values of one type; ids, countries, enumerations and times compare with a text in quotes |
| `a < b`, `a <= b`, `a > b`, `a >= b` | order of numbers, times, dates and durations |
| `a + b`, `a - b`, `a * b`, `a / b`, `a % b` | arithmetic; `/` is always a division of real numbers; time - time is a duration |
| `a in [\"x\", \"y\"]` | whether it is one of these values |
| `a ? b : c` | b if a is true, c if a is false |
| `values + values` | both lists, one after the other |
";
