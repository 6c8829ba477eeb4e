//! What everybody shares: the window, the places, and the few facts about anyone that others may look up.
//!
//! Facts about an account or a job are recomputed from their number, so that nothing has to be remembered.

use crate::calendar::{Clock, DAY, HISTORY_DAYS, HOUR, MINUTE, START};
use crate::dice::{Dice, Shuffle, Stream, scramble};
use crate::ids::{Ids, Kind, Tag};
use crate::network::{Atlas, Demand};
use crate::places::{CITIES, COUNTRIES, City, known};
use crate::{Error, Plan};

/// Payees (landlords, shops, utilities) per city.
pub const PAYEES: u64 = 12;
/// Jobs that a client posts at most.
pub const JOB_SLOTS: u64 = 3;

/// The invented world.
pub struct World {
    /// What was asked for.
    pub plan: Plan,
    /// End of the window.
    pub end: i64,
    /// Addresses.
    pub atlas: Atlas,
    /// Accounts with a special story; they have the lowest numbers.
    pub specials: u64,
    clocks: Vec<Clock>,
    places: Shuffle,
    starts: Vec<u64>,
    jobs: Shuffle,
    spare_jobs: Shuffle,
}

/// Facts about an account that others may need.
#[derive(Clone, Copy, Debug)]
pub struct Core {
    /// Place in [`CITIES`].
    pub city: usize,
    /// Number among the people of that city.
    pub ordinal: u64,
    /// When the account was opened.
    pub opened_at: i64,
    /// When it was verified.
    pub verified_at: Option<i64>,
    /// Whether it is a client only.
    pub is_client: bool,
}

impl World {
    /// Prepares a world in which `specials` accounts belong to decoys and rings.
    pub fn new(plan: &Plan, specials: u64, rings: u64) -> Result<Self, Error> {
        let end = START + i64::from(plan.days) * DAY;
        let ordinary = plan.accounts - specials;
        let starts = city_starts(ordinary);
        let people = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let atlas = Atlas::new(&Demand { people, specials, rings }, plan.seed)?;
        let clocks = CITIES.iter().map(|city| Clock::new(city.zone, end)).collect::<Result<_, _>>()?;
        let shuffle = |salt: u64, size: u64| Shuffle::new(scramble(plan.seed ^ salt), size);
        let jobs = ordinary / 4 * JOB_SLOTS;
        Ok(Self {
            plan: plan.clone(),
            end,
            atlas,
            specials,
            clocks,
            places: shuffle(0x01, ordinary),
            starts,
            jobs: shuffle(0x02, jobs),
            spare_jobs: shuffle(0x03, jobs),
        })
    }

    /// A city's clock.
    pub fn clock(&self, city: usize) -> &Clock {
        &self.clocks[city]
    }

    /// The facts about an account.
    pub fn core(&self, index: u64) -> Core {
        let mut dice = Dice::new(self.plan.seed, Stream::Core, index);
        let (city, ordinal) = self.city_of(index);
        let days = i64::from(self.plan.days);
        let opened_day = if dice.chance(0.16) {
            dice.between(0, days)
        } else {
            // More recent years have more new accounts.
            -1 - (dice.fraction().powf(1.5) * (HISTORY_DAYS - 2) as f64) as i64
        };
        let opened_at = START + opened_day * DAY + dice.between(0, DAY);
        let delay = (dice.around(1.5, 1.1) * HOUR as f64) as i64;
        let verified_at = Some(opened_at + delay.max(5 * MINUTE)).filter(|at| *at < self.end && dice.chance(0.93));
        let is_client = index >= self.specials && (index - self.specials) % 4 == 3;
        Core { city, ordinal, opened_at, verified_at, is_client }
    }

    fn city_of(&self, index: u64) -> (usize, u64) {
        if index < self.specials {
            let mut throw = scramble(self.plan.seed ^ index) % 1000;
            for (city, place) in CITIES.iter().enumerate() {
                if throw < place.share {
                    return (city, 0);
                }
                throw -= place.share;
            }
            return (known::TOKYO, 0);
        }
        let place = self.places.forth(index - self.specials);
        let city = self.starts.partition_point(|start| *start <= place) - 1;
        (city, place - self.starts[city])
    }

    /// How many clients post jobs.
    pub fn clients(&self) -> u64 {
        (self.plan.accounts - self.specials) / 4
    }

    /// The account of a client.
    pub fn client_index(&self, client: u64) -> u64 {
        self.specials + client * 4 + 3
    }

    /// Numbers of the jobs that an ordinary worker may win; nobody else has the same ones.
    pub fn prizes(&self, index: u64) -> impl Iterator<Item = u64> + '_ {
        let place = index.saturating_sub(self.specials);
        let worker = place / 4 * 3 + place % 4;
        let workers = (self.plan.accounts - self.specials) / 4 * 3;
        // Special accounts win other jobs.
        let all = if index < self.specials { 0 } else { self.clients() * JOB_SLOTS };
        (0..).map(move |round| worker + round * workers.max(1)).take_while(move |n| *n < all).map(|n| self.jobs.back(n))
    }

    /// The number of the n-th job in the order in which special accounts are offered them.
    pub fn spare_job(&self, n: u64) -> Option<u64> {
        (n < self.clients() * JOB_SLOTS).then(|| self.spare_jobs.forth(n))
    }

    /// The payment account from which the marketplace pays out in a currency.
    pub fn platform_pocket(&self, ids: &Ids, currency: &str) -> Tag {
        let place = COUNTRIES.iter().position(|country| country.currency == currency).unwrap_or(1);
        ids.tag(Kind::Payment, u64::MAX >> 25 ^ place as u64)
    }

    /// The payment account of a landlord, shop or utility in a city.
    pub fn payee_pocket(&self, ids: &Ids, city: usize, number: u64) -> Tag {
        let place = COUNTRIES.len() as u64 + city as u64 * PAYEES + number % PAYEES;
        ids.tag(Kind::Payment, (u64::MAX >> 25) - 1_000 - place)
    }

    /// A city, by its place in the list.
    pub fn city(&self, city: usize) -> &'static City {
        &CITIES[city]
    }
}

fn city_starts(ordinary: u64) -> Vec<u64> {
    let mut starts = vec![0];
    let mut sum = 0;
    for city in CITIES {
        sum += city.share;
        starts.push(ordinary * sum / 1000);
    }
    starts
}
