//! Reports from outside, most of them about nobody special.

use crate::Error;
use crate::books::Books;
use crate::ids::Kind;
use crate::life::Life;
use crate::people::Pen;
use crate::tables::Tip;
use crate::words::line;

/// One account in some thousands is reported for nothing.
pub fn now_and_then(pen: &mut Pen<'_>, books: &mut Books, life: &Life) -> Result<(), Error> {
    if pen.dice.chance(1.0 / 5_000.0) {
        let text = "Late delivery and a strange tone.";
        return report(pen, books, life, text);
    }
    Ok(())
}

/// A report about a ring.
pub fn about_ring(pen: &mut Pen<'_>, books: &mut Books, life: &Life) -> Result<(), Error> {
    let text = line(&mut pen.dice, "tip");
    report(pen, books, life, text)
}

fn report(pen: &mut Pen<'_>, books: &mut Books, life: &Life, text: &'static str) -> Result<(), Error> {
    let at = pen.dice.between(life.who.active_from(), pen.world.end);
    books.put(&Tip {
        tip_id: pen.ids.fresh(Kind::Tip).into(),
        at: Some(at),
        source: pen.dice.word(&["client", "researcher", "member", "partner"]).into(),
        account_id: life.who.id.into(),
        text: text.into(),
    })
}
