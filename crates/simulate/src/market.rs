//! The market: jobs, what they usually cost, and bids for them.

use crate::calendar::{DAY, HOUR, START};
use crate::dice::{Dice, Stream};
use crate::ids::{Ids, Kind, Tag};
use crate::people::{Pen, Person};
use crate::places::Culture;
use crate::tables::{Post, Proposal};
use crate::words::{Tongue, fill, line, lines, say, say_several};
use crate::world::{JOB_SLOTS, World};

/// Categories of jobs with their usual price in US cents.
pub const CATEGORIES: [(&str, f64); 10] = [
    ("web_app", 120_000.0),
    ("mobile_app", 150_000.0),
    ("game", 180_000.0),
    ("blockchain", 200_000.0),
    ("machine_learning", 220_000.0),
    ("face_recognition", 240_000.0),
    ("embedded", 160_000.0),
    ("it_support", 60_000.0),
    ("graphics", 40_000.0),
    ("data_entry", 15_000.0),
];

/// A posted job.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Its number.
    pub number: u64,
    /// Its identifier.
    pub id: Tag,
    /// Who posted it.
    pub client: Tag,
    /// When.
    pub posted_at: i64,
    /// Place in [`CATEGORIES`].
    pub category: usize,
    /// Currency of all prices.
    pub currency: &'static str,
    /// The usual price in minor units.
    pub level_minor: f64,
    /// Language of the post.
    pub tongue: Tongue,
    /// Whether an ordinary worker may win it; if not, only special accounts may.
    pub is_open: bool,
    /// Whether nobody but its winner would write the post.
    pub is_extra: bool,
}

impl World {
    /// The job of a number, if the client has that many.
    pub fn job(&self, ids: &Ids, number: u64) -> Option<Job> {
        let mut dice = Dice::new(self.plan.seed, Stream::Job, number);
        if !dice.chance(0.45) {
            return None;
        }
        let client_index = self.client_index(number / JOB_SLOTS);
        let client = self.core(client_index);
        let begin = (client.opened_at + DAY).max(START);
        if begin >= self.end - 2 * DAY {
            return None;
        }
        let country = self.city(client.city).country();
        let category = dice.below(CATEGORIES.len() as u64) as usize;
        Some(Job {
            number,
            id: ids.tag(Kind::Job, number),
            client: ids.tag(Kind::Account, client_index),
            posted_at: dice.between(begin, self.end - DAY),
            category,
            currency: country.currency,
            level_minor: CATEGORIES[category].1 * country.rate,
            tongue: Tongue::of(country.code),
            is_open: dice.chance(0.55),
            is_extra: false,
        })
    }
}

impl Job {
    /// The title of the post.
    pub fn title(&self) -> &'static str {
        let all = lines(match CATEGORIES[self.category].0 {
            "web_app" => "title.web_app",
            "mobile_app" => "title.mobile_app",
            "game" => "title.game",
            "blockchain" => "title.blockchain",
            "machine_learning" => "title.machine_learning",
            "face_recognition" => "title.face_recognition",
            "embedded" => "title.embedded",
            "it_support" => "title.it_support",
            "graphics" => "title.graphics",
            _ => "title.data_entry",
        });
        let is_english = self.tongue == Tongue::English;
        let fitting = all.iter().filter(|title| title.is_ascii() == is_english);
        fitting.cycle().nth((self.number % 7) as usize).copied().unwrap_or_default()
    }

    /// The row of the post.
    pub fn post(&self, dice: &mut Dice) -> Post {
        Post {
            job_id: self.id.into(),
            client_account_id: self.client.into(),
            posted_at: Some(self.posted_at),
            category: CATEGORIES[self.category].0.into(),
            title: self.title().into(),
            budget_minor: Some(price(self.level_minor, dice.around(1.0, 0.25))),
            currency: self.currency.into(),
        }
    }
}

/// A price near `level`, rounded as people round.
pub fn price(level: f64, factor: f64) -> i64 {
    ((level * factor / 100.0).round() as i64).max(5) * 100
}

impl Pen<'_> {
    /// The posts of a client.
    pub fn posts(&mut self, who: &Person) -> Vec<Post> {
        let client = (who.index - self.world.specials) / 4;
        let numbers = client * JOB_SLOTS..(client + 1) * JOB_SLOTS;
        numbers.filter_map(|number| self.world.job(self.ids, number)).map(|job| job.post(&mut self.dice)).collect()
    }

    /// The bids of an ordinary worker; nobody bids before being verified.
    pub fn bids(&mut self, who: &Person, median: f64) -> Vec<Proposal> {
        if who.account.verified_at.is_none() {
            return Vec::new();
        }
        let count = (self.dice.around(median, 0.9) + self.dice.fraction()) as usize;
        (0..count).filter_map(|_| self.bid_somewhere(who)).collect()
    }

    /// A bid for some job, in one's own words; `None` when no fitting job was found.
    fn bid_somewhere(&mut self, who: &Person) -> Option<Proposal> {
        let (job, at) = self.job_to_bid(who, who.verified_at())?;
        Some(self.bid(who, &job, at))
    }

    /// Some job in a language one knows, and when one bids for it after `ready`.
    pub fn job_to_bid(&mut self, who: &Person, ready: i64) -> Option<(Job, i64)> {
        let until = who.active_until(self.world);
        for _ in 0..8 {
            let number = self.dice.below((self.world.clients() * JOB_SLOTS).max(1));
            let Some(job) = self.world.job(self.ids, number) else { continue };
            let at = job.posted_at + self.dice.between(HOUR, 5 * DAY);
            let fits = job.tongue == self.tongue_of(who) || self.dice.chance(0.4);
            if fits && at > ready.max(who.active_from()) && at < until {
                return Some((job, at));
            }
        }
        None
    }

    /// A bid for a job.
    pub fn bid(&mut self, who: &Person, job: &Job, at: i64) -> Proposal {
        let tongue = self.tongue_for(who, job);
        Proposal {
            proposal_id: self.ids.fresh(Kind::Proposal).into(),
            job_id: job.id.into(),
            account_id: who.id.into(),
            at: Some(at),
            text: self.bid_text(tongue).into(),
            price_minor: Some(price(job.level_minor, self.dice.around(1.0, 0.22))),
            currency: job.currency.into(),
            outcome: self.dice.word(&["lost", "lost", "lost", "open", "withdrawn"]).into(),
        }
    }

    /// A job that a special client posts; `turn` tells its jobs apart.
    pub fn own_job(&mut self, client: &Person, turn: u64, posted_at: i64) -> Job {
        let country = client.country(self.world);
        let category = self.dice.below(7) as usize;
        let number = self.world.clients() * JOB_SLOTS + client.index * 64 + turn;
        Job {
            number,
            id: self.ids.tag(Kind::Job, number),
            client: client.id,
            posted_at,
            category,
            currency: country.currency,
            level_minor: CATEGORIES[category].1 * country.rate,
            tongue: Tongue::of(country.code),
            is_open: false,
            is_extra: false,
        }
    }

    /// Some ordinary client, to talk to.
    pub fn some_client(&mut self) -> Tag {
        let client = self.dice.below(self.world.clients().max(1));
        self.ids.tag(Kind::Account, self.world.client_index(client))
    }

    /// The next job that only special accounts may win, posted while `who` could bid for it.
    pub fn spare_job(&mut self, who: &Person, latest: i64) -> Option<Job> {
        for _ in 0..400 {
            let turn = self.ids.next_spare();
            let Some(number) = self.world.spare_job(turn) else { return self.extra_job(turn, latest) };
            let job = self.world.job(self.ids, number).filter(|job| !job.is_open);
            if let Some(job) = job.filter(|job| job.posted_at >= who.active_from() && job.posted_at < latest) {
                return Some(job);
            }
        }
        None
    }

    /// In a small world the posted jobs run out: a client posts another one.
    fn extra_job(&mut self, turn: u64, latest: i64) -> Option<Job> {
        let index = self.world.client_index(self.dice.below(self.world.clients().max(1)));
        let client = self.world.core(index);
        let country = self.world.city(client.city).country();
        let begin = (client.opened_at + DAY).max(START);
        let number = self.world.clients() * JOB_SLOTS + self.world.specials * 64 + turn;
        let category = self.dice.below(CATEGORIES.len() as u64) as usize;
        (begin < latest).then(|| Job {
            number,
            id: self.ids.tag(Kind::Job, number),
            client: self.ids.tag(Kind::Account, index),
            posted_at: self.dice.between(begin, latest),
            category,
            currency: country.currency,
            level_minor: CATEGORIES[category].1 * country.rate,
            tongue: Tongue::of(country.code),
            is_open: false,
            is_extra: true,
        })
    }

    /// The language somebody prefers.
    pub fn tongue_of(&self, who: &Person) -> Tongue {
        if who.name.culture == Culture::Japanese { Tongue::Japanese } else { Tongue::English }
    }

    /// The language somebody uses with the client of a job.
    pub fn tongue_for(&self, who: &Person, job: &Job) -> Tongue {
        if job.tongue == Tongue::Japanese { self.tongue_of(who) } else { Tongue::English }
    }

    fn bid_text(&mut self, tongue: Tongue) -> String {
        let dice = &mut self.dice;
        let skills = if dice.chance(0.6) { 2 } else { 1 };
        let mut parts = vec![say(dice, "bid.open", tongue), say_several(dice, "bid.skill", tongue, skills)];
        parts.push(say(dice, "bid.plan", tongue));
        if dice.chance(0.7) {
            parts.push(say(dice, "bid.close", tongue));
        }
        parts.join(tongue.gap())
    }
}

/// A template of its own, put together from the sentences that everybody uses: an opening, the job's title, skills, plans and a
/// closing. Slots stay open.
pub fn compose(dice: &mut Dice, tongue: Tongue) -> String {
    let mark = tongue.mark();
    let mut parts = vec![line(dice, &format!("bid.open.{mark}"))];
    for (topic, count) in [("bid.skill", 3), ("bid.plan", 2)] {
        let all = lines(&format!("{topic}.{mark}"));
        let first = dice.below(all.len().max(1) as u64) as usize;
        parts.extend((0..count).filter_map(|turn| all.get((first + turn * 3) % all.len().max(1))));
    }
    parts.push(line(dice, &format!("bid.close.{mark}")));
    parts.join(tongue.gap())
}

/// A text from a template, with the job's title and freshly filled slots.
pub fn from_template(dice: &mut Dice, template: &str, job: &Job, tongue: Tongue) -> String {
    let titled = template.replace("{title}", job.title());
    let mut text = String::with_capacity(titled.len() + 32);
    fill(dice, &titled, tongue, &mut text);
    text
}
