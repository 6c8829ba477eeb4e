//! Several processes on this machine's loopback: the same bytes, and an end with a message when one is lost.

use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sekisho_simulate::Format;

use crate::run::{scan, sekisho, text};
use crate::worlds::invented;

/// Every way to lose a peer must end the others within this time.
const PATIENCE: Duration = Duration::from_secs(10);

/// The exit code for a lost peer.
const LOST_PEER: i32 = 3;

/// A hosts file with free ports.
fn hosts(folder: &Path, processes: usize) -> PathBuf {
    let listeners: Vec<TcpListener> = (0..processes).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let lines: Vec<String> = listeners.iter().map(|listener| listener.local_addr().unwrap().to_string()).collect();
    let path = folder.join("hosts.txt");
    std::fs::write(&path, lines.join("\n")).unwrap();
    path
}

struct Run<'a> {
    dataset: &'a Path,
    hosts: &'a Path,
    folder: &'a Path,
}

impl Run<'_> {
    fn command(&self, process: usize, secret: &str) -> Command {
        let mut command = sekisho();
        let out = self.folder.join(format!("out{process}"));
        command.args(["scan", &text(self.dataset), "--out", &text(&out), "--threads", "1"]);
        command.args(["--cluster", &text(self.hosts), "--process", &process.to_string()]);
        command.env("SEKISHO_SECRET", secret).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn start(&self, process: usize) -> Ending {
        Ending(self.command(process, "a long shared secret").spawn().unwrap())
    }
}

/// A process that does not outlive its test.
struct Ending(Child);

impl Drop for Ending {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Ending {
    /// The exit code and what was said, once it ends; a panic when it does not within `patience`.
    fn end(&mut self, patience: Duration) -> (Option<i32>, String) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < patience, "the process has not ended after {patience:?}");
            std::thread::sleep(Duration::from_millis(50));
        };
        let mut said = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status.code(), said)
    }

    fn signal(&self, signal: &str) {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }
}

#[test]
fn two_processes_give_the_bytes_of_one() {
    let world = invented(800, 30, 11, Format::Parquet);
    let data = world.path().join("data");
    let folder = tempfile::tempdir().unwrap();
    let alone = scan(&data, &folder.path().join("alone"), &["--threads", "2"]);
    let hosts = hosts(folder.path(), 2);
    let run = Run { dataset: &data, hosts: &hosts, folder: folder.path() };
    let mut processes = [run.start(0), run.start(1)];
    for process in &mut processes {
        let (code, said) = process.end(Duration::from_secs(120));
        assert_eq!(code, Some(0), "{said}");
    }
    for file in ["findings.jsonl", "findings.parquet", "scores.csv", "coverage.json", "rejected.jsonl", "report.html"] {
        let (one, two) =
            (std::fs::read(alone.join(file)).unwrap(), std::fs::read(folder.path().join("out0").join(file)).unwrap());
        assert!(one == two, "{file} differs between one process and two");
    }
}

#[test]
fn a_peer_that_never_starts_ends_the_run() {
    let world = invented(200, 20, 1, Format::Csv);
    let data = world.path().join("data");
    let folder = tempfile::tempdir().unwrap();
    let hosts = hosts(folder.path(), 2);
    let run = Run { dataset: &data, hosts: &hosts, folder: folder.path() };
    let (code, said) = run.start(0).end(PATIENCE + Duration::from_secs(2));
    assert_eq!(code, Some(LOST_PEER), "{said}");
    assert!(said.contains("process `1`") && said.contains("hint:"), "{said}");
}

#[test]
fn a_wrong_secret_is_refused_on_both_sides() {
    let world = invented(200, 20, 1, Format::Csv);
    let data = world.path().join("data");
    let folder = tempfile::tempdir().unwrap();
    let hosts = hosts(folder.path(), 2);
    let run = Run { dataset: &data, hosts: &hosts, folder: folder.path() };
    let mut processes = ["right", "wrong"]
        .into_iter()
        .zip(0..)
        .map(|(secret, process)| Ending(run.command(process, secret).spawn().unwrap()));
    let mut processes: Vec<Ending> = processes.by_ref().collect();
    for process in &mut processes {
        let (code, said) = process.end(PATIENCE + Duration::from_secs(2));
        assert_eq!(code, Some(LOST_PEER), "{said}");
        assert!(said.contains("secret"), "{said}");
    }
}

#[test]
fn processes_that_scan_other_input_refuse_each_other() {
    let worlds = [invented(200, 20, 1, Format::Csv), invented(210, 20, 2, Format::Csv)];
    let folder = tempfile::tempdir().unwrap();
    let hosts = hosts(folder.path(), 2);
    let mut processes: Vec<Ending> = worlds
        .iter()
        .enumerate()
        .map(|(process, world)| {
            let data = world.path().join("data");
            Run { dataset: &data, hosts: &hosts, folder: folder.path() }.start(process)
        })
        .collect();
    for process in &mut processes {
        let (code, said) = process.end(PATIENCE + Duration::from_secs(2));
        assert_eq!(code, Some(LOST_PEER), "{said}");
        assert!(said.contains("other input or options"), "{said}");
    }
}

/// Starts two processes on a world large enough to be still at work when something happens to the second.
fn lose_the_second(happens: impl FnOnce(&Ending)) -> (Option<i32>, String) {
    let world = invented(30_000, 60, 3, Format::Csv);
    let data = world.path().join("data");
    let folder = tempfile::tempdir().unwrap();
    let hosts = hosts(folder.path(), 2);
    let run = Run { dataset: &data, hosts: &hosts, folder: folder.path() };
    let (mut first, second) = (run.start(0), run.start(1));
    std::thread::sleep(Duration::from_millis(1500));
    happens(&second);
    first.end(PATIENCE)
}

#[test]
fn a_killed_peer_ends_the_run() {
    let (code, said) = lose_the_second(|peer| peer.signal("-KILL"));
    assert_eq!(code, Some(LOST_PEER), "{said}");
    assert!(said.contains("process `1`"), "{said}");
}

#[test]
fn a_stopped_peer_ends_the_run() {
    let (code, said) = lose_the_second(|peer| peer.signal("-STOP"));
    assert_eq!(code, Some(LOST_PEER), "{said}");
    assert!(said.contains("process `1`"), "{said}");
}

#[test]
fn a_panic_in_one_worker_ends_the_run_with_a_message() {
    let world = invented(300, 20, 1, Format::Csv);
    let folder = tempfile::tempdir().unwrap();
    let mut command = sekisho();
    command.args(["scan", &text(&world.path().join("data")), "--out", &text(folder.path()), "--threads", "2"]);
    command.env("SEKISHO_TEST_PANIC", "1").stdout(Stdio::null()).stderr(Stdio::piped());
    let (code, said) = Ending(command.spawn().unwrap()).end(PATIENCE);
    assert_eq!(code, Some(70), "{said}");
    assert!(said.contains("this is a mistake in sekisho") && said.contains("hint:"), "{said}");
}
