//! What must hold for every page, whatever was scanned.

use sekisho_report::limits::PAGE_BYTES;
use sekisho_report::{
    Band, BandCounts, Breaches, Case, Coverage, End, Event, EventKind, Finding, IndicatorText, Judged, Lane, LaneRole,
    LeftOut, Outsider, Report, Ring, RingChange, RingLink, RingMember, Scanned, SharedThing, Span, Standing, StoryLine,
    Term, TermKind, Timeline, Trail, TrailHop, WitnessRow, render,
};

const HOSTILE: &str = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>&amp;\u{202e}";

fn indicator(text: &str) -> IndicatorText {
    IndicatorText {
        id: "one".into(),
        group: "network".into(),
        title_en: text.into(),
        title_ja: text.into(),
        finds_en: text.into(),
        innocent_en: text.into(),
        innocent_ja: text.into(),
        next_step_en: text.into(),
        next_step_ja: text.into(),
        sources: vec![text.into()],
        basis: "expert".into(),
        kind: "evidence".into(),
    }
}

fn finding(text: &str, rows: usize) -> Finding {
    let row = WitnessRow { table: text.into(), cells: (0..8).map(|n| (format!("{text}{n}"), text.into())).collect() };
    Finding {
        finding_id: text.into(),
        indicator_id: "one".into(),
        subject_kind: text.into(),
        subject_id: text.into(),
        account_ids: vec![text.into(), "other".into()],
        first_at: Some(1_767_225_600_000_000),
        last_at: None,
        bits: 2.0,
        says_en: text.into(),
        says_ja: text.into(),
        rows: vec![row; rows],
        rows_total: rows as u64 + 3,
        complete: false,
    }
}

fn timeline(text: &str) -> Timeline {
    let span = |day| Span {
        local_day: 20_000 + day,
        start_minute: 1_439,
        minutes: 9_999,
        country: text.into(),
        kind: "vpn".into(),
    };
    let event = |day| Event {
        at: i64::from(day),
        local_day: 20_000 + day,
        minute: 2_000,
        kind: EventKind::PaymentAccount,
        label: text.into(),
    };
    Timeline {
        timezone: Some(text.into()),
        first_day: 20_000,
        days: 400,
        sessions: (-3..900).map(span).collect(),
        events: (0..200).map(event).collect(),
    }
}

fn case(text: &str, rows: usize) -> Case {
    let term = |id: &str, group: &str, full_bits, counted_bits| Term {
        kind: TermKind::Indicator,
        indicator_id: id.into(),
        group: group.into(),
        full_bits,
        counted_bits,
    };
    Case {
        account_id: text.into(),
        bits: 5.25,
        band: Band::Review,
        terms: vec![
            term("one", "network", 2.5, 2.5),
            term("two", "network", 2.0, 0.75),
            term("three", text, 10.0, 10.0),
        ],
        findings: vec![finding(text, rows), finding(text, 1)],
        timeline: Some(timeline(text)),
        ring_id: Some(text.into()),
    }
}

fn trail(text: &str, hops: usize) -> Trail {
    let lane = |role| Lane { name: text.into(), role };
    let hop = |place: usize| TrailHop {
        transfer_id: text.into(),
        at: place as i64 * 3_600_000_000,
        from: place % 4,
        to: (place + 1) % 4,
        amount: text.into(),
        weight: f64::NAN,
    };
    Trail {
        trail_id: text.into(),
        account_ids: vec![text.into()],
        bits: f64::INFINITY,
        kept_ratio: f64::NAN,
        says_en: text.into(),
        says_ja: text.into(),
        lanes: [LaneRole::Payer, LaneRole::Payee, LaneRole::Hand, LaneRole::Cash].map(lane).to_vec(),
        hops: (0..hops).map(hop).collect(),
    }
}

fn report(text: &str, cases: usize, rows: usize) -> Report {
    let mut cases: Vec<Case> =
        (0..cases).map(|place| Case { account_id: format!("{text}-{place}"), ..case(text, rows) }).collect();
    cases.iter_mut().skip(300).for_each(|case| (case.findings, case.timeline) = (vec![], None));
    Report {
        scanned: Scanned { dataset: text.into(), notes: vec![text.into()], ..Scanned::default() },
        bands: BandCounts { urgent: 0, review: cases.len() as u64, watch: 0 },
        trails: (0..cases.len()).map(|_| trail(text, rows)).collect(),
        trail_total: cases.len() as u64,
        prior_bits: -8.0,
        review_bits: 3.0,
        urgent_bits: 8.0,
        cases,
        rings: vec![],
        breaches: Breaches { total: 9, findings: vec![finding(text, rows)] },
        listed: Breaches { total: 1, findings: vec![finding(text, rows)] },
        indicators: vec![indicator(text)],
        coverage: vec![Coverage { indicator_id: "one".into(), judged: Judged::No(text.into()), findings: 1 }],
    }
}

fn ring_member(text: &str, place: usize) -> RingMember {
    RingMember {
        account_id: format!("{text}-{place}"),
        role: text.into(),
        name: Some(text.into()),
        bits: 4.0,
        band: Some(Band::Review),
        joined_by: 3.0,
        suspended: place == 1,
    }
}

fn tie(text: &str, first: usize, size: usize) -> SharedThing {
    SharedThing {
        kind: ["device", text][first % 2].into(),
        label: text.into(),
        members: vec![first, (first * 3 + 1) % size, 9_999],
        bits: 3.0,
        first_at: None,
        last_at: Some(1_767_225_600_000_000),
        witnesses: vec![text.into(); 9],
    }
}

fn link(text: &str, one: usize) -> RingLink {
    RingLink {
        from: End::Member(one),
        to: if one.is_multiple_of(2) { End::Outsider(0) } else { End::Member(0) },
        kind: text.into(),
        count: 2,
        amount_minor: Some(i64::MIN),
        currency: Some(text.into()),
    }
}

/// A ring in which every text is `text`.
fn ring(text: &str, place: usize, size: usize) -> Ring {
    let line = || StoryLine { en: text.into(), ja: text.into(), about: vec!["device".into(), text.into()] };
    let out =
        LeftOut { kind: text.into(), label: text.into(), accounts: 900, why_en: text.into(), why_ja: text.into() };
    Ring {
        ring_id: format!("ring-{text}-{place}"),
        bits: 5.0,
        standing: Standing::Suspected,
        change: Some(RingChange::Split { from: vec![text.into(); 9] }),
        members: (0..size).map(|place| ring_member(text, place)).collect(),
        shared: (0..size).map(|first| tie(text, first, size)).collect(),
        outsiders: vec![Outsider { label: text.into(), kind: text.into() }],
        links: (0..size).map(|one| link(text, one)).collect(),
        left_out: vec![out; 3],
        story: vec![line(); 3],
        against: vec![line()],
        findings: vec![finding(text, 3)],
    }
}

fn with_rings(text: &str, rings: usize, size: usize) -> Report {
    let mut report = report(text, 3, 1);
    report.rings = (0..rings).map(|place| ring(text, place, size)).collect();
    report.cases[0].ring_id = report.rings.first().map(|ring| ring.ring_id.clone());
    report.cases[0].terms.push(Term {
        kind: TermKind::Ring { outstanding: 5 },
        indicator_id: "ring".into(),
        group: "ring".into(),
        full_bits: 2.0,
        counted_bits: 2.0,
    });
    report
}

fn assert_two_languages(page: &str) {
    let (en, ja) = (page.matches("<span lang=\"en\">").count(), page.matches("<span lang=\"ja\">").count());
    assert_eq!(en, ja, "every text has both languages");
    assert!(en > 20);
    assert!(
        !page.contains("<span lang=\"en\"></span>") && !page.contains("<span lang=\"ja\"></span>"),
        "no text is empty"
    );
}

#[test]
fn an_empty_report_says_that_nobody_is_cleared() {
    let page = render(&Report::default());
    assert!(page.contains("That clears nobody"));
    assert!(page.contains("潔白の証明ではない"));
    assert_two_languages(&page);
}

#[test]
fn hostile_strings_stay_text() {
    let page = render(&report(HOSTILE, 400, 4));
    assert_eq!(page.matches("<script>").count(), 1, "only the page's own script");
    assert!(!page.contains("<img"));
    assert!(page.contains("&lt;script&gt;"));
    assert_two_languages(&page);
}

#[test]
fn a_large_scan_stays_small_and_points_at_the_rest() {
    let page = render(&report("account", 20_000, 40));
    assert!(page.len() < PAGE_BYTES, "{} bytes", page.len());
    assert!(page.contains("<code>scores.csv</code>"));
    let listed = page.matches(" id=\"case-").count();
    assert!(listed > 5_000, "{listed} cases are on the page");
    assert!(page.contains("14,"), "the number of cases that are left out is named");
}

#[test]
fn oversized_values_cannot_blow_up_the_page() {
    let long = "\"<&'".repeat(700);
    let mut report = report(&long, 150, 12);
    report.breaches.findings = vec![finding(&long, 12); 400];
    report.indicators = vec![indicator(&long); 300];
    report.coverage = vec![report.coverage[0].clone(); 500];
    let page = render(&report);
    assert!(page.len() < PAGE_BYTES, "{} bytes", page.len());
    assert!(page.contains("id=\"case-1\""));
}

#[test]
fn numbers_that_cannot_be_drawn_do_no_harm() {
    let mut report = report("account", 3, 1);
    for (case, bits) in report.cases.iter_mut().zip([f64::NAN, f64::INFINITY, f64::NEG_INFINITY]) {
        case.bits = bits;
        case.terms[0].counted_bits = bits;
        case.timeline =
            Some(Timeline { timezone: None, first_day: i32::MAX, days: u32::MAX, sessions: vec![], events: vec![] });
    }
    let page = render(&report);
    assert!(!page.contains("NaN") && !page.contains("inf ") && !page.contains("\"inf"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report("account", 500, 3);
    assert_eq!(render(&report), render(&report));
}

#[test]
fn nothing_is_fetched() {
    let page = render(&report("account", 5, 3));
    for address in ["http://", "https://", "url(", "@import", " src="] {
        assert!(!page.contains(address), "the page must not name `{address}`");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_case_shows_its_score_its_records_and_what_would_be_innocent() {
    let page = render(&report("account", 1, 4));
    for text in ["of +2.0", "−8.0", "5.25", "4 of 7 records", "Innocent when", "Next steps", "Key events"] {
        assert!(page.contains(text), "`{text}` is missing");
    }
}

#[test]
fn hostile_strings_stay_text_in_rings_too() {
    for size in [0, 1, 2, 9, 60] {
        let page = render(&with_rings(HOSTILE, 2, size));
        assert_eq!(page.matches("<script>").count(), 1, "only the page's own script");
        assert!(!page.contains("<img") && !page.contains("NaN"));
        assert_two_languages(&page);
        let texts = |language: &str| page.matches(&format!(" lang=\"{language}\">")).count();
        let english_alone = page.matches("<html lang=\"en\">").count() + page.matches("<dd lang=\"en\">").count();
        assert_eq!(texts("en"), texts("ja") + english_alone, "words inside of pictures have both languages, too");
    }
}

#[test]
fn three_hundred_rings_and_many_cases_fit_on_the_page() {
    let long = "\"<&'".repeat(300);
    for (text, size, cases) in [("account", 8, 5_400), (long.as_str(), 5, 320)] {
        let mut all = report(text, cases, 8);
        all.rings = (0..700).map(|place| ring(text, place, size)).collect();
        let page = render(&all);
        assert!(page.len() < PAGE_BYTES, "{} bytes", page.len());
        assert!(page.contains("<code>rings.csv</code>"), "what is beyond is pointed at");
        let listed = page.matches(" id=\"ring-").count();
        assert!(listed >= 300 || size == 5, "{listed} rings are on the page");
    }
}

#[test]
fn a_case_and_its_ring_lead_to_each_other_and_the_ring_is_its_own_term() {
    let page = render(&with_rings("account", 1, 5));
    for text in [
        "Ring: tied to 5 accounts that stand out by themselves",
        "単独でも目立つ5アカウント",
        "href=\"#ring-1\"",
        "href=\"#case-1\"",
        "class=\"ring\"",
        "from the ring, not from the account itself",
        "What speaks against one hand",
        "Shared, but left out",
        "split from",
    ] {
        assert!(page.contains(text), "`{text}` is missing");
    }
    let alone = render(&report("account", 1, 1));
    assert!(!alone.contains("id=\"rings\"") && !alone.contains("from the ring, not"), "no ring, no word of it");
}
