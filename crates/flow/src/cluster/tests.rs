//! Whole clusters within one test process, over loopback.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use timely::WorkerConfig;
use timely::dataflow::operators::{Exchange, Inspect, Probe, ToStream};

use super::handshake::{Identity, Kind};
use super::*;

/// Generous where a test expects success, because the machine may be busy.
const PATIENT: Duration = Duration::from_secs(8);

fn members(processes: usize, connect_within: Duration) -> Vec<Cluster> {
    // All are held until all are chosen, so that no port is chosen twice.
    let held: Vec<TcpListener> = (0..processes).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let addresses: Vec<String> = held.iter().map(|listener| listener.local_addr().unwrap().to_string()).collect();
    (0..processes)
        .map(|process| Cluster { addresses: addresses.clone(), process, secret: "sesame".to_owned(), connect_within })
        .collect()
}

fn connect_all(members: Vec<Cluster>, run_key: impl Fn(usize) -> Vec<u8>) -> Vec<Result<Peers, ClusterError>> {
    let threads: Vec<_> = members
        .into_iter()
        .map(|cluster| {
            let run_key = run_key(cluster.process);
            thread::spawn(move || connect(&cluster, &run_key))
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}

fn connected(processes: usize) -> Vec<Peers> {
    let all = connect_all(members(processes, PATIENT), |_| b"run".to_vec());
    all.into_iter().map(Result::unwrap).collect()
}

fn watch(peers: Peers) -> (Sockets, Watch, Receiver<String>) {
    let (sender, lost) = channel();
    let (sockets, watch) = peers.watch(move |message| sender.send(message).unwrap());
    (sockets, watch, lost)
}

#[test]
fn two_peers_meet_and_part() {
    let mut all = connected(2);
    let (_, second, lost_by_second) = watch(all.remove(1));
    let (sockets, first, lost_by_first) = watch(all.remove(0));
    assert!(sockets.0[0].is_none() && sockets.0[1].is_some());
    let early = thread::spawn(move || second.finish());
    // The first still has work when the second has said goodbye.
    assert_eq!(lost_by_first.recv_timeout(Duration::from_secs(1)), Err(RecvTimeoutError::Timeout));
    first.finish();
    early.join().unwrap();
    assert!(lost_by_first.recv().is_err() && lost_by_second.recv().is_err(), "nobody was lost");
}

#[test]
fn another_secret_is_refused_on_both_sides() {
    let mut both = members(2, Duration::from_millis(1_500));
    both[1].secret = "simsim".to_owned();
    for (process, met) in connect_all(both, |_| Vec::new()).into_iter().enumerate() {
        let error = met.unwrap_err();
        let other = 1 - process;
        assert!(matches!(error, ClusterError::WrongSecret { process, .. } if process == other), "{error}");
        assert!(!error.to_string().contains("sesame") && !error.to_string().contains("simsim"));
    }
}

#[test]
fn another_run_is_refused_at_once_on_both_sides() {
    let began = Instant::now();
    for (process, met) in connect_all(members(2, PATIENT), |process| vec![process as u8]).into_iter().enumerate() {
        let said = met.unwrap_err().to_string();
        assert!(said.contains(&format!("process `{}` scans other input or options", 1 - process)), "{said}");
    }
    assert!(began.elapsed() < PATIENT);
}

#[test]
fn strangers_are_dropped_and_waiting_goes_on() {
    let both = members(2, PATIENT);
    let (first, second) = (both[0].clone(), both[1].clone());
    let waiting = thread::spawn(move || connect(&first, b"run"));
    let knock = || loop {
        match TcpStream::connect(&second.addresses[0]) {
            Ok(stream) => return stream,
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    };
    let silent = knock();
    let mut browser = knock();
    browser.write_all(&[b'x'; 400]).unwrap();
    drop(knock());
    let guesser = Identity::new("guess", b"run", 1, 2);
    let refused = guesser.greet(&knock(), 0, Kind::Data, Instant::now() + PATIENT);
    assert!(refused.is_err());
    assert!(connect(&second, b"run").is_ok());
    assert!(waiting.join().unwrap().is_ok());
    drop(silent);
}

#[test]
fn who_never_starts_is_named_at_the_deadline() {
    let mut three = members(3, Duration::from_secs(1));
    let absent = three.remove(1);
    let address = &absent.addresses[1];
    let began = Instant::now();
    for met in connect_all(three, |_| Vec::new()) {
        let said = met.unwrap_err().to_string();
        assert!(said.starts_with(&format!("reach process `1` at `{address}`: waited 1.0 s")), "{said}");
    }
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_stopped_peer_that_accepts_but_says_nothing_is_named_too() {
    let both = members(2, Duration::from_secs(1));
    // The kernel accepts for a stopped process.
    let _stopped = TcpListener::bind(&both[0].addresses[0]).unwrap();
    let said = connect(&both[1], b"run").unwrap_err().to_string();
    assert!(said.starts_with("reach process `0` at `"), "{said}");
}

#[test]
fn no_secret_or_no_free_port_is_an_error() {
    let mut both = members(2, PATIENT);
    let _squatter = TcpListener::bind(&both[0].addresses[0]).unwrap();
    let said = connect(&both[0], b"run").unwrap_err().to_string();
    assert!(said.starts_with(&format!("listen on `{}` as process `0`: ", both[0].addresses[0])), "{said}");
    both[0].secret.clear();
    assert!(matches!(connect(&both[0], b"run"), Err(ClusterError::EmptySecret)));
}

#[test]
fn a_killed_peer_is_lost_once_and_named_by_all() {
    let mut all = connected(3);
    let killed = all.remove(1);
    let watched: Vec<_> = all.into_iter().map(watch).collect();
    drop(killed);
    for (_, _watch, lost) in watched {
        let said = lost.recv_timeout(Duration::from_secs(2)).unwrap();
        assert!(said.contains("process `1`"), "{said}");
        assert_eq!(lost.recv_timeout(Duration::from_millis(200)), Err(RecvTimeoutError::Timeout));
    }
}

#[test]
fn whom_another_lost_is_named_when_that_other_ends() {
    let mut all = connected(3);
    // Process 2 stays silent; process 0 learns it from process 1 before it would notice by itself.
    let _silent = all.remove(2);
    let mut told = all.remove(1);
    let (_, _watch, lost) = watch(all.remove(0));
    let mut word = told.watch[0].take().unwrap();
    word.write_all(&[4, 2, 0, 0, 0]).unwrap();
    drop(word);
    let said = lost.recv_timeout(Duration::from_secs(2)).unwrap();
    assert!(said.starts_with("go on: process `1` lost process `2`\nhint: "), "{said}");
}

#[test]
fn a_stopped_peer_is_lost_within_six_seconds() {
    let mut all = connected(2);
    let stopped = all.remove(1);
    let began = Instant::now();
    let (_, _watch, lost) = watch(all.remove(0));
    let said = lost.recv_timeout(Duration::from_secs(7)).unwrap();
    assert!(said.starts_with("hear from process `1` at `"), "{said}");
    assert!((4..6).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    // When it goes on, it learns that it was itself the one.
    let (_, _late, told) = watch(stopped);
    let said = told.recv_timeout(Duration::from_secs(2)).unwrap();
    assert!(said.starts_with("stay with process `0` at `"), "{said}");
}

/// Each of two workers in each of `processes` brings 1,000 numbers; what each process then holds is returned.
fn exchange(peers: Peers) -> Vec<u64> {
    let (process, (sockets, watch, lost)) = (peers.process, watch(peers));
    let (builders, guard) = allocators(sockets, process, 2).unwrap();
    let (sender, numbers) = channel();
    let workers = timely::execute::execute_from(builders, guard, WorkerConfig::default(), move |worker| {
        let (sender, index) = (sender.clone(), worker.index() as u64);
        let probe = worker.dataflow::<u64, _, _>(|scope| {
            (index * 1_000..(index + 1) * 1_000)
                .to_stream(scope)
                .container::<Vec<_>>()
                .exchange(|&number| number)
                .inspect(move |&number| sender.send((index, number)).unwrap())
                .probe()
                .0
        });
        worker.step_while(|| !probe.done());
    })
    .unwrap();
    drop(workers);
    watch.finish();
    assert!(lost.try_recv().is_err());
    numbers.try_iter().inspect(|&(index, number)| assert_eq!(number % 4, index)).map(|(_, number)| number).collect()
}

#[test]
fn a_dataflow_runs_over_two_processes() {
    let threads: Vec<_> = connected(2).into_iter().map(|peers| thread::spawn(move || exchange(peers))).collect();
    let mut numbers: Vec<u64> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..4_000));
}

#[test]
fn a_cluster_of_one_needs_nobody() {
    let one = connected(1).remove(0);
    assert!(one.data[0].is_none());
    let (sockets, watch, _) = watch(one);
    assert_eq!(allocators(sockets, 0, 2).unwrap().0.len(), 2);
    watch.finish();
}

#[test]
fn panics_of_broken_sockets_are_told_from_others() {
    assert!(is_lost_peer("timely communication error: reading data: socket closed"));
    assert!(is_lost_peer("Recv thread panic: Any { .. }"));
    assert!(!is_lost_peer("index out of bounds"));
}
