//! Ordinary people: who they are, where they live, what they sign in with, and when they are awake.

use crate::calendar::{DAY, START, date_of};
use crate::dice::{Dice, Stream, scramble_two};
use crate::ids::{Ids, Kind, Tag};
use crate::names::Name;
use crate::network::Net;
use crate::places::{City, Country, Culture};
use crate::tables::Account;
use crate::words::line;
use crate::world::World;

/// User agents by sort of device: computers first, telephones last.
const AGENTS: [&str; 7] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/131.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/17.6",
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile Safari",
    "Mozilla/5.0 (Linux; Android 15) Chrome/131.0 Mobile",
];

/// What inventing needs: the world, new identifiers and chance.
pub struct Pen<'w> {
    /// The world.
    pub world: &'w World,
    /// New identifiers.
    pub ids: &'w mut Ids,
    /// Chance.
    pub dice: Dice,
}

/// Something to sign in with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Device {
    /// Its identifier.
    pub id: Tag,
    /// What its browser says.
    pub agent: &'static str,
}

/// When somebody is at work.
#[derive(Clone, Copy, Debug)]
pub struct Rhythm {
    /// Local hour around which sessions gather.
    pub peak: f64,
    /// How far they spread, in hours.
    pub spread: f64,
    /// Earliest and latest local hour; may exceed 24.
    pub awake: (f64, f64),
    /// Share of weekend days on which there is work.
    pub weekend: f64,
}

/// A person with an account.
#[derive(Clone, Debug)]
pub struct Person {
    /// Number of the account.
    pub index: u64,
    /// Identifier of the account.
    pub id: Tag,
    /// Where the person lives: place in the list of cities.
    pub city: usize,
    /// The name.
    pub name: Name,
    /// The row of the table.
    pub account: Account,
    /// First home address and, after a while, another one of the same provider.
    pub homes: [Net; 2],
    /// When the provider hands out the other address.
    pub second_home_from: i64,
    /// Place among the addresses of the home city, for IPv6.
    pub slot: u64,
    /// Whether home has IPv6.
    pub has_ipv6: bool,
    /// Share of sessions through the mobile network.
    pub mobile_share: f64,
    /// Share of sessions through a VPN or privacy relay.
    pub tunnel_share: f64,
    /// Computers and telephones.
    pub devices: Vec<Device>,
    /// A second factor.
    pub mfa: Option<Tag>,
    /// When the person is at work.
    pub rhythm: Rhythm,
    /// Browser language.
    pub language: &'static str,
    /// The country that issued the person's documents.
    pub nation: &'static Country,
}

impl Person {
    /// The city.
    pub fn home_city(&self, world: &World) -> &'static City {
        world.city(self.city)
    }

    /// The country of residence.
    pub fn country(&self, world: &World) -> &'static Country {
        self.home_city(world).country()
    }

    /// When the account was opened.
    pub fn opened_at(&self) -> i64 {
        self.account.opened_at.unwrap_or(START)
    }

    /// When the account was verified; the end of time if never.
    pub fn verified_at(&self) -> i64 {
        self.account.verified_at.unwrap_or(i64::MAX)
    }

    /// The begin of what this account can do inside the window.
    pub fn active_from(&self) -> i64 {
        self.opened_at().max(START)
    }

    /// The end of what this account can do inside the window.
    pub fn active_until(&self, world: &World) -> i64 {
        self.account.status_at.unwrap_or(world.end).min(world.end)
    }
}

impl Pen<'_> {
    /// Turns to the life of another account.
    pub fn turn_to(&mut self, index: u64) {
        self.dice = Dice::new(self.world.plan.seed, Stream::Life, index);
    }

    /// Invents the person behind an account; special accounts may be put into a city.
    pub fn person(&mut self, index: u64, city: Option<usize>) -> Person {
        let mut core = self.world.core(index);
        core.city = city.unwrap_or(core.city);
        let country = self.world.city(core.city).country();
        let name = Name::invent(&mut self.dice, country.culture);
        let id = self.ids.tag(Kind::Account, index);
        let slot =
            if index < self.world.specials { 2 * self.world.atlas.people(core.city) + index } else { core.ordinal };
        let homes = self.homes(index, core.city, slot);
        let mut account = self.account_row(&name, core.city, index, core.opened_at);
        account.account_id = id.into();
        account.role = if core.is_client {
            "client"
        } else if self.dice.chance(0.03) {
            "both"
        } else {
            "worker"
        }
        .into();
        account.opened_at = Some(core.opened_at);
        account.verified_at = core.verified_at;
        let devices = self.devices();
        let mfa = self.dice.chance(0.35).then(|| self.ids.fresh(Kind::Device));
        Person {
            index,
            id,
            city: core.city,
            name,
            account,
            homes,
            second_home_from: START + self.dice.between(0, 4 * i64::from(self.world.plan.days)) * DAY,
            slot,
            has_ipv6: self.dice.chance(0.15),
            mobile_share: if self.dice.chance(0.6) { self.dice.fraction() * 0.3 } else { 0.0 },
            tunnel_share: if self.dice.chance(0.025) { 0.05 + self.dice.fraction() * 0.25 } else { 0.0 },
            devices,
            mfa,
            rhythm: self.rhythm(),
            language: country.language,
            nation: country,
        }
    }

    fn homes(&self, index: u64, city: usize, slot: u64) -> [Net; 2] {
        let atlas = &self.world.atlas;
        if index < self.world.specials {
            [atlas.special_home(city, index); 2]
        } else {
            [atlas.home(city, slot), atlas.home(city, slot + atlas.people(city))]
        }
    }

    fn account_row(&mut self, name: &Name, city: usize, index: u64, opened_at: i64) -> Account {
        let place = self.world.city(city);
        let country = place.country();
        let dice = &mut self.dice;
        let handle = format!("{}{}", name.given.latin.to_lowercase().replace([' ', '-'], ""), index % 1_000_000);
        let host = dice.word(&["mail.example", "post.example", "inbox.example"]);
        let short = format!("{} {}.", name.given.latin, &name.family.latin[..1]);
        let status = if dice.chance(0.004) {
            "suspended"
        } else if dice.chance(0.02) {
            "closed"
        } else {
            "active"
        };
        let left_at = dice.between(opened_at.max(START), self.world.end);
        let serial = self.ids.number();
        let dice = &mut self.dice;
        Account {
            status: status.into(),
            status_at: (status != "active").then_some(left_at),
            status_reason: (status == "suspended").then_some("unpaid fees").into(),
            legal_name: name.latin().into(),
            native_name: name.native().into(),
            kana_name: name.kana().into(),
            display_name: if dice.chance(0.5) { short } else { handle.clone() }.into(),
            email: format!("{handle}@{host}").into(),
            phone: format!("{}{:010}", country.dial, serial % 10_000_000_000).into(),
            residence_country: country.code.into(),
            timezone: place.zone.into(),
            address: address(dice, place).into(),
            postal_code: postal_code(dice, country).into(),
            birth_date: Some(date_of(START) - (dice.between(20 * 365, 60 * 365) as i32)),
            declares_team: dice.chance(0.4).then_some(false),
            declares_vpn: dice.chance(0.4).then_some(false),
            ..Account::default()
        }
    }

    fn devices(&mut self) -> Vec<Device> {
        let mut devices = vec![self.computer()];
        if self.dice.chance(0.55) {
            devices.push(Device { id: self.ids.fresh(Kind::Device), agent: AGENTS[self.dice.between(5, 7) as usize] });
        }
        if self.dice.chance(0.2) {
            devices.push(self.computer());
        }
        devices
    }

    /// A computer that nobody has used before.
    pub fn computer(&mut self) -> Device {
        Device { id: self.ids.fresh(Kind::Device), agent: AGENTS[self.dice.below(5) as usize] }
    }

    fn rhythm(&mut self) -> Rhythm {
        let dice = &mut self.dice;
        let evening = dice.chance(0.4);
        let peak = if evening { 19.5 } else { 13.0 } + dice.bell();
        let spread = 2.0 + dice.fraction() * 1.5;
        let early = 6.5 + dice.fraction() * 2.0;
        Rhythm { peak, spread, awake: (early, 22.0 + dice.fraction() * 2.0), weekend: dice.fraction() }
    }
}

/// An address in a city, in the script that is usual there.
pub fn address(dice: &mut Dice, place: &City) -> String {
    let (first, second, third) = (dice.between(1, 40), dice.between(1, 30), dice.between(1, 25));
    if place.native.is_empty() {
        format!("{} {} St, {}", first * 97 + second, line(dice, "street"), place.name)
    } else {
        format!("{}{first}-{second}-{third}", place.native)
    }
}

/// A postal code as a country has them.
pub fn postal_code(dice: &mut Dice, country: &Country) -> String {
    let number = dice.below(100_000);
    match country.culture {
        Culture::Japanese => format!("{:03}-{:04}", number % 1_000, dice.below(10_000)),
        Culture::Chinese | Culture::Hindi => format!("{number:05}{}", dice.below(10)),
        _ => format!("{number:05}"),
    }
}

/// A suffix for the IPv6 address of a device on a day: privacy addresses change daily.
pub fn privacy_suffix(device: &Device, at: i64) -> u64 {
    let bytes = device.id.as_str().as_bytes();
    let number = bytes.iter().fold(0u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(*byte)));
    scramble_two(number, at.div_euclid(DAY) as u64)
}
