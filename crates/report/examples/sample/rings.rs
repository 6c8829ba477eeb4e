//! Invented rings: a house of five personas, a larger team, a farm of forty, one of two hundred, and innocent ones.

use sekisho_report::{
    Band, End, LeftOut, Outsider, Ring, RingChange, RingLink, RingMember, SharedThing, Standing, StoryLine,
};

use crate::life::{Dice, FIRST_DAY, micros};

const NAMES: [&str; 8] =
    ["例示 花子", "Taro Sample", "見本 次郎", "Anna Beispiel", "김예시", "Juan Ejemplo", "Mai Example", "架空 健一"];

/// All rings of the sample; the accounts of the queue are the first members.
pub fn rings(accounts: &[String], number: u32) -> Vec<Ring> {
    let mut rings = vec![
        ring(1, 12, Standing::Suspected, accounts),
        ring(2, 3, Standing::Suspected, &[]),
        ring(3, 40, Standing::Suspected, &[]),
        ring(4, 200, Standing::Suspected, &[]),
        ring(5, 5, Standing::DeclaredTeam, &[]),
        ring(6, 2, Standing::Household, &[]),
        ring(7, 7, Standing::Quiet, &[]),
        ring(8, 24, Standing::Suspected, &[]),
    ];
    rings.extend((9..=number).map(|place| ring(place, 2 + place * 7 % 23, Standing::Suspected, &[])));
    rings[0].change = Some(RingChange::Grew { from: 9 });
    rings[1].change = Some(RingChange::New);
    rings[2].change = Some(RingChange::Merged { from: vec!["ring-0c41".to_owned(), "ring-77aa".to_owned()] });
    rings
}

fn ring(number: u32, size: u32, standing: Standing, accounts: &[String]) -> Ring {
    let mut dice = Dice::new(7_000 + number);
    let members: Vec<_> = (0..size).map(|place| member(&mut dice, place, accounts, standing)).collect();
    Ring {
        ring_id: format!("ring-{:04x}", 0x2a10 + number * 977),
        bits: if standing == Standing::Suspected { 6.0 + f64::from(dice.below(50)) / 10.0 } else { 0.8 },
        standing,
        change: None,
        shared: shared(&mut dice, size, standing),
        outsiders: outsiders(size, standing),
        links: links(&mut dice, size, standing),
        left_out: left_out(standing),
        story: story(size, standing),
        against: against(size),
        members,
        findings: Vec::new(),
    }
}

fn member(dice: &mut Dice, place: u32, accounts: &[String], standing: Standing) -> RingMember {
    let bits = f64::from(dice.below(170)) / 10.0 - 3.0;
    let bits = if standing == Standing::Suspected { bits } else { bits.min(1.0) - 4.0 };
    RingMember {
        account_id: accounts
            .get(place as usize)
            .cloned()
            .unwrap_or_else(|| format!("acc-{:05}", 10_000 + dice.below(80_000))),
        role: if place == 4 { "client" } else { "worker" }.to_owned(),
        name: (!place.is_multiple_of(5)).then(|| NAMES[dice.below(8) as usize].to_owned()),
        bits,
        band: match bits {
            bits if bits >= 8.0 => Some(Band::Urgent),
            bits if bits >= 3.0 => Some(Band::Review),
            bits if bits >= -2.0 => Some(Band::Watch),
            _ => None,
        },
        joined_by: 3.0 + f64::from(dice.below(60)) / 10.0,
        suspended: place % 11 == 6,
    }
}

/// Kind, value, who shares it, bits.
type Tie = (&'static str, String, Vec<u32>, f64);

fn shared(dice: &mut Dice, size: u32, standing: Standing) -> Vec<SharedThing> {
    let ties = match standing {
        Standing::Household => vec![
            ("ip", "198.51.100.23".into(), vec![0, 1], 3.1),
            ("shipping_address", "…-7-12, 203".into(), vec![0, 1], 2.0),
        ],
        Standing::DeclaredTeam => vec![
            ("device", "d-41f09a…".into(), (0..5).collect(), 6.0),
            ("ip", "203.0.113.77".into(), (0..5).collect(), 3.0),
            ("payment_number", "…4471".into(), (0..5).collect(), 7.5),
        ],
        Standing::Quiet => vec![
            ("profile_text", "“reliable full-stack dev…”".into(), vec![0, 1, 2, 3], 2.5),
            ("ip", "192.0.2.14".into(), vec![2, 3, 4, 5, 6], 2.5),
        ],
        Standing::Suspected => suspected(size),
    };
    let shared = ties.into_iter().filter(|(_, _, members, _)| members.len() > 1);
    shared.map(|(kind, label, members, bits)| thing(dice, kind, label, &members, bits)).collect()
}

/// Houses of five share a machine and a line; two houses in a row share a payment number; text and papers cross them.
fn suspected(size: u32) -> Vec<Tie> {
    let some = |pick: fn(u32) -> bool| (0..size).filter(|one| pick(*one)).collect::<Vec<_>>();
    let mut ties: Vec<Tie> = vec![
        ("proposal_text", "“Dear hiring team, I am a senior …”".into(), some(|one| one % 3 != 1), 3.8),
        ("document_pipeline", "camera A, 4 min apart".into(), some(|one| one % 4 == 0), 4.4),
        ("collector", "wallet 0x7f…e2".into(), some(|one| one < 60), 4.9),
    ];
    for house in 0..size.div_ceil(5) {
        let home: Vec<u32> = (house * 5..(house * 5 + 5).min(size)).collect();
        let turns = home.iter().copied().skip(1).take(2).collect();
        ties.push(("device", format!("d-{:06x}…", 0x3fa100 + house * 7_919), home.clone(), 6.2));
        ties.push(("ip", format!("203.0.113.{}", 10 + house), home.clone(), 3.4));
        ties.push(("rhythm", "never both at once".into(), turns, 2.6));
        if house % 2 == 1 {
            let two = (house * 5 - 3..(house * 5 + 2).min(size)).collect();
            ties.push(("payment_number", format!("…{}", 4_400 + house * 13), two, 7.1));
        }
        if house % 3 == 0 {
            ties.push(("phone", format!("+81 90-…-{}", 2_200 + house), home.into_iter().take(2).collect(), 5.0));
        }
    }
    ties
}

fn thing(dice: &mut Dice, kind: &str, label: String, members: &[u32], bits: f64) -> SharedThing {
    let first = FIRST_DAY + dice.below(70) as i32;
    SharedThing {
        kind: kind.to_owned(),
        label,
        members: members.iter().map(|member| *member as usize).collect(),
        bits,
        first_at: Some(micros(first, 30)),
        last_at: Some(micros(first + 4 + dice.below(40) as i32, 900)),
        witnesses: (0..2 + dice.below(9)).map(|_| format!("sessions:s-{}", dice.below(99_999))).collect(),
    }
}

fn outsiders(size: u32, standing: Standing) -> Vec<Outsider> {
    let outsider = |label: &str, kind: &str| Outsider { label: label.to_owned(), kind: kind.to_owned() };
    match (standing, size) {
        (Standing::Suspected, 0..=3) => vec![outsider("p-0x7f…e2", "collector")],
        (Standing::Suspected, _) => vec![outsider("cli-20417", "client"), outsider("p-0x7f…e2", "collector")],
        _ => vec![],
    }
}

fn links(dice: &mut Dice, size: u32, standing: Standing) -> Vec<RingLink> {
    if standing != Standing::Suspected {
        return vec![];
    }
    let mut links = Vec::new();
    let mut add = |from, to, kind: &str, amount: Option<i64>| {
        let (count, currency) = (1 + u64::from(dice.below(5)), amount.map(|_| "JPY".to_owned()));
        links.push(RingLink { from, to, kind: kind.to_owned(), count, amount_minor: amount, currency });
    };
    let member = |place: u32| End::Member(place as usize);
    if size <= 3 {
        (0..size)
            .for_each(|one| add(member(one), End::Outsider(0), "transfer", Some(180_000 + i64::from(one) * 31_000)));
        return links;
    }
    for one in (0..size).filter(|one| one % 5 == 1) {
        add(member(one), End::Outsider(1), "transfer", Some(120_000 + i64::from(one) * 9_000));
        add(member(one), member((one + 2).min(size - 1)), "transfer", Some(88_000));
    }
    for one in (0..size).filter(|one| one % 7 == 2) {
        add(End::Outsider(0), member(one), "contract", Some(400_000));
    }
    for one in (0..size.saturating_sub(6)).filter(|one| one % 8 == 3) {
        add(member(one), member(one + 5), "review", None);
    }
    add(member(0), member(size - 1), "referral", None);
    links
}

fn left_out(standing: Standing) -> Vec<LeftOut> {
    if standing == Standing::Household {
        return vec![];
    }
    let out = |kind: &str, label: &str, accounts, why_en: &str, why_ja: &str| LeftOut {
        kind: kind.to_owned(),
        label: label.to_owned(),
        accounts,
        why_en: why_en.to_owned(),
        why_ja: why_ja.to_owned(),
    };
    vec![
        out(
            "ip",
            "198.51.100.0/24",
            1_284,
            "A carrier's shared address, from the list of shared networks.",
            "共有網の一覧にある携帯会社の共有アドレスです。",
        ),
        out(
            "proposal_text",
            "“I have read your job post…”",
            412,
            "A public template that many unrelated accounts use.",
            "多くの無関係なアカウントが使う公開の雛形です。",
        ),
    ]
}

fn line(en: String, ja: String, about: &[&str]) -> StoryLine {
    StoryLine { en, ja, about: about.iter().map(|one| (*one).to_owned()).collect() }
}

fn story(size: u32, standing: Standing) -> Vec<StoryLine> {
    if standing != Standing::Suspected {
        return vec![line(
            format!(
                "{size} accounts share what a home or an office shares; each has papers and a payment account that fit its name."
            ),
            format!(
                "{size}アカウントが家や職場で共有されるものを共有しています。書類と口座はそれぞれの名義と一致します。"
            ),
            &["ip"],
        )];
    }
    vec![
        line(
            format!("{size} accounts with different names are consistent with one hand: groups of five take turns on one machine and one home line."),
            format!("氏名の異なる{size}アカウントの記録は、同じ人物による操作と整合します。5件ずつが1台の端末と1本の回線を交代で使っています。"),
            &["device", "ip", "rhythm"],
        ),
        line(
            "Two of three use the same proposal, with a few words changed, and every fourth handed in papers that were made the same way within minutes.".to_owned(),
            "3件中2件が数語だけ変えた同じ提案文を使い、4件に1件は数分以内に同じ方法で作られた書類を提出しています。".to_owned(),
            &["proposal_text", "document_pipeline"],
        ),
        line(
            "Pay of most accounts ends at one collector, usually within five days and less a tenth.".to_owned(),
            "報酬の多くは、5日以内に約1割を差し引いて一つの送金先に集まっています。".to_owned(),
            &["collector", "f-03a91c"],
        ),
    ]
}

fn against(size: u32) -> Vec<StoryLine> {
    if size < 5 {
        return vec![];
    }
    vec![line(
        "Two accounts were used at the same minute from two machines, which one hand can hardly do.".to_owned(),
        "同じ時刻に2台の端末から使われた2アカウントがあり、一人の操作とは考えにくい記録です。".to_owned(),
        &["f-77b210"],
    )]
}
