//! Rings as the page shows them: accounts, what they share, who pays them, and the story in sentences.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_flow::Job;
use sekisho_report as page;
use sekisho_ring::Change;
use sekisho_score::{AccountScore, RingScore, Standing};
use sekisho_tie::{Kind, Ring, Tie};

use super::Scan;
use super::clients::{Dealings, dealings};
use super::kinds::called;

/// A story names so many things, the strongest.
const TOLD_THINGS: usize = 5;
/// A thing names so many rows.
const WITNESSES: usize = 8;

/// All rings, the suspected ones first, then by weight.
pub fn rings(scan: &Scan, job: &Job) -> Vec<page::Ring> {
    let scores: BTreeMap<&str, &AccountScore> =
        scan.scores.accounts.iter().map(|score| (score.account_id.as_str(), score)).collect();
    let dealings = dealings(&scan.made, job);
    let inside = inside(scan);
    let mut order: Vec<(&Ring, &RingScore)> = scan.made.rings.iter().zip(&scan.scores.rings).collect();
    order.sort_by(|a, b| {
        let weight = |ring: &(&Ring, &RingScore)| (ring.1.standing, std::cmp::Reverse(ring.0.members.len()));
        a.1.standing.cmp(&b.1.standing).then(b.1.bits.total_cmp(&a.1.bits)).then(weight(a).cmp(&weight(b)))
    });
    let empty = Dealings::default();
    let numbers: BTreeMap<&str, usize> =
        scan.made.rings.iter().enumerate().map(|(number, ring)| (ring.ring_id.as_str(), number)).collect();
    order
        .into_iter()
        .map(|(ring, score)| {
            let number = numbers[ring.ring_id.as_str()];
            let ties = inside.get(&number).map_or(&[][..], Vec::as_slice);
            View { scan, ring, score, scores: &scores, ties }.page(dealings.get(&number).unwrap_or(&empty))
        })
        .collect()
}

/// By ring, its told ties with their places in the list of links.
fn inside(scan: &Scan) -> BTreeMap<usize, Vec<(usize, &Tie)>> {
    let mut ring_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (number, ring) in scan.made.rings.iter().enumerate() {
        ring.members.iter().for_each(|member| _ = ring_of.insert(member.account, number));
    }
    let mut inside: BTreeMap<usize, Vec<(usize, &Tie)>> = BTreeMap::new();
    for (place, tie) in scan.made.ties.told().enumerate() {
        let (a, b) = (ring_of.get(&tie.bond.a), ring_of.get(&tie.bond.b));
        if let Some(ring) = a.filter(|ring| Some(*ring) == b) {
            inside.entry(*ring).or_default().push((place, tie));
        }
    }
    inside
}

/// One ring with all that is known of it.
struct View<'a> {
    scan: &'a Scan,
    ring: &'a Ring,
    score: &'a RingScore,
    scores: &'a BTreeMap<&'a str, &'a AccountScore>,
    ties: &'a [(usize, &'a Tie)],
}

impl View<'_> {
    fn page(&self, dealings: &Dealings) -> page::Ring {
        let shared = self.shared();
        let (outsiders, links) = dealings.page(&self.place());
        page::Ring {
            ring_id: self.ring.ring_id.clone(),
            bits: self.score.bits,
            standing: standing(self.score.standing),
            change: self.ring.change.as_ref().and_then(change),
            members: self.ring.members.iter().map(|member| self.member(member)).collect(),
            story: self.story(&shared),
            against: self.against(),
            left_out: self.left_out(),
            shared: shared.into_iter().map(|(_, thing)| thing).collect(),
            outsiders,
            links,
            findings: self.findings(),
        }
    }

    /// Places of accounts among the members.
    fn place(&self) -> BTreeMap<u32, usize> {
        self.ring.members.iter().enumerate().map(|(place, member)| (member.account, place)).collect()
    }

    fn id(&self, account: u32) -> &str {
        self.scan.made.ties.accounts.id(account)
    }

    fn member(&self, member: &sekisho_tie::RingMember) -> page::RingMember {
        let told = self.scan.made.ties.accounts.told(member.account);
        let score = self.scores.get(self.id(member.account));
        page::RingMember {
            account_id: self.id(member.account).to_owned(),
            role: told.role.clone(),
            name: told.name.clone(),
            bits: score.map_or(self.scan.scale.prior, |score| score.bits),
            band: score.map(|score| super::cases::band(score.band)),
            joined_by: member.bits,
            suspended: told.suspended,
        }
    }

    /// What members share, value by value, the strongest first.
    fn shared(&self) -> Vec<(Kind, page::SharedThing)> {
        let places = self.place();
        /// A thing, the members that share it, the rows that show it.
        type Thing = (page::SharedThing, BTreeSet<usize>, BTreeSet<String>);
        let mut things: BTreeMap<(Kind, u64), Thing> = BTreeMap::new();
        for (place, tie) in self.ties {
            let (bond, link) = (&tie.bond, &self.scan.links[*place]);
            let (thing, members, witnesses) = things.entry((bond.kind, bond.value)).or_default();
            members.extend([bond.a, bond.b].iter().filter_map(|account| places.get(account)));
            witnesses.extend(link.witness.split(' ').map(str::to_owned));
            thing.bits = thing.bits.max(tie.bits);
            thing.label.clone_from(&link.shared);
            let known = |at: i64| (at > 0).then_some(at);
            thing.first_at = [thing.first_at, known(bond.first)].into_iter().flatten().min();
            thing.last_at = thing.last_at.max(known(bond.last));
        }
        let mut things: Vec<(Kind, page::SharedThing)> = things
            .into_iter()
            .map(|((kind, _), (thing, members, witnesses))| {
                let witnesses = witnesses.into_iter().take(WITNESSES).collect();
                let (kind_name, members) = (kind.name().to_owned(), members.into_iter().collect());
                (kind, page::SharedThing { kind: kind_name, members, witnesses, ..thing })
            })
            .collect();
        let weight = |thing: &page::SharedThing| thing.bits * thing.members.len() as f64;
        things.sort_by(|a, b| weight(&b.1).total_cmp(&weight(&a.1)));
        things
    }

    fn story(&self, shared: &[(Kind, page::SharedThing)]) -> Vec<page::StoryLine> {
        let count = self.ring.members.len();
        let mut lines: Vec<page::StoryLine> = Vec::new();
        for (kind, thing) in shared.iter().take(TOLD_THINGS) {
            let ((en, ja), members) = (called(*kind), thing.members.len());
            lines.push(page::StoryLine {
                en: format!("{members} of the {count} accounts share {en}."),
                ja: format!("{count}件のうち{members}件が、{ja}を共有しています。"),
                about: vec![thing.kind.clone()],
            });
        }
        let outstanding = self.outstanding();
        if !outstanding.is_empty() {
            let (some, strongest) = (outstanding.len(), outstanding.iter().flat_map(|score| strongest(score)));
            lines.push(page::StoryLine {
                en: format!("Against {some} of them more speaks, apart from what they share; consistent with one hand or one team."),
                ja: format!("そのうち{some}件には共有以外の兆候もあり、一人または一つの集団による運用と矛盾しません。"),
                about: strongest.map(|finding| self.scan.findings[finding].finding_id.clone()).collect(),
            });
        }
        lines
    }

    /// Members against which something of their own speaks, strongly enough to count for others.
    fn outstanding(&self) -> Vec<&AccountScore> {
        let score = |member: &sekisho_tie::RingMember| self.scores.get(self.id(member.account)).copied();
        let speaks =
            |score: &&AccountScore| score.terms.iter().any(|term| term.group != "sharing" && term.full_bits >= 2.0);
        self.ring.members.iter().filter_map(score).filter(speaks).collect()
    }

    fn against(&self) -> Vec<page::StoryLine> {
        let (count, some) = (self.ring.members.len(), self.outstanding().len());
        let mut lines = Vec::new();
        if some < count {
            let quiet = count - some;
            lines.push(page::StoryLine {
                en: format!("Nothing of weight was found against {quiet} of the {count} accounts by themselves; they may be relatives, colleagues or nominees who were used."),
                ja: format!("{count}件のうち{quiet}件には単独の重い兆候がありません。家族、同僚、または利用された名義人かもしれません。"),
                about: Vec::new(),
            });
        }
        lines
    }

    fn left_out(&self) -> Vec<page::LeftOut> {
        let members: BTreeSet<&str> = self.ring.members.iter().map(|member| self.id(member.account)).collect();
        let common = |row: &&sekisho_output::LeftOut| {
            row.account_ids.iter().filter(|id| members.contains(id.as_str())).count() > 1
        };
        let shown = self.scan.left_out.iter().filter(common).take(WITNESSES);
        shown
            .map(|row| page::LeftOut {
                kind: row.kind.clone(),
                label: row.shared.clone(),
                accounts: u64::from(row.accounts),
                why_en: row.why.clone(),
                why_ja: row.why_ja.clone(),
            })
            .collect()
    }

    fn findings(&self) -> Vec<page::Finding> {
        let of_ring = |finding: &&sekisho_evidence::Finding| {
            finding.subject_kind == sekisho_schema::SubjectKind::Ring && finding.subject_id == self.ring.ring_id
        };
        self.scan.findings.iter().filter(of_ring).map(super::cases::finding).collect()
    }
}

fn strongest(score: &AccountScore) -> Option<usize> {
    score.terms.iter().find(|term| term.group != "sharing").map(|term| term.finding)
}

fn standing(standing: Standing) -> page::Standing {
    match standing {
        Standing::Suspected => page::Standing::Suspected,
        Standing::Quiet => page::Standing::Quiet,
        Standing::Household => page::Standing::Household,
        Standing::DeclaredTeam => page::Standing::DeclaredTeam,
    }
}

fn change(change: &Change) -> Option<page::RingChange> {
    match change {
        Change::New => Some(page::RingChange::New),
        Change::Same | Change::Shrank { .. } => None,
        Change::Grew { .. } => Some(page::RingChange::Grew { from: 0 }),
        Change::Split { from } => Some(page::RingChange::Split { from: vec![from.clone()] }),
        Change::Merged { from } => Some(page::RingChange::Merged { from: from.clone() }),
    }
}
