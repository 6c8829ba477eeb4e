//! The steps in their order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use sekisho_dossier::{Partition, Slab};
use sekisho_judge::{Dropped, judge_partition, measure_partition, repeated, sightings, verdicts};
use sekisho_read::RowRef;
use sekisho_sentence::{CohortSample, CohortTable, Facts};
use timely::worker::Worker;

use crate::job::{Job, Step};
use crate::message::{Message, Parcel, to_all, to_first};
use crate::outcome::{Gatherer, Outcome};
use crate::read::read;
use crate::stage::{Parcels, stage};
use crate::store::{After, Store};

/// Where worker 0 puts the outcome.
type Done = Rc<RefCell<Option<Result<Outcome, String>>>>;

/// What the steps of one worker share.
#[derive(Clone)]
struct Shared {
    job: Arc<Job>,
    store: Rc<RefCell<Store>>,
    dropped: Rc<RefCell<BTreeSet<RowRef>>>,
    worker: usize,
    workers: usize,
}

/// Builds the dataflow on one worker and runs it to its end; worker 0 returns the outcome.
pub(crate) fn run(worker: &mut Worker, job: &Arc<Job>, budget: Option<u64>) -> Option<Result<Outcome, String>> {
    let shared = Shared {
        job: Arc::clone(job),
        store: Rc::new(RefCell::new(Store::new(budget))),
        dropped: Rc::default(),
        worker: worker.index(),
        workers: worker.peers(),
    };
    let done: Done = Rc::default();
    let into = Rc::clone(&done);
    worker.dataflow::<u64, _, _>(|scope| {
        let parcels = read(scope, &shared.job, (shared.worker, shared.workers));
        let parcels = gather(parcels, &shared);
        let parcels = reread(parcels, &shared);
        let parcels = verdict(parcels, &shared);
        let parcels = measure(parcels, &shared);
        let parcels = cohorts(parcels, &shared);
        let parcels = judge(parcels, &shared);
        collect(parcels, &shared, into);
    });
    while worker.has_dataflows() {
        worker.step_or_park(None);
    }
    done.take()
}

/// Rows to the store; notes for worker 0 pass through; keys are compared.
fn gather<'s>(parcels: Parcels<'s>, shared: &Shared) -> Parcels<'s> {
    let (store, workers) = (Rc::clone(&shared.store), shared.workers);
    #[derive(Default)]
    struct Gathered {
        /// Lists as they came: one long list would be copied while it grows.
        keys: BTreeMap<u16, Vec<Vec<i64>>>,
        notes: Vec<Message>,
    }
    let take = move |gathered: &mut Gathered, message| match message {
        Message::Slab(slab) => store.borrow_mut().add(slab),
        Message::Keys { table, keys } => gathered.keys.entry(table).or_default().push(keys),
        note => gathered.notes.push(note),
    };
    stage(parcels, "gather", Gathered::default(), take, move |gathered| {
        let mut out: Vec<Parcel> = gathered.notes.into_iter().flat_map(to_first).collect();
        for (table, keys) in gathered.keys {
            let keys = repeated(&keys);
            if !keys.is_empty() {
                out.extend(to_all(workers, &Message::Repeated { table, keys }));
            }
        }
        out
    })
}

/// The rows whose keys occur twice, each read by the worker that read it first.
fn reread<'s>(parcels: Parcels<'s>, shared: &Shared) -> Parcels<'s> {
    let shared = shared.clone();
    type Twice = (BTreeMap<u16, Vec<i64>>, Vec<Message>);
    let take = |(twice, notes): &mut Twice, message| match message {
        Message::Repeated { table, keys } => twice.entry(table).or_default().extend(keys),
        note => notes.push(note),
    };
    stage(parcels, "reread", Twice::default(), take, move |(mut twice, notes)| {
        twice.values_mut().for_each(|keys| keys.sort_unstable());
        let mut out: Vec<Parcel> = notes.into_iter().flat_map(to_first).collect();
        for unit in shared.job.units_of(shared.worker, shared.workers) {
            if let Some(keys) = twice.get(&unit.table.0) {
                out.extend(to_first(Message::Sightings(sightings(&shared.job.dataset, &unit, keys))));
            }
        }
        out
    })
}

/// Worker 0 says which rows go.
fn verdict<'s>(parcels: Parcels<'s>, shared: &Shared) -> Parcels<'s> {
    let workers = shared.workers;
    let take = |(seen, notes): &mut (Vec<_>, Vec<Message>), message| match message {
        Message::Sightings(more) => seen.extend(more),
        note => notes.push(note),
    };
    stage(parcels, "verdict", (Vec::new(), Vec::new()), take, move |(seen, notes)| {
        let mut out: Vec<Parcel> = notes.into_iter().flat_map(to_first).collect();
        let dropped: Vec<Dropped> = verdicts(seen);
        if !dropped.is_empty() {
            out.extend(to_all(workers, &Message::Dropped(dropped)));
        }
        out
    })
}

impl Shared {
    /// A partition's shelves from its slabs.
    fn shelve(&self, slabs: Vec<Slab>) -> Partition {
        let mut partition = Partition::new(&self.job.book.registry.plan, &self.job.schema);
        partition.fill(slabs);
        let dropped = self.dropped.borrow();
        partition.sort(|row| !dropped.is_empty() && dropped.contains(&row));
        partition
    }

    /// Reads every partition of this worker; what went wrong with a spilled one is a message for worker 0.
    fn each_partition<T>(&self, after: After, mut read: impl FnMut(&Partition) -> T) -> Result<Vec<T>, String> {
        let mut store = self.store.borrow_mut();
        let partitions = store.partitions();
        let reads =
            partitions.into_iter().map(|partition| store.with(partition, after, |slabs| self.shelve(slabs), &mut read));
        reads.collect::<std::io::Result<_>>().map_err(|error| error.to_string())
    }
}

/// Cohort values of every dossier, to the worker that keeps the cohort.
fn measure<'s>(parcels: Parcels<'s>, shared: &Shared) -> Parcels<'s> {
    let (shared, dropped) = (shared.clone(), Rc::clone(&shared.dropped));
    let take = move |notes: &mut Vec<Message>, message| {
        if let Message::Dropped(rows) = &message {
            dropped.borrow_mut().extend(rows.iter().map(|gone| gone.reference));
        }
        notes.push(message);
    };
    stage(parcels, "measure", Vec::new(), take, move |notes| {
        // Every worker was told what to drop; worker 0 alone passes it on, so that it is counted once.
        let first = shared.worker == 0;
        let notes = notes.into_iter().filter(|note| first || !matches!(note, Message::Dropped(_)));
        let mut out: Vec<Parcel> = notes.flat_map(to_first).collect();
        if !shared.job.book.registry.cohorts.is_empty() {
            let facts = Facts::new(CohortTable::default());
            match shared.each_partition(After::Keep, |partition| measure_partition(partition, &shared.job.book, &facts))
            {
                Ok(samples) => out.extend(by_cohort(samples.concat(), shared.workers)),
                Err(reason) => out.extend(to_first(Message::Failed(reason))),
            }
        }
        out
    })
}

fn by_cohort(samples: Vec<CohortSample>, workers: usize) -> Vec<Parcel> {
    let mut lots = vec![Vec::new(); workers];
    samples.into_iter().for_each(|sample| lots[(sample.key % workers as u64) as usize].push(sample));
    (0u64..).zip(lots).map(|(to, lot)| Parcel { to, message: Message::Samples(lot) }).collect()
}

/// Every worker gets all cohorts, sorted by the worker that kept them.
fn cohorts<'s>(parcels: Parcels<'s>, shared: &Shared) -> Parcels<'s> {
    let workers = shared.workers;
    let take = |(samples, notes): &mut (Vec<CohortSample>, Vec<Message>), message| match message {
        Message::Samples(more) => samples.extend(more),
        note => notes.push(note),
    };
    stage(parcels, "cohorts", (Vec::new(), Vec::new()), take, move |(samples, notes)| {
        let mut out: Vec<Parcel> = notes.into_iter().flat_map(to_first).collect();
        out.extend(to_all(workers, &Message::Samples(CohortTable::new(samples).into_samples())));
        out
    })
}

/// Every dossier against every rule.
fn judge<'s>(parcels: Parcels<'s>, shared: &Shared) -> Parcels<'s> {
    let shared = shared.clone();
    let take = |(samples, notes): &mut (Vec<CohortSample>, Vec<Message>), message| match message {
        Message::Samples(more) => samples.extend(more),
        note => notes.push(note),
    };
    stage(parcels, "judge", (Vec::new(), Vec::new()), take, move |(samples, notes)| {
        let mut out: Vec<Parcel> = notes.into_iter().flat_map(to_first).collect();
        if shared.worker == 0 {
            out.extend(to_first(Message::Samples(samples.clone())));
        }
        let facts = Facts::new(CohortTable::new(samples));
        let hits = shared.each_partition(After::Drop, |partition| {
            crate::run::panic_if_asked(shared.worker);
            let hits = judge_partition(partition, &shared.job.book, &facts);
            (shared.job.progress)(Step::Judged(1));
            hits
        });
        match hits {
            Ok(found) => found.into_iter().for_each(|found| {
                out.extend(to_first(Message::Hits(found.hits)));
                out.extend(to_first(Message::GivenUp(found.given_up)));
            }),
            Err(reason) => out.extend(to_first(Message::Failed(reason))),
        }
        let store = shared.store.borrow();
        out.extend(to_first(Message::Footprint { peak_bytes: store.peak, spilled_bytes: store.spilled }));
        out
    })
}

/// Worker 0 puts everything in order.
fn collect(parcels: Parcels<'_>, shared: &Shared, into: Done) {
    let shared = shared.clone();
    let take = |gatherer: &mut Gatherer, message| gatherer.take(message);
    stage(parcels, "collect", Gatherer::default(), take, move |gatherer| {
        if shared.worker == 0 {
            *into.borrow_mut() = Some(gatherer.finish(&shared.job.dataset, &shared.job.schema));
        }
        Vec::new()
    });
}
