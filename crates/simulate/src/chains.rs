//! Contract chains: who orders from whom below a principal.

use crate::Error;
use crate::books::Books;
use crate::calendar::{DAY, START};
use crate::ids::{Kind, Tag};
use crate::life::Life;
use crate::people::Pen;
use crate::tables::{Party, Subcontract};
use crate::words::line;

/// How the steps of a chain are ordered and approved.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Steps below the principal.
    pub tiers: usize,
    /// Whether steps from the second on were approved.
    pub approved: bool,
    /// Whether the last step went over a matching site.
    pub last_by_site: bool,
    /// Whether the person who works at the end was verified by anybody.
    pub worker_verified: bool,
}

impl Pen<'_> {
    /// An organisation or person.
    pub fn party(&mut self, kind: &'static str, name: Option<String>) -> Party {
        let word = line(&mut self.dice, "company");
        let number = self.ids.number();
        let invented = match kind {
            "public_body" => format!("{word} City Office {}", number % 1_000),
            "platform" => format!("{word} Matching {}", number % 1_000),
            _ => format!("{word} Systems {}", number % 100_000),
        };
        let is_person = kind == "person";
        Party {
            party_id: self.ids.fresh(Kind::Party).into(),
            name: name.unwrap_or(invented).into(),
            native_name: None::<String>.into(),
            kind: kind.into(),
            country: "JP".into(),
            registry_number: (!is_person).then(|| format!("{number:013}")).into(),
            domain: (!is_person).then(|| format!("{}{}.example", word.to_lowercase(), number % 100_000)).into(),
        }
    }

    /// A chain from a public body down to a worker; returns the orders from the top, already written.
    pub fn chain(&mut self, books: &mut Books, worker: &Life, habits: Habits) -> Result<Vec<Tag>, Error> {
        let engagement = self.ids.fresh(Kind::Engagement);
        let days = i64::from(self.world.plan.days);
        let mut at = START + self.dice.between(1, (days / 2).max(2)) * DAY;
        let mut price = self.dice.between(20, 90) * 100_000;
        let mut orderer = self.party("public_body", None);
        let mut orders: Vec<Tag> = Vec::new();
        books.put(&orderer)?;
        for tier in 1..=habits.tiers {
            let is_last = tier == habits.tiers;
            let name = is_last.then(|| worker.who.account.legal_name.as_str().unwrap_or_default().to_owned());
            let contractor = self.party(if is_last { "person" } else { "company" }, name);
            books.put(&contractor)?;
            let mut order = Subcontract {
                engagement_id: engagement.into(),
                parent_subcontract_id: orders.last().copied().into(),
                orderer_party_id: orderer.party_id,
                contractor_party_id: contractor.party_id.clone(),
                approval_required: Some(tier > 1),
                price_minor: Some(price),
                ..self.order(at.min(self.world.end - 1), tier > 1 && habits.approved)
            };
            if is_last {
                assign(&mut order, worker, habits);
            }
            books.put(&order)?;
            orders.extend(order.subcontract_id.as_tag());
            at += self.dice.between(2, 8) * DAY;
            price = price * 8 / 10;
            orderer = contractor;
        }
        Ok(orders)
    }

    fn order(&mut self, at: i64, is_approved: bool) -> Subcontract {
        Subcontract {
            subcontract_id: self.ids.fresh(Kind::Subcontract).into(),
            ordered_at: Some(at),
            via: "direct".into(),
            approval_requested_at: is_approved.then_some(at - 5 * DAY),
            approved_at: is_approved.then_some(at - 2 * DAY),
            handles_personal_data: Some(self.dice.chance(0.3)),
            currency: "JPY".into(),
            ..Subcontract::default()
        }
    }

    /// Now and then an ordinary worker is at the end of a short, approved chain.
    pub fn usual_chain(&mut self, books: &mut Books, worker: &Life) -> Result<(), Error> {
        let tiers = self.dice.between(1, 4) as usize;
        let habits = Habits { tiers, approved: true, last_by_site: self.dice.chance(0.3), worker_verified: true };
        self.chain(books, worker, habits).map(|_| ())
    }
}

/// Puts a worker at the end of a chain.
fn assign(order: &mut Subcontract, worker: &Life, habits: Habits) {
    order.account_id = worker.who.id.into();
    order.worker_name = worker.who.account.legal_name.clone();
    order.worker_verified_at = order.ordered_at.filter(|_| habits.worker_verified).map(|at| at - DAY);
    if habits.last_by_site {
        order.via = "matching_site".into();
    }
}
