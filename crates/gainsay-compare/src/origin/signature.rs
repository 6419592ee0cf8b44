//! Signatures of texts: near copies have nearly the same one, so that copies are found without comparing all pairs.
//!
//! MinHash (Broder 1997) with one permutation (Li, Owen and Zhang 2012) over word shingles; a bin that no shingle fell
//! into takes over its neighbour's (Shrivastava and Li 2014). The hash is SipHash-1-3, whose values are fixed, so that
//! signatures can be stored and compared on another machine.

use siphasher::sip::SipHasher13;

/// How many values a signature has.
const BINS: usize = 64;
/// How many values make one band.
const ROWS: usize = 2;

/// What near copies of a text have nearly in common: 256 bytes, whatever the text's length.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signature([u32; BINS]);

impl Signature {
    /// The signature of a text; `None` for a text without words.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::of_shingles(&super::text::of_document(text))
    }

    /// The signature of shingles.
    pub(crate) fn of_shingles(shingles: &[u64]) -> Option<Self> {
        let mut bins: [Option<u32>; BINS] = [None; BINS];
        for shingle in shingles {
            // The highest six bits choose the bin, the lowest 32 are the value.
            let (bin, value) = ((shingle >> 58) as usize, (shingle & u64::from(u32::MAX)) as u32);
            bins[bin] = Some(bins[bin].map_or(value, |least| least.min(value)));
        }
        bins.iter().flatten().next()?;
        let of_bin = |bin: usize| {
            let filled = (0..BINS).find_map(|step| bins[(bin + step) % BINS].map(|value| (step, value)));
            // How far it was taken from tells two bins that took over the same value apart.
            filled.map_or(0, |(step, value)| value.wrapping_add((step as u32).wrapping_mul(0x9E37_79B9)))
        };
        Some(Self(std::array::from_fn(of_bin)))
    }

    /// An estimate of the share of shingles that two texts have in common, of all that either has; off by some 0.06.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        f64::from(u32::try_from(same).unwrap_or_default()) / BINS as f64
    }

    /// The keys to look near copies up by: texts that share half of their shingles share one with near certainty,
    /// such as share a tenth seldom.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.chunks(ROWS).enumerate().map(|(band, values)| {
            let bytes: Vec<u8> =
                [band as u32].iter().chain(values).flat_map(|value| value.to_le_bytes()).collect();
            SipHasher13::new().hash(&bytes)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|word| format!("word{word} ")).collect()
    }

    #[test]
    fn near_copies_share_bands_and_others_do_not() {
        let check = |a: &str, b: &str, expected: bool| {
            let (a, b) = (Signature::of_text(a).unwrap(), Signature::of_text(b).unwrap());
            assert_eq!(a.bands().any(|band| b.bands().any(|other| band == other)), expected);
        };
        check(&text(0..300), &text(0..300).to_uppercase(), true);
        check(&text(0..300), &text(40..300), true);
        check(&text(0..300), &text(0..450), true);
        check(&text(0..300), &text(300..600), false);
        check("the barge", "the barge", true);
        check("the barge", "the ferry", false);
    }

    #[test]
    fn likeness_is_about_the_share_in_common() {
        let of = |range| Signature::of_text(&text(range)).unwrap();
        let check = |a, b, expected: f64| {
            let found = of(a).likeness(&of(b));
            assert!((found - expected).abs() < 0.2, "{found} for {expected}");
        };
        check(0..400, 0..400, 1.0);
        check(0..400, 100..500, 0.6);
        check(0..400, 500..900, 0.0);
        assert_eq!(Signature::of_text(" … "), None);
    }

    #[test]
    fn a_signature_is_the_same_everywhere() {
        let bands: Vec<u64> =
            Signature::of_text("One barge struck one bridge at dawn").unwrap().bands().collect();
        assert_eq!(bands.len(), BINS / ROWS);
        assert_eq!(bands[0], FIRST_BAND);
    }

    /// Stored signatures would no longer be found if this changed.
    const FIRST_BAND: u64 = 8_737_150_387_416_169_860;
}
