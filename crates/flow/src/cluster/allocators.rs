//! Handing connected sockets to timely.

use std::any::Any;
use std::io;

use timely::communication::allocator::zero_copy::initialize::initialize_networking_from_sockets;
use timely::communication::allocator::{AllocatorBuilder, ProcessBuilder};
use timely::communication::{Config, Hooks};

use super::Sockets;

/// Builds timely's allocators from sockets, one per worker thread, and the guard that joins the socket threads: both go
/// to `timely::execute::execute_from`.
///
/// The socket threads start here and panic when a socket breaks; dropping the guard then panics too (see the module
/// documentation on the panic hook).
pub fn allocators(
    sockets: Sockets,
    process: usize,
    threads: usize,
) -> io::Result<(Vec<AllocatorBuilder>, Box<dyn Any + Send>)> {
    if sockets.0.len() <= 1 {
        // A cluster of one needs no bytes on a wire.
        return Config::Process(threads).try_build().map_err(io::Error::other);
    }
    let hooks = Hooks::default();
    let local = ProcessBuilder::new_typed_vector(threads, hooks.refill.clone(), hooks.spill.clone());
    let (builders, guard) = initialize_networking_from_sockets(local, sockets.0, process, threads, hooks)?;
    Ok((builders.into_iter().map(AllocatorBuilder::Tcp).collect(), Box::new(guard)))
}
