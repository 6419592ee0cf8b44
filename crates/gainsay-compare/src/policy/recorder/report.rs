//! The dead and the injured of one incident, as one report tells them.

use gainsay_document::{
    Claim, ClaimRef, Event, Modality, Outcome, Polarity, Quantity, Reading, Report, Scope, Stance,
};

use super::headline::{self, Headline, Said};
use super::same::{is_beside_others, is_hit_too, is_of_several, sum_of_row};
use super::{persons, self_killed};
use crate::features::figures;
use crate::tables::{Tables, UnitClass};

/// No single incident of the news has had more dead or injured than this: a bare number beyond it is an address, a year,
/// a price.
const MOST: f64 = 1_000_000.0;
/// And without a word for what is counted, not more than this.
const MOST_UNNAMED: f64 = 500.0;

/// What one report tells.
#[derive(Debug, Default)]
pub(super) struct Toll {
    pub killed: Option<Told>,
    pub injured: Option<Told>,
    /// Whether it says that the incident happened.
    pub incident: bool,
}

/// A number, and what it was taken from.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub count: f64,
    /// No figure gives it.
    pub is_derived: bool,
    /// The title gives it as well.
    pub in_title: bool,
    /// It is how many were told of one by one.
    pub one_by_one: bool,
    pub reason: String,
    pub claims: Vec<ClaimRef>,
}

/// A figure that a report gives of the incident.
#[derive(Clone, Copy)]
pub(super) struct Figure<'r> {
    pub quantity: &'r Quantity,
    pub words: &'r str,
    pub low: f64,
    pub claim: &'r ClaimRef,
}

/// What `report` tells in these of its claims.
pub(super) fn toll(report: &Report<'_>, references: &[ClaimRef], tables: &Tables) -> Toll {
    let reading = report.reading;
    let claims: Vec<(&ClaimRef, &Claim)> = references
        .iter()
        .filter_map(|reference| Some((reference, reading.claims.get(reference.claim.index())?)))
        .filter(|(_, claim)| is_told(claim, reading))
        .collect();
    let counted = |outcome: Outcome| -> Vec<Figure<'_>> {
        claims.iter().flat_map(|(at, claim)| figures_of(report, at, claim, outcome, tables)).collect()
    };
    let (dead, hurt, hit) =
        (counted(Outcome::Killed), counted(Outcome::Injured), counted(Outcome::Casualties));

    let title = headline::of(report, tables);
    let killed = killed(&dead, &title, &claims, report);
    let deaths = killed.as_ref().map_or(0.0, |killed| killed.count);
    let injured = match (
        one_where(injured(&hurt, &dead, deaths, report, tables), &title),
        one_where(rest(&hit, deaths, report, tables), &title),
    ) {
        (Some(told), Some(rest)) if rest.count > told.count => Some(rest),
        (told, rest) => told.or(rest),
    };
    let injured = injured.or_else(|| {
        let claim = claims.iter().find(|(_, claim)| deaths < 0.5 && tells_of_hit(claim, reading));
        claim.map(|(at, _)| derived(1.0, "derived: somebody is said to be hit and no number", at))
    });
    let injured = by_title(injured, &hurt, &title, deaths);
    let incident = claims.iter().any(|(_, claim)| {
        let word =
            |event: &Event| tables.families.kind(&event.kind).is_some_and(|kind| !kind.families.is_empty());
        events(claim, reading).any(|event| is_fact(event) && word(event))
    });
    Toll { killed, injured, incident }
}

/// The dead: the total that the figures give, or the title where it counts otherwise.
fn killed(
    dead: &[Figure<'_>],
    title: &Headline,
    claims: &[(&ClaimRef, &Claim)],
    report: &Report<'_>,
) -> Option<Told> {
    let mut told = greatest(dead);
    if let Some((count, at)) = sum_of_row(dead, report)
        .filter(|(count, _)| told.as_ref().is_some_and(|told| told.count > 1.5 && *count > told.count))
    {
        told = Some(figure_told(count, &dead[at]));
    }
    let told = told.or_else(|| {
        let claim = claims.iter().find(|(_, claim)| tells_of_death(claim, report) && !title.is_of_hurt());
        claim.map(|(at, _)| derived(1.0, "derived: a death is told and no number", at))
    });
    let own = self_killed::total(dead, report).or_else(|| self_killed::beside(dead, claims, report));
    let told = match (told, own) {
        (Some(told), Some((count, at))) if count > told.count => Some(derived(
            count,
            "derived: those killed, and the one who then killed themselves",
            dead[at].claim,
        )),
        (told, _) => told,
    };
    let told = match (told, title.killed) {
        (None, Some(said)) => Some(of_title(said, Vec::new())),
        // The text of a long report tells of other incidents too; what it derives holds more than a title has room for.
        (Some(told), Some(said)) if same_number(said.count, told.count) => {
            Some(Told { in_title: true, ..told })
        }
        (Some(told), Some(said))
            if said.counted && (said.count > told.count || !told.is_derived && !said.partial) =>
        {
            Some(of_title(said, told.claims))
        }
        // "Five hurt in Korva": one death in such a report is another's.
        (Some(told), None) if told.count < 1.5 && title.is_of_injured_alone() => None,
        (Some(told), None)
            if title.is_of_hurt() && dead.iter().all(|dead| is_no_person(dead.words)) && told.count < 1.5 =>
        {
            None
        }
        (told, _) => told,
    };
    let also_own =
        told.as_ref().is_some_and(|told| told.count < 1.5) && self_killed::is_named(claims, report);
    if also_own {
        let claims = told.map(|told| told.claims).unwrap_or_default();
        let reason = "derived: a murder and the suicide of who did it".to_owned();
        return Some(Told {
            count: 2.0,
            is_derived: true,
            in_title: false,
            one_by_one: false,
            reason,
            claims,
        });
    }
    told
}

/// The injured, with what the title says of them.
fn by_title(told: Option<Told>, hurt: &[Figure<'_>], title: &Headline, deaths: f64) -> Option<Told> {
    let claims = |told: &Option<Told>| told.as_ref().map(|told| told.claims.clone()).unwrap_or_default();
    let same =
        |told: &Option<Told>, count: f64| told.as_ref().is_some_and(|told| same_number(told.count, count));
    let agreed = |told: Option<Told>| told.map(|told| Told { in_title: true, ..told });
    let counts = |hit: &Said| (title.dead_first || hit.count >= deaths) && (hit.counted || told.is_none());
    if let Some(hit) = title.hit.filter(counts) {
        // "Two dead, three shot" counts the dead apart; "five shot, two dead" does not.
        let living = if title.dead_first { hit.count } else { hit.count - deaths };
        let count = living.max(title.injured.map_or(0.0, |said| said.count));
        // "Six shot" in the title, "injuring six and killing another" in the text.
        let as_said = told.as_ref().is_some_and(|told| !told.is_derived) && same(&told, hit.count);
        if same(&told, count) || as_said {
            return agreed(told);
        }
        let reason = "derived: people hit, as the title counts them, less those who died";
        return Some(Told {
            count,
            is_derived: true,
            in_title: true,
            one_by_one: false,
            reason: reason.to_owned(),
            claims: claims(&told),
        });
    }
    let Some(said) = title.injured else { return told };
    if same(&told, said.count) {
        return agreed(told);
    }
    // What no figure gives is a sum, and may count some of them twice.
    let summed = told.as_ref().is_some_and(|told| !hurt.iter().any(|one| same_number(one.low, told.count)));
    if more(said.count, told.as_ref()) || said.counted && summed {
        return Some(of_title(said, claims(&told)));
    }
    told
}

/// Those told of one by one are one where the title tells of one.
fn one_where(told: Option<Told>, title: &Headline) -> Option<Told> {
    let one = |said: Option<Said>| said.is_some_and(|said| said.count < 1.5);
    let is_of_one = one(title.injured) && title.hit.is_none() || one(title.hit) && title.injured.is_none();
    told.map(
        |told| if told.one_by_one && is_of_one { Told { count: told.count.min(1.0), ..told } } else { told },
    )
}

fn of_title(said: Said, claims: Vec<ClaimRef>) -> Told {
    Told {
        count: said.count,
        is_derived: false,
        in_title: true,
        one_by_one: false,
        reason: "the total that the title tells".to_owned(),
        claims,
    }
}

/// Whether `count` is more than what is told.
fn more(count: f64, told: Option<&Told>) -> bool {
    told.is_none_or(|told| count > told.count + 0.5)
}

/// The injured as figures of the injured tell them.
fn injured(
    hurt: &[Figure<'_>],
    dead: &[Figure<'_>],
    deaths: f64,
    report: &Report<'_>,
    tables: &Tables,
) -> Option<Told> {
    let at = greatest_at(hurt)?;
    let mut told = figure_told(hurt[at].low, &hurt[at]);
    if let Some((count, at)) = sum_of_row(hurt, report).filter(|(count, _)| *count > told.count) {
        told = figure_told(count, &hurt[at]);
    }
    let beside = (0..hurt.len()).filter(|&at| hurt[at].low > 1.5 && is_beside_others(hurt[at].words));
    let beside = beside.reduce(|a, b| if hurt[b].low > hurt[a].low { b } else { a });
    if let Some(other) = beside {
        let others = hurt[other].low;
        if deaths < 0.5 && others >= told.count {
            // "A man … and three others were hurt", and nobody died.
            let alone = hurt.iter().find(|figure| figure.low < 1.5 && !is_beside_others(figure.words));
            if let Some(alone) = alone {
                let reason = "derived: the others and the one beside whom they are others";
                return Some(derived(others + alone.low, reason, hurt[other].claim));
            }
        } else if deaths > 0.5 && same_number(told.count, others + deaths) {
            // "Four victims" are the three others and the dead.
            return Some(figure_told(others, &hurt[other]));
        }
    }
    if told.count > 1.5 {
        return Some(told);
    }
    // "The man was found with a wound. … The man died": one person, and not injured in the end.
    let count = living(hurt, dead, deaths, report, tables);
    let reason = match count {
        0.0 => "derived: the only one said to be injured is one of the dead",
        1.0 => return Some(told),
        _ => "derived: those injured, told of one by one",
    };
    Some(Told { one_by_one: true, ..derived(count, reason, hurt[at].claim) })
}

/// How many of those told of one by one did not die.
fn living(
    figures: &[Figure<'_>],
    dead: &[Figure<'_>],
    deaths: f64,
    report: &Report<'_>,
    tables: &Tables,
) -> f64 {
    let persons = &tables.persons;
    if deaths > 0.5 && dead.is_empty() {
        return (persons::distinct(figures, report, persons) - deaths).max(0.0);
    }
    let alive = |figure: &&Figure<'_>| deaths < 0.5 || !persons::is_one_of(figure, dead, report, persons);
    let alive: Vec<Figure<'_>> = figures.iter().filter(alive).copied().collect();
    persons::distinct(&alive, report, persons)
}

/// How many of those hit, told of one by one, did not die: of somebody who was "also shot" nobody says that they did.
fn hit_alone(hit: &[Figure<'_>], deaths: f64, report: &Report<'_>, tables: &Tables) -> f64 {
    if deaths < 0.5 {
        return persons::distinct(hit, report, &tables.persons);
    }
    let beside: Vec<Figure<'_>> = hit.iter().filter(|figure| is_hit_too(figure, report)).copied().collect();
    persons::distinct(&beside, report, &tables.persons)
}

/// The injured as figures of people hit tell them, of whom it is not said whether they died.
fn rest(hit: &[Figure<'_>], deaths: f64, report: &Report<'_>, tables: &Tables) -> Option<Told> {
    let at = greatest_at(hit)?;
    let row = sum_of_row(hit, report).map_or(0.0, |(count, _)| count);
    let all = hit[at].low.max(row);
    let is_beside = is_beside_others(hit[at].words);
    let alone = hit.iter().any(|figure| figure.low < 1.5 && !is_beside_others(figure.words));
    let (count, reason) = if all < 1.5 {
        (hit_alone(hit, deaths, report, tables), "derived: people hit, told of one by one, without the dead")
    } else if deaths > 0.5 && !is_beside {
        ((all - deaths).max(0.0), "derived: people hit less those who died")
    } else if deaths < 0.5 && is_beside && alone {
        (all + 1.0, "derived: the others hit and the one beside whom they are others")
    } else {
        (all, "derived: people hit, of whom nobody is said to have died")
    };
    Some(Told { one_by_one: all < 1.5, ..derived(count, reason, hit[at].claim) })
}

fn same_number(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

fn derived(count: f64, reason: &str, claim: &ClaimRef) -> Told {
    Told {
        count,
        is_derived: true,
        in_title: false,
        one_by_one: false,
        reason: reason.to_owned(),
        claims: vec![claim.clone()],
    }
}

/// Whether the claim says that something is so.
fn is_told(claim: &Claim, reading: &Reading) -> bool {
    let stance =
        claim.attribution.and_then(|id| reading.attribution(id)).map(|attribution| attribution.stance);
    matches!(claim.modality, Modality::Asserted | Modality::Possible)
        && claim.polarity == Polarity::Asserted
        && !matches!(stance, Some(Stance::Deny | Stance::Retract))
}

/// The figures of people with that outcome in the incident itself.
fn figures_of<'r>(
    report: &Report<'r>,
    at: &'r ClaimRef,
    claim: &Claim,
    outcome: Outcome,
    tables: &Tables,
) -> Vec<Figure<'r>> {
    let text = report.document.text.as_str();
    let figures = figures::of_claim(claim, report.reading, text, tables).into_iter();
    let found = figures.filter_map(|figure| {
        let quantity = report.reading.quantities.get(figure.quantity)?;
        let low = figure.interval.low.filter(|low| *low > 0.5)?;
        let unit = quantity.unit.as_deref();
        let of_things = unit.and_then(|unit| tables.units.get(unit)) == Some(&UnitClass::Kind);
        let most = if unit.is_some() { MOST } else { MOST_UNNAMED };
        let counts = figure.key.outcome == outcome
            && figure.key.scope == Scope::Event
            && !figure.former
            && !of_things
            && low <= most
            && !is_of_several(quantity.span, report)
            && (outcome != Outcome::Killed || low > 1.5 || claim.modality == Modality::Asserted);
        counts.then(|| Figure { quantity, words: quantity.span.of(text), low, claim: at })
    });
    found.collect()
}

/// Whether the last word stands for a death and no person: "his life", "a fatality".
fn is_no_person(words: &str) -> bool {
    let last = words.split_whitespace().last().unwrap_or_default().to_lowercase();
    matches!(last.as_str(), "life" | "lives" | "fatality" | "death" | "body")
}

fn events<'r>(claim: &Claim, reading: &'r Reading) -> impl Iterator<Item = &'r Event> {
    claim.facts.events.iter().filter_map(|id| reading.events.get(id.index()))
}

fn is_fact(event: &Event) -> bool {
    event.modality == Modality::Asserted && event.polarity == Polarity::Asserted
}

/// Whether somebody is said to have died whom no figure tells of. A charge of murder is not that, nor is what a sentence
/// tells of several incidents.
fn tells_of_death(claim: &Claim, report: &Report<'_>) -> bool {
    let reading = report.reading;
    let died = |kind: &str| matches!(kind, "kill" | "die" | "death" | "blast-killing" | "battle-killing");
    let counted = claim.facts.quantities.iter().any(|&at| {
        reading.quantities.get(at).is_some_and(|quantity| quantity.outcome == Some(Outcome::Killed))
    });
    !counted
        && claim.modality == Modality::Asserted
        && events(claim, reading)
            .any(|event| is_fact(event) && died(&event.kind) && !is_of_several(event.trigger, report))
}

/// Whether somebody is said to have been hit.
fn tells_of_hit(claim: &Claim, reading: &Reading) -> bool {
    let hit = |kind: &str| matches!(kind, "injure" | "wound" | "shoot" | "stab");
    claim.modality == Modality::Asserted
        && events(claim, reading).any(|event| is_fact(event) && hit(&event.kind))
}

/// The greatest figure; "several" and "dozens" only where there is no other.
fn greatest_at(figures: &[Figure<'_>]) -> Option<usize> {
    let weight = |at: usize| {
        let interval = figures[at].quantity.interval;
        (interval.is_exact() || interval.high.is_none(), figures[at].low)
    };
    (0..figures.len()).reduce(|a, b| if weight(b) > weight(a) { b } else { a })
}

/// The total is the greatest figure: the others are parts of it, or the same people again.
fn greatest(figures: &[Figure<'_>]) -> Option<Told> {
    greatest_at(figures).map(|at| figure_told(figures[at].low, &figures[at]))
}

fn figure_told(count: f64, figure: &Figure<'_>) -> Told {
    let reason = if count < 1.5 { "one person" } else { "the total that the report tells" };
    Told {
        count,
        is_derived: false,
        in_title: false,
        one_by_one: false,
        reason: reason.to_owned(),
        claims: vec![figure.claim.clone()],
    }
}
