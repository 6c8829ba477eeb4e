//! What ties are called in the sentences of a ring's story.

use sekisho_tie::Kind;

/// What several accounts share, in English and Japanese.
pub fn called(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Ip => ("one address on the same days", "同じ日に同じIPアドレス"),
        Kind::Egress => (
            "one address at the same time, from homes that are told to be far apart",
            "離れた住所を名乗りながら同時に同じIPアドレス",
        ),
        Kind::Device => ("one device", "同じ端末"),
        Kind::MfaDevice => ("one device that confirms sign-ins", "同じ二段階認証端末"),
        Kind::Serial => ("one computer by its serial number", "同じ製造番号のパソコン"),
        Kind::PaymentNumber => ("one payment number", "同じ決済口座"),
        Kind::Wallet => ("one wallet", "同じウォレット"),
        Kind::Collector => ("one account to which pay is passed on", "報酬の転送先が同じ口座"),
        Kind::DocumentNumber => ("one document number", "同じ書類番号"),
        Kind::DocumentImage => ("one document image, or nearly", "ほぼ同じ書類画像"),
        Kind::DocumentPipeline => ("papers out of one making", "同じ手順で作られた書類"),
        Kind::Person => ("one person's data with slips", "書き間違いを除けば同じ人物の情報"),
        Kind::ProposalText => ("one template of bids", "同じ型の応募文"),
        Kind::ProfileText => ("one template of profiles", "同じ型の自己紹介"),
        Kind::MessageText => ("one template of messages", "同じ型のメッセージ"),
        Kind::Photo => ("one portrait, or nearly", "ほぼ同じ顔写真"),
        Kind::Phone => ("one telephone number", "同じ電話番号"),
        Kind::Email => ("one mailbox", "同じメールアドレス"),
        Kind::ShippingAddress => ("one address for parcels, nobody's told home", "誰の住所でもない同じ配送先"),
        Kind::HomeAddress => ("one told home", "同じ住所"),
        Kind::CommitEmail => ("one e-mail address in commits", "コミットの同じメールアドレス"),
        Kind::Rhythm => ("one rhythm: one signs in as the other leaves", "入れ替わりに使う同じリズム"),
        Kind::Lift => ("a client that praises the other", "一方が発注と高評価を与える関係"),
        Kind::SameLifter => ("one client that lifts them", "同じ発注者からの高評価"),
        Kind::Referral => ("one invitation", "同じ紹介元"),
    }
}
