//! The source: every worker reads its units and deals the rows.

use std::sync::Arc;

use sekisho_dossier::Scatter;
use sekisho_enrich::Cache;
use sekisho_read::{Batch, Piece, Unit, UnitReader};
use timely::container::CapacityContainerBuilder;
use timely::dataflow::Scope;
use timely::dataflow::operators::generic::source;

use crate::job::{Job, Step};
use crate::message::{Message, Parcel, ReadNote};
use crate::stage::Parcels;

/// So many pieces are read before other operators get their turn: what was dealt must be able to leave.
const PIECES_PER_TURN: usize = 4;

self_cell::self_cell! {
    /// A reader together with the job whose dataset it reads.
    struct OpenUnit {
        owner: Arc<Job>,
        #[not_covariant]
        dependent: UnitReader,
    }
}

/// Adds the source.
pub(crate) fn read<'scope>(
    scope: Scope<'scope, u64>,
    job: &Arc<Job>,
    (worker, workers): (usize, usize),
) -> Parcels<'scope> {
    let job = Arc::clone(job);
    source::<_, CapacityContainerBuilder<Vec<Parcel>>, _, _>(scope, "read", move |capability, info| {
        let activator = scope.activator_for(info.address);
        let mut capability = Some(capability);
        let mut reader = Reader::new(job, worker, workers);
        move |output| {
            let Some(open) = capability.as_ref() else { return };
            let mut session = output.session(open);
            let more = (0..PIECES_PER_TURN).all(|_| reader.turn(&mut |parcel| session.give(parcel)));
            drop(session);
            match more {
                true => activator.activate(),
                false => capability = None,
            }
        }
    })
}

struct Reader {
    job: Arc<Job>,
    units: std::vec::IntoIter<Unit>,
    open: Option<(OpenUnit, Unit)>,
    scatter: Option<Scatter>,
    cache: Cache,
    workers: usize,
}

impl Reader {
    fn new(job: Arc<Job>, worker: usize, workers: usize) -> Self {
        let units = job.units_of(worker, workers).into_iter();
        let scatter = Some(Scatter::new(&job.book.registry.plan, &job.schema));
        Self { job, units, open: None, scatter, cache: Cache::new(), workers }
    }

    /// Reads one piece; false when there is nothing left.
    fn turn(&mut self, send: &mut impl FnMut(Parcel)) -> bool {
        if self.open.is_none() {
            let Some(unit) = self.units.next() else { return self.end(send) };
            self.open = Some((self.open(&unit), unit));
        }
        let Some((reader, unit)) = self.open.as_mut() else { return true };
        match reader.with_dependent_mut(|_, reader| reader.next()) {
            Some(piece) => self.deal(piece, send),
            None => {
                (self.job.progress)(Step::Read(unit.weight));
                self.open = None;
            }
        }
        true
    }

    fn open(&self, unit: &Unit) -> OpenUnit {
        let want = self.job.wants.get(&unit.table).cloned().unwrap_or_default();
        OpenUnit::new(Arc::clone(&self.job), |job| job.dataset.open_unit(unit, &want))
    }

    fn deal(&mut self, piece: Piece, send: &mut impl FnMut(Parcel)) {
        let mut batch = piece.batch;
        let table = batch.table.0;
        let rejected = piece.rejected.into_iter().map(Into::into).collect();
        let note = ReadNote { table, rows: piece.rows_read, rejected, span: self.span(&batch) };
        send(Parcel { to: 0, message: Message::Read(note) });
        let share = batch.keys.len() / self.workers;
        let mut keys: Vec<Vec<i64>> = (0..self.workers).map(|_| Vec::with_capacity(share + share / 8 + 16)).collect();
        for key in &batch.keys {
            keys[(key.0 as u64 % self.workers as u64) as usize].push(key.0);
        }
        for (to, keys) in (0u64..).zip(keys) {
            send(Parcel { to, message: Message::Keys { table, keys } });
        }
        self.job.relate.complete(&mut batch, &mut self.cache);
        let workers = self.workers as u64;
        if let Some(scatter) = &mut self.scatter {
            scatter.add(&batch, &mut |slab| {
                send(Parcel { to: u64::from(slab.partition) % workers, message: Message::Slab(slab) })
            });
        }
    }

    fn span(&self, batch: &Batch) -> Option<(i64, i64)> {
        let times = self.job.schema.at(batch.table).time.and_then(|time| batch.words(time))?;
        let known = || times.iter().filter_map(|time| time.some());
        Some((known().min()?, known().max()?))
    }

    fn end(&mut self, send: &mut impl FnMut(Parcel)) -> bool {
        let workers = self.workers as u64;
        if let Some(mut scatter) = self.scatter.take() {
            scatter.finish(&mut |slab| {
                send(Parcel { to: u64::from(slab.partition) % workers, message: Message::Slab(slab) })
            });
        }
        false
    }
}
