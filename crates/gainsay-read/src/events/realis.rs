//! What the words around an event word show of whether a particular event is told: tense, article, who takes part, when,
//! where, how many, and who speaks.
//!
//! The three sorts are those of ACE and ERE: what is told as having happened, what is told of its kind, anything else.

use gainsay_document::{Event, Modality, Name, NameKind, Place, Polarity, Quantity, Time, TimeKind};

use super::Layers;
use super::roles::Heads;
use super::tables::Tables;
use super::trigger::Trigger;
use crate::attribution::{Classes, Words};
use crate::syntax::{PartOfSpeech, Relation, Syntax};

/// What the features are read from.
#[derive(Clone, Copy)]
pub(super) struct Realis<'r> {
    pub words: &'r Words<'r>,
    pub layers: Layers<'r>,
    pub tables: &'r Tables,
}

/// What is known of one event before its story is.
#[derive(Clone, Copy)]
pub(super) struct Told<'t> {
    pub trigger: &'t Trigger,
    pub heads: &'t Heads,
    /// The times, places and figures that hang on it.
    pub times: &'t [usize],
    pub places: &'t [usize],
    pub figures: &'t [usize],
    /// Whether somebody is said to have said it.
    pub is_held: bool,
}

impl<'r> Realis<'r> {
    fn syntax(self) -> &'r Syntax {
        self.layers.syntax
    }

    /// The features of an event, each a word of the table's first column.
    pub(super) fn features(self, told: Told<'_>) -> Vec<String> {
        let syntax = self.syntax();
        let at = syntax.top(&told.trigger.tokens);
        let noun = told.trigger.noun;
        let mut out = Vec::new();
        let mut add = |group: &str, value: &str| out.push(format!("{group}:{value}"));
        let form = if noun { self.noun_form(at) } else { self.tense(at) };
        add(if noun { "noun" } else { "verb" }, form);
        add(if noun { "noun-as" } else { "verb-as" }, relation(syntax.relation(at)));
        let above = syntax.ancestors(at).skip(1).find(|&other| !syntax.part(other).is_nominal());
        add(if noun { "noun-under" } else { "verb-under" }, above.map_or("nothing", |verb| self.tense(verb)));
        add("agent", self.party(&told.heads.agents));
        add("target", self.party(&told.heads.targets));
        for (group, list) in [("time", told.times.to_vec()), ("time-near", self.times_of(told.trigger))] {
            add(group, self.day(&list));
        }
        for (group, list) in [("place", told.places.to_vec()), ("place-near", self.places_of(told.trigger))] {
            add(group, self.spot(&list));
        }
        add("figure", self.figure(told.figures));
        let sentence = told.trigger.sentence.clone();
        let names = |kind: NameKind| {
            self.words.span(&sentence).is_some_and(|span| {
                self.layers.names.iter().any(|name: &Name| name.kind == kind && span.contains(name.span))
            })
        };
        if names(NameKind::Person) {
            add("names", "person");
        }
        if names(NameKind::Organisation) {
            add("names", "organisation");
        }
        add("holder", if told.is_held { "other" } else { "author" });
        if self.words.in_speech(at) {
            add("holder", "quoted");
        }
        let words = || sentence.clone().map(|at| self.words.lower(at));
        if words().any(|word| matches!(word, "we" | "our" | "us" | "i" | "my" | "ourselves")) {
            add("speech", "first-person");
        }
        if words().any(|word| word == "?") {
            add("speech", "question");
        }
        if words().any(|word| {
            matches!(
                word,
                "always" | "often" | "every" | "constantly" | "never" | "continue" | "continues" | "daily"
            )
        }) {
            add("speech", "habit");
        }
        if sentence.clone().any(|at| self.words.is(at, Classes::MODAL)) {
            add("speech", "modal");
        }
        let index = self.layers.segmentation.sentences.iter().position(|one| one.tokens == sentence);
        add(
            "stands",
            match index.unwrap_or_default() {
                0 => "first",
                1..=3 => "early",
                4..=9 => "middle",
                _ => "late",
            },
        );
        let sentences = &self.layers.segmentation.sentences;
        let own = |tokens: std::ops::Range<usize>| {
            tokens.clone().any(|at| matches!(self.words.lower(at), "we" | "our" | "us" | "i" | "my"))
        };
        let spoken = sentences.iter().filter(|one| own(one.tokens.clone())).count();
        add(
            "report",
            match spoken * 100 / sentences.len().max(1) {
                0 => "plain",
                1..=14 => "quotes",
                15..=34 => "speaks",
                _ => "speech",
            },
        );
        out
    }

    fn noun_form(self, at: usize) -> &'static str {
        let syntax = self.syntax();
        let has = |relation: Relation| syntax.dependent(at, relation).is_some();
        let word = self.words.lower(at);
        let plural = word.ends_with('s') && !word.ends_with("ss");
        if syntax.relation(at) == Relation::Compound {
            return "modifier";
        }
        if has(Relation::Number) {
            return "number";
        }
        if has(Relation::Possessive) {
            return if plural { "owned-plural" } else { "owned" };
        }
        let article = syntax.dependent(at, Relation::Determiner).map_or("", |at| self.words.lower(at));
        match (article, plural) {
            ("the", false) => "definite",
            ("the", true) => "definite-plural",
            ("this" | "that" | "these" | "those", _) => "demonstrative",
            ("a" | "an", _) => "indefinite",
            ("", false) => "bare",
            ("", true) => "bare-plural",
            _ => "quantified",
        }
    }

    fn tense(self, at: usize) -> &'static str {
        let syntax = self.syntax();
        let word = self.words.lower(at);
        let auxiliaries: Vec<&str> = syntax
            .dependents(at)
            .iter()
            .filter(|&&other| {
                matches!(
                    syntax.relation(other),
                    Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Copula
                )
            })
            .map(|&other| self.words.lower(other))
            .collect();
        let to = syntax.dependents(at).iter().any(|&other| {
            self.words.lower(other) == "to"
                && (syntax.relation(other) == Relation::Mark || syntax.part(other) == PartOfSpeech::Particle)
        });
        let any = |list: &[&str]| auxiliaries.iter().any(|word| list.contains(word));
        let passive = syntax.dependent(at, Relation::PassiveAuxiliary).is_some();
        let past = word.ends_with("ed") || self.tables.is("past", word);
        if to {
            return "infinitive";
        }
        if any(&["will", "would", "can", "could", "may", "might", "must", "should", "shall", "'ll", "'d"]) {
            return "modal";
        }
        if any(&["has", "have", "'ve"]) {
            return if passive { "perfect-passive" } else { "perfect" };
        }
        if any(&["was", "were", "had", "did"]) {
            return if passive { "past-passive" } else { "past" };
        }
        if any(&["is", "are", "am", "'re", "'s", "do", "does", "be", "been", "being", "'m"]) {
            return if passive { "present-passive" } else { "present" };
        }
        if word.ends_with("ing") {
            return "gerund";
        }
        if past {
            return match syntax.relation(at) {
                Relation::Clause | Relation::AdjectivalModifier => "participle",
                _ => "past",
            };
        }
        "present"
    }

    fn party(self, heads: &[usize]) -> &'static str {
        let syntax = self.syntax();
        let Some(&at) = heads.first() else { return "none" };
        if syntax.part(at) == PartOfSpeech::ProperNoun {
            return "name";
        }
        if syntax.part(at) == PartOfSpeech::Pronoun {
            return "pronoun";
        }
        let named = syntax.dependents(at).iter().any(|&other| {
            syntax.part(other) == PartOfSpeech::ProperNoun
                && matches!(
                    syntax.relation(other),
                    Relation::Flat | Relation::Apposition | Relation::Compound
                )
        });
        if named {
            return "named";
        }
        self.noun_form(at)
    }

    fn day(self, times: &[usize]) -> &'static str {
        let of = |sort: &dyn Fn(&Time) -> bool| times.iter().any(|&at| sort(&self.layers.times[at]));
        if times.is_empty() {
            "none"
        } else if of(&|time| time.kind == TimeKind::Time && time.start.is_some()) {
            "clock"
        } else if of(&|time| time.kind == TimeKind::Date && time.start.is_some() && time.start == time.end) {
            "day"
        } else if of(&|time| time.start.is_some()) {
            "long"
        } else {
            "vague"
        }
    }

    fn spot(self, places: &[usize]) -> &'static str {
        let of = |sort: &dyn Fn(&Place) -> bool| places.iter().any(|&at| sort(&self.layers.places[at]));
        if places.is_empty() {
            "none"
        } else if of(&|place| !place.is_country) {
            "inside"
        } else {
            "country"
        }
    }

    fn figure(self, figures: &[usize]) -> &'static str {
        const FEW: f64 = 20.0;
        let figures: Vec<&Quantity> = figures.iter().map(|&at| &self.layers.quantities[at]).collect();
        if figures.is_empty() {
            "none"
        } else if figures.iter().any(|figure| figure.scope.is_cumulative()) {
            "running"
        } else if figures.iter().any(|figure| figure.interval.low == Some(1.0) && figure.interval.is_exact())
        {
            "one"
        } else if figures
            .iter()
            .any(|figure| figure.interval.is_exact() && figure.interval.low.is_some_and(|low| low < FEW))
        {
            "few"
        } else if figures.iter().any(|figure| figure.interval.low.is_some_and(|low| low >= FEW)) {
            "many"
        } else {
            "open"
        }
    }

    fn times_of(self, trigger: &Trigger) -> Vec<usize> {
        let Some(span) = self.words.span(&trigger.sentence) else { return Vec::new() };
        let times = self.layers.times.iter().enumerate();
        times.filter(|(_, time)| span.contains(time.span)).map(|(at, _)| at).collect()
    }

    fn places_of(self, trigger: &Trigger) -> Vec<usize> {
        let Some(span) = self.words.span(&trigger.sentence) else { return Vec::new() };
        let places = self.layers.places.iter().enumerate();
        places.filter(|(_, place)| span.contains(place.span)).map(|(at, _)| at).collect()
    }
}

/// Make the events at `talk` hypothetical where the report tells of no particular deed: beside one, "the attack" is it.
pub(super) fn only_talk(tables: &Tables, talk: &[usize], events: &mut [Event]) {
    let is_deed = |event: &Event| {
        tables.is("deed", &event.kind)
            && event.modality == Modality::Asserted
            && event.polarity == Polarity::Asserted
    };
    let particular = events.iter().enumerate().any(|(at, event)| is_deed(event) && !talk.contains(&at));
    if particular {
        return;
    }
    for &at in talk {
        if events[at].modality == Modality::Asserted {
            events[at].modality = Modality::Hypothetical;
        }
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Root => "root",
        Relation::Subject | Relation::PassiveSubject => "subject",
        Relation::Object | Relation::IndirectObject => "object",
        Relation::Oblique | Relation::Agent => "oblique",
        Relation::NominalModifier | Relation::Possessive => "nominal",
        Relation::Conjunct => "conjunct",
        Relation::Clause => "clause",
        Relation::RelativeClause => "relative",
        Relation::AdverbialClause => "adverbial",
        Relation::ClausalComplement => "complement",
        Relation::OpenComplement => "open",
        Relation::Parataxis => "parataxis",
        Relation::Compound => "compound",
        Relation::Apposition => "apposition",
        _ => "other",
    }
}
