//! Proving to each other, without sending it, that both hold the same secret and do the same run.
//!
//! ```text
//! greeter (higher index, connects)      answerer (lower index, listens)
//!   hello, random challenge       ──▶
//!                                 ◀──   hello, random challenge
//!   tag of secret, tag of run     ──▶
//!                                 ◀──   verdict, tag of the verdict
//! ```
//!
//! A tag is a keyed BLAKE3 hash over a label and both hellos (hence indices, socket kind and both challenges); the key
//! is derived from the secret. The greeter proves itself first: a stranger who merely connects learns no tag. Labels
//! differ by side, so a tag cannot be sent back to its author. The run has a tag of its own, so that "other secret" and
//! "other run" are told apart. `blake3::Hash` compares in constant time.

use std::io;
use std::net::TcpStream;
use std::time::Instant;

use super::wire::{HELLO_BYTES, Hello, NONCE_BYTES, VERSION, describe, receive, send};

const TAG_BYTES: usize = blake3::OUT_LEN;
const PROOF_BYTES: usize = 2 * TAG_BYTES;
const REPLY_BYTES: usize = 1 + TAG_BYTES;
const KEY_CONTEXT: &str = "sekisho cluster handshake v1";

/// What a socket is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Rows and progress, handed to timely.
    Data,
    /// Heartbeats and the goodbye.
    Watch,
}

impl Kind {
    /// Both kinds: each pair of processes has one socket of each.
    pub const ALL: [Self; 2] = [Self::Data, Self::Watch];

    fn byte(self) -> u8 {
        match self {
            Self::Data => 1,
            Self::Watch => 2,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.byte() == byte)
    }
}

/// Why a sekisho process was refused, or refused us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It speaks this version.
    OtherVersion(u8),
    /// It holds another secret; its index is a claim.
    WrongSecret,
    /// It holds our secret, with another run key.
    OtherRun,
    /// It holds our secret, with another hosts file.
    OtherHosts,
    /// That index is already connected.
    Taken,
}

impl Why {
    const VERDICTS: [Self; 4] = [Self::WrongSecret, Self::OtherRun, Self::OtherHosts, Self::Taken];

    /// The byte of a verdict, where 0 is "welcome".
    fn byte(verdict: Option<Self>) -> u8 {
        Self::VERDICTS.iter().position(|&why| Some(why) == verdict).map_or(0, |index| index as u8 + 1)
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Self::VERDICTS.get(usize::from(byte).checked_sub(1)?).copied()
    }
}

/// How a handshake failed.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Nobody there, silence or an early end: worth another try.
    Unheard(String),
    /// A sekisho process that does not belong with us, by the index it gives.
    Unfit(usize, Why),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Unheard(describe(&error))
    }
}

impl Refusal {
    fn stranger() -> Self {
        Self::Unheard("something other than sekisho is there".to_owned())
    }
}

/// Ourselves, as far as the handshake needs it.
pub(super) struct Identity {
    key: [u8; blake3::KEY_LEN],
    run_key: Vec<u8>,
    process: u32,
    processes: u32,
}

impl Identity {
    /// Derives the key from the secret; the secret itself is not kept.
    pub fn new(secret: &str, run_key: &[u8], process: usize, processes: usize) -> Self {
        Self {
            key: blake3::derive_key(KEY_CONTEXT, secret.as_bytes()),
            run_key: run_key.to_vec(),
            process: process as u32,
            processes: processes as u32,
        }
    }

    /// The side that connects.
    pub fn greet(&self, stream: &TcpStream, to: usize, kind: Kind, until: Instant) -> Result<(), Refusal> {
        let ours = self.hello(kind.byte(), to as u32)?.to_bytes();
        send(stream, &ours, until)?;
        let theirs = receive::<HELLO_BYTES>(stream, until)?;
        let hello = Hello::from_bytes(&theirs).ok_or_else(Refusal::stranger)?;
        if hello.version != VERSION {
            return Err(Refusal::Unfit(to, Why::OtherVersion(hello.version)));
        }
        let hellos = [ours, theirs].concat();
        send(stream, &self.proof(&hellos), until)?;
        let reply = receive::<REPLY_BYTES>(stream, until)?;
        self.believe(&reply, &hellos).map_err(|why| Refusal::Unfit(to, why))
    }

    /// The side that listens; `taken` says whether a seat is already filled.
    pub fn answer(
        &self,
        stream: &TcpStream,
        until: Instant,
        taken: impl Fn(usize, Kind) -> bool,
    ) -> Result<(usize, Kind), Refusal> {
        let theirs = receive::<HELLO_BYTES>(stream, until)?;
        let hello = Hello::from_bytes(&theirs).ok_or_else(Refusal::stranger)?;
        let ours = self.hello(hello.kind, hello.from)?.to_bytes();
        send(stream, &ours, until)?;
        let from = hello.from as usize;
        if hello.version != VERSION {
            return Err(Refusal::Unfit(from, Why::OtherVersion(hello.version)));
        }
        let kind = Kind::from_byte(hello.kind).ok_or_else(Refusal::stranger)?;
        let hellos = [theirs, ours].concat();
        let proof = receive::<PROOF_BYTES>(stream, until)?;
        let verdict = self.judge(&proof, &hellos, &hello).or_else(|| taken(from, kind).then_some(Why::Taken));
        send(stream, &self.reply(verdict, &hellos), until)?;
        verdict.map_or(Ok((from, kind)), |why| Err(Refusal::Unfit(from, why)))
    }

    fn hello(&self, kind: u8, to: u32) -> Result<Hello, Refusal> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|error| Refusal::Unheard(format!("no random numbers: {error}")))?;
        Ok(Hello { version: VERSION, kind, from: self.process, to, processes: self.processes, nonce })
    }

    /// Labels have one length each and hellos too, so the parts cannot be shifted into each other.
    fn tag(&self, label: &[u8; 8], hellos: &[u8], last: &[u8]) -> blake3::Hash {
        blake3::Hasher::new_keyed(&self.key).update(label).update(hellos).update(last).finalize()
    }

    fn proof(&self, hellos: &[u8]) -> [u8; PROOF_BYTES] {
        let mut proof = [0; PROOF_BYTES];
        proof[..TAG_BYTES].copy_from_slice(self.tag(b"g-secret", hellos, &[]).as_bytes());
        proof[TAG_BYTES..].copy_from_slice(self.tag(b"g-runkey", hellos, &self.run_key).as_bytes());
        proof
    }

    fn judge(&self, proof: &[u8; PROOF_BYTES], hellos: &[u8], hello: &Hello) -> Option<Why> {
        if !is_tag(&proof[..TAG_BYTES], self.tag(b"g-secret", hellos, &[])) {
            return Some(Why::WrongSecret);
        }
        // From here on the other side is one of us, and every complaint is about a mistake.
        let expected = hello.to == self.process && hello.from > self.process && hello.from < self.processes;
        if !expected || hello.processes != self.processes {
            return Some(Why::OtherHosts);
        }
        let same_run = is_tag(&proof[TAG_BYTES..], self.tag(b"g-runkey", hellos, &self.run_key));
        (!same_run).then_some(Why::OtherRun)
    }

    fn reply(&self, verdict: Option<Why>, hellos: &[u8]) -> [u8; REPLY_BYTES] {
        let mut reply = [0; REPLY_BYTES];
        reply[0] = Why::byte(verdict);
        // Who could not prove the secret gets no tag to try secrets on.
        if verdict != Some(Why::WrongSecret) {
            let tag = self.tag(b"a-answer", hellos, &reply[..1]);
            reply[1..].copy_from_slice(tag.as_bytes());
        }
        reply
    }

    fn believe(&self, reply: &[u8; REPLY_BYTES], hellos: &[u8]) -> Result<(), Why> {
        let (verdict, tag) = reply.split_at(1);
        if !is_tag(tag, self.tag(b"a-answer", hellos, verdict)) {
            return Err(Why::WrongSecret);
        }
        match Why::from_byte(verdict[0]) {
            Some(why) => Err(why),
            None => Ok(()),
        }
    }
}

/// In constant time, as `blake3::Hash` promises.
fn is_tag(bytes: &[u8], expected: blake3::Hash) -> bool {
    blake3::Hash::from_slice(bytes).is_ok_and(|tag| tag == expected)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::*;

    type Answer = Result<(usize, Kind), Refusal>;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(5)
    }

    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let connected = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (connected, listener.accept().unwrap().0)
    }

    fn meet(greeter: Identity, answerer: Identity, taken: bool) -> (Result<(), Refusal>, Answer) {
        let (near, far) = pair();
        let other = thread::spawn(move || answerer.answer(&far, soon(), |_, _| taken));
        (greeter.greet(&near, 0, Kind::Watch, soon()), other.join().unwrap())
    }

    fn assert_refused(met: (Result<(), Refusal>, Answer), expected: Why) {
        assert!(matches!(met.0, Err(Refusal::Unfit(0, why)) if why == expected), "greeter: {:?}", met.0);
        assert!(matches!(met.1, Err(Refusal::Unfit(_, why)) if why == expected), "answerer: {:?}", met.1);
    }

    #[test]
    fn the_same_secret_and_run_are_welcome() {
        let (greeter, answerer) = meet(Identity::new("s", b"run", 1, 2), Identity::new("s", b"run", 0, 2), false);
        assert!(greeter.is_ok());
        assert_eq!(answerer.unwrap(), (1, Kind::Watch));
    }

    #[test]
    fn both_sides_learn_why_not() {
        let own = || Identity::new("s", b"run", 0, 2);
        assert_refused(meet(Identity::new("t", b"run", 1, 2), own(), false), Why::WrongSecret);
        assert_refused(meet(Identity::new("s", b"walk", 1, 2), own(), false), Why::OtherRun);
        assert_refused(meet(Identity::new("s", b"run", 1, 3), own(), false), Why::OtherHosts);
        assert_refused(meet(Identity::new("s", b"run", 2, 2), own(), false), Why::OtherHosts);
        assert_refused(meet(Identity::new("s", b"run", 1, 2), own(), true), Why::Taken);
        // The greeter expects process 0 and finds process 1.
        assert_refused(
            meet(Identity::new("s", b"run", 2, 3), Identity::new("s", b"run", 1, 3), false),
            Why::OtherHosts,
        );
    }

    #[test]
    fn a_welcome_without_the_secret_is_not_believed() {
        let (near, far) = pair();
        let forger = thread::spawn(move || {
            let mut hello = Hello::from_bytes(&receive(&far, soon()).unwrap()).unwrap();
            (hello.from, hello.to) = (0, 1);
            send(&far, &hello.to_bytes(), soon()).unwrap();
            let proof = receive::<PROOF_BYTES>(&far, soon()).unwrap();
            // The best it can do: send our own tag back.
            send(&far, &[&[0], &proof[..TAG_BYTES]].concat(), soon()).unwrap();
        });
        let met = Identity::new("s", b"run", 1, 2).greet(&near, 0, Kind::Data, soon());
        forger.join().unwrap();
        assert!(matches!(met, Err(Refusal::Unfit(0, Why::WrongSecret))), "{met:?}");
    }

    #[test]
    fn another_version_is_told_to_both() {
        let (near, far) = pair();
        let newer = Hello { version: 9, kind: 1, from: 1, to: 0, processes: 2, nonce: [0; NONCE_BYTES] };
        send(&near, &newer.to_bytes(), soon()).unwrap();
        let met = Identity::new("s", b"run", 0, 2).answer(&far, soon(), |_, _| false);
        assert!(matches!(met, Err(Refusal::Unfit(1, Why::OtherVersion(9)))), "{met:?}");
        let reply = Hello::from_bytes(&receive(&near, soon()).unwrap()).unwrap();
        assert_eq!(reply.version, VERSION);
    }
}
