//! Kinds of tie: their names in both languages, and the family that gives them a colour and a shape.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::limits::{TITLE_CHARS, cut};
use crate::words::spaced;

/// Kin of ties; a colour and a shape each, so that neither alone carries the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Lines and addresses.
    Network,
    /// Machines.
    Device,
    /// Payment accounts and where pay ends.
    Money,
    /// Documents, photos, the person they name.
    Papers,
    /// Written words.
    Text,
    /// Ways to reach somebody.
    Contact,
    /// What the accounts do.
    Conduct,
}

/// All families, in the order of legends.
pub const FAMILIES: [Family; 7] =
    [Family::Device, Family::Network, Family::Money, Family::Papers, Family::Contact, Family::Text, Family::Conduct];

/// Kind, family, English and Japanese name; every name is short enough for a picture.
const KINDS: [(&str, Family, &str, &str); 24] = [
    ("device", Family::Device, "device", "端末"),
    ("mfa_device", Family::Device, "2FA device", "認証端末"),
    ("serial", Family::Device, "serial number", "機器番号"),
    ("ip", Family::Network, "IP address", "IPアドレス"),
    ("egress", Family::Network, "one exit, two cities", "同時刻の同一出口"),
    ("payment_number", Family::Money, "payment number", "口座番号"),
    ("wallet", Family::Money, "wallet", "ウォレット"),
    ("collector", Family::Money, "collector of pay", "報酬の集約先"),
    ("document_number", Family::Papers, "document number", "書類番号"),
    ("document_image", Family::Papers, "document image", "書類画像"),
    ("document_pipeline", Family::Papers, "way papers are made", "書類の作り方"),
    ("photo", Family::Papers, "photo", "顔写真"),
    ("person", Family::Papers, "same person", "同じ人物"),
    ("phone", Family::Contact, "phone", "電話番号"),
    ("email", Family::Contact, "e-mail", "メール"),
    ("commit_email", Family::Contact, "commit e-mail", "コミット用メール"),
    ("shipping_address", Family::Contact, "shipping address", "送付先"),
    ("proposal_text", Family::Text, "proposal text", "提案文"),
    ("profile_text", Family::Text, "profile text", "紹介文"),
    ("message_text", Family::Text, "message text", "メッセージ文"),
    ("rhythm", Family::Conduct, "hand-over rhythm", "交代する利用時間"),
    ("reviews", Family::Conduct, "mutual reviews", "相互評価"),
    ("client_lift", Family::Conduct, "lifted by a client", "特定の発注者"),
    ("referral", Family::Conduct, "referral", "紹介"),
];

fn known(kind: &str) -> Option<&'static (&'static str, Family, &'static str, &'static str)> {
    KINDS.iter().find(|(name, ..)| *name == kind)
}

/// The family of a kind of tie; what is not known is conduct.
pub fn family(kind: &str) -> Family {
    known(kind).map_or(Family::Conduct, |(_, family, ..)| *family)
}

/// A kind's name in English and Japanese.
pub fn kind_name(kind: &str) -> (Cow<'static, str>, Cow<'static, str>) {
    match known(kind) {
        Some((_, _, en, ja)) => (Cow::Borrowed(en), Cow::Borrowed(ja)),
        None => {
            let name = if kind.is_empty() { "tie".to_owned() } else { spaced(&cut(kind, TITLE_CHARS / 4)) };
            (Cow::Owned(name.clone()), Cow::Owned(name))
        }
    }
}

impl Family {
    /// For class names.
    pub fn key(self) -> &'static str {
        match self {
            Family::Network => "f-network",
            Family::Device => "f-device",
            Family::Money => "f-money",
            Family::Papers => "f-papers",
            Family::Text => "f-text",
            Family::Contact => "f-contact",
            Family::Conduct => "f-conduct",
        }
    }

    /// English and Japanese.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Family::Network => ("network", "回線"),
            Family::Device => ("device", "端末"),
            Family::Money => ("money", "お金"),
            Family::Papers => ("papers", "書類"),
            Family::Text => ("text", "文章"),
            Family::Contact => ("contact", "連絡先"),
            Family::Conduct => ("conduct", "行動"),
        }
    }

    /// The shape, around the origin, about 10 units wide.
    pub fn shape(self) -> &'static str {
        match self {
            Family::Network => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
            Family::Device => "M-4.5-4.5h9v9h-9z",
            Family::Money => "M0-5.8 5.8 0 0 5.8-5.8 0z",
            Family::Papers => "M0-5.4 5.6 4.6h-11.2z",
            Family::Text => "M-5-4.6h10v2.3h-10zM-5-1.2h10v2.3h-10zM-5 2.2h6.5v2.3h-6.5z",
            Family::Contact => "M0 5.4-5.6-4.6h11.2z",
            Family::Conduct => "M-1.8-5.2h3.6v3.4h3.4v3.6h-3.4v3.4h-3.6v-3.4h-3.4v-3.6h3.4z",
        }
    }
}

/// A family's shape in running text; the style sheet cuts it out.
pub fn glyph(family: Family) -> Markup {
    html! { i.glyph.(family.key()) aria-hidden="true" {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_once_and_strangers_are_named_too() {
        for (place, (kind, ..)) in KINDS.iter().enumerate() {
            assert!(KINDS.iter().skip(place + 1).all(|(other, ..)| other != kind), "`{kind}` stands twice");
        }
        assert_eq!(kind_name("usb_key").0, "usb key");
        assert_eq!(kind_name("").1, "tie");
        assert_eq!(family("wallet"), Family::Money);
    }
}
