//! Contracts and what surrounds them: logged work, messages, a call, ratings, commits and pay.

use crate::calendar::{DAY, HOUR, MINUTE};
use crate::ids::{Kind, Tag};
use crate::life::Life;
use crate::market::{Job, price};
use crate::money::after_fee;
use crate::people::Pen;
use crate::tables::{Call, Contract, Message, Proposal, Review, Worklog};
use crate::words::{Tongue, line, say};

/// What is particular about a contract.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Price in parts of the usual one.
    pub price_factor: f64,
    /// Whether everything is paid before any meeting.
    pub prepaid: bool,
    /// How many days the work takes.
    pub days: i64,
    /// Whether the worker spends the money as people do.
    pub spends: bool,
}

/// What is in a message.
pub struct Letter {
    /// Its thread.
    pub thread: Tag,
    /// The client who writes or receives it.
    pub client: Tag,
    /// Whether the client writes.
    pub by_client: bool,
    /// When.
    pub at: i64,
    /// The text.
    pub text: String,
    /// The message that it answers.
    pub answers: Option<Tag>,
}

impl Pen<'_> {
    /// The contracts of an ordinary worker.
    pub fn deals(&mut self, life: &mut Life) {
        let ready = life.who.verified_at().max(life.who.active_from());
        let numbers: Vec<u64> = self.world.prizes(life.who.index).collect();
        for number in numbers {
            let job = self.world.job(self.ids, number).filter(|job| job.is_open && job.posted_at > ready);
            if let Some(job) = job {
                let terms = Terms {
                    price_factor: self.dice.around(1.0, 0.2),
                    prepaid: false,
                    days: self.dice.between(3, 30),
                    spends: true,
                };
                self.strike(life, &job, &terms);
            }
        }
    }

    /// Lets a worker win a job; returns the contract's place in the life, if it still fits into the window.
    pub fn strike(&mut self, life: &mut Life, job: &Job, terms: &Terms) -> Option<usize> {
        let bid_at = (job.posted_at + self.dice.between(HOUR, 2 * DAY)).max(life.who.active_from());
        let started = bid_at + self.dice.between(4 * HOUR, 3 * DAY);
        if started + DAY >= self.world.end {
            return None;
        }
        if job.is_extra {
            life.posts.push(job.post(&mut self.dice));
        }
        let price_minor = price(job.level_minor, terms.price_factor);
        let bid = self.bid(&life.who, job, bid_at);
        life.bids.push(Proposal { price_minor: Some(price_minor), outcome: "won".into(), ..bid });
        let ends = started + terms.days * DAY + self.dice.between(0, DAY);
        let upfront =
            if terms.prepaid { price_minor } else { i64::from(self.dice.chance(0.2)) * (price_minor * 3 / 10) };
        life.contracts.push(Contract {
            contract_id: self.ids.fresh(Kind::Contract).into(),
            job_id: job.id.into(),
            client_account_id: job.client.into(),
            worker_account_id: life.who.id.into(),
            started_at: Some(started),
            ended_at: (ends < self.world.end).then_some(ends),
            price_minor: Some(price_minor),
            currency: job.currency.into(),
            upfront_minor: Some(upfront),
            kickoff_at: (!terms.prepaid).then(|| started + self.dice.between(2 * HOUR, DAY)),
        });
        let place = life.contracts.len() - 1;
        self.pay_for(life, place, terms);
        if !self.world.plan.light {
            self.work_on(life, place, job);
        }
        Some(place)
    }

    fn pay_for(&mut self, life: &mut Life, place: usize, terms: &Terms) {
        let contract = &life.contracts[place];
        let (started, ended) = (contract.started_at.unwrap_or(0), contract.ended_at);
        let due = after_fee(contract.price_minor.unwrap_or(0));
        let at =
            if terms.prepaid { Some(started + HOUR) } else { ended.map(|at| at + self.dice.between(DAY, 6 * DAY)) };
        let payout = at.and_then(|at| self.pay_out(life, place, at, due));
        if let Some(payout) = payout.filter(|_| terms.spends) {
            self.spend(life, payout);
        }
    }

    fn work_on(&mut self, life: &mut Life, place: usize, job: &Job) {
        let contract = &life.contracts[place];
        let (begin, end) = (contract.started_at.unwrap_or(0), contract.ended_at.unwrap_or(self.world.end));
        let id = contract.contract_id.as_tag();
        let tongue = self.tongue_for(&life.who, job);
        self.log_work(life, id, (begin, end));
        self.talk(life, job.client, tongue, (begin, end));
        if self.dice.chance(0.4) {
            let at = begin + self.dice.between(HOUR, 3 * DAY);
            let video = self.dice.word(&["on", "on", "on", "on", "off", "virtual_background"]);
            let call = self.call(life, job.client, at.min(end - HOUR), video);
            life.calls.push(call);
        }
        if end < self.world.end - DAY {
            self.rate(life, id, (job.client, tongue), end);
        }
        if job.category < 8 && self.dice.chance(0.6) {
            self.commit_to(life, (begin, end));
        }
    }

    fn log_work(&mut self, life: &mut Life, contract: Option<Tag>, span: (i64, i64)) {
        let days = (span.1 - span.0) / DAY;
        for _ in 0..(days * 2 / 3).clamp(1, 25) {
            let started_at = self.moment(&life.who, span.0, span.1 - 4 * HOUR);
            life.worklogs.push(Worklog {
                account_id: life.who.id.into(),
                contract_id: contract.into(),
                started_at: Some(started_at),
                minutes: Some(self.dice.between(20, 230)),
            });
        }
    }

    /// A thread of messages between a worker and a client.
    pub fn talk(&mut self, life: &mut Life, client: Tag, tongue: Tongue, span: (i64, i64)) {
        let thread = self.ids.fresh(Kind::Thread);
        let mut at = span.0;
        let mut answers = None;
        for turn in 0..self.dice.between(3, 12) {
            let by_client = turn % 2 == 0;
            let topic = if by_client { "message.client" } else { "message.worker" };
            let text = say(&mut self.dice, topic, tongue);
            let message = self.message(life, Letter { thread, client, by_client, at, text, answers });
            answers = message.message_id.as_tag();
            life.messages.push(message);
            // An answer comes within hours; the next question takes days.
            at +=
                if by_client { self.dice.between(5 * MINUTE, 9 * HOUR) } else { self.dice.between(3 * HOUR, 4 * DAY) };
            if at >= span.1.min(self.world.end) {
                break;
            }
        }
    }

    /// One message between a worker and a client.
    pub fn message(&mut self, life: &Life, letter: Letter) -> Message {
        let worker = life.who.id;
        let (sender, recipient) = if letter.by_client { (letter.client, worker) } else { (worker, letter.client) };
        Message {
            message_id: self.ids.fresh(Kind::Message).into(),
            thread_id: letter.thread.into(),
            sender_account_id: sender.into(),
            recipient_account_id: recipient.into(),
            at: Some(letter.at),
            text: letter.text.into(),
            in_reply_to: letter.answers.into(),
        }
    }

    /// A message to some ordinary client, out of the blue.
    pub fn letter_to_stranger(&mut self, life: &Life, topic: &str, at: i64) -> Message {
        let tongue = self.tongue_of(&life.who);
        let text = say(&mut self.dice, topic, tongue);
        let (thread, client) = (self.ids.fresh(Kind::Thread), self.some_client());
        self.message(life, Letter { thread, client, by_client: false, at, text, answers: None })
    }

    /// A call that was arranged and attended.
    pub fn call(&mut self, life: &Life, client: Tag, at: i64, video: &'static str) -> Call {
        let started = at + self.dice.between(0, 4 * MINUTE);
        Call {
            call_id: self.ids.fresh(Kind::Call).into(),
            account_id: life.who.id.into(),
            counterpart_account_id: client.into(),
            scheduled_at: Some(at),
            started_at: Some(started),
            ended_at: Some((started + self.dice.between(8 * MINUTE, 70 * MINUTE)).min(self.world.end - 1)),
            attended: Some(true),
            video: video.into(),
        }
    }

    fn rate(&mut self, life: &mut Life, contract: Option<Tag>, client: (Tag, Tongue), end: i64) {
        let worker = life.who.id;
        let at = end + self.dice.between(HOUR, DAY);
        if self.dice.chance(0.6) {
            let rating = *self.dice.pick(&[5, 5, 5, 4, 4, 3, 2]);
            let review = self.review(contract, (client.0, worker), rating, at);
            let text = say_review(self, client.1);
            life.reviews.push(Review { text: text.into(), ..review });
        }
        if self.dice.chance(0.3) {
            let rating = *self.dice.pick(&[5, 5, 4, 4, 3]);
            let review = self.review(contract, (worker, client.0), rating, at);
            life.reviews.push(review);
        }
    }

    /// One rating: `pair` is author and subject.
    pub fn review(&mut self, contract: Option<Tag>, pair: (Tag, Tag), rating: i64, at: i64) -> Review {
        Review {
            review_id: self.ids.fresh(Kind::Review).into(),
            contract_id: contract.into(),
            author_account_id: pair.0.into(),
            subject_account_id: pair.1.into(),
            at: Some(at),
            rating: Some(rating),
            ..Review::default()
        }
    }
}

fn say_review(pen: &mut Pen<'_>, tongue: Tongue) -> &'static str {
    line(&mut pen.dice, if tongue == Tongue::Japanese { "review.ja" } else { "review.en" })
}
