//! Noticing that a peer is gone: a heartbeat each way, a goodbye at the end, and word of whom others lost.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::connect::Peers;

/// Between two heartbeats.
const BEAT_EVERY: Duration = Duration::from_millis(500);
/// A peer silent for this long is lost.
const SILENCE: Duration = Duration::from_secs(5);
/// How long to wait for the goodbye of the others.
const FAREWELL: Duration = Duration::from_secs(5);

const BEAT: u8 = 2;
const GOODBYE: u8 = 3;
/// Followed by the index (four bytes) of the process that the sender lost, just before the sender ends.
const LOST: u8 = 4;

/// Sockets per remote process, our own index `None`: what timely wants.
#[derive(Debug)]
pub struct Sockets(pub Vec<Option<TcpStream>>);

/// The running heartbeat.
///
/// Dropping it without [`Watch::finish`] closes the watch sockets without a goodbye: the others take us for lost.
#[must_use = "dropping the watch tells the other processes that this one is lost"]
pub struct Watch {
    circle: Arc<Circle>,
}

struct Peer {
    process: usize,
    address: String,
    socket: TcpStream,
}

/// What the heartbeat threads share.
struct Circle {
    process: usize,
    peers: Vec<Peer>,
    state: Mutex<State>,
    changed: Condvar,
    on_lost: Box<dyn Fn(String) + Send + Sync>,
}

#[derive(Default)]
struct State {
    /// We said goodbye or were dropped: nobody can be lost any more.
    ending: bool,
    /// Somebody was lost, and it was told.
    lost: bool,
    /// By place in `peers`: nothing more will come from this one.
    parted: Vec<bool>,
}

/// How the words of a peer ended.
#[derive(Clone, Copy)]
enum Ending {
    Goodbye,
    Closed,
    Silent,
    /// It ends because it lost this process.
    Bereaved(usize),
}

impl Peers {
    /// Starts the heartbeats and gives out the data sockets.
    ///
    /// `on_lost` is called at most once, from a thread of the watch, with a message that completes "failed to ..." and
    /// ends with a hint. It should print the message and end the process: timely cannot go on without a peer.
    pub fn watch(self, on_lost: impl Fn(String) + Send + Sync + 'static) -> (Sockets, Watch) {
        let Self { addresses, process, data, watch } = self;
        let peers: Vec<Peer> = watch
            .into_iter()
            .zip(addresses)
            .enumerate()
            .filter_map(|(process, (socket, address))| socket.map(|socket| Peer { process, address, socket }))
            .collect();
        let state = State { parted: vec![false; peers.len()], ..State::default() };
        let (state, changed) = (Mutex::new(state), Condvar::new());
        let circle = Arc::new(Circle { process, peers, state, changed, on_lost: Box::new(on_lost) });
        if let Err(error) = circle.start() {
            circle.give_up(&format!("watch the other processes: {error}\nhint: this machine may be out of threads"));
        }
        (Sockets(data), Watch { circle })
    }
}

impl Watch {
    /// An orderly end: says goodbye to every peer and waits for theirs, 5 seconds at most.
    ///
    /// Call it when the dataflow is done and its guards are joined. From here on a peer that goes away is no loss.
    pub fn finish(self) {
        let circle = &self.circle;
        circle.state().ending = true;
        circle.changed.notify_all();
        for peer in &circle.peers {
            // Whoever said goodbye before us may have closed already.
            let _ = (&peer.socket).write_all(&[GOODBYE]);
        }
        let some_stay = |state: &mut State| state.parted.contains(&false);
        drop(circle.changed.wait_timeout_while(circle.state(), FAREWELL, some_stay));
        // Dropping closes the sockets, which ends the threads.
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.circle.state().ending = true;
        self.circle.changed.notify_all();
        for peer in &self.circle.peers {
            let _ = peer.socket.shutdown(Shutdown::Both);
        }
        // The threads are not joined: one of them may be the caller, from inside `on_lost`.
    }
}

impl Circle {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(self: &Arc<Self>) -> std::io::Result<()> {
        for (place, peer) in self.peers.iter().enumerate() {
            peer.socket.set_read_timeout(Some(SILENCE))?;
            peer.socket.set_write_timeout(Some(BEAT_EVERY))?;
            let circle = Arc::clone(self);
            let name = format!("cluster:hear-{}", peer.process);
            thread::Builder::new().name(name).spawn(move || circle.attend(place))?;
        }
        let circle = Arc::clone(self);
        thread::Builder::new().name("cluster:beat".to_owned()).spawn(move || circle.beat())?;
        Ok(())
    }

    fn beat(&self) {
        let mut state = self.state();
        while !state.ending {
            let parted = state.parted.clone();
            drop(state);
            for (peer, parted) in self.peers.iter().zip(parted) {
                if !parted {
                    // A broken socket is noticed by the thread that reads it.
                    let _ = (&peer.socket).write_all(&[BEAT]);
                }
            }
            state = match self.changed.wait_timeout_while(self.state(), BEAT_EVERY, |state| !state.ending) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    /// Listens to one peer until its end.
    fn attend(&self, place: usize) {
        let peer = &self.peers[place];
        let ending = hear(&peer.socket);
        self.state().parted[place] = true;
        self.changed.notify_all();
        let lost = match ending {
            Ending::Goodbye => return,
            Ending::Bereaved(process) => process,
            Ending::Closed | Ending::Silent => peer.process,
        };
        if self.is_first_loss() {
            self.spread(lost);
            (self.on_lost)(self.describe(peer, ending));
        }
    }

    fn is_first_loss(&self) -> bool {
        let mut state = self.state();
        let first = !state.ending && !state.lost;
        state.lost |= first;
        first
    }

    fn give_up(&self, message: &str) {
        if self.is_first_loss() {
            (self.on_lost)(message.to_owned());
        }
    }

    /// Tells everybody whom we lost before we end: our own end would look like the cause. The lost one is told too, in
    /// case it was only stopped.
    fn spread(&self, lost: usize) {
        let word = [&[LOST][..], &(lost as u32).to_le_bytes()].concat();
        for peer in &self.peers {
            let _ = (&peer.socket).write_all(&word);
        }
    }

    fn describe(&self, peer: &Peer, ending: Ending) -> String {
        let Peer { process, address, .. } = peer;
        let silence = SILENCE.as_secs();
        match ending {
            Ending::Bereaved(lost) if lost == self.process => format!(
                "stay with process `{process}` at `{address}`: it heard nothing from this process for {silence} s\n\
                 hint: this process or its machine was stopped, or the network between them is down"
            ),
            Ending::Bereaved(lost) => {
                format!("go on: process `{process}` lost process `{lost}`\nhint: see what process `{lost}` printed")
            }
            Ending::Silent => format!(
                "hear from process `{process}` at `{address}` for {silence} s\n\
                 hint: the process or its machine is stopped, or the network is down"
            ),
            Ending::Closed | Ending::Goodbye => format!(
                "keep process `{process}` at `{address}`: it ended without a goodbye\n\
                 hint: see what process `{process}` printed; it was killed or failed"
            ),
        }
    }
}

/// Reads what a peer says until it says goodbye, ends or falls silent.
fn hear(mut socket: &TcpStream) -> Ending {
    loop {
        let mut word = [0];
        let ending = match socket.read(&mut word) {
            Ok(1) if word == [BEAT] => continue,
            Ok(1) if word == [GOODBYE] => Ending::Goodbye,
            Ok(1) if word == [LOST] => {
                let mut lost = [0; 4];
                // A word cut short is an end without a goodbye.
                socket
                    .read_exact(&mut lost)
                    .map_or(Ending::Closed, |()| Ending::Bereaved(u32::from_le_bytes(lost) as usize))
            }
            Ok(_) => Ending::Closed,
            Err(error) => match error.kind() {
                // A signal, for instance when we ourselves were stopped and go on.
                ErrorKind::Interrupted => continue,
                ErrorKind::WouldBlock | ErrorKind::TimedOut => Ending::Silent,
                _ => Ending::Closed,
            },
        };
        return ending;
    }
}
