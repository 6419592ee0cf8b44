//! Spans and what stands in them, found without going through all: a report may have thousands of sentences and claims.

use gainsay_document::{Reading, Span};

/// Spans of one layer. Those of a text come in its order; where a reading has them otherwise, all are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines<'r> {
    spans: &'r [Span],
    ordered: bool,
}

impl<'r> Lines<'r> {
    /// Spans as a reading gives them.
    pub fn new(spans: &'r [Span]) -> Self {
        let ordered =
            spans.windows(2).all(|two| two[0].start() <= two[1].start() && two[0].end() <= two[1].end());
        Self { spans, ordered }
    }

    /// The spans that can overlap or hold `span`, with perhaps some beside them, in their order.
    pub fn near(&self, span: Span) -> &'r [Span] {
        if !self.ordered {
            return self.spans;
        }
        let from = self.spans.partition_point(|line| line.end() < span.start());
        let to = self.spans.partition_point(|line| line.start() <= span.end());
        self.spans.get(from..to).unwrap_or_default()
    }
}

/// The mentions of all actors of a reading, by where they begin.
#[derive(Clone, Debug)]
pub(crate) struct Mentions(Vec<(Span, usize)>);

impl Mentions {
    /// The mentions that a reading has.
    pub fn of(reading: &Reading) -> Self {
        let of_actor = |(at, actor): (usize, &'_ gainsay_document::Actor)| {
            actor.mentions.iter().map(|&span| (span, at)).collect::<Vec<_>>()
        };
        let mut all: Vec<(Span, usize)> = reading.actors.iter().enumerate().flat_map(of_actor).collect();
        all.sort_unstable_by_key(|(span, at)| (span.start(), *at));
        Self(all)
    }

    /// The actors that are mentioned within `span`, by their index, perhaps several times.
    pub fn within(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.0.partition_point(|(mention, _)| mention.start() < span.start());
        let begin = self.0[from..].iter().take_while(move |(mention, _)| mention.start() < span.end());
        begin.filter(move |(mention, _)| span.contains(*mention)).map(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(range: std::ops::Range<usize>) -> Span {
        Span::ordered(range).unwrap()
    }

    #[test]
    fn what_overlaps_is_among_what_is_near_whatever_the_order() {
        let check = |spans: &[Span], wanted: Span| {
            let all = spans.iter().filter(|line| line.overlaps(wanted) || line.contains(wanted));
            let near = Lines::new(spans).near(wanted);
            assert!(all.clone().all(|line| near.contains(line)), "{spans:?} {wanted:?}");
            let kept: Vec<&Span> = near.iter().filter(|line| line.overlaps(wanted)).collect();
            assert_eq!(kept, all.collect::<Vec<_>>());
        };
        let lines: Vec<Span> = (0..50).map(|at| span(at * 10..at * 10 + 9)).collect();
        let mut turned = lines.clone();
        turned.reverse();
        for wanted in [span(0..1), span(9..10), span(95..133), span(499..600), span(0..900)] {
            check(&lines, wanted);
            check(&turned, wanted);
            check(&[span(0..900), span(10..20), span(5..95)], wanted);
            check(&[], wanted);
        }
        assert!(Lines::new(&lines).near(span(205..206)).len() < 3);
    }
}
