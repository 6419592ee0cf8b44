//! The three axes of a facet, its sides, and the reason in words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gainsay_document::{Agreement, Facet, FacetKind, Lifecycle, Outcome, Side, Support};

use super::item::{Item, Value};
use super::lifecycle::{Strand, Strands, grew};
use crate::features::Corpus;
use crate::features::days::{Window, day_words};
use crate::features::figures::CountKey;
use crate::origin::Voices;

/// How many days apart two figures may be published and still be of one time.
pub(super) const SAME_TIME: i32 = 1;
/// How many claims of each of two origins are compared for whether they speak of one thing.
const AGREEING: usize = 12;
/// How many sides a reason names.
const NAMED_SIDES: usize = 6;

/// A facet before it is assessed.
pub(crate) struct Question<'a> {
    pub kind: FacetKind,
    /// For a count: what is compared.
    pub count: Option<CountKey>,
    /// What the claims say, in order of publication.
    pub items: Vec<Item<'a>>,
    /// Several values can hold at once: a protest is in many towns, a flood lasts for days, or reports themselves give
    /// several.
    pub spread: bool,
    /// What it did goes on for days or in many towns, so that several may have had a hand in it; for a count or
    /// a place, reports speak of events of several kinds in it.
    pub wide: bool,
}

impl<'a> Question<'a> {
    /// A question on which reports that themselves give several values make it one of many places or days.
    ///
    /// A fifth of the reports that give two values or more must do so, and two at least: protests of a week in ten towns
    /// are one matter, and no report of one day in one town contradicts another.
    ///
    /// `spread`: what kind of event it is tells so already.
    pub fn of_circumstance(kind: FacetKind, items: Vec<Item<'a>>, spread: bool) -> Self {
        let mut documents: BTreeMap<usize, Vec<&Item<'a>>> = BTreeMap::new();
        for item in &items {
            documents.entry(item.document).or_default().push(item);
        }
        let telling = || documents.values().filter(|own| own.len() > 1);
        let several = |own: &&Vec<&Item<'a>>| own.iter().any(|item| !item.value.compatible(&own[0].value));
        let giving = telling().filter(several).count();
        let spread = spread || giving > 1 && giving * 5 >= telling().count();
        Self { kind, count: None, spread, wide: false, items }
    }

    /// Whether the figures are running totals.
    pub fn is_running(&self) -> bool {
        self.count.as_ref().is_some_and(|key| key.scope.is_cumulative())
    }

    /// Whether nothing can be compared: unnamed parts need not be the same part.
    pub fn is_incomparable(&self) -> bool {
        self.count.as_ref().is_some_and(|key| key.unnamed_part)
    }

    /// Whether two strands exclude each other and are of one time.
    pub fn clash(&self, a: &Strand, b: &Strand) -> Clash {
        let (x, y) = (&self.items[a.items[0]], &self.items[b.items[0]]);
        if self.is_incomparable() || self.spread || a.origin == b.origin || x.compatible(y) {
            return Clash::None;
        }
        if self.in_one_text(a, b) {
            return Clash::OneText;
        }
        if self.kind != FacetKind::Count {
            return Clash::Now;
        }
        if self.widest(a).covers_other(self.widest(b)) {
            return Clash::Parts;
        }
        let Some((of_a, of_b)) = a.as_of.zip(b.as_of) else { return Clash::Now };
        if of_a.gap(of_b) > SAME_TIME {
            return Clash::OtherDays;
        }
        let (first, last) = if of_a.start <= of_b.start { (x, y) } else { (y, x) };
        // What a later report counts more of has grown, unless the lower figure is still given on that day.
        let apart = if self.is_running() { of_a != of_b } else { of_a.gap(of_b) > 0 };
        if apart && !x.denied && !y.denied && grew(&first.value, &last.value) {
            return Clash::OtherDays;
        }
        Clash::Now
    }

    /// Whether two strands of different origins speak for each other.
    pub fn agree(&self, a: &Strand, b: &Strand) -> bool {
        let items = |strand: &Strand| {
            strand.items.iter().take(AGREEING).map(|&at| &self.items[at]).collect::<Vec<_>>()
        };
        let scene = |x: &Item<'_>, y: &Item<'_>| {
            let strict = self.wide || x.document == y.document;
            match self.kind {
                FacetKind::Occurrence => x.scene.fits(&y.scene, strict),
                FacetKind::Date => !self.wide || x.scene.fits(&y.scene, true),
                _ => true,
            }
        };
        // What goes on for days is told of each of them.
        let day = |x: &Item<'_>, y: &Item<'_>| {
            self.kind != FacetKind::Date || !(self.spread || self.wide) || x.value.same(&y.value)
        };
        let repeated = self.kind == FacetKind::Count || self.wide;
        let repeats =
            |x: &Item<'_>, y: &Item<'_>| repeated && x.document != y.document && x.scene.repeats(&y.scene);
        let (first, second) = (items(a), items(b));
        !self.is_incomparable()
            && first
                .iter()
                .any(|x| second.iter().any(|y| x.backs(y) && scene(x, y) && day(x, y) && !repeats(x, y)))
    }

    /// Whether all that names the two stands in one report: a column of news tells of many things.
    fn one_column(&self, a: &Strand, b: &Strand) -> bool {
        let document = self.items[a.items[0]].document;
        a.items.iter().chain(&b.items).all(|&at| self.items[at].document == document)
    }

    /// Whether the two count what is done again and again (an arrest, a rescue) and neither is said to be of all.
    fn repeats(&self, a: &Strand, b: &Strand) -> bool {
        let repeated =
            |outcome: Outcome| matches!(outcome, Outcome::Detained | Outcome::Rescued | Outcome::Evacuated);
        let of_all = |strand: &Strand| strand.items.iter().any(|&at| self.items[at].coverage.of_all);
        self.count.as_ref().is_some_and(|key| repeated(key.outcome)) && !(of_all(a) && of_all(b))
    }

    /// Whether any claims of the two speak of events of one name.
    fn of_one_kind(&self, a: &Strand, b: &Strand) -> bool {
        let items = |strand: &Strand| {
            strand.items.iter().take(AGREEING).map(|&at| &self.items[at]).collect::<Vec<_>>()
        };
        let theirs = items(b);
        items(a).iter().any(|x| theirs.iter().any(|y| x.scene.is_of_one_kind(&y.scene)))
    }

    /// Whether the claims of both speak of events, and of none that has one name.
    fn of_other_kinds(&self, a: &Strand, b: &Strand) -> bool {
        let named = |strand: &Strand| strand.items.iter().any(|&at| self.items[at].scene.is_named());
        named(a) && named(b) && !self.of_one_kind(a, b)
    }

    fn names_both(&self, a: &Strand, b: &Strand) -> bool {
        let names = |strand: &Strand, other: &Strand| {
            let Value::Place(place) = &self.items[other.items[0]].value else { return false };
            strand.items.iter().any(|&at| self.items[at].scene.names(place))
        };
        names(a, b) && names(b, a)
    }

    /// The item of a strand that covers most.
    fn widest(&self, strand: &Strand) -> &Item<'a> {
        let whole = strand.items.iter().map(|&at| &self.items[at]).find(|item| item.coverage.is_whole());
        whole.unwrap_or(&self.items[strand.items[0]])
    }

    /// Whether two values only seem to exclude each other because one report gives both of different things.
    ///
    /// An author does not contradict the sources of the same report: "14 people died. … Six of the dead, the
    /// ministry said, …". And a report that names two places or dates tells of a way there or of a day after.
    fn in_one_text(&self, a: &Strand, b: &Strand) -> bool {
        let partial = |strand: &Strand| strand.items.iter().all(|&at| self.items[at].partial);
        let own = |strand: &Strand| strand.items.iter().all(|&at| self.items[at].own_voice);
        // The items of a strand come in order of publication, so that those of a document stand together.
        let stands_in = |document: usize, strand: &Strand| {
            let at = strand.items.partition_point(|&at| self.items[at].document < document);
            strand.items.get(at).is_some_and(|&at| self.items[at].document == document)
        };
        let all_in = |inner: &Strand, outer: &Strand| {
            inner.items.iter().all(|&at| stands_in(self.items[at].document, outer))
        };
        match self.kind {
            FacetKind::Count => {
                (self.wide && !self.of_one_kind(a, b))
                    || self.items[a.items[0]].scene.is_in_other_country(&self.items[b.items[0]].scene)
                    || self.repeats(a, b)
                    || partial(a)
                    || partial(b)
                    || (own(a) && !own(b) && all_in(a, b))
                    || (own(b) && !own(a) && all_in(b, a))
            }
            // Sentences that name both towns tell of both.
            FacetKind::Place => {
                let other = self.wide && !self.of_one_kind(a, b);
                self.spread || all_in(a, b) || all_in(b, a) || self.names_both(a, b) || other
            }
            FacetKind::Date => self.spread || all_in(a, b) || all_in(b, a),
            // Several persons may have done it together.
            // Whom an author names as acting, without a source, did one of the many things that a report tells.
            FacetKind::Responsibility => {
                [a, b].iter().all(|strand| !self.items[strand.items[0]].denied)
                    && (self.items[a.items[0]].scene.is_of_other_deed(&self.items[b.items[0]].scene)
                        || if self.one_column(a, b) {
                            self.of_other_kinds(a, b)
                        } else {
                            self.wide && !self.of_one_kind(a, b)
                        }
                        || [a, b]
                            .iter()
                            .any(|strand| own(strand) || self.items[strand.items[0]].is_of_person()))
            }
            FacetKind::Occurrence => false,
        }
    }
}

/// How two strands of different origins exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clash {
    /// They do not.
    None,
    /// They do, but one report gives both and they may be of different things.
    OneText,
    /// They do, but cover different towns, sites, days or bodies, or one covers a part of the other.
    Parts,
    /// They do, but were given for different days.
    OtherDays,
    /// They do.
    Now,
}

/// The facet with its statuses, reason, warnings and sides. `beside` is what figures of another outcome say that exclude
/// its own, each in words.
pub(crate) fn assess(
    question: &Question<'_>,
    strands: &Strands,
    voices: &Voices,
    corpus: &Corpus<'_>,
    beside: &[String],
) -> Facet {
    let live: Vec<&Strand> =
        strands.list.iter().filter(|strand| strand.lifecycle == Lifecycle::Current).collect();
    let origins: BTreeSet<usize> = live.iter().map(|strand| strand.origin).collect();
    let disputed = disputes(question, &live, voices);
    let contested = disputed.first.is_some() || !beside.is_empty();
    let agreement = if contested { Agreement::Contested } else { Agreement::Uncontested };
    let support = support(question, &live, voices);
    let any = |wanted: Lifecycle| strands.list.iter().any(|strand| strand.lifecycle == wanted);
    let lifecycle = if live.is_empty() && any(Lifecycle::Retracted) {
        Lifecycle::Retracted
    } else if any(Lifecycle::Revised) {
        Lifecycle::Revised
    } else if any(Lifecycle::Retracted) {
        Lifecycle::Retracted
    } else {
        Lifecycle::Current
    };
    let sides = sides(question, strands, voices, corpus);
    let reason = reason(question, strands, &live, &disputed, voices, beside);
    let warnings = warnings(question, &live, &origins, &disputed, corpus);
    Facet {
        kind: question.kind,
        outcome: question.count.as_ref().map(|key| key.outcome),
        category: question.count.as_ref().and_then(|key| {
            let part = key.unnamed_part.then(|| match &key.category {
                Some(category) => format!("{category}, part of the total"),
                None => "part of the total".to_owned(),
            });
            part.or_else(|| key.category.clone())
        }),
        scope: question.count.as_ref().map(|key| key.scope),
        support,
        agreement,
        lifecycle,
        reason,
        warnings,
        sides,
    }
}

/// Which origins exclude each other. The pairs are not kept: of a matter of many origins they would be too many.
#[derive(Default)]
struct Disputes {
    /// The first pair.
    first: Option<(usize, usize)>,
    /// All origins of pairs.
    origins: BTreeSet<usize>,
    /// Whether an origin of a pair denies something.
    denied: bool,
    /// Whether an origin of a pair is not established.
    unknown: bool,
    other_days: bool,
    one_text: bool,
    parts: bool,
}

fn disputes(question: &Question<'_>, live: &[&Strand], voices: &Voices) -> Disputes {
    let mut disputes = Disputes::default();
    if question.is_incomparable() || question.spread {
        return disputes;
    }
    let mut of_origin: BTreeMap<usize, (Vec<&Strand>, bool)> = BTreeMap::new();
    for &strand in live {
        let (strands, denies) = of_origin.entry(strand.origin).or_default();
        strands.push(strand);
        *denies |= question.items[strand.items[0]].denied;
    }
    let of_origin: Vec<(usize, Vec<&Strand>, bool)> =
        of_origin.into_iter().map(|(origin, (strands, denies))| (origin, strands, denies)).collect();
    for (at, (a, of_a, a_denies)) in of_origin.iter().enumerate() {
        for (b, of_b, b_denies) in &of_origin[at + 1..] {
            let pairs = || of_a.iter().flat_map(move |x| of_b.iter().map(move |y| question.clash(x, y)));
            // An origin that gives several values at once is only contradicted where none of them fits; a denial
            // contradicts whatever else its holder says.
            let denial = *a_denies || *b_denies;
            let excluded = denial || pairs().all(|clash| clash != Clash::None);
            if excluded && pairs().any(|clash| clash == Clash::Now) {
                disputes.first = disputes.first.or(Some((*a, *b)));
                disputes.origins.extend([*a, *b]);
                disputes.denied |= denial;
                disputes.unknown |= !voices.is_established(*a) || !voices.is_established(*b);
            } else if excluded {
                disputes.other_days |= pairs().any(|clash| clash == Clash::OtherDays);
                disputes.one_text |= pairs().any(|clash| clash == Clash::OneText);
                disputes.parts |= pairs().any(|clash| clash == Clash::Parts);
            }
        }
    }
    disputes
}

fn support(question: &Question<'_>, live: &[&Strand], voices: &Voices) -> Support {
    let established: Vec<&&Strand> =
        live.iter().filter(|strand| voices.is_established(strand.origin)).collect();
    let agree = |a: &Strand, b: &Strand| a.origin != b.origin && question.agree(a, b);
    let corroborated =
        established.iter().enumerate().any(|(at, a)| established[at + 1..].iter().any(|b| agree(a, b)));
    if corroborated {
        Support::Corroborated
    } else if established.is_empty() {
        Support::Unestablished
    } else {
        Support::SingleSource
    }
}

fn sides(question: &Question<'_>, strands: &Strands, voices: &Voices, corpus: &Corpus<'_>) -> Vec<Side> {
    let mut found: Vec<Side> = Vec::new();
    let mut places: HashMap<(usize, usize), usize> = HashMap::new();
    for (at, item) in question.items.iter().enumerate() {
        let strand = strands.of_item[at];
        let reference = &corpus.claims[item.claim].reference;
        if let Some(&place) = places.get(&(item.holder, strand)) {
            let side = &mut found[place];
            if side.claims.last() != Some(reference) {
                side.claims.push(reference.clone());
            }
            continue;
        }
        let (interval, value) = match &item.value {
            Value::Count(interval) if !item.denied => (Some(*interval), None),
            _ => (None, Some(item.words())),
        };
        places.insert((item.holder, strand), found.len());
        found.push(Side {
            holder: voices.holders[item.holder].clone(),
            origin: voices.origins[item.origin].id.clone(),
            interval,
            value,
            lifecycle: strands.list[strand].lifecycle,
            claims: vec![reference.clone()],
        });
    }
    found
}

fn reason(
    question: &Question<'_>,
    strands: &Strands,
    live: &[&Strand],
    disputes: &Disputes,
    voices: &Voices,
    beside: &[String],
) -> String {
    let name = |strand: &Strand| voices.origins[strand.origin].label.as_str();
    let words = |strand: &Strand| question.items[strand.items[0]].words();
    let say = |strand: &&Strand| {
        let at = match strand.as_of.and_then(Window::range) {
            Some(range) if question.is_running() || disputes.other_days => {
                format!(" ({})", day_words(range.end))
            }
            _ => String::new(),
        };
        format!("{}: {}{at}", name(strand), words(strand))
    };
    // Of many sides those that exclude each other are named.
    let mut named: Vec<&&Strand> = live.iter().collect();
    if named.len() > NAMED_SIDES {
        named.sort_by_key(|strand| !disputes.origins.contains(&strand.origin));
        named.sort_by_key(|strand| {
            !disputes.first.is_some_and(|(a, b)| strand.origin == a || strand.origin == b)
        });
        named.truncate(NAMED_SIDES);
    }
    let mut parts: Vec<String> = named.into_iter().map(say).collect();
    if live.len() > NAMED_SIDES {
        parts.push(format!("and {} more", live.len() - NAMED_SIDES));
    }
    parts.extend_from_slice(beside);
    for strand in &strands.list {
        match strand.lifecycle {
            Lifecycle::Retracted => parts.push(format!("{} withdrew {}", name(strand), words(strand))),
            Lifecycle::Revised => {
                let later = strand.replaced_by.map(|by| words(&strands.list[by]));
                let later = later.map_or_else(String::new, |later| format!(", later {later}"));
                parts.push(format!("{} earlier said {}{later}", name(strand), words(strand)));
            }
            Lifecycle::Current => {}
        }
    }
    parts.truncate(NAMED_SIDES * 2);
    let origins: BTreeSet<usize> = live.iter().map(|strand| strand.origin).collect();
    let known = origins.iter().filter(|origin| voices.is_established(**origin)).count();
    let series = question.is_running() && live.len() > 1 && disputes.first.is_none();
    let verdict = if disputes.first.is_some() {
        if disputes.denied {
            "one denies what another says of the same event"
        } else {
            "different origins, same event"
        }
    } else if !beside.is_empty() {
        "different origins, same event"
    } else if series {
        "a running total that grows from day to day"
    } else if disputes.other_days {
        "figures of different days"
    } else if disputes.parts {
        "figures of parts, or of a part and the whole"
    } else if disputes.one_text {
        "values that may be of different things"
    } else if live.is_empty() {
        "nothing stands"
    } else if question.is_incomparable() {
        "parts of a total that need not be the same part"
    } else if known == 0 {
        "nothing tells where this comes from"
    } else if origins.len() == 1 {
        "one origin"
    } else if known == 1 {
        "one established origin"
    } else if live.iter().filter(|strand| !question.items[strand.items[0]].possible).count() < 2 {
        "a number that is only possible excludes none below it"
    } else {
        "different origins, compatible values"
    };
    parts.push(verdict.to_owned());
    parts.join("; ")
}

fn warnings(
    question: &Question<'_>,
    live: &[&Strand],
    origins: &BTreeSet<usize>,
    disputes: &Disputes,
    corpus: &Corpus<'_>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    let outlets: BTreeSet<&str> = live
        .iter()
        .flat_map(|strand| &strand.items)
        .filter_map(|&at| corpus.documents[question.items[at].document].document.outlet.as_deref())
        .collect();
    if origins.len() == 1 && outlets.len() > 1 {
        warnings.push(format!("{} outlets, 1 origin", outlets.len()));
    }
    if disputes.unknown {
        warnings.push("it is not known where one side's figure comes from".to_owned());
    }
    let one_day = live.iter().enumerate().any(|(at, a)| {
        live[at + 1..].iter().any(|b| {
            a.origin == b.origin && !question.items[a.items[0]].compatible(&question.items[b.items[0]])
        })
    });
    if one_day && !question.is_running() && question.kind == FacetKind::Count && !question.is_incomparable() {
        warnings.push("one origin gives two values and nothing tells which is later".to_owned());
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::coverage::Coverage;
    use super::super::scene::Scene;
    use super::*;

    #[test]
    fn reports_that_give_several_days_tell_of_many() {
        let item = |document: usize, day: i32| Item {
            claim: document,
            document,
            day: None,
            position: 0,
            origin: document,
            holder: document,
            value: Value::Days(Window { start: day, end: day }),
            denied: false,
            own: false,
            own_voice: true,
            partial: false,
            retracts: false,
            former: false,
            observer: false,
            moves: false,
            affiliation: None,
            vague: false,
            floor: false,
            possible: false,
            coverage: Coverage::default(),
            scene: Scene::default(),
        };
        let check = |given: &[(usize, i32)], expected: bool| {
            let items = given.iter().map(|&(document, day)| item(document, day)).collect();
            assert_eq!(
                Question::of_circumstance(FacetKind::Date, items, false).spread,
                expected,
                "{given:?}"
            );
        };
        check(&[(0, 1), (0, 9), (1, 1), (1, 5)], true);
        check(&[(0, 1), (0, 9), (1, 1), (1, 1), (2, 5), (2, 5)], false);
        check(&[(0, 1), (1, 9), (2, 1), (3, 9)], false);
        check(&[(0, 1), (0, 9), (1, 1)], false);
    }
}
