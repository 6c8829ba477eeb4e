//! Writes a rich invented report, to look at the page: `cargo run --example sample -- /tmp/sample.html 40 8`
//! (cases, rings).
//!
//! Every name, number and address is invented or reserved for documentation.

mod life;
mod rings;
mod texts;

use std::error::Error;

use sekisho_report::{
    Band, BandCounts, Breaches, Case, Coverage, Finding, Judged, Lane, LaneRole, Report, Scanned, TableCount, Term,
    TermKind, Trail, TrailHop, WitnessRow, render,
};

use life::{Dice, FIRST_DAY, micros};
use texts::{Told, indicators, told};

const PRIOR: f64 = -6.0;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "/tmp/sample.html".to_owned());
    let cases = std::env::args().nth(2).map_or(Ok(40), |cases| cases.parse())?;
    let rings = std::env::args().nth(3).map_or(Ok(8), |rings| rings.parse())?;
    let page = render(&sample(cases, rings));
    std::fs::write(&path, &page)?;
    println!("{path}: {} bytes", page.len());
    Ok(())
}

fn sample(cases: u32, rings: u32) -> Report {
    let mut cases: Vec<_> = (0..cases).map(case).collect();
    cases.sort_by(|a, b| b.bits.total_cmp(&a.bits).then(a.account_id.cmp(&b.account_id)));
    let accounts: Vec<_> =
        cases.iter().filter(|case| case.ring_id.is_some()).map(|case| case.account_id.clone()).collect();
    let rings = rings::rings(&accounts, rings);
    cases
        .iter_mut()
        .filter(|case| case.ring_id.is_some())
        .take(12)
        .for_each(|case| case.ring_id = Some(rings[0].ring_id.clone()));
    let number = |band| cases.iter().filter(|case| case.band == band).count() as u64;
    let bands = BandCounts { urgent: number(Band::Urgent), review: number(Band::Review), watch: number(Band::Watch) };
    Report {
        scanned: scanned(),
        bands,
        prior_bits: PRIOR,
        review_bits: 3.0,
        urgent_bits: 8.0,
        cases,
        rings,
        breaches: Breaches { total: 12, findings: (0..7).map(breach).collect() },
        listed: Breaches::default(),
        trails: vec![trail()],
        trail_total: 3,
        indicators: indicators(),
        coverage: coverage(),
    }
}

/// Two payouts, passed on less a tenth, and cash.
fn trail() -> Trail {
    let lane = |name: &str, role| Lane { name: name.to_owned(), role };
    let hop = |hour: i64, from, to, amount: i64| TrailHop {
        transfer_id: format!("tf_{hour}"),
        at: (1_767_225_600 + hour * 3_600) * 1_000_000,
        from,
        to,
        amount: format!("{amount},000 JPY"),
        weight: amount as f64 / 480.0,
    };
    Trail {
        trail_id: "trail_0000000000000001".into(),
        account_ids: vec!["ac_000001".into()],
        bits: 8.5,
        kept_ratio: 0.1,
        says_en: "ac_000001 got 2 payouts and passed most of them on; consistent with pay for somebody else.".into(),
        says_ja: "ac_000001は報酬2件の大半を渡しています。他人のための受け渡しと整合します。".into(),
        lanes: vec![
            lane("", LaneRole::Payer),
            lane("ac_000001 · pa_1", LaneRole::Payee),
            lane("pa_2 · card pa_3", LaneRole::Hand),
            lane("TH", LaneRole::Cash),
        ],
        hops: vec![hop(0, 0, 1, 480), hop(20, 1, 2, 432), hop(48, 0, 1, 300), hop(60, 1, 2, 270), hop(90, 2, 3, 700)],
    }
}

fn scanned() -> Scanned {
    let table =
        |name: &str, rows, rejected, duplicates| TableCount { name: name.to_owned(), rows, rejected, duplicates };
    Scanned {
        dataset: "marketplace-2026-q1".to_owned(),
        first_at: Some(micros(FIRST_DAY, 0)),
        last_at: Some(micros(FIRST_DAY + 119, 1_400)),
        tables: vec![
            table("accounts", 18_204, 0, 3),
            table("sessions", 2_418_772, 41, 0),
            table("documents", 21_950, 2, 0),
            table("payment_accounts", 19_377, 0, 0),
            table("transfers", 402_118, 7, 12),
        ],
        accounts: 18_204,
        indicators: 14,
        notes: vec!["lists/ip_ranges.csv is 94 days old; countries of addresses may have moved since".to_owned()],
    }
}

fn case(place: u32) -> Case {
    let mut dice = Dice::new(place);
    let told = told();
    let many = if place < 6 { 7 } else { 2 + dice.below(4) as usize };
    let start = dice.below(told.len() as u32) as usize;
    let chosen: Vec<&Told> = (0..many).map(|step| &told[(start + step * 5) % told.len()]).collect();
    let account_id = format!("acc-{:05}", 10_000 + dice.below(80_000));
    let mut terms: Vec<Term> = Vec::new();
    for one in &chosen {
        let kin = terms.iter().filter(|term: &&Term| term.group == one.group).count() as i32;
        let counted_bits = one.bits * 0.5_f64.powi(kin);
        terms.push(Term {
            kind: TermKind::Indicator,
            indicator_id: one.id.to_owned(),
            group: one.group.to_owned(),
            full_bits: one.bits,
            counted_bits,
        });
    }
    let in_ring = place.is_multiple_of(4);
    if in_ring {
        let kind = TermKind::Ring { outstanding: 5 };
        terms.push(Term {
            kind,
            indicator_id: "ring".to_owned(),
            group: "ring".to_owned(),
            full_bits: 3.4,
            counted_bits: 3.4,
        });
    }
    let bits = PRIOR + terms.iter().map(|term| term.counted_bits).sum::<f64>();
    let band = if bits >= 8.0 {
        Band::Urgent
    } else if bits >= 3.0 {
        Band::Review
    } else {
        Band::Watch
    };
    let findings = chosen.iter().enumerate().map(|(step, one)| finding(&mut dice, one, &account_id, step)).collect();
    let ring_id = in_ring.then(|| format!("ring-{:03}", place % 3));
    Case { account_id, bits, band, terms, findings, timeline: Some(life::timeline(place)), ring_id }
}

fn finding(dice: &mut Dice, told: &Told, account_id: &str, step: usize) -> Finding {
    let shown = if step == 0 { 14 } else { 2 + dice.below(5) as usize };
    let rows: Vec<_> = (0..shown).map(|_| row(dice, told, account_id)).collect();
    let first = FIRST_DAY + dice.below(60) as i32;
    Finding {
        finding_id: format!("f-{:06x}", dice.below(0xff_ffff)),
        indicator_id: told.id.to_owned(),
        subject_kind: "account".to_owned(),
        subject_id: account_id.to_owned(),
        account_ids: vec![account_id.to_owned(), format!("acc-{:05}", 10_000 + dice.below(80_000))],
        first_at: Some(micros(first, 60)),
        last_at: Some(micros(first + 12, 600)),
        bits: told.bits,
        says_en: told.says_en.to_owned(),
        says_ja: told.says_ja.to_owned(),
        rows_total: if step == 0 { 31 } else { rows.len() as u64 },
        rows,
        complete: step != 2,
    }
}

fn row(dice: &mut Dice, told: &Told, account_id: &str) -> WitnessRow {
    let at = format!("2026-02-{:02}T{:02}:{:02}:00Z", 1 + dice.below(28), dice.below(24), dice.below(60));
    let cells = match told.table {
        "sessions" => vec![
            ("session_id", format!("s-{}", dice.below(999_999))),
            ("started_at", at),
            ("ip", format!("203.0.113.{}", dice.below(255))),
            ("ip_country", ["JP", "SG", "DE"][dice.below(3) as usize].to_owned()),
            ("ip_kind", ["residential", "vpn", "mobile"][dice.below(3) as usize].to_owned()),
            ("device_id", format!("d-{:08x}", dice.below(u32::MAX))),
        ],
        "transfers" => vec![
            ("transfer_id", format!("t-{}", dice.below(999_999))),
            ("at", at),
            ("amount_minor", dice.below(400_000).to_string()),
            ("currency", "JPY".to_owned()),
            ("to_payment_account_id", format!("p-{}", dice.below(9_999))),
        ],
        _ => vec![
            ("account_id", account_id.to_owned()),
            ("at", at),
            ("holder_name", "例示 花子".to_owned()),
            ("value", format!("{:016x}", u64::from(dice.below(u32::MAX)) << 8)),
        ],
    };
    let cells = cells.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    WitnessRow { table: told.table.to_owned(), cells }
}

fn breach(place: u32) -> Finding {
    let mut dice = Dice::new(900 + place);
    let told = Told {
        id: if place < 4 { "activity_before_verification" } else { "client_dev_share_payout" },
        group: "rule",
        bits: 0.0,
        table: "transfers",
        says_en: if place < 4 {
            "Two proposals were sent before the account was verified."
        } else {
            "Client and worker are paid through the same payment account number."
        },
        says_ja: if place < 4 {
            "本人確認の前に提案が2件送られています。"
        } else {
            "発注者と受注者の入出金に同じ口座番号が使われています。"
        },
    };
    let account = format!("acc-{:05}", 10_000 + dice.below(80_000));
    finding(&mut dice, &told, &account, 1)
}

fn coverage() -> Vec<Coverage> {
    let line = |id: &str, judged, findings| Coverage { indicator_id: id.to_owned(), judged, findings };
    let mut lines: Vec<_> = told().iter().map(|one| line(one.id, Judged::Yes, 3)).collect();
    for id in ["voice_twin", "camera_always_off", "call_attended_by_other"] {
        lines.push(line(id, Judged::No("table `calls` is absent".to_owned()), 0));
    }
    for id in ["usb_network_kvm", "remote_control_latency"] {
        lines.push(line(id, Judged::No("table `endpoint_events` is absent".to_owned()), 0));
    }
    lines.push(line("webrtc_or_dns_ip_leak", Judged::No("column `sessions.webrtc_ip` is absent".to_owned()), 0));
    lines.push(line(
        "impossible_travel",
        Judged::InPart("`sessions.ip_latitude` is null in 38 % of rows".to_owned()),
        4,
    ));
    lines.push(line(
        "shared_mfa_device",
        Judged::InPart("`sessions.mfa_device_id` is null in 81 % of rows".to_owned()),
        1,
    ));
    lines
}
