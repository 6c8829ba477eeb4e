//! Starting the workers: threads of this process, or of several.

use std::sync::Arc;

use timely::WorkerConfig;
use timely::communication::Config;
use timely::execute::execute_from;

use crate::cluster::{Cluster, Sockets, Watch, allocators, connect};
use crate::dataflow;
use crate::error::FlowError;
use crate::job::Job;
use crate::outcome::Outcome;

/// How a job is run.
pub struct Options {
    /// Worker threads of this process.
    pub threads: usize,
    /// Bytes of rows that this process may hold in memory; more goes through files.
    pub memory: Option<u64>,
    /// The other processes.
    pub cluster: Option<Joined>,
}

/// A run over several processes.
pub struct ClusterRun {
    /// Who takes part.
    pub cluster: Cluster,
    /// A fingerprint of input and options: all must agree.
    pub run_key: Vec<u8>,
    /// Told once when a process is lost; it must end this process.
    pub on_lost: Arc<dyn Fn(String) + Send + Sync>,
}

/// The other processes of a run, met and watched from here on.
pub struct Joined {
    process: usize,
    sockets: Sockets,
    watch: Watch,
}

/// Meets the other processes. What takes long is done after this: whoever is not there soon counts as missing.
///
/// # Errors
/// When they cannot be reached, or are on another run.
pub fn join(run: ClusterRun) -> Result<Joined, FlowError> {
    let process = run.cluster.process;
    let peers = connect(&run.cluster, &run.run_key)?;
    let on_lost = run.on_lost;
    let (sockets, watch) = peers.watch(move |message| on_lost(message));
    Ok(Joined { process, sockets, watch })
}

/// Runs a job. Only the process with worker 0 gets the outcome.
///
/// # Errors
/// When a worker cannot start, or ends early.
pub fn run(job: &Arc<Job>, options: Options) -> Result<Option<Outcome>, FlowError> {
    let threads = options.threads.max(1);
    let budget = options.memory.map(|memory| memory / threads as u64);
    let (builders, guard, watch) = match options.cluster {
        None => {
            let (builders, guard) = Config::Process(threads).try_build().map_err(FlowError::Start)?;
            (builders, guard, None)
        }
        Some(Joined { process, sockets, watch }) => {
            let (builders, guard) =
                allocators(sockets, process, threads).map_err(|error| FlowError::Start(error.to_string()))?;
            (builders, guard, Some(watch))
        }
    };
    let job = Arc::clone(job);
    let work = move |worker: &mut timely::worker::Worker| dataflow::run(worker, &job, budget);
    let workers = execute_from(builders, guard, WorkerConfig::default(), work).map_err(FlowError::Start)?;
    let mut outcome = None;
    for done in workers.join() {
        outcome = done.map_err(FlowError::Worker)?.transpose().map_err(FlowError::Spill)?.or(outcome);
    }
    if let Some(watch) = watch {
        watch.finish();
    }
    Ok(outcome)
}

/// Panics when the environment asks this worker to: the tests need a panic that is real.
pub(crate) fn panic_if_asked(worker: usize) {
    let asked = std::env::var("SEKISHO_TEST_PANIC").is_ok_and(|wanted| wanted == worker.to_string());
    assert!(!asked, "worker {worker} was asked to panic by SEKISHO_TEST_PANIC");
}
