//! Meeting the others: listen, connect, shake hands, and start together or say who is missing.
//!
//! Every process listens for those with a higher index and connects to those with a lower one, with one socket for data
//! and one for the watch. Helper threads do the waiting and end by themselves at the deadline; `connect` only gathers
//! what they report, so nothing that blocks (a name server, a silent stranger) can hold it beyond the deadline.

use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::handshake::{Kind, Why};
use super::meeting::{Meeting, News};
use super::wire::{VERSION, describe, receive, send};
use super::{Cluster, ClusterError};

/// Sent on each watch socket once all sockets of a process are there.
pub(super) const READY: u8 = 1;

/// Whoever is complete at the deadline waits this much longer for the others to be complete too.
const READY_GRACE: Duration = Duration::from_secs(1);

const DATA_UNACKNOWLEDGED: Duration = Duration::from_secs(8);

/// Connected peers: data sockets (for timely) and watch sockets.
#[derive(Debug)]
pub struct Peers {
    pub(super) addresses: Vec<String>,
    pub(super) process: usize,
    pub(super) data: Vec<Option<TcpStream>>,
    pub(super) watch: Vec<Option<TcpStream>>,
}

/// Connects to every other process, or says within the deadline why that failed.
///
/// `run_key` is a fingerprint of dataset and options: processes with different ones refuse each other. Heartbeats begin
/// with [`Peers::watch`], which must follow within a few seconds.
pub fn connect(cluster: &Cluster, run_key: &[u8]) -> Result<Peers, ClusterError> {
    cluster.check()?;
    let began = Instant::now();
    let until = began + cluster.connect_within;
    let (report, news) = channel();
    let meeting = Meeting::begin(cluster, run_key, until, report)?;
    let mut gathering = Gathering::new(cluster, began);
    let gathered = gathering.gather(&news, until);
    meeting.end();
    gathered?;
    gathering.peers.settle()?;
    gathering.peers.start_together(until + READY_GRACE, began)?;
    Ok(gathering.peers)
}

/// What was reported so far.
struct Gathering {
    peers: Peers,
    began: Instant,
    /// The last thing that happened with each process that is not there yet.
    last: Vec<Option<String>>,
    /// Refusals that a stranger could have provoked: they count only if nobody better comes.
    unproven: Vec<Option<Why>>,
}

impl Gathering {
    fn new(cluster: &Cluster, began: Instant) -> Self {
        let processes = cluster.addresses.len();
        let nobody = || (0..processes).map(|_| None).collect();
        let peers =
            Peers { addresses: cluster.addresses.clone(), process: cluster.process, data: nobody(), watch: nobody() };
        Self { peers, began, last: vec![None; processes], unproven: vec![None; processes] }
    }

    fn gather(&mut self, news: &Receiver<News>, until: Instant) -> Result<(), ClusterError> {
        while !self.missing().is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            match news.recv_timeout(left) {
                Ok(News::Joined(process, Kind::Data, stream)) => self.peers.data[process] = Some(stream),
                Ok(News::Joined(process, Kind::Watch, stream)) => self.peers.watch[process] = Some(stream),
                Ok(News::Waiting(process, what)) => self.last[process] = Some(what),
                Ok(News::Unproven(process, why)) => {
                    if let Some(noted) = self.unproven.get_mut(process) {
                        *noted = Some(why);
                    }
                }
                Ok(News::Refused(process, why)) => return Err(self.peers.refused(process, why)),
                Ok(News::Failed(error)) => return Err(error),
                Err(_) => return Err(self.time_over()),
            }
        }
        Ok(())
    }

    fn missing(&self) -> Vec<usize> {
        let here = |process: usize| self.peers.data[process].is_some() && self.peers.watch[process].is_some();
        (0..self.peers.addresses.len()).filter(|&process| process != self.peers.process && !here(process)).collect()
    }

    fn time_over(&self) -> ClusterError {
        let missing = self.missing();
        for &process in &missing {
            if let Some(why) = self.unproven[process] {
                return self.peers.refused(process, why);
            }
        }
        let names: Vec<String> = missing.iter().map(|&process| self.peers.name(process)).collect();
        let last = missing.iter().find_map(|&process| self.last[process].as_deref());
        ClusterError::NeverStarted {
            missing: names.join(", "),
            waited_seconds: self.began.elapsed().as_secs_f64(),
            last: last.map_or_else(String::new, |what| format!(" (last: {what})")),
        }
    }
}

impl Peers {
    fn name(&self, process: usize) -> String {
        format!("process `{process}` at `{}`", self.address(process))
    }

    fn address(&self, process: usize) -> String {
        // A peer with another hosts file may give an index that ours does not have.
        self.addresses.get(process).cloned().unwrap_or_else(|| "an unknown address".to_owned())
    }

    fn refused(&self, process: usize, why: Why) -> ClusterError {
        let address = self.address(process);
        match why {
            Why::WrongSecret => ClusterError::WrongSecret { process, address },
            Why::OtherRun => ClusterError::OtherRun { process, address },
            Why::OtherHosts => ClusterError::OtherHosts { process, address },
            Why::OtherVersion(theirs) => ClusterError::OtherVersion { process, address, theirs, ours: VERSION },
            Why::Taken => ClusterError::SeatTaken { process, address, own: self.process },
        }
    }

    /// Sets the sockets up for the run: the handshake's timeouts would make timely panic.
    fn settle(&self) -> Result<(), ClusterError> {
        for stream in self.data.iter().chain(&self.watch).flatten() {
            settle_socket(stream)
                .map_err(|cause| ClusterError::System { doing: "set up the sockets of the cluster", cause })?;
        }
        for stream in self.data.iter().flatten() {
            limit_unacknowledged(stream)
                .map_err(|cause| ClusterError::System { doing: "set a time limit on unacknowledged data", cause })?;
        }
        Ok(())
    }

    /// Waits until every process has all its sockets. Without this, a process that still waits for a third one would
    /// send no heartbeats and be taken for lost by those that are already complete.
    fn start_together(&self, until: Instant, began: Instant) -> Result<(), ClusterError> {
        for stream in self.watch.iter().flatten() {
            // A failure shows below, when there is no answer to read.
            let _ = send(stream, &[READY], until);
        }
        for (process, stream) in self.watch.iter().enumerate() {
            let Some(stream) = stream else { continue };
            let what = match receive::<1>(stream, until) {
                Ok([READY]) => continue,
                Ok(_) => "it sent what is no heartbeat".to_owned(),
                Err(error) => format!("{} after {:.1} s", describe(&error), began.elapsed().as_secs_f64()),
            };
            return Err(ClusterError::LeftEarly { process, address: self.address(process), what });
        }
        Ok(())
    }
}

fn settle_socket(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(None)?;
    stream.set_write_timeout(None)
}

/// A machine that vanished would otherwise keep unacknowledged data waiting for a quarter of an hour.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn limit_unacknowledged(stream: &TcpStream) -> std::io::Result<()> {
    socket2::SockRef::from(stream).set_tcp_user_timeout(Some(DATA_UNACKNOWLEDGED))
}

/// Elsewhere there is no such option and the heartbeats have to do.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn limit_unacknowledged(stream: &TcpStream) -> std::io::Result<()> {
    socket2::SockRef::from(stream).set_tcp_keepalive(&socket2::TcpKeepalive::new().with_time(DATA_UNACKNOWLEDGED))
}
