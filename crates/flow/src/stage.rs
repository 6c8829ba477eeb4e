//! One step: take everything, and when all workers have sent everything, answer.

use timely::container::CapacityContainerBuilder;
use timely::dataflow::Stream;
use timely::dataflow::channels::pact::Exchange;
use timely::dataflow::operators::generic::operator::Operator;

use crate::message::{Message, Parcel};

/// Parcels on their way.
pub(crate) type Parcels<'scope> = Stream<'scope, u64, Vec<Parcel>>;

/// Adds a step. `take` is handed every message as it comes, `finish` answers once no more can come.
pub(crate) fn stage<'scope, S: 'static>(
    parcels: Parcels<'scope>,
    name: &str,
    state: S,
    mut take: impl FnMut(&mut S, Message) + 'static,
    finish: impl FnOnce(S) -> Vec<Parcel> + 'static,
) -> Parcels<'scope> {
    let to = Exchange::new(|parcel: &Parcel| parcel.to);
    parcels.unary_frontier::<CapacityContainerBuilder<Vec<Parcel>>, _, _, _>(to, name, |capability, _| {
        let mut open = Some((capability, state, finish));
        move |(input, frontier), output| {
            input.for_each_stamp(|_, batches| {
                if let Some((_, state, _)) = open.as_mut() {
                    batches.flat_map(|batch| batch.drain(..)).for_each(|parcel| take(state, parcel.message));
                }
            });
            if frontier.frontier().is_empty()
                && let Some((capability, state, finish)) = open.take()
            {
                output.session(&capability).give_iterator(finish(state).into_iter());
            }
        }
    })
}
