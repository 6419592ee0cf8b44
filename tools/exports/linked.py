"""Hold the linked data to the vocabularies it uses: schema.org, PROV-O, Web Annotation."""

import json
from pathlib import Path

import rdflib
from pyld import jsonld
from rdflib import PROV, RDF, RDFS

SDO = "https://schema.org/"
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
# The terms of the Web Annotation vocabulary that are written.
ANNOTATED = """Annotation SpecificResource TextQuoteSelector TextPositionSelector exact prefix suffix start end motivatedBy
hasBody hasTarget hasSource hasSelector identifying""".split()
# What the two contexts make of the terms that are written; the documents themselves are not fetched.
CONTEXTS = {
    "https://schema.org": {"@context": {"@vocab": SDO, "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}},
    "http://www.w3.org/ns/anno.jsonld": {
        "@context": {
            "oa": str(OA),
            "id": {"@type": "@id", "@id": "@id"},
            "type": {"@type": "@id", "@id": "@type"},
            **{name: f"oa:{name}" for name in ["Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"]},
            **{name: f"oa:{name}" for name in ["exact", "prefix", "suffix", "start", "end", "identifying"]},
            "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
            "body": {"@type": "@id", "@id": "oa:hasBody"},
            "target": {"@type": "@id", "@id": "oa:hasTarget"},
            "source": {"@type": "@id", "@id": "oa:hasSource"},
            "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        }
    },
}


def load(url: str, _options: dict) -> dict:
    """A context that is known; anything else would be a fetch."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXTS[url]}


class Vocabulary:
    """schema.org and PROV-O as hermes has them: what is a class, and which class may have which property."""

    def __init__(self):
        import hermes

        schemas = Path(hermes.__file__).parent / "model" / "types" / "schemas"
        self.graph = rdflib.Graph()
        # The file's context stands in it; rdflib needs no net for it.
        self.graph.parse(schemas / "schemaorg-current-https.jsonld", format="json-ld")
        self.graph.parse(schemas / "w3c-prov.ttl", format="turtle")

    def above(self, kind) -> set:
        return set(self.graph.transitive_objects(kind, RDFS.subClassOf))

    def fits(self, prop, kinds: set) -> bool:
        """Whether one of the classes, or one above it, is in the property's domain."""
        domain = rdflib.URIRef(SDO + "domainIncludes")
        allowed = set(self.graph.objects(prop, domain)) | set(self.graph.objects(prop, RDFS.domain))
        known = set().union(*(self.above(kind) for kind in kinds)) if kinds else set()
        return bool(allowed & known) if allowed else True

    def knows(self, term) -> bool:
        return (term, None, None) in self.graph


def check(document: dict, claims: list[dict]) -> None:
    expanded = jsonld.expand(document, {"documentLoader": load})
    graph = rdflib.Graph()
    nquads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": load})
    graph.parse(data=nquads, format="nquads")
    nodes = set(graph.subjects())
    assert len(expanded) == len(document["@graph"])

    vocabulary = Vocabulary()
    for subject, prop, value in graph:
        kinds = set(graph.objects(subject, RDF.type))
        if str(prop).startswith((SDO, str(PROV))):
            assert vocabulary.knows(prop), f"{prop} is no term"
            ours = {kind for kind in kinds if str(kind).startswith((SDO, str(PROV)))}
            assert not ours or vocabulary.fits(prop, ours), f"{prop} does not belong to {sorted(ours)}"
        elif str(prop).startswith(str(OA)):
            assert str(prop).removeprefix(str(OA)) in ANNOTATED, f"{prop} is no term"
        else:
            assert prop == RDF.type or str(prop).startswith("urn:gainsay:vocab#"), prop
        if prop == RDF.type and not str(value).startswith("urn:gainsay:"):
            assert vocabulary.knows(value) or str(value).removeprefix(str(OA)) in ANNOTATED, f"{value} is no class"
        if str(value).startswith("urn:gainsay:document:"):
            assert value in nodes, f"{value} is not in the graph"

    sdo = rdflib.Namespace(SDO)
    found = set(graph.subjects(RDF.type, sdo.Claim))
    assert len(found) == len({row["claim"] for row in claims})
    assert all((claim, PROV.wasGeneratedBy, None) in graph and (claim, PROV.wasDerivedFrom, None) in graph for claim in found)
    reviewed = set(graph.subjects(RDF.type, sdo.ClaimReview))
    assert len(reviewed) == 2, "one rejected, one corrected"
    assert not list(graph.triples((None, sdo.reviewRating, None)))
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == len(found)
    for annotation in annotations:
        assert set(graph.objects(annotation, OA.motivatedBy)) == {OA.identifying}
        assert set(graph.objects(annotation, OA.hasBody)) <= found
        for target in graph.objects(annotation, OA.hasTarget):
            selectors = list(graph.objects(target, OA.hasSelector))
            assert {graph.value(one, RDF.type) for one in selectors} == {OA.TextQuoteSelector, OA.TextPositionSelector}
    json.dumps(jsonld.compact(expanded, document["@context"], {"documentLoader": load}))
