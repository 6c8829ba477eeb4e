//! Honest accounts whose lives look odd: each kind is one innocent explanation of some indicator.

mod crowd;
mod market;
mod network;
mod people;
mod purse;

use crate::Error;
use crate::books::Books;
use crate::calendar::{DAY, HOUR, START};
use crate::cast::Group;
use crate::life::Life;
use crate::people::{Pen, Person};

/// Sessions that a decoy has at least, so that its oddity shows.
const AT_LEAST: usize = 12;

macro_rules! kinds {
    ($($kind:ident $label:literal $size:literal;)*) => {
        /// A kind of decoy.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $(#[doc = concat!("`", $label, "`")] $kind),* }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            /// How many accounts belong together.
            pub const fn group_size(self) -> u64 {
                match self { $(Kind::$kind => $size),* }
            }

            /// The label in the truth.
            pub const fn label(self) -> &'static str {
                match self { $(Kind::$kind => concat!("decoy:", $label)),* }
            }
        }
    };
}

kinds! {
    Campus "campus" 10;
    Coworking "coworking" 6;
    Agency "agency_declared" 5;
    Family "family_household" 3;
    VpnPolicy "vpn_policy" 1;
    Traveller "traveller" 1;
    Expatriate "expatriate" 1;
    NightOwl "night_owl" 1;
    CryptoEnthusiast "crypto_enthusiast" 1;
    NoVideo "disabled_no_video" 1;
    Newcomer "newcomer_many_bids" 1;
    ParentCard "student_parent_card" 1;
    Remittance "family_remittance" 1;
    Mover "mover" 1;
    NameChange "name_change" 1;
    OpenTab "open_tab_developer" 1;
    CloudDesktop "cloud_desktop" 1;
    BigClient "big_client" 1;
    DeepChain "deep_chain_approved" 1;
    SecondAccount "second_account" 2;
    AgencyUndeclared "agency_undeclared" 5;
    CarrierNat "carrier_nat" 8;
    Carer "carer" 1;
    PublicTemplate "public_template" 12;
    CompanyPayout "company_payout" 1;
}

/// Invents and writes one group of decoys.
pub fn tell(pen: &mut Pen<'_>, books: &mut Books, group: &Group, kind: Kind) -> Result<(), Error> {
    let together = (kind.group_size() > 1).then(|| pen.world.core(group.first).city);
    let mut lives: Vec<Life> = Vec::with_capacity(group.size as usize);
    for index in group.first..group.first + group.size {
        pen.turn_to(index);
        let mut who = pen.person(index, together);
        settle(pen, &mut who);
        people::prepare(pen, &mut who, kind, lives.first().map(|life| &life.who));
        network::prepare(pen, &mut who, kind);
        crowd::prepare(&mut who, kind);
        let mut life = Life::new(who);
        life.role = kind.label();
        pen.live(&mut life);
        if life.visits.len() < AT_LEAST {
            life.visits = pen.visits_of(&life.who, AT_LEAST + 8);
        }
        lives.push(life);
    }
    network::adapt(pen, books, kind, &mut lives);
    people::adapt(pen, kind, &mut lives);
    market::adapt(pen, books, kind, &mut lives)?;
    purse::adapt(pen, kind, &mut lives);
    crowd::adapt(pen, books, kind, &mut lives);
    lives.iter().try_for_each(|life| life.write(pen, books))
}

/// Lets an account be old, verified and active enough for its story.
fn settle(pen: &mut Pen<'_>, who: &mut Person) {
    let days = i64::from(pen.world.plan.days);
    let opened = who.opened_at();
    if opened > START - 2 * DAY {
        who.account.opened_at = Some(opened - days * DAY - 3 * DAY);
    }
    who.account.verified_at = Some(who.opened_at() + pen.dice.between(HOUR / 2, 30 * HOUR));
    who.account.status = "active".into();
    who.account.status_at = None;
    who.account.status_reason = None::<&'static str>.into();
    who.account.role = "worker".into();
}
