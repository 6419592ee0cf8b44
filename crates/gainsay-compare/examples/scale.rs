//! How the comparison scales: real readings replicated and perturbed by a seeded generator, compared in memory.
//!
//! `scale REPORTS.jsonl COUNT [MODE]`, the reports as `gainsay-ledger`'s example `reports` writes them. Modes: `year`
//! (the default: many incidents over a year), `undated`, `future` (the same without dates of publication, or with every
//! third one in years to come), `copies` (one report over and over), `crowd` (reports that each name 500 incidents), `long`
//! (reports of 1,500 claims). One line of JSON comes out. The mode `write` compares nothing: it writes the reports of `year` as
//! JSON Lines, as they came in, for `gainsay`'s example `fill`.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::ExitCode;
use std::time::Instant;

use gainsay_compare::{Comparer, Weights};
use gainsay_document::{Document, DocumentId, Published, PublishedBasis, Reading, Report};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day on which the generated year begins.
const FIRST: Date = date(2023, 1, 1);
/// How many reports tell of one incident, at most.
const MOST_REPORTS: u64 = 8;
/// How many invented names there are; low numbers are common, high ones rare.
const NAMES: f64 = 60_000.0;
/// How many outlets there are.
const OUTLETS: u64 = 400;
/// The share of the words that another incident of the same kind does not have, and another report of the same incident.
const OTHER_INCIDENT: u64 = 70;
const OTHER_REPORT: u64 = 25;
/// How many reports are added to the rest, one by one.
const ADDED: usize = 20;
/// The same where every one of them touches all that is there.
const ADDED_TO_ONE: usize = 3;
/// How many incidents a report of `crowd` names, and how many claims one of `long` has at least.
const CROWD: usize = 500;
const LONG: usize = 1500;

fn main() -> ExitCode {
    match run() {
        Ok(line) => {
            let _ = writeln!(std::io::stdout(), "{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: scale REPORTS.jsonl COUNT [year|undated|future|copies|crowd|long|write]";
    let (path, count) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?.parse::<usize>()?);
    let mode = arguments.next().unwrap_or_else(|| "year".to_owned());
    let seeds = load(&path)?;
    let words = Words::of(&seeds);
    if mode == "write" {
        return write(&seeds, &words, count);
    }
    let all = count + if matches!(mode.as_str(), "copies" | "crowd" | "long") { ADDED_TO_ONE } else { ADDED };
    let made: Vec<(Document, Reading)> = match mode.as_str() {
        "copies" => (0..all).map(|at| copy(&seeds[0], at)).collect(),
        "crowd" => (0..all).map(|at| crowd(&seeds, &words, at)).collect(),
        "long" => (0..all).map(|at| long(&seeds, &words, at)).collect(),
        "year" => year(&seeds, &words, all, |_, _| {}),
        "undated" => year(&seeds, &words, all, |_, document| document.published = None),
        "future" => year(&seeds, &words, all, |at, document| {
            if let Some(published) = document.published.as_mut().filter(|_| at.is_multiple_of(3)) {
                published.date = published.date.saturating_add((1 + at as i64 % 7000).years());
            }
        }),
        _ => return Err(usage.into()),
    };
    drop((seeds, words));
    let given = peak();
    let reports: Vec<Report<'_>> =
        made.iter().map(|(document, reading)| Report { document, reading }).collect();

    let (start, before) = (Instant::now(), processor());
    let mut comparer = Comparer::new(&reports[..count]);
    let comparison = comparer.comparison();
    let (wall, all) = (start.elapsed().as_secs_f64(), processor() - before);
    let mut added = Vec::new();
    let mut changed = 0;
    for report in &reports[count..] {
        let start = Instant::now();
        changed += comparer.add(*report).come.matters.len();
        added.push(start.elapsed().as_secs_f64());
    }
    added.sort_by(f64::total_cmp);
    // The weights are taken once for many reports: taking them anew is not part of adding one.
    let _: Weights = comparer.weights();
    let documents: Vec<usize> = comparison.matters.iter().map(|matter| matter.documents.len()).collect();
    let line = serde_json::json!({
        "mode": mode,
        "documents": count,
        "claims": reports[..count].iter().map(|report| report.reading.claims.len()).sum::<usize>(),
        "matters": documents.len(),
        "of_several": documents.iter().filter(|count| **count > 1).count(),
        "largest": documents.iter().max(),
        "relations": comparison.relations.len(),
        "wall_s": wall,
        "processor_s": all,
        "ms_per_document": all * 1e3 / count as f64,
        "add_median_s": added[added.len() / 2],
        "add_worst_s": added[added.len() - 1],
        "changed_matters": changed,
        "reports_gb": given,
        "peak_gb": peak(),
    });
    Ok(line.to_string())
}

/// The most memory this process has held, in GB; 0 where the system does not say.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1e6
}

/// The processor time of this process in seconds; one thread works, so that on an idle machine it is the time it took.
fn processor() -> f64 {
    /// Linux counts in hundredths of a second.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

fn load(path: &str) -> Result<Vec<(Document, Reading)>, Box<dyn Error>> {
    let file = BufReader::new(std::fs::File::open(path)?);
    let mut seeds: Vec<(Document, Reading)> = Vec::new();
    for line in file.lines() {
        seeds.push(serde_json::from_str(&line?)?);
    }
    // Reports without a claim make nothing to compare.
    seeds.retain(|(_, reading)| !reading.claims.is_empty());
    if seeds.is_empty() { Err("no report with a claim".into()) } else { Ok(seeds) }
}

/// SplitMix64 (Steele, Lea and Flood 2014): a number for each seed.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn mixed(seed: u64, word: &str) -> u64 {
    word.bytes().fold(mix(seed), |hash, byte| mix(hash ^ u64::from(byte)))
}

/// The lower-case words of the seeds by their length in bytes, as often as they occur.
struct Words(BTreeMap<usize, Vec<String>>);

impl Words {
    fn of(seeds: &[(Document, Reading)]) -> Self {
        let mut words: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (document, _) in seeds {
            for word in document.text.split(|c: char| !c.is_ascii_alphabetic()) {
                if word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    words.entry(word.len()).or_default().push(word.to_owned());
                }
            }
        }
        Self(words)
    }
}

/// Which incident a report tells of, and which of its reports it is.
struct Perturbed<'w> {
    words: &'w Words,
    incident: u64,
    report: u64,
}

impl Perturbed<'_> {
    /// The text with other names and other words of the same length, so that every span stays where it is.
    fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            out.push_str(&self.word(word));
            let end = after.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(after.len());
            out.push_str(&after[..end]);
            rest = &after[end..];
        }
        out
    }

    fn word(&self, word: &str) -> String {
        if word.len() < 4 {
            return word.to_owned();
        }
        if word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) {
            return name(word, mixed(self.incident, word));
        }
        let other = |seed: u64| {
            let pool = self.words.0.get(&word.len())?;
            pool.get(usize::try_from(mixed(seed, word) >> 8).unwrap_or_default() % pool.len()).cloned()
        };
        let of_report = mix(self.incident ^ (self.report << 40));
        if mixed(of_report, word) % 100 < OTHER_REPORT {
            return other(of_report).unwrap_or_default();
        }
        if mixed(self.incident, word) % 100 < OTHER_INCIDENT {
            return other(self.incident).unwrap_or_default();
        }
        word.to_owned()
    }
}

/// An invented name of the same length. Which of the names it is follows a law of the rare and the common.
fn name(word: &str, hash: u64) -> String {
    let share = (hash >> 11) as f64 / (1u64 << 53) as f64;
    let mut number = mix((NAMES * share * share * share) as u64);
    let (vowels, consonants) = (b"aeiou", b"bdfgklmnprstvz");
    let letters = word.bytes().enumerate().map(|(at, byte)| {
        number = mix(number);
        let letters: &[u8] = if at % 2 == 1 { vowels } else { consonants };
        let letter = letters[usize::try_from(number >> 40).unwrap_or_default() % letters.len()];
        char::from(if byte.is_ascii_uppercase() { letter.to_ascii_uppercase() } else { letter })
    });
    letters.collect()
}

fn identifier(at: usize) -> DocumentId {
    let mut digest = [0; 32];
    for (part, chunk) in digest.chunks_mut(8).enumerate() {
        chunk.copy_from_slice(&mix((at as u64) << 3 | part as u64).to_be_bytes());
    }
    DocumentId::of_sha256(digest)
}

/// Write the reports of a year, a line each but the last line, which is returned.
fn write(seeds: &[(Document, Reading)], words: &Words, count: usize) -> Result<String, Box<dyn Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut last = String::new();
    let mut failed = None;
    each_of_year(seeds, words, count, |made| {
        let line = std::mem::replace(&mut last, serde_json::to_string(&made).unwrap_or_default());
        if !line.is_empty() && failed.is_none() {
            failed = writeln!(out, "{line}").err();
        }
    });
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(out.flush().map(|()| last)?),
    }
}

/// Reports of many incidents over a year.
fn year(
    seeds: &[(Document, Reading)],
    words: &Words,
    count: usize,
    mut change: impl FnMut(usize, &mut Document),
) -> Vec<(Document, Reading)> {
    let mut made: Vec<(Document, Reading)> = Vec::with_capacity(count);
    each_of_year(seeds, words, count, |mut one| {
        change(made.len(), &mut one.0);
        made.push(one);
    });
    made
}

fn each_of_year(
    seeds: &[(Document, Reading)],
    words: &Words,
    count: usize,
    mut visit: impl FnMut((Document, Reading)),
) {
    let mut made = 0;
    for incident in 0.. {
        // One report in two stands alone; the others share an incident with up to seven more.
        let reports = if mix(incident).is_multiple_of(2) { 1 } else { 1 + mix(incident ^ 7) % MOST_REPORTS };
        let seed = &seeds[usize::try_from(mix(incident ^ 11) >> 8).unwrap_or_default() % seeds.len()];
        let day = (mix(incident ^ 13) % 360) as i64;
        for report in 0..reports {
            if made == count {
                return;
            }
            visit(perturbed(seed, &Perturbed { words, incident, report }, day, made));
            made += 1;
        }
    }
}

fn perturbed(
    (document, reading): &(Document, Reading),
    by: &Perturbed<'_>,
    day: i64,
    at: usize,
) -> (Document, Reading) {
    let hash = mix(by.incident ^ (by.report << 32));
    let published = FIRST.saturating_add((day + (hash % 4) as i64).days());
    let moved = document.published.map_or(0, |old| published.duration_since(old.date).as_hours() / 24);
    let id = identifier(at);
    let mut document = Document {
        id: id.clone(),
        external_id: None,
        text: by.text(&document.text),
        title: document.title.as_deref().map(|title| by.text(title)),
        byline: None,
        outlet: Some(format!("Paper {}", (hash >> 16) % OUTLETS)),
        agency: None,
        published: Some(Published { date: published, basis: PublishedBasis::Given }),
        url: None,
        ..document.clone()
    };
    document.notes.clear();
    let mut reading = Reading { document: id, ..reading.clone() };
    for actor in &mut reading.actors {
        actor.name = by.text(&actor.name);
        actor.role = actor.role.as_deref().map(|role| by.text(role));
        actor.affiliation = actor.affiliation.as_deref().map(|body| by.text(body));
    }
    for time in &mut reading.times {
        for end in [&mut time.start, &mut time.end] {
            *end = end.map(|day| day.saturating_add(moved.days()));
        }
    }
    for place in reading.places.iter_mut().filter(|place| !place.is_country) {
        let old = std::mem::take(&mut place.name);
        place.name = by.text(&old);
        let hash = mixed(0, &place.name);
        place.geonameid = place.geonameid.map(|_| u32::try_from(hash >> 40).unwrap_or_default());
        place.lat = place.lat.map(|_| (hash % 140) as f64 - 70.0);
        place.lon = place.lon.map(|_| (hash % 357) as f64 - 180.0);
        place.admin1 = place.admin1.as_deref().map(|admin1| by.text(admin1));
    }
    for (index, quantity) in reading.quantities.iter_mut().enumerate() {
        // Of one incident one report in four gives other figures.
        let own = if hash.is_multiple_of(4) { hash } else { 0 };
        let more = (mix(by.incident ^ own ^ index as u64) % 9) as f64;
        let whole = |end: &mut Option<f64>| *end = end.map(|end| if end > 0.0 { end + more } else { end });
        whole(&mut quantity.interval.low);
        whole(&mut quantity.interval.high);
    }
    (document, reading)
}

/// The same report once more, in another outlet.
fn copy((document, reading): &(Document, Reading), at: usize) -> (Document, Reading) {
    let id = identifier(at);
    let outlet = Some(format!("Paper {at}"));
    (Document { id: id.clone(), outlet, ..document.clone() }, Reading { document: id, ..reading.clone() })
}

/// A report that names 500 incidents of a year: the claims of as many seeds, each with names and days of its own.
fn crowd(seeds: &[(Document, Reading)], words: &Words, at: usize) -> (Document, Reading) {
    let mut whole = of_many(seeds, words, at, |parts, _| parts == CROWD, |part| (part * 7 % 360) as i64);
    let published = Published { date: FIRST.saturating_add(365.days()), basis: PublishedBasis::Given };
    whole.0.published = Some(published);
    whole
}

/// A report of 1,500 claims on what happened within a few days.
fn long(seeds: &[(Document, Reading)], words: &Words, at: usize) -> (Document, Reading) {
    of_many(seeds, words, at, |_, claims| claims >= LONG, |_| 40)
}

/// A report made of many; `is_enough` is told of how many and of the claims that they have, `day` gives the day of each.
fn of_many(
    seeds: &[(Document, Reading)],
    words: &Words,
    at: usize,
    is_enough: impl Fn(usize, usize) -> bool,
    day: impl Fn(usize) -> i64,
) -> (Document, Reading) {
    let made = |part: usize| {
        let incident = ((at as u64) << 20) + part as u64 + 1;
        let seed = &seeds[usize::try_from(mix(incident) >> 8).unwrap_or_default() % seeds.len()];
        perturbed(seed, &Perturbed { words, incident, report: 0 }, day(part), at)
    };
    let mut whole = made(0);
    let mut parts = 1;
    while !is_enough(parts, whole.1.claims.len()) {
        let (document, reading) = made(parts);
        append(&mut whole, &document, &reading);
        parts += 1;
    }
    whole
}

/// Put another report's text and reading behind one.
fn append(whole: &mut (Document, Reading), document: &Document, reading: &Reading) {
    let by = whole.0.text.len() + 2;
    whole.0.text.push_str("\n\n");
    whole.0.text.push_str(&document.text);
    let end = whole.0.text.len();
    whole.0.body = gainsay_document::Span::ordered(0..end);
    let shift = |span: gainsay_document::Span| {
        gainsay_document::Span::ordered(span.start() + by..span.end() + by).unwrap_or(span)
    };
    let spans =
        |spans: &gainsay_document::Spans| spans.iter().map(shift).collect::<gainsay_document::Spans>();
    let into = &mut whole.1;
    let (places, times) = (into.places.len(), into.times.len());
    let (quantities, events) = (into.quantities.len(), into.events.len());
    into.paragraphs.extend(reading.paragraphs.iter().map(|&span| shift(span)));
    into.sentences.extend(reading.sentences.iter().map(|&span| shift(span)));
    into.places.extend(reading.places.iter().cloned().map(|mut place| {
        place.span = shift(place.span);
        place
    }));
    into.times.extend(reading.times.iter().cloned().map(|mut time| {
        time.span = shift(time.span);
        time
    }));
    into.quantities.extend(reading.quantities.iter().cloned().map(|mut quantity| {
        quantity.span = shift(quantity.span);
        quantity.part_of = quantity.part_of.map(|whole| whole + quantities);
        quantity
    }));
    let moved = |list: &[usize], by: usize| list.iter().map(|index| index + by).collect::<Vec<_>>();
    into.events.extend(reading.events.iter().cloned().map(|mut event| {
        event.trigger = shift(event.trigger);
        event.places = moved(&event.places, places);
        event.times = moved(&event.times, times);
        event.quantities = moved(&event.quantities, quantities);
        event.participants.clear();
        event
    }));
    into.claims.extend(reading.claims.iter().cloned().map(|mut claim| {
        claim.span = spans(&claim.span);
        claim.attribution = None;
        claim.facts.places = moved(&claim.facts.places, places);
        claim.facts.times = moved(&claim.facts.times, times);
        claim.facts.quantities = moved(&claim.facts.quantities, quantities);
        claim
            .facts
            .events
            .iter_mut()
            .for_each(|event| *event = gainsay_document::EventId::at(event.index() + events));
        claim
    }));
}
