//! The helper threads of the connect phase: one listens, one per lower process and socket kind connects.

use std::collections::HashSet;
use std::io;
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::handshake::{Identity, Kind, Refusal, Why};
use super::{Cluster, ClusterError};

/// Between two attempts to reach a process that is not there yet.
const RETRY_EVERY: Duration = Duration::from_millis(100);
/// Between two looks at the listening socket.
const LISTEN_EVERY: Duration = Duration::from_millis(20);
/// One attempt to connect; an address that swallows packets must not use up the whole deadline.
const CONNECT_ATTEMPT: Duration = Duration::from_secs(2);
/// How long whoever connects to us may take for the handshake.
const STRANGER_PATIENCE: Duration = Duration::from_secs(3);
/// How many may be in the handshake at once; more are turned away and may come again.
const STRANGERS_AT_ONCE: usize = 64;

/// What the helper threads report.
pub(super) enum News {
    /// A socket to a proven peer.
    Joined(usize, Kind, TcpStream),
    /// A process could not be reached yet, and why.
    Waiting(usize, String),
    /// Somebody claims this index and was refused before proving anything.
    Unproven(usize, Why),
    /// A peer refused us, or a proven peer was refused.
    Refused(usize, Why),
    /// We cannot go on.
    Failed(ClusterError),
}

/// What the helper threads share.
pub(super) struct Meeting {
    identity: Identity,
    addresses: Vec<String>,
    process: usize,
    until: Instant,
    over: AtomicBool,
    seats: Mutex<HashSet<(usize, Kind)>>,
    strangers: AtomicUsize,
    report: Sender<News>,
}

impl Meeting {
    /// Starts the helper threads. They end at the deadline, or soon after [`Meeting::end`].
    pub fn begin(
        cluster: &Cluster,
        run_key: &[u8],
        until: Instant,
        report: Sender<News>,
    ) -> Result<Arc<Self>, ClusterError> {
        let processes = cluster.addresses.len();
        let meeting = Arc::new(Self {
            identity: Identity::new(&cluster.secret, run_key, cluster.process, processes),
            addresses: cluster.addresses.clone(),
            process: cluster.process,
            until,
            over: AtomicBool::new(false),
            seats: Mutex::new(HashSet::new()),
            strangers: AtomicUsize::new(0),
            report,
        });
        if cluster.process + 1 < processes {
            meeting.spawn("cluster:listen", Self::listen)?;
        }
        for process in 0..cluster.process {
            for kind in Kind::ALL {
                meeting.spawn("cluster:connect", move |meeting| meeting.keep_calling(process, kind))?;
            }
        }
        Ok(meeting)
    }

    /// Everybody is here, or we gave up.
    pub fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    fn spawn(self: &Arc<Self>, name: &str, work: impl FnOnce(&Arc<Self>) + Send + 'static) -> Result<(), ClusterError> {
        let meeting = Arc::clone(self);
        let spawned = thread::Builder::new().name(name.to_owned()).spawn(move || work(&meeting));
        spawned.map(drop).map_err(|cause| ClusterError::System { doing: "start a thread to connect", cause })
    }

    fn is_open(&self) -> bool {
        !self.over.load(Ordering::Relaxed) && Instant::now() < self.until
    }

    fn tell(&self, news: News) {
        // Nobody listens any more once `connect` has returned: the socket in the news is then closed.
        let _ = self.report.send(news);
    }

    fn keep_calling(&self, process: usize, kind: Kind) {
        while self.is_open() {
            match self.call(process, kind) {
                Ok(stream) => return self.tell(News::Joined(process, kind, stream)),
                Err(Refusal::Unheard(what)) => self.tell(News::Waiting(process, what)),
                Err(Refusal::Unfit(process, why)) => return self.tell(News::Refused(process, why)),
            }
            thread::sleep(RETRY_EVERY);
        }
    }

    fn call(&self, process: usize, kind: Kind) -> Result<TcpStream, Refusal> {
        let stream = self.reach(&self.addresses[process])?;
        if stream.local_addr()? == stream.peer_addr()? {
            // On one machine a free port may be given to us while we call it, and we reach ourselves.
            return Err(Refusal::Unheard("connection refused".to_owned()));
        }
        stream.set_nodelay(true)?;
        self.identity.greet(&stream, process, kind, self.until)?;
        Ok(stream)
    }

    fn reach(&self, address: &str) -> io::Result<TcpStream> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for socket_address in address.to_socket_addrs()? {
            let left = self.until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            match TcpStream::connect_timeout(&socket_address, left.min(CONNECT_ATTEMPT)) {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn listen(self: &Arc<Self>) {
        let address = &self.addresses[self.process];
        let bound = TcpListener::bind(address).and_then(|listener| listener.set_nonblocking(true).map(|()| listener));
        let listener = match bound {
            Ok(listener) => listener,
            Err(cause) => {
                let (process, address) = (self.process, address.clone());
                return self.tell(News::Failed(ClusterError::Listen { process, address, cause }));
            }
        };
        while self.is_open() {
            match listener.accept() {
                Ok((stream, _)) => self.admit(stream),
                // Nobody yet, or one who left again before we looked.
                Err(_) => thread::sleep(LISTEN_EVERY),
            }
        }
    }

    /// A thread of its own for each caller, so that a silent stranger keeps nobody else waiting.
    fn admit(self: &Arc<Self>, stream: TcpStream) {
        if self.strangers.fetch_add(1, Ordering::Relaxed) < STRANGERS_AT_ONCE {
            let spawned = self.spawn("cluster:answer", move |meeting| {
                meeting.answer(stream);
                meeting.strangers.fetch_sub(1, Ordering::Relaxed);
            });
            if spawned.is_ok() {
                return;
            }
        }
        self.strangers.fetch_sub(1, Ordering::Relaxed);
    }

    fn answer(&self, stream: TcpStream) {
        let until = self.until.min(Instant::now() + STRANGER_PATIENCE);
        let blocking = stream.set_nonblocking(false).and_then(|()| stream.set_nodelay(true));
        if blocking.is_err() {
            return;
        }
        let taken = |process, kind| lock(&self.seats).contains(&(process, kind));
        match self.identity.answer(&stream, until, taken) {
            Ok((process, kind)) => {
                // Two that came at the same moment were both welcomed: the later socket is closed.
                if lock(&self.seats).insert((process, kind)) {
                    self.tell(News::Joined(process, kind, stream));
                }
            }
            Err(Refusal::Unfit(process, why @ (Why::WrongSecret | Why::OtherVersion(_)))) => {
                self.tell(News::Unproven(process, why));
            }
            // A second process with an index that we have: it was told, and we go on with the first.
            Err(Refusal::Unfit(_, Why::Taken)) => {}
            Err(Refusal::Unfit(process, why)) => self.tell(News::Refused(process, why)),
            Err(Refusal::Unheard(_)) => {}
        }
    }
}

/// A thread that panicked while holding the lock leaves a set that is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
