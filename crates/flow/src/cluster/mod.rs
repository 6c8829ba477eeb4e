//! Several processes on one dataflow: how they meet, and how the run ends when one of them is lost.
//!
//! timely connects without deadline, secret or silence, and waits for ever for a peer that stopped. So the sockets are
//! made here and handed to it: [`connect`] meets the others or fails within the deadline, [`Peers::watch`] starts the
//! heartbeats, [`allocators`] builds timely's side, [`Watch::finish`] says goodbye. From the loss of a peer to the call
//! of `on_lost` pass at most 5 seconds, from the start to the failure of `connect` at most 9.
//!
//! # What is protected
//!
//! Who takes part: each socket is admitted only after both sides proved the shared secret. Rows on the wire are neither
//! encrypted nor signed after that, and a secret that can be guessed can be found from a recorded handshake: use a
//! private network or a tunnel, and a long random secret.
//!
//! # What the panic hook must do
//!
//! When a peer dies, timely's socket threads panic at the same moment at which the watch notices it, its workers panic
//! after them, and the guard of [`allocators`] panics when dropped. The hook ends the process (see
//! `docs/decisions/005`); it must print once and exit. For a panic where [`is_lost_peer`] holds it should wait about two seconds
//! first (`on_lost`, on another thread, knows who is lost, prints that and exits), and then print and exit itself. Any
//! other panic it prints and exits at once. Both use one flag, so that only the first prints.

mod allocators;
mod connect;
mod error;
mod handshake;
mod hosts;
mod meeting;
#[cfg(test)]
mod tests;
mod watch;
mod wire;

pub use allocators::allocators;
pub use connect::{Peers, connect};
pub use error::ClusterError;
pub use hosts::{CONNECT_WITHIN, Cluster};
pub use watch::{Sockets, Watch};

/// Whether the message of a panic is timely's way of saying that a socket to a peer broke.
pub fn is_lost_peer(message: &str) -> bool {
    // The panic goes from the socket threads on to the workers, and to whoever drops the guard.
    let beginnings = ["timely communication error:", "MergeQueue", "Send thread panic", "Recv thread panic"];
    beginnings.iter().any(|beginning| message.starts_with(beginning))
}
