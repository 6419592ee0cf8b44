//! What people decided of a claim, beside what was read of it.

use serde::Serialize;

use crate::json;

/// A decision that stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DecisionRecord {
    /// Its number in the review log.
    pub entry: u64,
    /// accept, correct, reject, confirm, discount, note, merge or split.
    pub decision: String,
    /// Who decided.
    pub reviewer: String,
    /// When, UTC.
    pub at: String,
    /// Why.
    pub reason: String,
    /// For a correction: figure, holder, date, place or matter.
    pub what: Option<String>,
    /// For a correction: the words of the figure that is meant, where the claim has several.
    pub of: Option<String>,
    /// For a figure: the least value; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub low: Option<f64>,
    /// For a figure: the greatest value; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub high: Option<f64>,
    /// For any other correction: what the claim says, in words.
    pub value: Option<String>,
}

impl DecisionRecord {
    /// The same in one line, for a cell of a table.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { entry, decision, reviewer, at, reason, .. } = self;
        let said = self.said().map(|said| format!(" {said}")).unwrap_or_default();
        format!("{decision}{said} by {reviewer}, {at} (entry {entry}): {reason}")
    }

    /// What a correction says: "figure to 4", "holder to Roads Office".
    #[must_use]
    pub fn said(&self) -> Option<String> {
        let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
        let value = match (&self.value, self.low == self.high) {
            (Some(value), _) => value.clone(),
            (None, true) => end(self.low),
            (None, false) => format!("{}..{}", end(self.low), end(self.high)),
        };
        self.what.as_ref().map(|what| format!("{what} to {value}"))
    }
}

/// The columns of a claim that tell what people decided of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Decided {
    /// Whether a person rejected it: it counts for no facet.
    pub rejected: bool,
    /// The holder that a person gives.
    pub corrected_holder: Option<String>,
    /// The least value that a person gives for the figure; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub corrected_low: Option<f64>,
    /// The greatest value that a person gives for the figure; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub corrected_high: Option<f64>,
    /// The date that a person gives, as finely as it is known.
    pub corrected_date: Option<String>,
    /// The place that a person gives.
    pub corrected_place: Option<String>,
    /// Every decision on the claim that stands, the first one first.
    pub decisions: Vec<String>,
}

impl Decided {
    /// Of the decisions on a claim, the first one first; `figure` are the words of the figure of the row. Of two
    /// corrections of one thing the later holds.
    #[must_use]
    pub fn of(decisions: &[DecisionRecord], figure: Option<&str>) -> Self {
        let mut decided = Self {
            rejected: decisions.iter().any(|one| one.decision == "reject"),
            decisions: decisions.iter().map(DecisionRecord::line).collect(),
            ..Self::default()
        };
        for one in decisions {
            match one.what.as_deref() {
                Some("figure")
                    if figure.is_some() && one.of.as_deref().is_none_or(|of| Some(of) == figure) =>
                {
                    (decided.corrected_low, decided.corrected_high) = (one.low, one.high);
                }
                Some("holder") => decided.corrected_holder.clone_from(&one.value),
                Some("date") => decided.corrected_date.clone_from(&one.value),
                Some("place") => decided.corrected_place.clone_from(&one.value),
                _ => {}
            }
        }
        decided
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_corrections_the_later_holds_and_both_are_told() {
        let figure = |entry: u64, low: f64, of: Option<&str>| DecisionRecord {
            entry,
            decision: "correct".to_owned(),
            reviewer: "Ada Quill".to_owned(),
            at: "2024-02-12T09:00:00Z".to_owned(),
            reason: "as the list says".to_owned(),
            what: Some("figure".to_owned()),
            of: of.map(str::to_owned),
            low: Some(low),
            high: None,
            value: None,
        };
        let all = [figure(1, 3.0, None), figure(2, 4.0, None), figure(3, 9.0, Some("nine boats"))];
        let of = |words: Option<&str>| Decided::of(&all, words).corrected_low;
        assert_eq!((of(Some("four men")), of(Some("nine boats")), of(None)), (Some(4.0), Some(9.0), None));
        let line = "correct figure to 3.. by Ada Quill, 2024-02-12T09:00:00Z (entry 1): as the list says";
        assert_eq!(Decided::of(&all, None).decisions[0], line);
    }
}
