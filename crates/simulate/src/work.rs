//! Equipment and delivered code: parcels, events on managed computers, commits.

use crate::calendar::{DAY, HOUR, MINUTE};
use crate::ids::Kind;
use crate::life::Life;
use crate::people::Pen;
use crate::tables::{Commit, Event, Shipment};
use crate::words::line;

/// Ordinary events: kind, value, vendor, product.
const EVENTS: [(&str, &str, &str, &str); 5] = [
    ("process", "code.exe", "", ""),
    ("process", "browser.exe", "", ""),
    ("usb", "Wheel Mouse", "046d", "c077"),
    ("power", "lid open", "", ""),
    ("network", "home wifi", "", ""),
];

impl Pen<'_> {
    /// A few workers get a computer sent to their address.
    pub fn equipment(&mut self, life: &mut Life) {
        if life.contracts.is_empty() || !self.dice.chance(0.12) {
            return;
        }
        let at = life.contracts[0].started_at.unwrap_or(0) + self.dice.between(HOUR, 3 * DAY);
        if at + DAY >= self.world.end {
            return;
        }
        let parcel = self.parcel(life, at);
        let serial = parcel.serial.as_str().unwrap_or_default().to_owned();
        life.shipments.push(parcel);
        self.computer_events(life, &serial, at + DAY);
    }

    /// A parcel to the registered address.
    pub fn parcel(&mut self, life: &Life, at: i64) -> Shipment {
        let account = &life.who.account;
        Shipment {
            shipment_id: self.ids.fresh(Kind::Shipment).into(),
            account_id: life.who.id.into(),
            at: Some(at),
            item: self.dice.word(&["laptop", "laptop", "security key", "test phone"]).into(),
            serial: format!("SN{:08}", self.ids.number() % 100_000_000).into(),
            recipient_name: account.legal_name.clone(),
            address: account.address.clone(),
            postal_code: account.postal_code.clone(),
            country: account.residence_country.clone(),
            address_changed_at: None,
        }
    }

    /// Ordinary events on a managed computer.
    pub fn computer_events(&mut self, life: &mut Life, serial: &str, from: i64) {
        for _ in 0..self.dice.between(5, 30) {
            let at = self.moment(&life.who, from, self.world.end);
            let kind = *self.dice.pick(&EVENTS);
            let event = event(life, serial, at, kind);
            life.events.push(event);
        }
    }

    /// Commits within a contract, in the worker's own name and time zone.
    pub fn commit_to(&mut self, life: &mut Life, span: (i64, i64)) {
        let repository = format!("repo-{:08x}", self.ids.number() & 0xffff_ffff);
        for _ in 0..self.dice.between(4, 16) {
            let at = self.moment(&life.who, span.0, span.1 - MINUTE);
            let commit = self.commit(life, &repository, at);
            life.commits.push(commit);
        }
    }

    /// One commit.
    pub fn commit(&mut self, life: &Life, repository: &str, at: i64) -> Commit {
        let clock = self.world.clock(life.who.city);
        Commit {
            repository: repository.to_owned().into(),
            commit_id: self.dice.hex(40).into(),
            account_id: life.who.id.into(),
            author_name: life.who.account.legal_name.clone(),
            author_email: life.who.account.email.clone(),
            authored_at: Some(at),
            utc_offset_minutes: Some(i64::from(clock.offset_minutes(at))),
            message: line(&mut self.dice, "commit").into(),
        }
    }
}

/// One event on a managed computer.
pub fn event(
    life: &Life,
    serial: &str,
    at: i64,
    kind: (&'static str, &'static str, &'static str, &'static str),
) -> Event {
    let identifier = |text: &'static str| (!text.is_empty()).then_some(text);
    Event {
        account_id: life.who.id.into(),
        device_serial: serial.to_owned().into(),
        at: Some(at),
        kind: kind.0.into(),
        value: kind.1.into(),
        vendor_id: identifier(kind.2).into(),
        product_id: identifier(kind.3).into(),
    }
}
