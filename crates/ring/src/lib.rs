//! Rings from weighted ties: which accounts may be one hand, why, and under which lasting name.
//!
//! A [`Tie`] is one fact that two accounts share. Four steps make [`rings`] of ties, each with a rule of [`Rules`]:
//!
//! 1. **Weigh.** A pair's weight is the sum over families of kinds; inside a family the strongest tie counts in full,
//!    the next half, then a quarter, so that one fact seen five ways is not counted five times.
//! 2. **Join.** A pair joins by two independent families, not all of them proximity, and enough bits; or by one tie of
//!    a kind that is strong by itself.
//! 3. **Hold.** A joined pair holds if its weight, and half of what each third account joined to both adds, is enough:
//!    the weighted form of a truss (J. Cohen, "Trusses: cohesive subgraphs for social network analysis", 2008).
//! 4. **Part.** A ring is a largest set that holding pairs connect and that no cut below `cut_bits` parts. The cut counts
//!    each shared value once, however many pairs share it: a maximal k-edge-connected subgraph (R. Zhou et al.,
//!    "Finding maximal k-edge-connected subgraphs from a large graph", EDBT 2012), of a hypergraph with bits as
//!    capacities.
//!
//! Everything is monotone: without a tie no weight, support or cut is larger, so rings only shrink or split; ties
//! elsewhere change nothing. Sums are taken in whole numbers (1/65,536 bit), so no order of ties or accounts can tilt
//! one. The room knows no ids and no other room; the caller numbers the accounts.
#![forbid(unsafe_code)]

mod explain;
mod hold;
mod identify;
mod knot;
mod order;
mod pair;
mod part;
mod ring;
mod tie;
mod union;

pub use explain::{FamilyTerm, Pairing, Support, TieTerm, explain};
pub use identify::{Change, Named, identify};
pub use pair::Reason;
pub use ring::{Cohesion, Joined, Member, Ring, rings};
pub use tie::{Codes, Rules, Tie};
