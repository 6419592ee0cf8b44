//! Where statements come from: repeated sources, shared text, unnamed sources.

use gainsay_document::{Agreement, FacetKind, OriginBasis, RelationKind, Repeat, Report, Stance};

use super::{sinking, toll};
use crate::origin_tree;
use crate::testing::{KORVA, Sample, axes, compared, facet, only, relations, report, sides};

fn bases(samples: &[Sample]) -> Vec<(String, OriginBasis)> {
    compared(samples).origins.into_iter().map(|origin| (origin.label, origin.basis)).collect()
}

#[test]
fn ten_outlets_with_one_ministry_are_one_origin() {
    let samples: Vec<Sample> =
        (0..10).map(|n| toll(&format!("Paper {n}"), "2024-03-13", "Ministry of Health", "14")).collect();
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), "single-source uncontested current");
    assert_eq!(killed.warnings, ["10 outlets, 1 origin"]);
    assert_eq!(killed.sides.len(), 1);
    assert_eq!(killed.sides[0].claims.len(), 10);
    assert_eq!(comparison.origins.len(), 1);
    assert_eq!(relations(&comparison, RelationKind::SameOrigin), 9);
}

#[test]
fn forms_of_a_name_are_one_source() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "14"),
        toll("Post", "2024-03-13", "Health Ministry", "14"),
        toll("Star", "2024-03-13", "MOH", "14"),
    ];
    let found = bases(&samples);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, OriginBasis::Attribution);
}

#[test]
fn a_short_form_is_that_of_its_own_document() {
    let both = report("Herald", "2024-03-13", "Ferry sinks off Korva")
        .claim("The Ministry of Health said that the ferry sank off Korva on Tuesday.", |made| {
            made.said("Ministry of Health");
            sinking(made);
        })
        .claim("The ministry said that 14 people were killed.", |made| {
            made.said("ministry").killed("14");
        });
    let found = bases(&[both]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "Ministry of Health");
}

#[test]
fn two_ministries_stay_two_origins() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "14"),
        toll("Post", "2024-03-13", "Ministry of Transport", "14"),
    ];
    assert_eq!(bases(&samples).len(), 2);
}

#[test]
fn a_spokesman_speaks_for_his_body() {
    let person = report("Post", "2024-03-13", "Ferry sinks off Korva").claim(
        "Orlo Venn of the Coast Guard said that 14 people were killed when the ferry sank off Korva on Tuesday.",
        |made| {
            made.said("Orlo Venn").of_body("Coast Guard").killed("14");
            sinking(made);
        },
    );
    let found = bases(&[toll("Herald", "2024-03-13", "Coast Guard", "14"), person]);
    assert_eq!(found, [("Coast Guard".to_owned(), OriginBasis::Attribution)]);
}

#[test]
fn the_innermost_of_a_chain_is_the_origin() {
    let chain = report("Post", "2024-03-13", "Ferry sinks off Korva").claim(
        "Radio North reported that the Coast Guard said 14 people were killed when the ferry sank off Korva on Tuesday.",
        |made| {
            made.said("Coast Guard").said("Radio North").killed("14");
            sinking(made);
        },
    );
    let found = bases(&[toll("Herald", "2024-03-13", "Coast Guard", "14"), chain]);
    assert_eq!(found, [("Coast Guard".to_owned(), OriginBasis::Attribution)]);
}

fn own(outlet: &str, killed: &str, rest: &str) -> Sample {
    let text = format!("{killed} people were killed when the ferry sank off Korva on Tuesday. ");
    let text = format!("{}{rest}", text.trim_end());
    report(outlet, "2024-03-13", "Ferry sinks off Korva").claim(&text, |made| {
        made.killed(killed);
        sinking(made);
    })
}

const WIRE: &str = " Rescue boats went out from the harbour before dawn, and the bells of the old church were rung \
                    until the last of them came back with its lamps still burning.";

#[test]
fn the_authors_own_voice_is_the_outlet() {
    let found = bases(&[own("Herald", "14", " Nets hung in the wind.")]);
    assert_eq!(found, [("Herald".to_owned(), OriginBasis::Outlet)]);
}

#[test]
fn outlets_with_texts_of_their_own_are_independent() {
    let samples = [
        own("Herald", "14", " Rescue boats went out before dawn and came back with their lamps burning."),
        own(
            "Post",
            "14",
            " Families waited behind a rope while a priest read names from a wet sheet of paper, twice.",
        ),
    ];
    let comparison = compared(&samples);
    assert_eq!(axes(facet(only(&comparison), FacetKind::Count)), "corroborated uncontested current");
}

#[test]
fn shared_text_is_one_origin() {
    let samples = [own("Herald", "14", WIRE), own("Post", "14", WIRE)];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), "single-source uncontested current");
    assert_eq!(killed.warnings, ["2 outlets, 1 origin"]);
    assert_eq!(comparison.origins[0].basis, OriginBasis::Text);
    assert!(comparison.origins[0].label.starts_with("text shared by "), "{}", comparison.origins[0].label);
    assert_eq!(sides(killed).len(), 2);
}

#[test]
fn shared_text_of_a_credited_agency_is_the_agencys() {
    let found = bases(&[own("Herald", "14", WIRE).via("Corvane"), own("Post", "14", WIRE)]);
    assert_eq!(found, [("Corvane".to_owned(), OriginBasis::Agency)]);
}

#[test]
fn a_credited_agency_is_the_origin_of_the_own_voice() {
    let found = bases(&[
        own("Herald", "14", " Rescue boats went out before dawn and came back with their lamps burning.")
            .via("Corvane"),
        own("Post", "14", " Families waited behind a rope while a priest read names from a wet sheet.")
            .via("Corvane"),
    ]);
    assert_eq!(found, [("Corvane".to_owned(), OriginBasis::Agency)]);
}

#[test]
fn an_outlet_quoted_by_another_is_one_origin() {
    let quoted = toll("Post", "2024-03-13", "Korva Herald", "14");
    let found = bases(&[own("Korva Herald", "14", " Nets hung in the wind."), quoted]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn the_own_voice_that_repeats_its_source_adds_no_origin() {
    let sample = own("Herald", "14", " Nets hung in the wind.").claim(
        "The Coast Guard put the toll of the sinking at 14 in the evening.",
        |made| {
            made.said("Coast Guard").killed("14").event("sink", "sinking");
        },
    );
    let comparison = compared(&[sample]);
    assert_eq!(axes(facet(only(&comparison), FacetKind::Count)), "single-source uncontested current");
    assert_eq!(comparison.origins.len(), 1);
}

#[test]
fn unnamed_sources_are_not_established() {
    let samples =
        [toll("Herald", "2024-03-13", "officials", "14"), toll("Post", "2024-03-13", "witnesses", "14")];
    let comparison = compared(&samples);
    assert_eq!(axes(facet(only(&comparison), FacetKind::Count)), "unestablished uncontested current");
    assert!(comparison.origins.iter().all(|origin| origin.basis == OriginBasis::Unknown));
}

#[test]
fn an_unnamed_source_corroborates_nothing() {
    let samples =
        [toll("Herald", "2024-03-13", "officials", "14"), toll("Post", "2024-03-13", "Coast Guard", "14")];
    let comparison = compared(&samples);
    assert_eq!(axes(facet(only(&comparison), FacetKind::Count)), "single-source uncontested current");
}

#[test]
fn a_contest_with_an_unnamed_source_is_marked() {
    let samples =
        [toll("Herald", "2024-03-13", "officials", "20"), toll("Post", "2024-03-13", "Coast Guard", "14")];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    assert_eq!(axes(killed), "single-source contested current");
    assert!(killed.warnings.iter().any(|warning| warning.contains("not known")), "{:?}", killed.warnings);
}

#[test]
fn a_report_without_outlet_is_not_established() {
    let comparison = compared(&[own("", "14", " Nets hung in the wind.")]);
    assert_eq!(axes(facet(only(&comparison), FacetKind::Count)), "unestablished uncontested current");
    assert_eq!(comparison.origins[0].basis, OriginBasis::Unknown);
}

#[test]
fn a_source_the_text_leaves_out_is_unnamed() {
    let sample = report("Herald", "2024-03-13", "Ferry sinks off Korva").claim(
        "It was reported that 14 people were killed when the ferry sank off Korva on Tuesday.",
        |made| {
            made.by("It", Stance::Say)
                .killed("14")
                .event("sink", "sank")
                .at(KORVA)
                .on("Tuesday", "2024-03-12");
        },
    );
    let comparison = compared(&[sample]);
    assert_eq!(comparison.origins[0].basis, OriginBasis::Unknown);
}

#[test]
fn two_named_together_are_neither_of_them() {
    let samples = [
        toll("Herald", "2024-03-13", "Quay Guild", "3"),
        toll("Post", "2024-03-13", "Hill League", "11"),
        toll("Gazette", "2024-03-13", "Quay Guild and the Hill League", "3"),
    ];
    let comparison = compared(&samples);
    let killed = facet(only(&comparison), FacetKind::Count);
    let holders: Vec<&str> = killed.sides.iter().map(|side| side.holder.as_str()).collect();
    assert!(holders.contains(&"Quay Guild") && holders.contains(&"Hill League"), "{holders:?}");
    assert_eq!(killed.agreement, Agreement::Contested);
}

#[test]
fn the_tree_of_an_origin_tells_who_repeats_whom() {
    let samples = [
        own("Herald", "14", WIRE),
        own("Post", "14", &format!("{WIRE} Later it rained.")),
        own("Star", "14", WIRE).via("Korva News Agency"),
    ];
    let comparison = compared(&samples);
    let reports: Vec<Report<'_>> = samples
        .iter()
        .map(|sample| Report { document: &sample.document, reading: &sample.reading })
        .collect();
    assert_eq!(comparison.origins.len(), 1);
    let tree = origin_tree(&comparison.origins[0], &reports);
    assert_eq!(tree.len(), 3);
    assert_eq!(tree[0].repeats, None);
    for node in &tree[1..] {
        assert_eq!(node.repeats.as_ref(), Some(&tree[0].document));
        let Repeat::Text { common, of } = node.why else { panic!("{:?}", node.why) };
        assert!(common * 2 >= of && common <= of, "{common} of {of}");
    }
}

#[test]
fn a_report_that_names_the_source_has_it_from_there() {
    let samples = [
        toll("Herald", "2024-03-13", "Ministry of Health", "14"),
        report("Post", "2024-03-14", "Ferry sinks off Korva").claim(
            "On Tuesday a ferry sank off Korva; the Health Ministry announced in the evening that it had cost 14 lives.",
            |made| {
                made.said("Health Ministry").killed("14");
                sinking(made);
            },
        ),
    ];
    let comparison = compared(&samples);
    let reports: Vec<Report<'_>> = samples
        .iter()
        .map(|sample| Report { document: &sample.document, reading: &sample.reading })
        .collect();
    let tree = origin_tree(&comparison.origins[0], &reports);
    let why: Vec<_> = tree.iter().map(|node| (node.outlet.as_deref(), &node.why)).collect();
    let source = |name: &str| Repeat::Source { name: name.to_owned() };
    assert_eq!(
        why,
        [(Some("Herald"), &source("Ministry of Health")), (Some("Post"), &source("Health Ministry"))]
    );
}
