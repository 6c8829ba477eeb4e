//! What a ring is like: which tricks it uses and what its accounts share.

use crate::World;
use crate::calendar::HOUR;
use crate::dice::{Dice, Stream};
use crate::ids::{Kind, Tag};
use crate::market::compose;
use crate::names::Name;
use crate::network::Net;
use crate::people::{Device, Pen, Rhythm};
use crate::places::known;
use crate::truth::Strength;
use crate::words::{Tongue, say_several};

/// A habit of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trick {
    /// One or two computers for all accounts.
    SharedDevice,
    /// One exit for all accounts.
    SharedExit,
    /// One authenticator for several accounts.
    SharedFactor,
    /// Sign-ins from several countries within a day.
    ManyCountries,
    /// Several operators take turns for more than a day.
    LongShift,
    /// The account's computer is driven from afar.
    RemoteDesktop,
    /// Work at the operator's hours, far from the claimed ones.
    NightWork,
    /// Bids before verification.
    EarlyWork,
    /// One document for two accounts.
    SamePapers,
    /// Documents from one desk: same camera, same dates, minutes apart.
    OneDesk,
    /// Small, blurred images.
    PoorImage,
    /// Edited images.
    EditedImage,
    /// Documents in another name than the account.
    WrongName,
    /// One text for all profiles.
    TwinProfile,
    /// Accounts bring each other in.
    Referral,
    /// One text for all bids.
    BidTemplate,
    /// Many bids.
    ManyBids,
    /// Prices far below the usual ones.
    Cheap,
    /// A client of the ring hires and praises its workers.
    Praise,
    /// Everything paid before any meeting.
    Prepaid,
    /// No camera.
    NoCamera,
    /// Away from the marketplace.
    OffPlatform,
    /// Pay in crypto.
    CryptoRequest,
    /// One payout account for several workers.
    SharedPayout,
    /// Client and worker use one payment account.
    ClientSharesPayout,
    /// Payout accounts in other names.
    OtherHolder,
    /// Payout accounts change all the time.
    Churn,
    /// Most of the pay goes on to a collector.
    PassThrough,
    /// Cash comes out abroad.
    CashAbroad,
    /// Pay ends in a sanctioned wallet.
    ListedWallet,
    /// Equipment goes to another address.
    OtherAddress,
    /// A video switch on the computer.
    VideoSwitch,
    /// Old commits from another place and under other names.
    OldCommits,
    /// A long chain of orders that nobody approved.
    UndeclaredChain,
    /// Each account has a line, a device and a payout account of its own; texts are the ring's own.
    Separate,
    /// One operator after the other account: a session ends, minutes later that of the next account begins.
    Turns,
    /// Commits of several accounts under one address.
    OneCommitter,
}

/// How many tricks a ring may have by chance.
const TRICKS: u64 = Trick::UndeclaredChain as u64 + 1;

/// Streams of the texts of rings, far from those of the rings themselves.
const OWN_TEXTS: u64 = 1 << 32;

/// The habits of a careful ring: what ties its accounts is how the same few people work. Of seven such habits it has four at
/// least.
fn careful(dice: &mut Dice) -> u64 {
    let ties = [
        Trick::BidTemplate,
        Trick::TwinProfile,
        Trick::OneDesk,
        Trick::Turns,
        Trick::PassThrough,
        Trick::OneCommitter,
        Trick::Praise,
    ];
    let mut chosen = 0u64;
    while chosen.count_ones() < 4 {
        chosen |= ties.iter().filter(|_| dice.chance(0.6)).fold(0, |all, trick| all | 1 << *trick as u64);
    }
    // What a single account shows is rare: cash abroad behind the collector, a low price, a camera that stays off.
    let signs = [(Trick::CashAbroad, 0.5), (Trick::Cheap, 0.25), (Trick::NoCamera, 0.25), (Trick::OffPlatform, 0.2)];
    let shown =
        signs.iter().filter(|(_, share)| dice.chance(*share)).fold(0, |all, (trick, _)| all | 1 << *trick as u64);
    chosen | shown | 1 << Trick::Separate as u64
}

/// A ring.
pub struct Ring {
    /// Its number, from 0.
    pub number: u64,
    /// Its identifier in the truth.
    pub id: String,
    /// Where the operators sit.
    pub operator_city: usize,
    /// Another place from which they sign in.
    pub second_city: usize,
    /// When they work.
    pub shift: Rhythm,
    /// The computers they share.
    pub devices: [Device; 2],
    /// The authenticator they share.
    pub factor: Tag,
    /// The exits they use.
    pub exits: [Net; 2],
    /// Number of the template for bids and profiles.
    pub template: usize,
    /// Who collects the money.
    pub collector: Name,
    /// The share that nominees keep.
    pub kept: f64,
    seed: u64,
    tricks: u64,
}

impl Ring {
    /// Plans a ring: the first does nearly everything, the others a part of it.
    pub fn plan(pen: &mut Pen<'_>, number: u64) -> Self {
        pen.dice = Dice::new(pen.world.plan.seed, Stream::Ring, number);
        let boldness = match pen.world.plan.world {
            _ if number == 0 => 1.0,
            World::Loud => 0.8 + 0.2 * pen.dice.fraction(),
            _ => 0.25 + 0.5 * pen.dice.fraction(),
        };
        let mut tricks = (0..TRICKS).filter(|_| pen.dice.chance(boldness)).fold(0, |all, trick| all | 1 << trick);
        // Operators of every ring share something; the undeclared chain belongs to one ring only.
        tricks |= 1 << (if pen.dice.chance(0.5) { Trick::SharedDevice } else { Trick::SharedExit }) as u64;
        let chain = 1 << Trick::UndeclaredChain as u64;
        tricks = if number == 0 { tricks | chain } else { tricks & !chain };
        if pen.world.plan.world == World::Careful {
            tricks = careful(&mut pen.dice);
        }
        let by_vpn = pen.dice.chance(0.6);
        let atlas = &pen.world.atlas;
        let exit = |spare| if by_vpn { atlas.ring_vpn(number, spare) } else { atlas.ring_hosting(number, spare) };
        let exits = [exit(0), exit(1)];
        let cities = [known::SHENYANG, known::VLADIVOSTOK, known::SHANGHAI];
        let first = pen.dice.below(3) as usize;
        let operator_city = cities[first];
        let culture = pen.world.city(operator_city).country().culture;
        Self {
            number,
            id: format!("ring_{:04}", number + 1),
            operator_city,
            second_city: cities[(first + 1) % 3],
            shift: Rhythm { peak: 14.0, spread: 3.5, awake: (8.0, 23.0), weekend: 0.95 },
            devices: [pen.computer(), pen.computer()],
            factor: pen.ids.fresh(Kind::Device),
            exits,
            template: pen.dice.below(6) as usize,
            collector: Name::invent(&mut pen.dice, culture),
            kept: 0.1 + 0.1 * pen.dice.fraction(),
            seed: pen.world.plan.seed,
            tricks,
        }
    }

    /// The ring's own text for bids, if its texts are its own.
    pub fn own_bid(&self, tongue: Tongue) -> Option<String> {
        let stream = OWN_TEXTS + 2 * self.number + u64::from(tongue == Tongue::Japanese);
        self.shows(Trick::Separate).then(|| compose(&mut Dice::new(self.seed, Stream::Ring, stream), tongue))
    }

    /// The ring's own text for profiles, its slots filled.
    pub fn own_profile(&self) -> Option<String> {
        let mut dice = Dice::new(self.seed, Stream::Ring, 2 * OWN_TEXTS + self.number);
        self.shows(Trick::Separate).then(|| say_several(&mut dice, "profile.about", Tongue::English, 3))
    }

    /// Whether the ring has a habit.
    pub const fn shows(&self, trick: Trick) -> bool {
        self.tricks & (1 << trick as u64) != 0
    }

    /// How plainly a habit shows: every third ring is more careful.
    pub const fn strength(&self, usual: Strength) -> Strength {
        match usual {
            Strength::Medium if self.number % 3 == 2 => Strength::Weak,
            other => other,
        }
    }

    /// How long operators of one shift stay.
    pub const fn turn_seconds(&self) -> (i64, i64) {
        (3 * HOUR, 6 * HOUR)
    }
}
