//! One account with everything that is on record about it.

use crate::books::Books;
use crate::ids::Tag;
use crate::people::{Pen, Person};
use crate::tables::{
    Call, Change, Check, Commit, Contract, Document, Event, Message, Past, Pocket, Post, Profile, Proposal, Review,
    Shipment, Table, Transfer, Worklog,
};
use crate::truth::{Behaviour, Trail};
use crate::visits::{self, Visit};
use crate::world::World;
use crate::{Error, natural};

/// An account and its records.
pub struct Life {
    /// Who it is.
    pub who: Person,
    /// The label in the truth.
    pub role: &'static str,
    /// The ring, if it belongs to one.
    pub ring: Option<String>,
    /// Sessions.
    pub visits: Vec<Visit>,
    /// Changed data.
    pub changes: Vec<Change>,
    /// Documents.
    pub documents: Vec<Document>,
    /// Checks.
    pub checks: Vec<Check>,
    /// Profiles.
    pub profiles: Vec<Profile>,
    /// Claimed experience.
    pub past: Vec<Past>,
    /// Posted jobs.
    pub posts: Vec<Post>,
    /// Bids.
    pub bids: Vec<Proposal>,
    /// Contracts won.
    pub contracts: Vec<Contract>,
    /// Logged work.
    pub worklogs: Vec<Worklog>,
    /// Ratings around the contracts.
    pub reviews: Vec<Review>,
    /// Messages around the contracts.
    pub messages: Vec<Message>,
    /// Calls.
    pub calls: Vec<Call>,
    /// Payment accounts; workers are paid to the first that is not removed.
    pub pockets: Vec<Pocket>,
    /// Movements of money.
    pub transfers: Vec<Transfer>,
    /// Parcels.
    pub shipments: Vec<Shipment>,
    /// Events on managed computers.
    pub events: Vec<Event>,
    /// Commits.
    pub commits: Vec<Commit>,
    /// What it really does.
    pub behaviours: Vec<Behaviour>,
    /// Planted money trails.
    pub trails: Vec<Trail>,
}

impl Life {
    /// A person with no records yet.
    pub fn new(who: Person) -> Self {
        Self {
            who,
            role: "honest",
            ring: None,
            visits: Vec::new(),
            changes: Vec::new(),
            documents: Vec::new(),
            checks: Vec::new(),
            profiles: Vec::new(),
            past: Vec::new(),
            posts: Vec::new(),
            bids: Vec::new(),
            contracts: Vec::new(),
            worklogs: Vec::new(),
            reviews: Vec::new(),
            messages: Vec::new(),
            calls: Vec::new(),
            pockets: Vec::new(),
            transfers: Vec::new(),
            shipments: Vec::new(),
            events: Vec::new(),
            commits: Vec::new(),
            behaviours: Vec::new(),
            trails: Vec::new(),
        }
    }

    /// Notes something that the account really does.
    pub fn note(&mut self, behaviour: Behaviour) {
        self.behaviours.push(behaviour);
    }

    /// Where the account is paid out to.
    pub fn payout_pocket(&self) -> Option<&Pocket> {
        let paid = |pocket: &&Pocket| matches!(pocket.kind.as_str(), Some("bank" | "e_wallet"));
        self.pockets.iter().filter(paid).find(|pocket| pocket.removed_at.is_none())
    }

    /// A card, if there is one.
    pub fn card(&self) -> Option<Tag> {
        let card = self.pockets.iter().find(|pocket| pocket.kind.as_str() == Some("card"))?;
        card.payment_account_id.as_tag()
    }

    /// Writes everything.
    pub fn write(&self, pen: &mut Pen<'_>, books: &mut Books) -> Result<(), Error> {
        books.put(&self.who.account)?;
        visits::write(books, pen, &self.who, &self.visits)?;
        books.put_all(&self.documents)?;
        books.put_all(&self.bids)?;
        books.put_all(&self.contracts)?;
        books.put_all(&self.pockets)?;
        books.put_all(&self.transfers)?;
        if books.has(Table::Jobs) {
            self.write_more(books)?;
        }
        self.write_truth(pen.world, books)
    }

    fn write_more(&self, books: &mut Books) -> Result<(), Error> {
        books.put_all(&self.changes)?;
        books.put_all(&self.checks)?;
        books.put_all(&self.profiles)?;
        books.put_all(&self.past)?;
        books.put_all(&self.posts)?;
        books.put_all(&self.worklogs)?;
        books.put_all(&self.reviews)?;
        books.put_all(&self.messages)?;
        books.put_all(&self.calls)?;
        books.put_all(&self.shipments)?;
        books.put_all(&self.events)?;
        books.put_all(&self.commits)
    }

    fn write_truth(&self, world: &World, books: &mut Books) -> Result<(), Error> {
        let (id, light) = (self.who.id, books.light);
        books.truth.label(id, self.role, self.ring.as_deref())?;
        for behaviour in &self.behaviours {
            books.truth.behaviour(id, behaviour, light)?;
        }
        for trail in &self.trails {
            books.truth.trail(id, self.ring.as_deref().unwrap_or_default(), trail)?;
        }
        for behaviour in natural::of(world, self) {
            books.truth.behaviour(id, &behaviour, light)?;
        }
        Ok(())
    }
}

impl Pen<'_> {
    /// An ordinary life.
    pub fn ordinary(&mut self, index: u64) -> Life {
        let who = self.person(index, None);
        let mut life = Life::new(who);
        self.live(&mut life);
        life
    }

    /// Fills an ordinary life; stories change it afterwards.
    pub fn live(&mut self, life: &mut Life) {
        life.visits = self.visits(&life.who);
        life.documents = self.documents(&life.who);
        self.pockets(life);
        let light = self.world.plan.light;
        if life.who.account.role.as_str() == Some("client") {
            if !light {
                life.posts = self.posts(&life.who);
            }
        } else {
            life.bids = self.bids(&life.who, if light { 0.8 } else { 1.6 });
            self.deals(life);
        }
        if !light {
            self.live_in_detail(life);
        }
    }

    fn live_in_detail(&mut self, life: &mut Life) {
        life.changes = self.changes(&life.who);
        life.checks = self.checks(&life.who);
        if life.who.account.role.as_str() != Some("client") {
            life.profiles = self.profiles(&life.who);
            life.past = self.past(&life.who);
            self.equipment(life);
        }
    }
}
