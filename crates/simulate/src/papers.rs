//! Identity documents and the checks around them.

use crate::calendar::{DAY, HOUR, MINUTE, date_of};
use crate::dice::Dice;
use crate::ids::Kind;
use crate::mrz::{PassportText, passport};
use crate::people::{Pen, Person};
use crate::places::{Country, Culture};
use crate::tables::{Check, Document, Txt};

const CAMERAS: [(&str, i64, i64); 6] = [
    ("Pixel 7", 4080, 3072),
    ("iPhone 13", 4032, 3024),
    ("Galaxy A54", 4080, 3060),
    ("Xperia 10", 3968, 2976),
    ("ScanSnap", 2480, 1754),
    ("Redmi Note 12", 3840, 2880),
];

impl Pen<'_> {
    /// The documents that an ordinary account handed in.
    pub fn documents(&mut self, who: &Person) -> Vec<Document> {
        let submitted = match who.account.verified_at {
            Some(at) => at - self.dice.between(10 * MINUTE, 90 * MINUTE).min((at - who.opened_at()) / 2),
            None if self.dice.chance(0.4) => who.opened_at() + self.dice.between(MINUTE, HOUR),
            None => return Vec::new(),
        };
        if who.account.role.as_str() == Some("client") && self.dice.chance(0.6) {
            return Vec::new();
        }
        let kind = identity_kind(&mut self.dice, who.country(self.world));
        let mut documents = vec![self.document(who, kind, submitted)];
        if self.dice.chance(0.08) && !self.world.plan.light {
            let kind = self.dice.word(&["utility_bill", "bank_statement", "diploma", "visa"]);
            let later = submitted + self.dice.between(HOUR, 9 * DAY);
            documents.push(self.document(who, kind, later));
        }
        documents.retain(|document| document.submitted_at < Some(self.world.end));
        documents
    }

    /// A document of a person.
    pub fn document(&mut self, who: &Person, kind: &'static str, submitted_at: i64) -> Document {
        let country = who.country(self.world);
        let issued = date_of(submitted_at) - self.dice.between(60, 5 * 365) as i32;
        let expires = issued + if kind == "passport" { 3652 } else { 1826 };
        let camera = *self.dice.pick(&CAMERAS);
        let is_poor = self.dice.chance(0.03);
        let number = format!("T{}", base36(self.ids.number()));
        let mrz = (kind == "passport").then(|| self.mrz(who, &number, expires));
        let native = who.name.native();
        let uses_native = kind != "passport" && who.name.culture == Culture::Japanese && country.code == "JP";
        let holder = native.clone().filter(|_| uses_native).unwrap_or_else(|| who.name.upper());
        let dice = &mut self.dice;
        Document {
            document_id: self.ids.fresh(Kind::Document).into(),
            account_id: who.id.into(),
            submitted_at: Some(submitted_at),
            kind: kind.into(),
            issuing_country: who.nation.code.into(),
            number: number.into(),
            holder_name: holder.into(),
            holder_native_name: native.into(),
            birth_date: who.account.birth_date,
            address: if matches!(kind, "passport" | "diploma") { Txt::Null } else { who.account.address.clone() },
            issued_on: Some(issued),
            expires_on: Some(expires),
            mrz: mrz.into(),
            image_sha256: dice.hex(64).into(),
            image_phash: dice.hex(16).into(),
            width_px: Some(if is_poor { 800 } else { camera.1 }),
            height_px: Some(if is_poor { 600 } else { camera.2 }),
            sharpness: Some((dice.around(if is_poor { 80.0 } else { 230.0 }, 0.25) * 10.0).round() / 10.0),
            software: dice.chance(0.01).then_some("Photos 9.0").into(),
            camera_model: camera.0.into(),
            taken_at: Some(submitted_at - dice.between(MINUTE, 40 * MINUTE)),
            register_check: dice.chance(0.2).then_some("match").into(),
        }
    }

    /// The machine-readable zone of a person's passport.
    pub fn mrz(&mut self, who: &Person, number: &str, expires: i32) -> String {
        passport(&PassportText {
            state: who.nation.alpha3,
            family: who.name.family.latin,
            given: who.name.given.latin,
            number,
            born: who.account.birth_date.unwrap_or(0),
            sex: if who.index.is_multiple_of(2) { 'F' } else { 'M' },
            expires,
        })
    }

    /// The checks that an ordinary account went through.
    pub fn checks(&mut self, who: &Person) -> Vec<Check> {
        let Some(verified) = who.account.verified_at else { return Vec::new() };
        let mut checks = Vec::new();
        if self.dice.chance(0.4) {
            let requested = (verified - 40 * MINUTE).max(who.opened_at());
            checks.push(self.check(who, "liveness", requested, "passed"));
        }
        if self.dice.chance(0.1) {
            let outcome = if self.dice.chance(0.04) { "no_show" } else { "passed" };
            let requested = who.active_from().max(verified) + self.dice.between(DAY, 30 * DAY);
            checks.push(self.check(who, "video_interview", requested, outcome));
        }
        checks.retain(|check| check.completed_at.or(check.requested_at) < Some(self.world.end));
        checks
    }

    /// One check of an account.
    pub fn check(&mut self, who: &Person, kind: &'static str, requested_at: i64, outcome: &'static str) -> Check {
        let answered = matches!(outcome, "passed" | "failed" | "inconclusive");
        Check {
            check_id: self.ids.fresh(Kind::Check).into(),
            account_id: who.id.into(),
            kind: kind.into(),
            requested_at: Some(requested_at),
            completed_at: answered.then(|| requested_at + self.dice.between(5 * MINUTE, 2 * HOUR)),
            outcome: outcome.into(),
            ..Check::default()
        }
    }
}

fn identity_kind(dice: &mut Dice, country: &Country) -> &'static str {
    if dice.chance(0.35) {
        "passport"
    } else if country.code == "CN" || country.code == "KR" || dice.chance(0.5) {
        "national_id"
    } else {
        "drivers_licence"
    }
}

/// A number in base 36 with eight digits: two numbers below 2^40 never look the same.
fn base36(mut number: u64) -> String {
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(number % 36) as usize];
        number /= 36;
    }
    String::from_utf8_lossy(&digits).into_owned()
}
