//! Decoys whose money moves oddly: families across borders, company accounts, crypto.

use super::Kind;
use super::people::note_all;
use crate::calendar::{DAY, HOUR};
use crate::deals::Terms;
use crate::ids::Tag;
use crate::life::Life;
use crate::money::{Move, put_holder};
use crate::names::Name;
use crate::people::Pen;
use crate::places::{CITIES, Country};
use crate::tables::Pocket;
use crate::truth::{Behaviour, Strength};
use crate::words::line;

/// Changes payment accounts and movements of money.
pub fn adapt(pen: &mut Pen<'_>, kind: Kind, lives: &mut [Life]) {
    match kind {
        Kind::Agency | Kind::AgencyUndeclared => pay_company(pen, lives),
        Kind::CompanyPayout => lives.iter_mut().for_each(|life| pay_company(pen, std::slice::from_mut(life))),
        Kind::Expatriate => lives.iter_mut().for_each(|life| keep_bank_at_home(pen, life)),
        Kind::ParentCard => lives.iter_mut().for_each(|life| lend_card(pen, life)),
        Kind::Remittance => lives.iter_mut().for_each(|life| support_family(pen, life)),
        Kind::CryptoEnthusiast => lives.iter_mut().for_each(|life| love_crypto(pen, life)),
        Kind::NameChange => lives.iter_mut().for_each(|life| earn(pen, life, 1)),
        _ => {}
    }
}

/// Lets somebody win a few jobs and be paid for them.
fn earn(pen: &mut Pen<'_>, life: &mut Life, jobs: usize) {
    for _ in 0..jobs {
        let Some(job) = pen.spare_job(&life.who, pen.world.end - 16 * DAY) else { return };
        let terms = Terms { price_factor: 1.0, prepaid: false, days: 4, spends: false };
        pen.strike(life, &job, &terms);
    }
}

fn pay_company(pen: &mut Pen<'_>, lives: &mut [Life]) {
    let company = format!("{} Studio", line(&mut pen.dice, "company"));
    let Some(first) = lives.first().and_then(Life::payout_pocket).cloned() else { return };
    for life in lives.iter_mut() {
        let Some(pocket) = life.pockets.first_mut() else { continue };
        pocket.kind = first.kind.clone();
        pocket.provider = first.provider.clone();
        pocket.number = first.number.clone();
        pocket.holder_name = company.clone().into();
        pocket.holder_kana = None::<String>.into();
    }
    if lives.len() == 1 {
        // The company of one person: nobody else is paid there.
        note_all(lives, &["payout_name_mismatch"], "own company");
    } else {
        note_all(lives, &["payout_shared_many_devs", "payout_name_mismatch"], "account of the agency");
    }
}

fn keep_bank_at_home(pen: &mut Pen<'_>, life: &mut Life) {
    let nation = life.who.nation;
    let name = life.who.name;
    for pocket in &mut life.pockets {
        pocket.country = nation.code.into();
        if pocket.kind.as_str() == Some("bank") {
            pocket.provider = format!("{} Bank {}", line(&mut pen.dice, "company"), nation.code).into();
        }
        put_holder(pocket, &name, nation);
    }
    earn(pen, life, 1);
    let note = "keeps the bank of the home country";
    life.note(Behaviour::of_account("payout_to_third_country", Strength::Innocent, note));
}

/// A parent's card is used by a child who studies abroad.
fn lend_card(pen: &mut Pen<'_>, life: &mut Life) {
    let abroad = country_abroad(pen, life);
    let home = life.who.country(pen.world);
    let name = life.who.name;
    life.transfers.retain(|transfer| transfer.kind.as_str() == Some("payout"));
    life.pockets.retain(|pocket| pocket.parent_payment_account_id.as_tag().is_none());
    let Some(parent) = life.pockets.first().map(|pocket| pocket.payment_account_id.clone()) else { return };
    let added_at = Some(life.who.verified_at() + HOUR);
    let card = pen.pocket(life.who.id, "card", &name, home);
    let from = card.payment_account_id.as_tag();
    life.pockets.push(Pocket { added_at, parent_payment_account_id: parent, ..card });
    let mut at = life.who.active_from() + pen.dice.between(DAY, 6 * DAY);
    while at < pen.world.end {
        let amount_minor = pen.dice.between(8, 40) * 1_000;
        let step = Move {
            at,
            kind: "atm_withdrawal",
            between: (from, None),
            amount_minor,
            currency: abroad.currency,
            country: abroad.code,
        };
        let transfer = pen.transfer(&step);
        life.transfers.push(transfer);
        at += pen.dice.between(4 * DAY, 9 * DAY);
    }
    let note = "child studies abroad with the parent's card";
    life.note(Behaviour::of_account("debit_card_overseas_atm", Strength::Innocent, note));
}

/// Part of every payout goes to relatives in another country, who live on it.
fn support_family(pen: &mut Pen<'_>, life: &mut Life) {
    earn(pen, life, 3);
    let abroad = country_abroad(pen, life);
    let relative = Name { given: Name::invent(&mut pen.dice, life.who.name.culture).given, ..life.who.name };
    let mut pocket = pen.pocket(life.who.id, "bank", &relative, abroad);
    pocket.account_id = None::<Tag>.into();
    let to = pocket.payment_account_id.as_tag();
    life.pockets.push(pocket);
    let from = life.payout_pocket().and_then(|pocket| pocket.payment_account_id.as_tag());
    let payouts: Vec<_> = life.transfers.iter().filter(|row| row.kind.as_str() == Some("payout")).cloned().collect();
    for payout in payouts {
        let share = 0.25 + 0.3 * pen.dice.fraction();
        let amount = (payout.amount_minor.unwrap_or(0) as f64 * share) as i64;
        let currency = payout.currency.as_str().unwrap_or("USD");
        let at = payout.at.unwrap_or(0) + pen.dice.between(DAY, 6 * DAY);
        let cash_at = at + pen.dice.between(DAY, 5 * DAY);
        let country = abroad.code;
        let send = Move { at, kind: "transfer", between: (from, to), amount_minor: amount, currency, country };
        let cash = Move { at: cash_at, kind: "atm_withdrawal", between: (to, None), amount_minor: amount / 2, ..send };
        for step in [send, cash] {
            if step.at < pen.world.end {
                let transfer = pen.transfer(&step);
                life.transfers.push(transfer);
            }
        }
    }
}

fn love_crypto(pen: &mut Pen<'_>, life: &mut Life) {
    earn(pen, life, 2);
    let (name, country) = (life.who.name, life.who.country(pen.world));
    let wallet = pen.pocket(life.who.id, "crypto_wallet", &name, country);
    let to = wallet.payment_account_id.as_tag();
    life.pockets.push(Pocket { added_at: life.who.account.verified_at, ..wallet });
    let from = life.payout_pocket().and_then(|pocket| pocket.payment_account_id.as_tag());
    let payouts: Vec<_> = life.transfers.iter().filter(|row| row.kind.as_str() == Some("payout")).cloned().collect();
    for payout in payouts {
        let currency = payout.currency.as_str().unwrap_or("USD");
        let amount_minor = payout.amount_minor.unwrap_or(0) / 2;
        let at = payout.at.unwrap_or(0) + pen.dice.between(HOUR, 40 * HOUR);
        if at < pen.world.end {
            let country = country.code;
            let step = Move { at, kind: "exchange", between: (from, to), amount_minor, currency, country };
            let transfer = pen.transfer(&step);
            life.transfers.push(transfer);
            life.note(Behaviour::of_account("salary_to_crypto_48h", Strength::Innocent, "likes crypto"));
        }
    }
    let at = pen.dice.between(life.who.active_from(), pen.world.end);
    let message = pen.letter_to_stranger(life, "message.hobby.crypto", at);
    life.messages.push(message);
    life.note(Behaviour::of_account("crypto_payment_requested", Strength::Innocent, "likes crypto"));
}

fn country_abroad(pen: &mut Pen<'_>, life: &Life) -> &'static Country {
    loop {
        let country = pen.dice.pick(CITIES).country();
        if country.code != life.who.country(pen.world).code {
            return country;
        }
    }
}
