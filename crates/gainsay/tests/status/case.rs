//! The cases as they stand in the files.

use gainsay_document::{Document, Published, PublishedBasis};

use crate::seen::{Facet, Matter, Relation, Seen};

/// A few reports and what the ledger must say of them.
#[derive(Default)]
pub struct Case {
    pub name: String,
    reports: Vec<ReportText>,
    pub expected: Seen,
    /// Where the fault lies, of a case that is known to fail.
    pub fault: Option<String>,
}

/// One report: "Outlet via Agency, 2024-03-12", and its text.
struct ReportText {
    head: String,
    text: String,
}

impl Case {
    /// The reports as documents; their identifiers ascend in the order of the case.
    pub fn documents(&self) -> Vec<Document> {
        self.reports.iter().enumerate().map(|(at, report)| report.document(at, &self.name)).collect()
    }

    fn row(&mut self, line: &str) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let cell = |at: usize| cells.get(at).map(|cell| (*cell).to_owned());
        let bad = || -> ! { panic!("{}: {line:?} is no row", self.name) };
        let facet = || self.expected.matters.last().and_then(|matter| matter.facets.last());
        match cells[0] {
            "fault" => self.fault = cell(1),
            "matter" => self
                .expected
                .matters
                .push(Matter { documents: cells[1].split_whitespace().collect(), facets: Vec::new() }),
            "reason" | "warning" if facet().is_none() => bad(),
            "reason" => {
                let last = self.expected.matters.last_mut().and_then(|matter| matter.facets.last_mut());
                last.unwrap().reason = cell(1);
            }
            "warning" => {
                let last = self.expected.matters.last_mut().and_then(|matter| matter.facets.last_mut());
                last.unwrap().warnings.extend(cell(1));
            }
            "contradicts" | "revises" | "retracts" | "includes" | "same-origin" | "supports" => {
                let Some((from, to)) = cells[1].split_once(' ') else { bad() };
                let (from, to) = (from.to_owned(), to.to_owned());
                self.expected.relations.push(Relation {
                    kind: cells[0].to_owned(),
                    from,
                    to,
                    reason: cell(2),
                });
            }
            name if cells.len() == 3 => {
                let facet = Facet {
                    name: name.to_owned(),
                    axes: cells[1].to_owned(),
                    sides: cells[2].split("; ").map(str::to_owned).collect(),
                    reason: None,
                    warnings: Vec::new(),
                };
                let Some(matter) = self.expected.matters.last_mut() else { bad() };
                matter.facets.push(facet);
            }
            _ => bad(),
        }
    }
}

impl ReportText {
    fn document(&self, at: usize, case: &str) -> Document {
        let id = format!("{:064x}", at + 1).parse().unwrap();
        let (voices, day) = self.head.rsplit_once(", ").unwrap_or_else(|| panic!("{case}: {}", self.head));
        let (outlet, agency) = match voices.split_once(" via ") {
            Some((outlet, agency)) => (outlet, Some(agency.to_owned())),
            None => (voices, None),
        };
        let published = (day != "undated")
            .then(|| Published { date: day.parse().unwrap(), basis: PublishedBasis::Given });
        Document {
            outlet: (outlet != "-").then(|| outlet.to_owned()),
            agency,
            published,
            ..Document::of_text(id, self.text.clone())
        }
    }
}

/// The cases of a file.
pub fn cases(markdown: &str, file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in markdown.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: format!("{file}: {name}"), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        let is_head = |(letter, _): &(&str, &str)| {
            letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        if let Some(text) = line.strip_prefix('>') {
            let report = case.reports.last_mut().unwrap();
            if !report.text.is_empty() {
                report.text.push('\n');
            }
            report.text.push_str(text.strip_prefix(' ').unwrap_or(text));
        } else if let Some((_, head)) = line.split_once(": ").filter(is_head) {
            case.reports.push(ReportText { head: head.to_owned(), text: String::new() });
        } else if line.contains('|') {
            case.row(line);
        }
    }
    for case in &cases {
        assert!((2..=6).contains(&case.reports.len()), "{}: two to six reports", case.name);
        assert!(!case.expected.matters.is_empty(), "{}: no matter", case.name);
    }
    cases
}
