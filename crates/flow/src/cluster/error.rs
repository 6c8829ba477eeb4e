//! What can go wrong while processes meet. Every message completes "failed to ..." and ends with a hint.

use std::io;
use std::path::PathBuf;

/// Why this process could not join the others.
///
/// Causes are part of the message and not of the `source` chain, so that the hint stays the last line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// The hosts file is absent or unreadable.
    #[error(
        "read the hosts file `{}`: {cause}\nhint: write one `host:port` a line; the first line is process 0",
        path.display()
    )]
    ReadHosts {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A line of the hosts file is no address.
    #[error(
        "understand line {line} of `{}`: `{text}` is not `host:port`\n\
         hint: write for example `192.0.2.10:2101`, or `[2001:db8::10]:2101` for IPv6",
        path.display()
    )]
    HostLine {
        /// The hosts file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// The hosts file names nobody.
    #[error(
        "find a process in the hosts file `{}`\nhint: write one `host:port` a line; the first line is process 0",
        path.display()
    )]
    NoHosts {
        /// The hosts file.
        path: PathBuf,
    },
    /// Two processes cannot listen on one address.
    #[error(
        "tell process `{first}` from process `{second}`: both are at `{address}`\n\
         hint: give each process of the hosts file its own port"
    )]
    SameAddress {
        /// The lower process.
        first: usize,
        /// The higher process.
        second: usize,
        /// The address that both have.
        address: String,
    },
    /// Our own index is beyond the hosts file.
    #[error(
        "be process `{process}` of a cluster of {processes}\n\
         hint: processes are counted from 0, in the order of the hosts file"
    )]
    NoSuchProcess {
        /// The index that was asked for.
        process: usize,
        /// How many processes there are.
        processes: usize,
    },
    /// A cluster without a secret would let anybody in.
    #[error(
        "join the cluster without a shared secret\n\
         hint: set SEKISHO_SECRET to the same value for every process, for example from `openssl rand -hex 32`"
    )]
    EmptySecret,
    /// Our own address cannot be listened on.
    #[error(
        "listen on `{address}` as process `{process}`: {cause}\n\
         hint: the hosts file must give process `{process}` an address of this machine and a free port"
    )]
    Listen {
        /// Our index.
        process: usize,
        /// Our address.
        address: String,
        /// What the system said.
        cause: io::Error,
    },
    /// Some processes were not there when the deadline passed.
    #[error(
        "reach {missing}: waited {waited_seconds:.1} s{last}\n\
         hint: start every process of the hosts file within that time, and check the addresses"
    )]
    NeverStarted {
        /// The processes and addresses that are missing.
        missing: String,
        /// How long was waited.
        waited_seconds: f64,
        /// What happened last, empty or like ` (last: connection refused)`.
        last: String,
    },
    /// A peer holds another secret.
    #[error(
        "agree with process `{process}` at `{address}` on the shared secret\n\
         hint: set SEKISHO_SECRET to the same value for every process"
    )]
    WrongSecret {
        /// Whom the peer claims to be.
        process: usize,
        /// The address of that process.
        address: String,
    },
    /// A peer holds our secret and does other work.
    #[error(
        "join process `{process}` at `{address}`: process `{process}` scans other input or options\n\
         hint: start every process with the same dataset, indicators and options"
    )]
    OtherRun {
        /// The peer.
        process: usize,
        /// Its address.
        address: String,
    },
    /// A peer holds our secret and another list of processes.
    #[error(
        "join process `{process}` at `{address}`: its hosts file has other processes or another order\n\
         hint: give every process the same hosts file"
    )]
    OtherHosts {
        /// The peer.
        process: usize,
        /// Its address.
        address: String,
    },
    /// A peer speaks another version of this handshake.
    #[error(
        "talk to process `{process}` at `{address}`: it speaks version {theirs} of the cluster protocol, we speak {ours}\n\
         hint: run the same build of sekisho on every machine"
    )]
    OtherVersion {
        /// The peer.
        process: usize,
        /// Its address.
        address: String,
        /// Its version.
        theirs: u8,
        /// Our version.
        ours: u8,
    },
    /// Our own index is already taken by another process.
    #[error(
        "join process `{process}` at `{address}`: it already has a process `{own}`\n\
         hint: give each process its own --process, and end processes left over from an earlier run"
    )]
    SeatTaken {
        /// The peer that refused us.
        process: usize,
        /// Its address.
        address: String,
        /// Our index.
        own: usize,
    },
    /// A peer joined and was gone before everybody was there.
    #[error(
        "start together with process `{process}` at `{address}`: {what}\n\
         hint: see what process `{process}` printed"
    )]
    LeftEarly {
        /// The peer.
        process: usize,
        /// Its address.
        address: String,
        /// What was seen of it.
        what: String,
    },
    /// A thread or a socket could not be set up here.
    #[error("{doing}: {cause}\nhint: this machine may be out of threads, memory or open files")]
    System {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        cause: io::Error,
    },
}

impl ClusterError {
    /// Whether the hosts file, the process number or the secret is wrong, before anybody was called.
    pub fn is_in_the_command(&self) -> bool {
        matches!(
            self,
            Self::ReadHosts { .. }
                | Self::HostLine { .. }
                | Self::NoHosts { .. }
                | Self::SameAddress { .. }
                | Self::NoSuchProcess { .. }
                | Self::EmptySecret
        )
    }
}
