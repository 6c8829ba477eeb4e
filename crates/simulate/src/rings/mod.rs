//! Rings: a few operators run several accounts, some lent by real people, some invented.

mod careful;
mod chain;
mod equipment;
mod identity;
mod logins;
mod market;
mod money;
mod plan;
mod talk;

use crate::Error;
use crate::books::Books;
use crate::calendar::{DAY, HOUR, START};
use crate::cast::Group;
use crate::life::Life;
use crate::people::{Pen, Person};
use crate::places::known;
use crate::tips;
use plan::{Ring, Trick};

/// The part of an account in its ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A client that hires and praises the others.
    Client,
    /// A real person's account, lent out for a share of the pay.
    Lent,
    /// An account under an invented or stolen name.
    Persona,
}

/// An account of a ring.
struct Member {
    part: Part,
    life: Life,
}

/// Invents and writes one ring.
pub fn tell(pen: &mut Pen<'_>, books: &mut Books, group: &Group, number: u64) -> Result<(), Error> {
    let ring = Ring::plan(pen, number);
    let mut members: Vec<Member> = Vec::with_capacity(group.size as usize);
    for place in 0..group.size {
        pen.turn_to(group.first + place);
        let member = enter(pen, &ring, group.first + place, place);
        members.push(member);
    }
    identity::adapt(pen, &ring, &mut members);
    logins::adapt(pen, &ring, &mut members);
    market::adapt(pen, &ring, &mut members);
    money::adapt(pen, books, &ring, &mut members);
    if !books.light {
        talk::adapt(pen, &ring, &mut members);
        equipment::adapt(pen, &ring, &mut members);
        chain::adapt(pen, books, &ring, &mut members)?;
        if let Some(member) = members.last().filter(|_| ring.shows(Trick::Referral)) {
            tips::about_ring(pen, books, &member.life)?;
        }
    }
    members.iter().try_for_each(|member| member.life.write(pen, books))
}

/// An account of the ring before the ring's habits are put on it.
fn enter(pen: &mut Pen<'_>, ring: &Ring, index: u64, place: u64) -> Member {
    let part = match place {
        0 => Part::Client,
        1 | 2 => Part::Lent,
        _ => Part::Persona,
    };
    let city = ring.claimed_city(pen, part);
    let mut who = pen.person(index, Some(city));
    open_lately(pen, ring, &mut who, part);
    let mut life = Life::new(who);
    life.ring = Some(ring.id.clone());
    life.role = match part {
        Part::Client => "client_accomplice",
        Part::Lent => "nominee_account",
        Part::Persona => "worker_of_ring",
    };
    life.documents = pen.documents(&life.who);
    if life.documents.is_empty() {
        let submitted = life.who.verified_at().min(pen.world.end) - HOUR;
        let kind = if place.is_multiple_of(2) { "passport" } else { "drivers_licence" };
        let document = pen.document(&life.who, kind, submitted.max(life.who.opened_at()));
        life.documents.push(document);
    }
    pen.pockets(&mut life);
    // Natural oddities of ordinary people are not part of this story.
    life.behaviours.clear();
    let name = life.who.name;
    let country = life.who.country(pen.world);
    life.pockets.iter_mut().for_each(|pocket| crate::money::put_holder(pocket, &name, country));
    life.checks = pen.checks(&life.who);
    if part != Part::Client {
        life.profiles = vec![pen.profile(&life.who, (life.who.opened_at() + HOUR).min(pen.world.end - 1))];
        life.past = pen.past(&life.who);
    }
    Member { part, life }
}

fn open_lately(pen: &mut Pen<'_>, ring: &Ring, who: &mut Person, part: Part) {
    let days = i64::from(pen.world.plan.days);
    let opened = START + pen.dice.between(-100, days / 8 + 1) * DAY + pen.dice.between(0, DAY);
    let is_early = ring.shows(Trick::EarlyWork) && part == Part::Persona && pen.dice.chance(0.5);
    let delay = if is_early { (START - opened).max(0) + days * DAY / 4 } else { pen.dice.between(HOUR, 2 * DAY) };
    who.account.opened_at = Some(opened);
    who.account.verified_at = Some(opened + delay);
    who.account.status = "active".into();
    who.account.status_at = None;
    who.account.status_reason = None::<&'static str>.into();
    who.account.role = if part == Part::Client { "client" } else { "worker" }.into();
}

impl Ring {
    /// Where an account of the ring claims to be.
    fn claimed_city(&self, pen: &mut Pen<'_>, part: Part) -> usize {
        let far = [known::NEW_YORK, known::LONDON, known::TOKYO, known::OSAKA];
        if self.shows(Trick::Separate) {
            // Whoever takes turns by day claims places where it is day.
            return match self.number % 3 {
                0 => *pen.dice.pick(&far[2..]),
                1 => known::NEW_YORK,
                _ => known::LONDON,
            };
        }
        match part {
            Part::Persona if self.shows(Trick::NightWork) => *pen.dice.pick(&far[..2]),
            Part::Persona => *pen.dice.pick(&far),
            Part::Client | Part::Lent => *pen.dice.pick(&far[2..]),
        }
    }
}
