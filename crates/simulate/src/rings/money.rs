//! Where the pay of a ring goes.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::books::Books;
use crate::calendar::{DAY, HOUR};
use crate::ids::Tag;
use crate::life::Life;
use crate::money::{Move, put_holder};
use crate::people::Pen;
use crate::places::{COUNTRIES, Country};
use crate::tables::{Pocket, Transfer};
use crate::truth::{Behaviour, Strength, Trail};

/// Changes payment accounts, then lets the money flow.
pub fn adapt(pen: &mut Pen<'_>, books: &mut Books, ring: &Ring, members: &mut [Member]) {
    if ring.shows(Trick::OtherHolder) {
        put_other_holders(pen, ring, members);
    }
    if ring.shows(Trick::SharedPayout) {
        share_number(members, &[3, 4, 5], "payout_shared_many_devs");
    }
    if ring.shows(Trick::ClientSharesPayout) && members.len() > 6 {
        share_number(members, &[6, 0], "client_dev_share_payout");
    }
    let hub = ring.shows(Trick::PassThrough).then(|| Hub::open(pen, ring, &mut members[1].life));
    for (place, member) in members.iter_mut().enumerate().filter(|(_, member)| member.part != Part::Client) {
        let life = &mut member.life;
        match &hub {
            Some(hub) => pass_on(pen, ring, life, hub),
            None if ring.shows(Trick::CashAbroad) => withdraw_abroad(pen, ring, life),
            None => spend_usually(pen, life),
        }
        if ring.shows(Trick::Churn) && place.is_multiple_of(2) {
            churn(pen, life);
        }
        if ring.shows(Trick::ListedWallet) && place == 5 {
            use_listed_wallet(pen, books, life);
        }
    }
}

fn put_other_holders(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    for (place, member) in members.iter_mut().enumerate().skip(3).filter(|(place, _)| place % 2 == 1) {
        let country = member.life.who.country(pen.world);
        // Every other one is in the collector's name, the rest in names that appear nowhere else.
        let holder = if place % 4 == 1 {
            ring.collector
        } else {
            crate::names::Name::invent(&mut pen.dice, member.life.who.name.culture)
        };
        member.life.pockets.iter_mut().for_each(|pocket| put_holder(pocket, &holder, country));
        member.life.note(Behaviour::of_account("payout_name_mismatch", Strength::Loud, "another person's account"));
    }
}

/// Gives several accounts the payment number of the first of `places`.
fn share_number(members: &mut [Member], places: &[usize], indicator: &'static str) {
    let Some(first) = members.get(places[0]).and_then(|member| member.life.pockets.first()).cloned() else { return };
    let number = first.number.as_str().unwrap_or_default().to_owned();
    for place in places {
        let Some(member) = members.get_mut(*place) else { continue };
        if let Some(own) = member.life.pockets.first_mut() {
            own.kind = first.kind.clone();
            own.provider = first.provider.clone();
            own.country = first.country.clone();
            own.number = first.number.clone();
            own.holder_name = first.holder_name.clone();
            own.holder_kana = first.holder_kana.clone();
        }
        let life = &mut member.life;
        life.note(Behaviour::at("payment_number", number.clone(), indicator, Strength::Loud));
        let known = life.behaviours.iter().any(|what| what.indicator == "payout_name_mismatch");
        if *place != places[0] && !known {
            life.note(Behaviour::of_account("payout_name_mismatch", Strength::Loud, "account of another persona"));
        }
    }
}

/// The collector's account and the card that draws on it abroad.
struct Hub {
    bank: Option<Tag>,
    card: Option<Tag>,
    abroad: &'static Country,
    cash: bool,
}

impl Hub {
    /// A relative of the first nominee collects; the accounts are listed with that nominee's records.
    fn open(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life) -> Self {
        let (home, abroad) = (life.who.country(pen.world), pen.world.city(ring.operator_city).country());
        let added_at = Some(life.who.opened_at());
        let owner = life.who.id;
        let mut bank = pen.pocket(owner, "bank", &ring.collector, home);
        let mut card = pen.pocket(owner, "card", &ring.collector, home);
        for pocket in [&mut bank, &mut card] {
            pocket.account_id = None::<Tag>.into();
            pocket.added_at = added_at;
        }
        card.parent_payment_account_id = bank.payment_account_id.clone();
        let (bank_id, card_id) = (bank.payment_account_id.as_tag(), card.payment_account_id.as_tag());
        life.pockets.extend([bank, card]);
        Self { bank: bank_id, card: card_id, abroad, cash: ring.shows(Trick::CashAbroad) }
    }
}

fn payouts(life: &Life) -> Vec<Transfer> {
    life.transfers.iter().filter(|row| row.kind.as_str() == Some("payout")).cloned().collect()
}

/// Most of every payout goes on to the collector within days, and from there out as cash.
fn pass_on(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life, hub: &Hub) {
    let home = life.who.country(pen.world).code;
    let mut times = 0;
    let mut cashed = 0;
    for payout in payouts(life) {
        let (Some(id), Some(paid), Some(at)) = (payout.transfer_id.as_tag(), payout.amount_minor, payout.at) else {
            continue;
        };
        let currency = payout.currency.as_str().unwrap_or("USD");
        let kept = (ring.kept + 0.01 * pen.dice.bell()).clamp(0.08, 0.22);
        let between = (payout.to_payment_account_id.as_tag(), hub.bank);
        let at = at + pen.dice.between(6 * HOUR, 3 * DAY);
        let amount_minor = (paid as f64 * (1.0 - kept)) as i64;
        if at >= pen.world.end {
            continue;
        }
        let step = Move { at, kind: "transfer", between, amount_minor, currency, country: home };
        let sent = pen.transfer(&step);
        let mut trail = vec![id];
        trail.extend(sent.transfer_id.as_tag());
        life.transfers.push(sent);
        times += 1;
        let cash = if hub.cash { draw_cash(pen, life, hub, &step, &mut trail) } else { 0 };
        cashed += i64::from(cash > 0);
        let kept_ratio = 1.0 - amount_minor as f64 / paid as f64;
        let country = if cash > 0 { hub.abroad.code } else { "" };
        let currency = currency_code(&payout);
        life.trails.push(Trail { transfers: trail, kept_ratio, country, cash_minor: cash, currency });
    }
    if times >= 2 {
        let note = format!("kept {:.2}", ring.kept);
        life.note(Behaviour::of_account("nominee_pass_through", ring.strength(Strength::Medium), note));
    }
    if cashed >= 1 {
        life.note(Behaviour::of_account("relative_account_relay", ring.strength(Strength::Medium), "cash abroad"));
    }
}

fn currency_code(payout: &Transfer) -> &'static str {
    let currency = payout.currency.as_str().unwrap_or("USD");
    COUNTRIES.iter().find(|country| country.currency == currency).map_or("USD", |country| country.currency)
}

/// The collector's card gives cash abroad in two or three portions.
fn draw_cash(pen: &mut Pen<'_>, life: &mut Life, hub: &Hub, sent: &Move<'_>, trail: &mut Vec<Tag>) -> i64 {
    let mut at = sent.at;
    let mut total = 0;
    let portions = pen.dice.between(2, 4);
    for _ in 0..portions {
        at += pen.dice.between(10 * HOUR, 2 * DAY);
        let amount_minor = sent.amount_minor * 95 / 100 / portions / 100 * 100;
        if at >= pen.world.end || amount_minor < 100 {
            break;
        }
        let country = hub.abroad.code;
        let step = Move { at, kind: "atm_withdrawal", between: (hub.card, None), amount_minor, country, ..*sent };
        let cash = pen.transfer(&step);
        trail.extend(cash.transfer_id.as_tag());
        life.transfers.push(cash);
        total += amount_minor;
    }
    total
}

/// The nominee's own card is used where the operators sit.
fn withdraw_abroad(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life) {
    let (home, abroad) = (life.who.country(pen.world), pen.world.city(ring.operator_city).country());
    let name = life.who.name;
    let Some(parent) = life.payout_pocket().map(|pocket| pocket.payment_account_id.clone()) else { return };
    let card = pen.pocket(life.who.id, "card", &name, home);
    let from = card.payment_account_id.as_tag();
    let added_at = Some(life.who.opened_at() + DAY);
    life.pockets.push(Pocket { added_at, parent_payment_account_id: parent, ..card });
    let mut times = 0;
    for payout in payouts(life) {
        let mut at = payout.at.unwrap_or(0);
        let (mut trail, mut total): (Vec<Tag>, i64) = (payout.transfer_id.as_tag().into_iter().collect(), 0);
        for _ in 0..3 {
            at += pen.dice.between(10 * HOUR, 3 * DAY);
            let amount_minor = payout.amount_minor.unwrap_or(0) * 28 / 100 / 100 * 100;
            if at < pen.world.end && amount_minor > 0 {
                let currency = payout.currency.as_str().unwrap_or("USD");
                let country = abroad.code;
                let kind = "atm_withdrawal";
                let step = Move { at, kind, between: (from, None), amount_minor, currency, country };
                let cash = pen.transfer(&step);
                trail.extend(cash.transfer_id.as_tag());
                life.transfers.push(cash);
                total += amount_minor;
                times += 1;
            }
        }
        if total > 0 {
            let kept_ratio = 1.0 - total as f64 / payout.amount_minor.unwrap_or(total).max(1) as f64;
            let currency = currency_code(&payout);
            life.trails.push(Trail { transfers: trail, kept_ratio, country: abroad.code, cash_minor: total, currency });
        }
    }
    if times >= 2 {
        let note = format!("{times} withdrawals in {}", abroad.code);
        life.note(Behaviour::of_account("debit_card_overseas_atm", ring.strength(Strength::Medium), note));
    }
}

fn spend_usually(pen: &mut Pen<'_>, life: &mut Life) {
    for place in 0..life.transfers.len() {
        if life.transfers[place].kind.as_str() == Some("payout") {
            pen.spend(life, place);
        }
    }
}

/// Payout accounts come and go: four within some weeks, the last one stays.
fn churn(pen: &mut Pen<'_>, life: &mut Life) {
    let (name, country) = (life.who.name, life.who.country(pen.world));
    let mut at = life.who.active_from() + pen.dice.between(DAY, 4 * DAY);
    let first_holder = life.pockets.first().map(|pocket| (pocket.holder_name.clone(), pocket.holder_kana.clone()));
    let mut times = 0;
    while times < 3 && at < pen.world.end {
        times += 1;
        let fresh = pen.pocket(life.who.id, "e_wallet", &name, country);
        let mut fresh = Pocket { added_at: Some(at), ..fresh };
        if let Some((holder, _)) = &first_holder {
            fresh.holder_name = holder.clone();
        }
        let change = pen.change(&life.who, "payout", at);
        life.changes.push(change);
        at += pen.dice.between(3 * DAY, 7 * DAY);
        // Money already on its way went to the first account, which stays on record as removed.
        fresh.removed_at = (at < pen.world.end).then_some(at);
        life.pockets.push(fresh);
    }
    let strength = if times == 3 { Strength::Loud } else { Strength::Weak };
    life.note(Behaviour::of_account("payout_account_churn", strength, format!("{times} changes")));
}

fn use_listed_wallet(pen: &mut Pen<'_>, books: &mut Books, life: &mut Life) {
    let (name, country) = (life.who.name, life.who.country(pen.world));
    let wallet = pen.pocket(life.who.id, "crypto_wallet", &name, country);
    let number = wallet.number.as_str().unwrap_or_default().to_owned();
    books.list_wallet(&number);
    let (from, to) = (
        life.payout_pocket().and_then(|pocket| pocket.payment_account_id.as_tag()),
        wallet.payment_account_id.as_tag(),
    );
    life.pockets.push(Pocket { added_at: Some(life.who.active_from()), ..wallet });
    for payout in payouts(life) {
        let at = payout.at.unwrap_or(0) + pen.dice.between(HOUR, 30 * HOUR);
        if at < pen.world.end {
            let currency = payout.currency.as_str().unwrap_or("USD");
            let amount_minor = payout.amount_minor.unwrap_or(0) / 12;
            let step =
                Move { at, kind: "exchange", between: (from, to), amount_minor, currency, country: country.code };
            let transfer = pen.transfer(&step);
            life.transfers.push(transfer);
        }
    }
    life.note(Behaviour::at("payment_number", number, "sanctioned_wallet", Strength::Loud));
}
