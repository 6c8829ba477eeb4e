//! Public profiles, claimed experience, and changes of account data.

use crate::calendar::{DAY, HOUR, date_of};
use crate::people::{Pen, Person};
use crate::tables::{Change, Past, Profile};
use crate::words::{line, say, say_several};

impl Pen<'_> {
    /// The profile of an ordinary worker.
    pub fn profiles(&mut self, who: &Person) -> Vec<Profile> {
        if !self.dice.chance(0.75) {
            return Vec::new();
        }
        let at = (who.opened_at() + self.dice.between(HOUR, 20 * DAY)).min(self.world.end - HOUR);
        vec![self.profile(who, at)]
    }

    /// One version of a profile.
    pub fn profile(&mut self, who: &Person, at: i64) -> Profile {
        let tongue = self.tongue_of(who);
        let about = say_several(&mut self.dice, "profile.about", tongue, 3);
        let skills: Vec<&str> = (0..self.dice.between(3, 7)).map(|_| line(&mut self.dice, "tech")).collect();
        let site = self.dice.chance(0.4).then(|| format!("https://{}.example/", self.dice.hex(8)));
        Profile {
            account_id: who.id.into(),
            at: Some(at),
            headline: say(&mut self.dice, "profile.headline", tongue).into(),
            about: about.into(),
            photo_phash: self.dice.chance(0.6).then(|| self.dice.hex(16)).into(),
            portfolio_url: site.into(),
            skills: skills.join(";").into(),
        }
    }

    /// Schools and employers that an ordinary worker claims.
    pub fn past(&mut self, who: &Person) -> Vec<Past> {
        let mut rows = Vec::new();
        if self.dice.chance(0.5) {
            let begin = who.account.birth_date.unwrap_or(0) + 18 * 365;
            rows.push(Past {
                account_id: who.id.into(),
                kind: "education".into(),
                organisation: line(&mut self.dice, "school").into(),
                title: self.dice.word(&["BSc", "BA", "Diploma"]).into(),
                started_on: Some(begin),
                ended_on: Some(begin + 4 * 365),
                verified: self.verification().into(),
            });
        }
        let mut begin = date_of(who.opened_at()) - self.dice.between(3 * 365, 9 * 365) as i32;
        for _ in 0..self.dice.below(3) {
            let end = begin + self.dice.between(200, 900) as i32;
            rows.push(Past {
                account_id: who.id.into(),
                kind: "employment".into(),
                organisation: format!("{} {}", line(&mut self.dice, "company"), self.dice.below(900)).into(),
                title: self.dice.word(&["Engineer", "Developer", "Designer", "Analyst"]).into(),
                started_on: Some(begin),
                ended_on: Some(end),
                verified: self.verification().into(),
            });
            begin = end + self.dice.between(5, 200) as i32;
        }
        rows
    }

    fn verification(&mut self) -> &'static str {
        self.dice.word(&["unknown", "unknown", "unknown", "confirmed", "confirmed"])
    }

    /// Ordinary changes of account data.
    pub fn changes(&mut self, who: &Person) -> Vec<Change> {
        if !self.dice.chance(0.08) {
            return Vec::new();
        }
        let field = self.dice.word(&["email", "phone", "display_name", "address"]);
        let at = self.dice.between(who.active_from(), self.world.end);
        vec![self.change(who, field, at)]
    }

    /// One change; operators keep a keyed hash of the values.
    pub fn change(&mut self, who: &Person, field: &'static str, at: i64) -> Change {
        Change {
            account_id: who.id.into(),
            at: Some(at),
            field: field.into(),
            before: self.dice.hex(12).into(),
            after: self.dice.hex(12).into(),
        }
    }
}
