//! The bytes of the handshake, and reading and writing them before a deadline.
//!
//! Every version must keep the layout of [`Hello`], so that two versions can tell each other which they speak.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The version of the handshake and of the watch that we speak.
pub(super) const VERSION: u8 = 1;
/// How many bytes a [`Hello`] has.
pub(super) const HELLO_BYTES: usize = 53;
/// How many bytes a random challenge has.
pub(super) const NONCE_BYTES: usize = 32;

const MAGIC: &[u8; 7] = b"sekisho";

/// What each side says first; it holds nothing secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hello {
    /// The version the speaker speaks.
    pub version: u8,
    /// What the socket is for.
    pub kind: u8,
    /// Who speaks.
    pub from: u32,
    /// Whom the speaker expects at the other end.
    pub to: u32,
    /// How many processes the speaker's hosts file has.
    pub processes: u32,
    /// The challenge.
    pub nonce: [u8; NONCE_BYTES],
}

impl Hello {
    /// As sent.
    pub fn to_bytes(&self) -> [u8; HELLO_BYTES] {
        let mut bytes = [0; HELLO_BYTES];
        bytes[..7].copy_from_slice(MAGIC);
        bytes[7] = self.version;
        bytes[8] = self.kind;
        bytes[9..13].copy_from_slice(&self.from.to_le_bytes());
        bytes[13..17].copy_from_slice(&self.to.to_le_bytes());
        bytes[17..21].copy_from_slice(&self.processes.to_le_bytes());
        bytes[21..].copy_from_slice(&self.nonce);
        bytes
    }

    /// As received; nothing if the other side is no sekisho.
    pub fn from_bytes(bytes: &[u8; HELLO_BYTES]) -> Option<Self> {
        let (magic, rest) = bytes.split_first_chunk::<7>()?;
        let (&[version, kind], rest) = rest.split_first_chunk::<2>()?;
        let (from, rest) = rest.split_first_chunk::<4>()?;
        let (to, rest) = rest.split_first_chunk::<4>()?;
        let (processes, rest) = rest.split_first_chunk::<4>()?;
        let nonce = *rest.first_chunk::<NONCE_BYTES>()?;
        let [from, to, processes] = [from, to, processes].map(|number| u32::from_le_bytes(*number));
        (magic == MAGIC).then_some(Self { version, kind, from, to, processes, nonce })
    }
}

/// Reads exactly `N` bytes, all of them before the deadline (a stranger may drip one byte at a time).
pub(super) fn receive<const N: usize>(mut stream: &TcpStream, until: Instant) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    let mut filled = 0;
    while filled < N {
        stream.set_read_timeout(Some(time_left(until)?))?;
        match stream.read(&mut bytes[filled..]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(bytes)
}

/// Writes all bytes; they are few and fit any socket buffer, so one timeout is enough.
pub(super) fn send(mut stream: &TcpStream, bytes: &[u8], until: Instant) -> io::Result<()> {
    stream.set_write_timeout(Some(time_left(until)?))?;
    stream.write_all(bytes)
}

fn time_left(until: Instant) -> io::Result<Duration> {
    // A timeout of zero is an error to the socket.
    until
        .checked_duration_since(Instant::now())
        .filter(|left| !left.is_zero())
        .ok_or_else(|| io::ErrorKind::TimedOut.into())
}

/// A short cause for messages: a socket timeout would read "resource temporarily unavailable".
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => "no answer".to_owned(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset => "it hung up".to_owned(),
        io::ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hello_comes_back_as_it_was_sent() {
        let hello = Hello { version: 1, kind: 2, from: 3, to: 70_000, processes: 5, nonce: [7; NONCE_BYTES] };
        assert_eq!(Hello::from_bytes(&hello.to_bytes()), Some(hello));
    }

    #[test]
    fn other_programs_are_not_understood() {
        let mut bytes = [b' '; HELLO_BYTES];
        bytes[..14].copy_from_slice(b"GET / HTTP/1.1");
        assert_eq!(Hello::from_bytes(&bytes), None);
    }
}
