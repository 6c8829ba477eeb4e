//! The words of the sample's indicators.

use sekisho_report::IndicatorText;

/// One indicator of the sample and what a finding of it says.
pub struct Told {
    pub id: &'static str,
    pub group: &'static str,
    pub bits: f64,
    pub table: &'static str,
    pub says_en: &'static str,
    pub says_ja: &'static str,
}

/// Indicator, group, bits, table, and what a finding says in both languages.
type Line = (&'static str, &'static str, f64, &'static str, &'static str, &'static str);

const LINES: [Line; 12] = [
    (
        "multi_ip_short_window",
        "network",
        2.5,
        "sessions",
        "Five networks in two countries within 12 hours, consistent with several hands on one account.",
        "12時間に2か国・5つの回線から使われています。複数人での利用と整合します。",
    ),
    (
        "one_device_many_accounts",
        "device",
        4.5,
        "sessions",
        "One device signed in to four accounts with different legal names within 30 days.",
        "30日以内に、氏名の異なる4アカウントが同じ端末から使われています。",
    ),
    (
        "account_logged_in_days",
        "rhythm",
        2.0,
        "sessions",
        "Signed in without a pause for 31 hours, longer than 99 % of accounts of the same age.",
        "31時間途切れずにサインインしています。同じ時期に開設されたアカウントの99%より長い時間です。",
    ),
    (
        "payout_name_mismatch",
        "payout",
        3.0,
        "payment_accounts",
        "The payment account is held under another name than the account, after kana and romaji were made equal.",
        "かな・ローマ字の違いを吸収しても、支払先口座の名義が登録名と一致しません。",
    ),
    (
        "commercial_vpn_login",
        "network",
        1.5,
        "sessions",
        "72 % of sessions came through consumer VPN exits; the account declares no VPN.",
        "セッションの72%が市販VPN経由です。VPN利用の申告はありません。",
    ),
    (
        "nominee_pass_through",
        "money",
        4.0,
        "transfers",
        "Four times, 90 % of a payout went on to the same person within five days, consistent with a fee of a tenth.",
        "払出しの約90%が5日以内に同じ相手へ送られる動きが4回あり、1割の手数料と整合します。",
    ),
    (
        "document_image_twin",
        "documents",
        4.0,
        "documents",
        "The identity document's background equals that of two other accounts' documents, stains included.",
        "本人確認書類の背景が、汚れまで含めて他の2アカウントの書類と一致します。",
    ),
    (
        "round_the_clock_activity",
        "rhythm",
        2.5,
        "activity",
        "Active in all 24 local hours within seven days, with no quiet gap of four hours on six of them.",
        "7日間で24時間すべての時間帯に活動があり、うち6日は4時間以上の休みがありません。",
    ),
    (
        "profile_text_twin",
        "text",
        2.5,
        "profiles",
        "The profile shares 14 rare word sequences with three accounts of other names.",
        "プロフィールに、別名の3アカウントと共通する珍しい語の並びが14か所あります。",
    ),
    (
        "payout_account_churn",
        "payout",
        2.0,
        "payment_accounts",
        "The payment account changed four times in 90 days, twice within three days before a payout.",
        "90日で支払先口座が4回変わり、うち2回は払出し前の3日以内です。",
    ),
    (
        "video_interview_refused",
        "interview",
        1.5,
        "checks",
        "A video interview was refused twice and a callback was not answered.",
        "ビデオ面談が2回断られ、折り返しの電話にも応答がありません。",
    ),
    (
        "in_person_check_passed",
        "interview",
        -3.5,
        "checks",
        "An in-person check was passed, which speaks against a borrowed identity.",
        "対面確認に合格しており、名義の貸し借りを否定する方向の記録です。",
    ),
];

/// What the sample's indicators say.
pub fn told() -> Vec<Told> {
    let told = |(id, group, bits, table, says_en, says_ja)| Told { id, group, bits, table, says_en, says_ja };
    LINES.into_iter().map(told).collect()
}

/// The words of every indicator.
pub fn indicators() -> Vec<IndicatorText> {
    let mut texts: Vec<_> = told().iter().map(|one| text(one.id, one.group, title(one.id))).collect();
    texts.push(text("activity_before_verification", "rule", ("Activity before verification", "本人確認前の活動")));
    texts.push(text(
        "client_dev_share_payout",
        "rule",
        ("Client and worker share a payment account", "発注者と受注者の口座共有"),
    ));
    texts
}

fn title(id: &str) -> (&'static str, &'static str) {
    match id {
        "multi_ip_short_window" => ("Many networks in a short time", "短時間に多数の回線"),
        "one_device_many_accounts" => ("One device, several accounts", "一つの端末で複数アカウント"),
        "account_logged_in_days" => ("Signed in for a day or more", "1日以上の連続サインイン"),
        "payout_name_mismatch" => ("Payment account in another name", "支払先口座の名義が不一致"),
        "commercial_vpn_login" => ("Mostly through consumer VPN", "市販VPN経由が大半"),
        "nominee_pass_through" => ("Income passed on, a share kept", "一部を残して報酬を転送"),
        "document_image_twin" => ("Document image shared with others", "他アカウントと同じ書類画像"),
        "round_the_clock_activity" => ("Active around the clock", "24時間の活動"),
        "profile_text_twin" => ("Profile text shared with others", "他アカウントと同じ紹介文"),
        "payout_account_churn" => ("Payment account changes often", "支払先口座の頻繁な変更"),
        "video_interview_refused" => ("Video interview refused", "ビデオ面談の拒否"),
        _ => ("In-person check passed", "対面確認に合格"),
    }
}

fn text(id: &str, group: &str, (title_en, title_ja): (&str, &str)) -> IndicatorText {
    let (innocent_en, innocent_ja, next_step_en, next_step_ja) = advice(group);
    IndicatorText {
        id: id.to_owned(),
        group: group.to_owned(),
        title_en: title_en.to_owned(),
        title_ja: title_ja.to_owned(),
        finds_en: "What the sentence of this indicator finds, in one line of its own file.".to_owned(),
        innocent_en: innocent_en.to_owned(),
        innocent_ja: innocent_ja.to_owned(),
        next_step_en: next_step_en.to_owned(),
        next_step_ja: next_step_ja.to_owned(),
        sources: vec![
            "Public advisory on IT workers, section 4 (invented for this sample)".to_owned(),
            "Industry report 2025".to_owned(),
        ],
        basis: if bits_measured(id) { "measured" } else { "expert" }.to_owned(),
        kind: if group == "rule" { "rule" } else { "evidence" }.to_owned(),
    }
}

fn bits_measured(id: &str) -> bool {
    id.len().is_multiple_of(2)
}

fn advice(group: &str) -> (&'static str, &'static str, &'static str, &'static str) {
    match group {
        "network" => (
            "a traveller, a phone that changes between Wi-Fi and mobile, a company VPN by policy, a privacy-minded person",
            "旅行中、Wi-Fiと携帯回線の切り替え、会社指定のVPN、プライバシー重視の利用者",
            "Ask whether a VPN is in use and invite one session without it.",
            "VPNの利用有無を尋ね、VPNなしで一度サインインしてもらう。",
        ),
        "device" => (
            "a family computer, an internet café, an agency's workstation that was declared",
            "家族共用のPC、インターネットカフェ、申告済みの代理店の端末",
            "Ask who shares the device; review the linked accounts together.",
            "端末を誰と共用しているか尋ね、関係するアカウントをまとめて確認する。",
        ),
        "rhythm" => (
            "a tab left open, a new parent, a deadline week, a night owl, a team that was declared",
            "開いたままのタブ、育児中、締切前、夜型の生活、申告済みのチーム",
            "Ask whether a team works on the account and offer to declare it.",
            "チームで作業しているか尋ね、申告の手続きを案内する。",
        ),
        "payout" | "money" => (
            "marriage or a name in daily use, a spouse's account, paying a subcontractor or tax, supporting parents",
            "結婚・通称、配偶者の口座、外注費や税の支払い、親への仕送り",
            "Ask for the relation to the holder; explain how nominees are exploited and offer help.",
            "名義人との関係を尋ねる。名義が悪用される手口を説明し、相談先を案内する。",
        ),
        "documents" => (
            "the same print shop or scanner app, a template that many use",
            "同じ印刷店やスキャンアプリ、広く使われる雛形",
            "Ask for the document again on a live call; compare with the issuer's register.",
            "ビデオ通話で書類を再提示してもらい、発行元の登録と照合する。",
        ),
        "rule" => (
            "an old account from before the rule, a clock that was wrong",
            "規則ができる前からのアカウント、時刻の記録誤り",
            "Check the record, then ask.",
            "記録を確かめ、本人に尋ねる。",
        ),
        _ => (
            "shyness, disability, a broken camera, a course that teaches the same phrases",
            "緊張、障害、カメラの故障、同じ講座で習った定型文",
            "Offer another way of the same strength: a visit, a notary, a call with an interpreter.",
            "同等の別手段（訪問、公証、通訳付き通話）を提案する。",
        ),
    }
}
