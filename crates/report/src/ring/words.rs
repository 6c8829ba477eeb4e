//! The words of rings, in both languages.

use super::family::Family;
use super::model::Standing;
use crate::words::Both;

pub const RINGS: Both = Both("Rings: one review each", "つながりごとの確認");
pub const RINGS_SHORT: Both = Both("Rings", "つながり");
pub const RINGS_HELP: Both = Both(
    "Accounts that ties join, consistent with one hand or one team. Look at all accounts of a ring together. Sharing a device, a line or a text is no guilt: families, teams and offices do it every day.",
    "つながりのあるアカウントのまとまりです。同じ人物やチームによる操作と整合します。まとめて確認してください。端末や回線、文章の共有そのものは問題ではなく、家族・チーム・職場では日常のことです。",
);
pub const ACCOUNTS: Both = Both("accounts", "アカウント");
pub const STORY: Both = Both("What happened", "経緯");
pub const PICTURE: Both = Both("Who shares what", "誰が何を共有しているか");
pub const NETWORK_HELP: Both = Both(
    "Boxes with round ends are accounts, the other boxes hold what exactly these accounts share; a thicker line weighs more. Arrows show where money and orders went. The number is the score in bits. Select anything to see only its own lines.",
    "両端の丸い枠はアカウント、ほかの枠はそのアカウントが共有しているものです。線が太いほど重みがあります。矢印はお金や発注の向き、数字はスコア（ビット）です。選ぶと、関係する線だけを表示します。",
);
pub const MATRIX_HELP: Both = Both(
    "One row for each account, one column for each thing they share; a dot stands where the account has it. Blocks of dots are accounts with the same things. Triangles and arrows at the right show where money and orders went.",
    "行はアカウント、列は共有しているもので、点はそのアカウントが持つことを示します。点のかたまりは同じものを共有するアカウントです。右の三角と矢印はお金や発注の向きです。",
);
pub const MANY_HELP: Both = Both(
    "“+4” after a name: four more accounts that the same things join most closely; a dot filled by half means that half of them have it. The list of accounts gives everyone's row.",
    "名前の後の「+4」は、同じものに最も強く結ばれたアカウントがほかに4件あることを示します。半分だけ塗られた点は、その半数が持つという意味です。各アカウントの行番号は一覧にあります。",
);
pub const TIES: Both = Both("What ties them", "つながりの一覧");
pub const TIES_HELP: Both = Both(
    "Bits say how much rarer it is for strangers to share this than for accounts of one hand.",
    "ビットは、他人どうしで共有することが、同一人物の場合に比べてどれほど稀かを表します。",
);
pub const TIE: Both = Both("tie", "つながり");
pub const VALUE: Both = Both("value", "値");
pub const SHARED_BY: Both = Both("shared by", "共有数");
pub const SINCE: Both = Both("seen (UTC)", "確認日（UTC）");
pub const WITNESSES: Both = Both("rests on", "根拠");
pub const MEMBERS: Both = Both("The accounts", "アカウントの一覧");
pub const NAME: Both = Both("name", "名前");
pub const ROLE: Both = Both("role", "役割");
pub const JOINED_BY: Both = Both("joined by", "つながりの重み");
pub const SHARES: Both = Both("shares", "共有");
pub const SUSPENDED: Both = Both("suspended", "停止中");
pub const LINKS: Both = Both("Money, orders, reviews between them", "お金・発注・評価のやり取り");
pub const FROM: Both = Both("from", "元");
pub const TO: Both = Both("to", "先");
pub const TIMES: Both = Both("times", "回数");
pub const SUM: Both = Both("sum", "合計");
pub const LEFT_OUT: Both = Both("Shared, but left out", "共有していても数えなかったもの");
pub const LEFT_OUT_HELP: Both = Both(
    "Too many accounts that have nothing else in common share these; they say nothing about one hand.",
    "ほかに共通点のない多くのアカウントも共有しているため、同一人物かどうかの手がかりにはなりません。",
);
pub const AGAINST: Both = Both("What speaks against one hand", "同一人物とは言えない理由");
pub const RESTS_ON: Both = Both("rests on", "根拠");
pub const OTHER_RINGS: Both = Both("The other rings", "そのほかのつながり");
pub const RING: Both = Both("ring", "つながり");
pub const STANDING: Both = Both("taken for", "見立て");
pub const STRONGEST: Both = Both("strongest ties", "強いつながり");
pub const CLIENT: Both = Both("client", "発注者");
pub const WORKER: Both = Both("worker", "受注者");
pub const BOTH_ROLES: Both = Both("client and worker", "発注・受注");
pub const OUTSIDE: Both = Both("client or collector outside of the ring", "つながりの外の発注者・集約先");
pub const STOPPED: Both = Both("dashed: suspended", "破線：停止中");
pub const ROW: Both = Both("row", "行");

pub const OTHER_LINK: Both = Both("other link", "その他のやり取り");

/// A kind of link.
pub fn link(kind: &str) -> Option<Both> {
    Some(match kind {
        "transfer" => Both("money", "送金"),
        "contract" => Both("order", "発注"),
        "review" => Both("review", "評価"),
        "referral" => Both("referral", "紹介"),
        _ => return None,
    })
}

/// A standing in a few words.
pub fn standing(standing: Standing) -> Both {
    match standing {
        Standing::Suspected => Both("may be one hand", "同一人物の可能性"),
        Standing::Quiet => Both("tied, nothing else", "つながりのみ"),
        Standing::DeclaredTeam => Both("declared team", "申告済みチーム"),
        Standing::Household => Both("household", "家族・同居"),
    }
}

/// What a standing means for the reader.
pub fn standing_says(standing: Standing) -> Both {
    match standing {
        Standing::Suspected => Both(
            "Nothing that was declared explains these ties. They are consistent with one hand or one team; they do not prove it, and a holder may be a victim.",
            "申告内容からは、このつながりを説明できません。同じ人物やチームによる操作と整合しますが、証明ではありません。名義人が被害者の場合もあります。",
        ),
        Standing::Quiet => Both(
            "The accounts are tied, but nothing else about them stands out. That is too little to act on.",
            "つながりはありますが、ほかに目立つ点はありません。対応の根拠としては不十分です。",
        ),
        Standing::DeclaredTeam => Both(
            "The accounts say that they work as a team or an agency. A declared team may well share devices, lines, texts and a payment account.",
            "チームまたは代理店として申告されています。申告済みのチームが端末・回線・文章・口座を共有するのは自然なことです。",
        ),
        Standing::Household => Both(
            "Consistent with a family, a couple or people of one address: a shared line and home, each with papers and a life of their own.",
            "家族・カップル・同居人と整合します。回線と住まいは共通でも、書類や生活はそれぞれ別です。",
        ),
    }
}

/// What to do first.
pub fn next(standing: Standing) -> [Both; 2] {
    match standing {
        Standing::Suspected => [
            Both(
                "Review all accounts of the ring together and decide once.",
                "すべてのアカウントをまとめて確認し、一度に判断する。",
            ),
            Both(
                "Speak with each holder apart, on a call. Explain how identities are rented out and offer help: a nominee may be a victim.",
                "名義人一人ひとりと個別に通話する。名義が悪用される手口を説明し、相談先を案内する（被害者の場合がある）。",
            ),
        ],
        Standing::Quiet => [
            Both("Nothing to do now.", "現時点で対応は不要です。"),
            Both(
                "Look again when one of the accounts stands out by itself.",
                "いずれかのアカウント単独で目立つ点が出たら、改めて確認する。",
            ),
        ],
        Standing::DeclaredTeam => [
            Both(
                "Compare the declaration with the accounts: who belongs to the team, and who is paid.",
                "申告内容と突き合わせる：誰が所属し、誰に支払われているか。",
            ),
            Both("Ask about accounts that the declaration does not name.", "申告にないアカウントについて尋ねる。"),
        ],
        Standing::Household => [
            Both(
                "Nothing to do unless an account stands out by itself.",
                "単独で目立つアカウントがなければ、対応は不要です。",
            ),
            Both(
                "If it does, ask who lives or works at the address before anything else.",
                "ある場合は、まず同居・同席している人がいるかを尋ねる。",
            ),
        ],
    }
}

/// What to ask where a family speaks.
pub fn ask(family: Family) -> Both {
    match family {
        Family::Device => {
            Both("Ask who shares the machine, and since when.", "端末を誰と、いつから共用しているかを尋ねる。")
        }
        Family::Network => Both(
            "Ask where the accounts work from: a home, an office, a shared space.",
            "どこで作業しているか（自宅・職場・共用スペース）を尋ねる。",
        ),
        Family::Money => Both(
            "Ask how the holders of the shared payment account stand to each other.",
            "共有口座の名義人との関係を尋ねる。",
        ),
        Family::Papers => Both(
            "Ask for the documents again on a live call and compare with the issuer.",
            "ビデオ通話で書類を再提示してもらい、発行元と照合する。",
        ),
        Family::Contact => Both(
            "Reach each holder over a second way that is theirs alone.",
            "本人だけの別の連絡手段で一人ずつ確認する。",
        ),
        Family::Text => Both(
            "Ask where the text comes from: a course, a template, a colleague.",
            "文章の出どころ（講座・雛形・同僚）を尋ねる。",
        ),
        Family::Conduct => {
            Both("Invite the holders to one call at the same time.", "名義人に同じ時間帯の通話を提案する。")
        }
    }
}

/// When a family's ties are innocent.
pub fn innocent(family: Family) -> Both {
    match family {
        Family::Device => Both(
            "a family computer, a second-hand machine, an internet café, a workshop's machine",
            "家族共用のPC、中古の端末、インターネットカフェ、職場の端末",
        ),
        Family::Network => Both(
            "one home, one office, a carrier's shared address, a VPN that many use",
            "同じ家・職場、携帯会社の共有アドレス、多くの人が使うVPN",
        ),
        Family::Money => Both(
            "spouses with one account, an agency that pays its people, a payroll service",
            "夫婦の共有口座、代理店からの支払い、給与代行サービス",
        ),
        Family::Papers => Both(
            "one print shop or scanner app, one person who forgot the first account",
            "同じ印刷店やスキャンアプリ、以前のアカウントを忘れた本人の再登録",
        ),
        Family::Contact => Both(
            "a family's phone, an office's address, a number given to somebody new",
            "家族の電話、会社の住所、番号の再割り当て",
        ),
        Family::Text => {
            Both("a course, a public template, a former colleague's profile", "講座、公開の雛形、元同僚の紹介文")
        }
        Family::Conduct => {
            Both("people of one time zone and trade who recommend each other", "同じ時間帯・同業者どうしの紹介")
        }
    }
}
