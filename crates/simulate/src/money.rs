//! Payment accounts, payouts, and what people do with their money.

use crate::calendar::{DAY, HOUR};
use crate::ids::{Kind, Tag};
use crate::life::Life;
use crate::names::Name;
use crate::people::Pen;
use crate::places::{CITIES, COUNTRIES, Country, Culture};
use crate::tables::{Pocket, Transfer};
use crate::truth::{Behaviour, Strength};
use crate::words::line;
use crate::world::PAYEES;

/// A movement of money that is about to be written.
pub struct Move<'a> {
    /// When.
    pub at: i64,
    /// Kind as in the table.
    pub kind: &'static str,
    /// The accounts it leaves and reaches.
    pub between: (Option<Tag>, Option<Tag>),
    /// How much.
    pub amount_minor: i64,
    /// In which currency.
    pub currency: &'a str,
    /// Where it came out.
    pub country: &'static str,
}

impl Pen<'_> {
    /// The payment accounts of an ordinary account: clients pay by card, workers are paid to a bank or wallet.
    pub fn pockets(&mut self, life: &mut Life) {
        let who = &life.who;
        let (name, country, id) = (who.name, who.country(self.world), who.id);
        let last = self.world.end - 1;
        let added_at = (who.opened_at() + self.dice.between(HOUR / 2, 2 * DAY)).min(last);
        if who.account.role.as_str() == Some("client") {
            let card = self.pocket(id, "card", &name, country);
            life.pockets.push(Pocket { added_at: Some(added_at), ..card });
            return;
        }
        let kind = if self.dice.chance(0.7) { "bank" } else { "e_wallet" };
        let mut first = Pocket { added_at: Some(added_at), ..self.pocket(id, kind, &name, country) };
        if self.dice.chance(0.008) {
            let spouse = Name { given: Name::invent(&mut self.dice, name.culture).given, ..name };
            put_holder(&mut first, &spouse, country);
            life.note(Behaviour::of_account("payout_name_mismatch", Strength::Natural, "account of the spouse"));
        }
        let parent = first.payment_account_id.clone();
        life.pockets.push(first);
        if kind == "bank" && self.dice.chance(0.5) {
            let card = self.pocket(id, "card", &name, country);
            let later = (added_at + self.dice.between(DAY, 20 * DAY)).min(last);
            life.pockets.push(Pocket { added_at: Some(later), parent_payment_account_id: parent, ..card });
        }
    }

    /// A new payment account in somebody's name.
    pub fn pocket(&mut self, owner: Tag, kind: &'static str, name: &Name, country: &'static Country) -> Pocket {
        let provider = match kind {
            "bank" => format!("{} Bank {}", line(&mut self.dice, "company"), country.code),
            "e_wallet" => self.dice.word(&["PayRiver", "GlobeWallet", "Handy Pay"]).to_owned(),
            "card" => "Debit".to_owned(),
            _ => "self-hosted".to_owned(),
        };
        let number = if kind == "crypto_wallet" {
            format!("0x{}", self.dice.hex(40))
        } else {
            format!("{:013}", self.ids.number())
        };
        let mut pocket = Pocket {
            payment_account_id: self.ids.fresh(Kind::Payment).into(),
            account_id: owner.into(),
            kind: kind.into(),
            provider: provider.into(),
            country: (kind != "crypto_wallet").then_some(country.code).into(),
            number: number.into(),
            ..Pocket::default()
        };
        if kind != "crypto_wallet" {
            put_holder(&mut pocket, name, country);
        }
        pocket
    }

    /// A movement of money.
    pub fn transfer(&mut self, step: &Move<'_>) -> Transfer {
        Transfer {
            transfer_id: self.ids.fresh(Kind::Transfer).into(),
            at: Some(step.at),
            kind: step.kind.into(),
            from_payment_account_id: step.between.0.into(),
            to_payment_account_id: step.between.1.into(),
            amount_minor: Some(step.amount_minor.max(1)),
            currency: step.currency.to_owned().into(),
            country: step.country.into(),
            ..Transfer::default()
        }
    }

    /// Pays a worker out for a contract; returns the transfer's place in the life, if there is one.
    pub fn pay_out(&mut self, life: &mut Life, contract: usize, at: i64, amount_minor: i64) -> Option<usize> {
        let pocket = life.payout_pocket()?;
        let (to, country) = (pocket.payment_account_id.as_tag()?, country_code(pocket));
        let contract = life.contracts.get(contract)?;
        let currency = contract.currency.as_str().unwrap_or("USD").to_owned();
        let id = contract.contract_id.clone();
        if at >= self.world.end {
            return None;
        }
        let from = self.world.platform_pocket(self.ids, &currency);
        let step =
            Move { at, kind: "payout", between: (Some(from), Some(to)), amount_minor, currency: &currency, country };
        let transfer = self.transfer(&step);
        life.transfers.push(Transfer { contract_id: id, ..transfer });
        Some(life.transfers.len() - 1)
    }

    /// What most people do with a payout: bills, shopping, some cash, and the rest stays.
    pub fn spend(&mut self, life: &mut Life, payout: usize) {
        let paid = &life.transfers[payout];
        let (mut at, amount) = (paid.at.unwrap_or(0), paid.amount_minor.unwrap_or(0));
        let currency = paid.currency.as_str().unwrap_or("USD").to_owned();
        let mut left = (amount as f64 * (0.2 + 0.5 * self.dice.fraction())) as i64;
        let Some(bank) = life.payout_pocket().and_then(|pocket| pocket.payment_account_id.as_tag()) else { return };
        let card = life.card().unwrap_or(bank);
        let country = life.who.country(self.world).code;
        for _ in 0..self.dice.between(1, 5) {
            at += self.dice.between(12 * HOUR, 6 * DAY);
            let share = (left as f64 * (0.2 + 0.5 * self.dice.fraction())) as i64;
            left -= share;
            if at >= self.world.end || share < 100 {
                break;
            }
            let payee = self.world.payee_pocket(self.ids, life.who.city, self.dice.below(PAYEES));
            let (kind, between) = match self.dice.below(3) {
                0 => ("atm_withdrawal", (Some(card), None)),
                1 => ("card_purchase", (Some(card), None)),
                _ => ("transfer", (Some(bank), Some(payee))),
            };
            let amount_minor = if kind == "atm_withdrawal" { (share / 1_000).max(1) * 1_000 } else { share };
            let step = Move { at, kind, between, amount_minor, currency: &currency, country };
            let transfer = self.transfer(&step);
            life.transfers.push(transfer);
        }
    }

    /// The payment accounts of the marketplace itself and of landlords, shops and utilities.
    pub fn public_pockets(&mut self) -> Vec<Pocket> {
        let mut pockets = Vec::new();
        for country in COUNTRIES {
            let id = self.world.platform_pocket(self.ids, country.currency);
            let is_new = pockets.iter().all(|pocket: &Pocket| pocket.payment_account_id.as_tag() != Some(id));
            if is_new {
                pockets.push(self.public_pocket(id, "Marketplace Payout", country));
            }
        }
        for (city, place) in CITIES.iter().enumerate() {
            for number in 0..PAYEES {
                let id = self.world.payee_pocket(self.ids, city, number);
                let company = line(&mut self.dice, "company");
                pockets.push(self.public_pocket(id, company, place.country()));
            }
        }
        pockets
    }

    fn public_pocket(&mut self, id: Tag, holder: &'static str, country: &Country) -> Pocket {
        Pocket {
            payment_account_id: id.into(),
            kind: "bank".into(),
            provider: format!("{} Bank {}", line(&mut self.dice, "company"), country.code).into(),
            country: country.code.into(),
            number: format!("{:013}", self.ids.number()).into(),
            holder_name: format!("{holder} {}", country.code).into(),
            ..Pocket::default()
        }
    }
}

/// Puts a holder's name on a payment account, as providers there spell it.
pub fn put_holder(pocket: &mut Pocket, name: &Name, country: &Country) {
    let is_bank = pocket.kind.as_str() == Some("bank");
    let is_japanese = is_bank && country.code == "JP" && name.culture == Culture::Japanese;
    pocket.holder_name = match name.native() {
        Some(native) if is_japanese => native,
        _ if is_bank || pocket.kind.as_str() == Some("card") => name.upper(),
        _ => name.latin(),
    }
    .into();
    pocket.holder_kana = if is_japanese { name.half_kana() } else { None }.into();
}

/// A payment account's country as a constant text.
pub fn country_code(pocket: &Pocket) -> &'static str {
    let code = pocket.country.as_str().unwrap_or("US");
    COUNTRIES.iter().find(|country| country.code == code).map_or("US", |country| country.code)
}

/// The share of a price that reaches the worker.
pub fn after_fee(price_minor: i64) -> i64 {
    price_minor * 85 / 100
}
