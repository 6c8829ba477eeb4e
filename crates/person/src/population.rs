//! All records, prepared once so that comparing a pair reads no text that it can do without.

use foldhash::{HashMap, HashMapExt};

use crate::person::{BirthDate, Person};
use crate::words::{Letters, WordId, Words, share_of_whole};
use crate::written::{Script, address_words, dense, document_digits, folded, name_parts, phone_digits};

/// Most parts of a name that are kept; further ones are ignored.
pub(crate) const MOST_PARTS: usize = 4;

/// Days among which a date of birth is one, if nothing more is known: 55 years.
const DAYS_OF_BIRTH: f64 = 20_000.0;

/// A name in one script.
#[derive(Debug, Clone)]
pub(crate) struct NameForm {
    pub script: Script,
    parts: [WordId; MOST_PARTS],
    len: u8,
    /// Records with exactly these parts, in any order.
    pub holders: u32,
}

impl NameForm {
    /// The parts in written order.
    pub fn parts(&self) -> &[WordId] {
        self.parts.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The parts as one number, whatever their order.
    pub fn key(&self) -> (Script, u64) {
        let mut form = self.clone();
        let parts = form.parts.get_mut(..usize::from(self.len)).unwrap_or_default();
        parts.sort_unstable();
        (self.script, mixed_all(parts))
    }
}

/// An email address by its parts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Email {
    pub local: WordId,
    /// The empty word if there is no `@`.
    pub domain: WordId,
    /// Whether the local part repeats a part of the holder's name, so that it is no evidence of its own.
    pub made_of_name: bool,
    /// Letters of the whole address.
    pub letters: Letters,
}

/// A part of a list that all records share.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    len: u32,
}

impl Span {
    /// The last entries of a list.
    fn last(list: usize, len: usize) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: number(list - len), len: number(len) }
    }

    fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.start as usize..(self.start + self.len) as usize).unwrap_or_default()
    }
}

/// A telephone or document number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    pub id: WordId,
    pub letters: Letters,
}

/// One record, ready to be compared.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// Place of its names among all.
    names: Span,
    pub birth: Option<BirthDate>,
    pub email: Option<Email>,
    pub phone: Option<Number>,
    pub document: Option<Number>,
    /// Place of the words of its address among all.
    address: Span,
    /// Records with exactly this address.
    pub address_holders: u32,
    /// Bits of rarity of its words together.
    pub address_rarity: f32,
}

/// A word of addresses.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PlaceWord {
    /// Bits of rarity.
    pub bits: f32,
    /// Whether it is the number of a house or a flat.
    pub number: bool,
    /// Whether it is spelt in letters, so that one slip leaves it recognisable. Numbers and postal codes are not: the
    /// next number is the next house.
    pub spelt: bool,
    /// How many words it stands for: one, or half of one where it is a pair of characters.
    pub words: f32,
}

impl PlaceWord {
    fn of(text: &str, bits: f32) -> Self {
        let digit = |text: &str| text.starts_with(|c: char| c.is_numeric());
        let words = if text.chars().all(dense) { 0.5 } else { 1.0 };
        Self { bits, number: digit(text), spelt: !digit(text) && !text.starts_with('#'), words }
    }
}

/// Every record and the words they are made of.
#[derive(Debug, Default)]
pub(crate) struct Population {
    pub records: Vec<Record>,
    all_names: Vec<NameForm>,
    all_addresses: Vec<WordId>,
    /// One list a script, in the order of [`Script`].
    names: [Words; 4],
    /// Chance that a part of a name is shared by two records, by script.
    meeting: [f64; 4],
    births: HashMap<BirthDate, u32>,
    /// Records with a date of birth.
    dated: u32,
    pub locals: Words,
    pub domains: Words,
    pub phones: Words,
    pub documents: Words,
    pub places: Words,
    /// Every word of addresses, by its number.
    pub place_words: Vec<PlaceWord>,
    /// A fingerprint of the content of every record: equal ones are the same in everything but the id.
    pub contents: Vec<u64>,
}

impl Population {
    /// Prepares the people in the order given, each with the fingerprint of its content.
    pub fn of(people: &[(u64, &Person)]) -> Self {
        let mut population = Self {
            contents: people.iter().map(|&(content, _)| content).collect(),
            names: std::array::from_fn(|_| Words::with_letters()),
            domains: Words::with_letters(),
            places: Words::with_letters(),
            records: Vec::with_capacity(people.len()),
            ..Self::default()
        };
        for (_, person) in people {
            let record = population.prepare(person);
            population.records.push(record);
        }
        let places = population.places.rarities();
        population.place_words = places.map(|(text, bits)| PlaceWord::of(text, bits)).collect();
        population.count_whole_values();
        for (chance, words) in population.meeting.iter_mut().zip(&population.names) {
            *chance = words.chance_of_meeting();
        }
        population
    }

    /// Name parts written in a script.
    pub fn names(&self, script: Script) -> &Words {
        let [han, hangul, alphabet, kana] = &self.names;
        match script {
            Script::Han => han,
            Script::Hangul => hangul,
            Script::Alphabet => alphabet,
            Script::Kana => kana,
        }
    }

    /// Chance that a name part is shared by two records with a name in that script.
    pub fn chance_of_shared_part(&self, script: Script) -> f64 {
        self.meeting.get(script as usize).copied().unwrap_or(1.0)
    }

    /// Share of people born on that date: one day of [`DAYS_OF_BIRTH`], more for 1 January and its kin.
    pub fn share_of_birth_date(&self, date: BirthDate) -> f64 {
        let holders = self.births.get(&date).copied().unwrap_or(0);
        share_of_whole(1.0 / DAYS_OF_BIRTH, holders, self.dated)
    }

    /// Names of a record, the most telling script first.
    pub fn names_of(&self, record: &Record) -> &[NameForm] {
        record.names.of(&self.all_names)
    }

    /// Words of the address of a record, by rising number.
    pub fn address_of(&self, record: &Record) -> &[WordId] {
        record.address.of(&self.all_addresses)
    }

    /// Records in all.
    pub fn size(&self) -> f64 {
        self.records.len() as f64
    }

    fn prepare(&mut self, person: &Person) -> Record {
        let forms = name_forms(person);
        let email = self.email(&folded(person.email.trim()), &forms);
        let names = self.count_names(&forms);
        let place = folded(&person.address);
        let words = address_words(&place, &person.postal_code);
        let mut address: Vec<WordId> = words.iter().map(|word| self.places.count(word)).collect();
        address.sort_unstable();
        self.all_addresses.extend(&address);
        self.places.records += u32::from(!address.is_empty());
        self.locals.records += u32::from(email.is_some());
        self.domains.records += u32::from(email.is_some());
        let phone = phone_digits(&person.phone);
        let document = document_digits(&person.document_number);
        Record {
            names,
            birth: person.birth_date,
            email,
            phone: number(&mut self.phones, &phone),
            document: number(&mut self.documents, &document),
            address: Span::last(self.all_addresses.len(), address.len()),
            address_holders: 0,
            address_rarity: 0.0,
        }
    }

    /// A word is counted once for a record, however often its names repeat it.
    fn count_names(&mut self, forms: &[(Script, Vec<String>)]) -> Span {
        let mut seen: Vec<(Script, &str, WordId)> = Vec::new();
        for (script, texts) in forms {
            let Some(words) = self.names.get_mut(*script as usize) else { continue };
            words.records += u32::from(!seen.iter().any(|(known, ..)| known == script));
            let mut form = NameForm { script: *script, parts: [0; MOST_PARTS], len: 0, holders: 0 };
            for (text, place) in texts.iter().zip(&mut form.parts) {
                let known = seen.iter().find(|(s, word, _)| s == script && word == text).map(|&(.., id)| id);
                let id = known.unwrap_or_else(|| words.count(text));
                seen.push((*script, text, id));
                *place = id;
                form.len += 1;
            }
            self.all_names.push(form);
        }
        Span::last(self.all_names.len(), forms.len())
    }

    fn email(&mut self, email: &str, forms: &[(Script, Vec<String>)]) -> Option<Email> {
        if email.is_empty() {
            return None;
        }
        let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
        let letters: String = local.chars().filter(|c| c.is_alphabetic()).collect();
        let made_of_name =
            forms.iter().flat_map(|(_, parts)| parts).any(|part| part.len() >= 3 && letters.contains(part.as_str()));
        let letters = Letters::of(email);
        Some(Email { local: self.locals.count(local), domain: self.domains.count(domain), made_of_name, letters })
    }

    fn count_whole_values(&mut self) {
        let mut names: HashMap<(Script, u64), u32> = HashMap::new();
        for form in &self.all_names {
            *names.entry(form.key()).or_default() += 1;
        }
        for form in &mut self.all_names {
            form.holders = names.get(&form.key()).copied().unwrap_or(0);
        }
        let mut addresses: HashMap<u64, u32> = HashMap::new();
        for record in &self.records {
            if let Some(date) = record.birth {
                *self.births.entry(date).or_default() += 1;
                self.dated += 1;
            }
            *addresses.entry(mixed_all(record.address.of(&self.all_addresses))).or_default() += 1;
        }
        for record in &mut self.records {
            let words = record.address.of(&self.all_addresses);
            record.address_holders = addresses.get(&mixed_all(words)).copied().unwrap_or(0);
            record.address_rarity =
                words.iter().filter_map(|&word| Some(self.place_words.get(word as usize)?.bits)).sum();
        }
    }
}

fn number(words: &mut Words, number: &str) -> Option<Number> {
    if number.is_empty() {
        return None;
    }
    words.records += 1;
    Some(Number { id: words.count(number), letters: Letters::of(number) })
}

/// The different names of a person, by script.
fn name_forms(person: &Person) -> Vec<(Script, Vec<String>)> {
    let mut forms: Vec<(Script, Vec<String>)> = person.names.iter().filter_map(|name| name_parts(name)).collect();
    for (_, parts) in &mut forms {
        parts.truncate(MOST_PARTS);
    }
    forms.sort();
    forms.dedup();
    forms
}

/// A well mixed number from another one (the finaliser of SplitMix64: Steele, Lea and Flood, 2014).
pub(crate) fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// One number from a list of words, by order.
pub(crate) fn mixed_all(words: &[WordId]) -> u64 {
    words.iter().fold(0x9e37_79b9_7f4a_7c15, |hash, &word| mixed(hash ^ u64::from(word).wrapping_add(hash << 7)))
}
