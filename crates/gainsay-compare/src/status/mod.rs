//! Who agrees with whom on what: the facets of a matter, and how its claims stand to each other.

mod assess;
mod casualties;
mod circumstances;
mod counts;
mod coverage;
mod item;
mod lifecycle;
mod relations;
mod responsibility;
mod scene;

use gainsay_document::{Agreement, Facet, FacetKind};

use self::assess::{Question, assess};
use self::coverage::{Coverage, Extent};
use self::item::{Item, Value};
use self::lifecycle::Strands;
pub(crate) use self::relations::Relations;
use self::scene::Scene;
use crate::features::Corpus;
use crate::origin::Voices;
use crate::tables::{Families, Tables};

/// The claims of one matter and what is known of them.
pub(crate) struct Matter<'m, 'a> {
    pub corpus: &'m Corpus<'a>,
    pub tables: &'m Tables,
    /// Indices into the corpus's claims, ascending: in order of publication.
    pub claims: &'m [usize],
    pub voices: &'m Voices,
    /// What kind of event it is.
    pub families: Families,
}

/// The facets of a matter, contested ones first; its relations are added to `relations`.
pub(crate) fn facets(matter: &Matter<'_, '_>, relations: &mut Relations) -> Vec<Facet> {
    let extent = Extent::of(matter);
    let mut questions = counts::questions(matter, &extent);
    let occurrence = circumstances::occurrence(matter, &questions, &extent);
    questions.extend(responsibility::question(matter, &extent));
    questions.extend(occurrence);
    questions.extend(circumstances::place(matter, &extent));
    questions.extend(circumstances::date(matter, &extent));

    let strands: Vec<Strands> =
        questions.iter().map(|question| Strands::new(&question.items, question.is_running())).collect();
    let mut facets: Vec<Facet> = Vec::with_capacity(questions.len());
    for (at, question) in questions.iter().enumerate() {
        relations::of_facet(matter, question, &strands[at], relations);
        let beside = casualties::exceeded(matter, at, &questions, &strands, relations);
        facets.push(assess(question, &strands[at], matter.voices, matter.corpus, &beside));
    }
    relations::includes(matter, relations);
    warn_of_running_totals(&questions, &mut facets);
    let order = |facet: &Facet| match facet.kind {
        FacetKind::Count => 0,
        FacetKind::Responsibility => 1,
        FacetKind::Occurrence => 2,
        FacetKind::Place => 3,
        FacetKind::Date => 4,
    };
    facets.sort_by(|a, b| {
        let key = |facet: &Facet| {
            let wide = facet.scope.is_some_and(gainsay_document::Scope::is_cumulative);
            (
                facet.agreement != Agreement::Contested,
                order(facet),
                wide,
                facet.outcome,
                facet.category.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    facets
}

fn warn_of_running_totals(questions: &[Question<'_>], facets: &mut [Facet]) {
    let counted = |running: bool, facet: &Facet| {
        questions.iter().any(|question| {
            question.is_running() == running
                && question.count.as_ref().is_some_and(|key| Some(key.outcome) == facet.outcome)
        })
    };
    for facet in facets.iter_mut().filter(|facet| facet.kind == FacetKind::Count) {
        let running = facet.scope.is_some_and(gainsay_document::Scope::is_cumulative);
        if counted(!running, facet) {
            facet.warnings.push("cumulative figure beside an incident's figure".to_owned());
        }
    }
}

/// What a claim says, asserted; the parts that differ are set by the caller.
fn item<'a>(matter: &Matter<'_, 'a>, claim: usize, value: Value<'a>) -> Item<'a> {
    let features = &matter.corpus.claims[claim];
    Item {
        claim,
        document: features.document,
        day: matter.corpus.published(claim),
        position: features.position,
        origin: matter.voices.origin(claim),
        holder: matter.voices.holder(claim),
        value,
        denied: false,
        own: false,
        own_voice: features.attribution.is_none(),
        partial: false,
        retracts: false,
        former: false,
        observer: is_observer(matter, claim),
        moves: false,
        affiliation: None,
        vague: false,
        floor: false,
        possible: false,
        coverage: Coverage::default(),
        scene: Scene::of(matter, claim),
    }
}

/// Whether the holder of a claim is one who sees a part of what happened.
fn is_observer(matter: &Matter<'_, '_>, claim: usize) -> bool {
    let holder = matter.voices.holders[matter.voices.holder(claim)].to_lowercase();
    holder.split(|c: char| !c.is_alphanumeric()).any(|word| matter.tables.cues.observer.contains(&word))
}
