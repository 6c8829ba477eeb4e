//! The order in which everything is invented and written.

use std::path::Path;

use crate::books::Books;
use crate::calendar::START;
use crate::cast::{Group, Part, cast, rings};
use crate::dice::{Dice, Stream};
use crate::ids::Ids;
use crate::people::Pen;
use crate::rings as ring;
use crate::world::World;
use crate::{Error, Plan, Summary, decoys, tips};

const TELL_EVERY: u64 = 1_000;
/// Ordinary workers for one contract chain.
const CHAIN_EVERY: u64 = 400;
/// Decoy wallets on the list of sanctioned wallets, beside those that rings use.
const LISTED_WALLETS: usize = 60;

/// Invents and writes a marketplace.
pub fn run(plan: &Plan, out: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<Summary, Error> {
    if plan.accounts < 50 || plan.days < 14 {
        return Err(Error::TooSmall { accounts: plan.accounts, days: plan.days });
    }
    let groups = cast(plan);
    let rings = rings(plan);
    let specials = groups.iter().map(|group| group.size).sum();
    let world = World::new(plan, specials, rings)?;
    let mut ids = Ids::new(plan.seed);
    let mut books = Books::begin(plan, out)?;
    let mut pen = Pen { world: &world, ids: &mut ids, dice: Dice::new(plan.seed, Stream::World, 0) };
    write_public(&mut pen, &mut books)?;
    write_accounts(&mut pen, &mut books, &groups, progress)?;
    let (rows, truth) = books.end(&world.atlas)?;
    let planted_accounts = truth.end(plan, rings as u32, &rows, (START, world.end))?;
    progress(plan.accounts, plan.accounts);
    Ok(Summary { rows, rings: rings as u32, planted_accounts })
}

fn write_public(pen: &mut Pen<'_>, books: &mut Books) -> Result<(), Error> {
    let pockets = pen.public_pockets();
    books.put_all(&pockets)?;
    for _ in 0..LISTED_WALLETS {
        books.list_wallet(&format!("0x{}", pen.dice.hex(40)));
    }
    Ok(())
}

/// Ordinary accounts in order, with the special groups spread evenly between them.
fn write_accounts(
    pen: &mut Pen<'_>,
    books: &mut Books,
    groups: &[Group],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    let (all, specials) = (pen.world.plan.accounts, pen.world.specials);
    let stride = (all - specials) / (groups.len() as u64 + 1) + 1;
    let mut waiting = groups.iter();
    let mut done = 0;
    for index in specials..all {
        write_ordinary(pen, books, index)?;
        done += 1;
        if (index - specials) % stride == stride - 1
            && let Some(group) = waiting.next()
        {
            write_group(pen, books, group)?;
            done += group.size;
        }
        if index.is_multiple_of(TELL_EVERY) {
            progress(done, all);
        }
    }
    waiting.try_for_each(|group| write_group(pen, books, group))
}

fn write_ordinary(pen: &mut Pen<'_>, books: &mut Books, index: u64) -> Result<(), Error> {
    pen.turn_to(index);
    let life = pen.ordinary(index);
    life.write(pen, books)?;
    if books.light {
        return Ok(());
    }
    if index % CHAIN_EVERY == 7 && life.who.account.verified_at.is_some() {
        pen.usual_chain(books, &life)?;
    }
    tips::now_and_then(pen, books, &life)
}

fn write_group(pen: &mut Pen<'_>, books: &mut Books, group: &Group) -> Result<(), Error> {
    match group.part {
        Part::Decoy(kind) => decoys::tell(pen, books, group, kind),
        Part::Ring(number) => ring::tell(pen, books, group, number),
    }
}
