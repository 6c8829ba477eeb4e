//! Invented people: names with the frequencies of four cultures, households, twins, shared providers; and their second
//! records with typing errors, moves, new addresses and missing values. Shares no code with the linker.

#[path = "invented_names.rs"]
mod names;

use names::{Culture, NamePart, family, given_name, latin_word};
use sekisho_person::{BirthDate, Person};

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn hit(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Rank by a Zipf-like law: the first ranks are frequent, the tail is long.
    pub fn rank(&mut self, ranks: usize) -> usize {
        let top = (ranks as f64 + 3.0).ln();
        let low = 3f64.ln();
        ((low + self.share() * (top - low)).exp() - 3.0) as usize
    }
}

const PROVIDERS: [&str; 8] = [
    "mail.example",
    "post.example",
    "naver.example",
    "daum.example",
    "qq.example",
    "docomo.example",
    "web.example",
    "yahu.example",
];

struct Home {
    culture: Culture,
    family: NamePart,
    address: String,
    postal_code: String,
    phone: String,
}

fn home(chance: &mut Chance) -> Home {
    let culture = match chance.below(100) {
        0..40 => Culture::Western,
        40..65 => Culture::Japanese,
        65..85 => Culture::Korean,
        _ => Culture::Chinese,
    };
    let (city, street) = (chance.rank(400), chance.rank(6_000));
    let address = format!("{} {} street {}", 1 + chance.rank(300), latin_word(street, 9), latin_word(city, 23));
    let postal_code = format!("{:05}", city * 97 + street % 90);
    Home { culture, family: family(culture, chance), address, postal_code, phone: phone(chance) }
}

fn phone(chance: &mut Chance) -> String {
    format!("+81 90 {:08}", chance.next() % 100_000_000)
}

fn birth_date(chance: &mut Chance) -> BirthDate {
    let year = 1960 + chance.below(46) as u16;
    BirthDate { year, month: 1 + chance.below(12) as u8, day: 1 + chance.below(28) as u8 }
}

fn email(family: &str, given: &str, birth: BirthDate, chance: &mut Chance) -> String {
    let local = match chance.below(6) {
        0 => format!("{given}{family}"),
        1 => format!("{given}.{family}"),
        2 => format!("{given}{family}{:02}", birth.year % 100),
        3 => format!("{}{family}{}", &given[..1], chance.below(1000)),
        4 => format!("{}{}", latin_word(chance.rank(3000), 31), chance.below(10_000)),
        _ => format!("{family}_{given}{}", chance.below(100)),
    };
    let domain = match chance.below(10) {
        0 => format!("{}.example", latin_word(chance.rank(3000), 13)),
        _ => PROVIDERS[chance.rank(PROVIDERS.len())].to_owned(),
    };
    format!("{local}@{domain}")
}

fn member(
    id: u32,
    home: &Home,
    birth: BirthDate,
    (twin, called): (bool, &mut Vec<String>),
    chance: &mut Chance,
) -> Person {
    let own = family(home.culture, chance);
    let family = if twin || chance.hit(0.75) { &home.family } else { &own };
    let mut given = given_name(home.culture, chance);
    // Nobody calls two children the same.
    while called.contains(&given.0[0]) {
        given = given_name(home.culture, chance);
    }
    called.push(given.0[0].clone());
    let western = matches!(home.culture, Culture::Western);
    let mut names = vec![if western || chance.hit(0.3) {
        format!("{} {}", given.0[0], family.0[0])
    } else {
        format!("{} {}", family.0[0], given.0[0])
    }];
    let space = if matches!(home.culture, Culture::Japanese) { " " } else { "" };
    names
        .extend([1, 2].map(|i| format!("{}{space}{}", family.0[i], given.0[i])).into_iter().filter(|n| n.trim() != ""));
    Person {
        id,
        names,
        birth_date: Some(birth),
        email: email(&family.0[0], &given.0[0], birth, chance),
        phone: if chance.hit(0.15) { home.phone.clone() } else { phone(chance) },
        address: home.address.clone(),
        postal_code: home.postal_code.clone(),
        ..Person::default()
    }
}

fn left_out(person: &mut Person, scale: f64, chance: &mut Chance) {
    for (text, rate) in [(&mut person.email, 0.03), (&mut person.phone, 0.3), (&mut person.address, 0.2)] {
        if chance.hit(rate * scale) {
            text.clear();
        }
    }
    if person.address.is_empty() || chance.hit(0.2 * scale) {
        person.postal_code.clear();
    }
    if chance.hit(0.05 * scale) {
        person.birth_date = None;
    }
}

/// Different people: `count` of them in households of one to four; of siblings, one pair in thirty are twins.
pub fn population(count: usize, seed: u64) -> Vec<Person> {
    let mut chance = Chance::new(seed);
    let mut people = Vec::with_capacity(count);
    // No provider gives one address to two people.
    let mut taken = std::collections::HashSet::new();
    while people.len() < count {
        let home = home(&mut chance);
        let mut last = birth_date(&mut chance);
        let mut called: Vec<String> = Vec::new();
        for at in 0..[1, 1, 1, 2, 2, 3, 4][chance.below(7)] {
            let twin = at > 0 && chance.hit(1.0 / 30.0);
            if !twin {
                last = birth_date(&mut chance);
            }
            if people.len() < count {
                let mut person = member(people.len() as u32, &home, last, (twin, &mut called), &mut chance);
                while !taken.insert(person.email.clone()) {
                    person.email.insert_str(0, &chance.below(100).to_string());
                }
                left_out(&mut person, 1.0, &mut chance);
                people.push(person);
            }
        }
    }
    people
}

/// How wrong second records are.
#[derive(Clone, Copy)]
pub struct Errors {
    /// Probability of a slip in a field that stays.
    pub slip: f64,
    /// Probability that email, phone or address are new.
    pub changed: f64,
    /// Factor on the rates at which a field is missing.
    pub missing: f64,
}

/// Appends second records for some people, one to three each; returns the person behind every record.
pub fn with_second_records(people: &mut Vec<Person>, share: f64, errors: Errors, seed: u64) -> Vec<u32> {
    let mut chance = Chance::new(seed);
    let mut truth: Vec<u32> = people.iter().map(|p| p.id).collect();
    for at in 0..people.len() {
        if !chance.hit(share) {
            continue;
        }
        for _ in 0..[1, 1, 1, 2, 3][chance.below(5)] {
            let mut second = people[at].clone();
            second.id = people.len() as u32;
            retype(&mut second, errors, &mut chance);
            people.push(second);
            truth.push(at as u32);
        }
    }
    truth
}

fn retype(person: &mut Person, errors: Errors, chance: &mut Chance) {
    if chance.hit(errors.changed) {
        person.phone = phone(chance);
    }
    if chance.hit(errors.changed) {
        let moved = home(chance);
        (person.address, person.postal_code) = (moved.address, moved.postal_code);
    }
    if chance.hit(errors.changed) {
        person.email =
            format!("{}{}@{}", latin_word(chance.rank(3000), 3), chance.below(10_000), PROVIDERS[chance.below(8)]);
    }
    if chance.hit(errors.slip / 4.0) {
        let mut parts: Vec<&str> = person.names[0].split(' ').collect();
        parts.reverse();
        person.names[0] = parts.join(" ");
    }
    let Person { names, email, phone, address, .. } = person;
    for text in names.iter_mut().take(1).chain([email, phone, address]) {
        if chance.hit(errors.slip) {
            slip(text, chance);
        }
    }
    if let Some(date) = person.birth_date.filter(|_| chance.hit(errors.slip)) {
        let mut text = date.to_text().replace('-', "");
        slip_digit(&mut text, chance);
        person.birth_date = BirthDate::from_text(&text);
    }
    left_out(person, errors.missing, chance);
}

/// One letter lost, doubled, replaced, or exchanged with its neighbour.
fn slip(text: &mut String, chance: &mut Chance) {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return;
    }
    let at = chance.below(letters.len() - 1);
    let letter = char::from(b'a' + chance.below(26) as u8);
    match chance.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letter),
        2 => letters[at] = if letters[at].is_ascii_digit() { '7' } else { letter },
        _ => letters.swap(at, at + 1),
    }
    *text = letters.into_iter().collect();
}

fn slip_digit(text: &mut String, chance: &mut Chance) {
    let mut digits: Vec<char> = text.chars().collect();
    let at = 2 + chance.below(5);
    match chance.below(2) {
        0 => digits.swap(at, at + 1),
        _ => digits[at] = char::from(b'0' + chance.below(10) as u8),
    }
    *text = digits.into_iter().collect();
}
