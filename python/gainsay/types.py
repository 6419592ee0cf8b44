"""What a report says, as typed values.

Every offset counts Unicode code points into the report's ``text``, the end exclusive, as Python's own slices do:
``text[start:end]`` are the words. What is unknown is ``None``, never 0. The fields are those of the read contract; there
each has the same name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple, Union


class Span(NamedTuple):
    """A stretch of text: code points, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Attribution:
    """Who said what."""

    id: str
    """``a1``, ``a2`` …"""
    source: Tuple[Span, ...]
    """Who is said to have said it; empty where unnamed."""
    cue: Tuple[Span, ...]
    """The words that attribute."""
    content: Tuple[Span, ...]
    """What is attributed."""
    quote: str
    """``direct``, ``indirect`` or ``mixed``."""
    stance: str
    """What the cue makes of the content: say, claim, confirm, deny, retract, estimate, demand, promise or accuse."""
    inside: Optional[str]
    """The attribution that this one stands in."""
    actor: Optional[str]
    """The source under its resolved name."""
    confidence: float
    """How sure the reader is, from 0 to 1; comparable within one reader version only."""


@dataclass(frozen=True)
class Name:
    """A named entity."""

    span: Span
    kind: str
    """``person``, ``organisation``, ``place`` or ``other``."""


@dataclass(frozen=True)
class Actor:
    """A source or participant."""

    id: str
    """``p1``, ``p2`` …"""
    name: str
    """The fullest name that the report gives."""
    kind: str
    """``person``, ``organisation``, ``unnamed`` (people without a single name), ``outlet`` or ``unknown``."""
    role: Optional[str]
    """Its role as the text gives it."""
    affiliation: Optional[str]
    """What it belongs to as the text gives it."""
    mentions: Tuple[Span, ...]
    """Where it is mentioned."""


@dataclass(frozen=True)
class Quantity:
    """How many: an interval, an end of which is ``None`` where the words leave it open."""

    span: Span
    """The number expression with approximator and counted noun."""
    low: Optional[float]
    """The least number the words allow."""
    high: Optional[float]
    """The greatest number the words allow."""
    approximator: Optional[str]
    """The words that widen or bound it."""
    unit: Optional[str]
    """What is counted."""
    outcome: Optional[str]
    """What became of it: killed, injured, missing, detained, displaced, destroyed …"""
    outcome_detail: Optional[str]
    """The narrower outcome, where there is one: evacuated."""
    category: Optional[str]
    """Who is counted, where narrower than people."""
    affiliation: Optional[str]
    """The side or people that those counted belong to, as written."""
    scope: str
    """What the figure covers: ``event``, ``cumulative``, or ``cumulative since YYYY-MM-DD``."""
    part_of: Optional[int]
    """Index of the quantity that it is a part of."""


@dataclass(frozen=True)
class Time:
    """When."""

    span: Span
    type: str
    """The TIMEX3 type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``."""
    value: str
    """The TIMEX3 value."""
    modifier: Optional[str]
    """The TIMEX3 modifier, where the words give one."""
    granularity: Optional[str]
    """How finely it is named, from ``minute`` to ``century``."""
    start: Optional[date]
    """First day covered."""
    end: Optional[date]
    """Last day covered, inclusive."""


@dataclass(frozen=True)
class Place:
    """Where."""

    span: Span
    name: str
    """The gazetteer's name."""
    geonameid: Optional[int]
    """GeoNames identifier."""
    lat: Optional[float]
    """Latitude in degrees, north positive."""
    lon: Optional[float]
    """Longitude in degrees, east positive."""
    country: Optional[str]
    """Country code."""
    admin1: Optional[str]
    """First-level administrative division, by name."""
    is_country: bool
    """Whether it is a whole country, or a wider land."""
    precision: str
    """How narrow the position is: exact, near, district, division, country, region or unknown (no position)."""
    associative: bool
    """Whether something else is called after the place: nothing is said to be there."""


@dataclass(frozen=True)
class Participant:
    """Who takes part in an event."""

    role: str
    """``agent`` or ``target``."""
    actor: str
    """The actor's identifier."""


@dataclass(frozen=True)
class Event:
    """What happened."""

    id: str
    """``e1``, ``e2`` …"""
    type: str
    """A key of the event table."""
    trigger: Span
    """The word that names the event."""
    polarity: str
    """``positive``, or ``negative`` where it is said not to have happened."""
    modality: str
    """``asserted``, ``planned``, ``possible``, ``conditional``, ``demanded`` or ``hypothetical``."""
    places: Tuple[int, ...]
    """Indices into the places."""
    times: Tuple[int, ...]
    """Indices into the times."""
    quantities: Tuple[int, ...]
    """Indices into the quantities."""
    actors: Tuple[Participant, ...]
    org_confidence: Optional[str]
    """How it is given that the agents did it, in the words of the MUC-4 guidelines; ``None`` without an agent."""


@dataclass(frozen=True)
class Claim:
    """A checkable statement with its holder."""

    id: str
    """``c1``, ``c2`` …"""
    span: Tuple[Span, ...]
    """The exact words."""
    attribution: Optional[str]
    """The innermost attribution that holds it; ``None`` for the author's own voice."""
    events: Tuple[str, ...]
    """Identifiers of its events."""
    quantities: Tuple[int, ...]
    """Indices into the quantities."""
    polarity: str
    """``asserted`` or ``denied``."""
    modality: str
    """``asserted``, ``planned``, ``possible``, ``conditional``, ``demanded`` or ``hypothetical``."""
    times: Tuple[int, ...]
    """Indices into the times."""
    places: Tuple[int, ...]
    """Indices into the places."""
    stance: Optional[str]
    """The stance of its attribution; ``None`` for the author's own voice."""


@dataclass(frozen=True)
class Note:
    """What the program saw and could not use."""

    code: str
    """What kind of thing."""
    span: Optional[Span]
    """Where in the text, if at one place."""
    message: str
    """What was seen."""
    hint: Optional[str]
    """What to do about it."""


@dataclass(frozen=True)
class Reading:
    """One report and what it says."""

    id: str
    """The identifier that was given, or else the SHA-256 of the document."""
    document: str
    """SHA-256 of the document: of the JSON line that its fields make."""
    text: str
    """The text that every offset points into."""
    published: Optional[date]
    """Day of publication."""
    title: Optional[str]
    outlet: Optional[str]
    byline: Optional[str]
    agency: Optional[str]
    url: Optional[str]
    language: Optional[str]
    """BCP 47 tag of its language, as declared or as the words tell."""
    reader: str
    """Name and version of the reader."""
    body: Optional[Span]
    """The report's body, without a head of title, byline and date."""
    paragraphs: Tuple[Span, ...]
    sentences: Tuple[Span, ...]
    attributions: Tuple[Attribution, ...]
    names: Tuple[Name, ...]
    """Named entities; empty where the rules alone read."""
    actors: Tuple[Actor, ...]
    quantities: Tuple[Quantity, ...]
    headline: Tuple[Quantity, ...]
    """Quantities of the title: their spans are code points of ``title``."""
    times: Tuple[Time, ...]
    places: Tuple[Place, ...]
    events: Tuple[Event, ...]
    claims: Tuple[Claim, ...]
    notes: Tuple[Note, ...]
    line: str = field(repr=False)
    """The line of the read contract that this was made of (JSON): what ``gainsay import`` and ``gainsay compare`` take."""

    @classmethod
    def from_line(cls, line: Union[str, bytes]) -> "Reading":
        """The reading that a line of the read contract holds (``gainsay read``, ``gainsay export``)."""
        if isinstance(line, bytes):
            line = line.decode("utf-8")
        found = json.loads(line)
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise ValueError("not a line of the read contract: `text` is missing")

        def layer(key: str, make: Any) -> Tuple[Any, ...]:
            return tuple(make(item) for item in found.get(key) or ())

        return cls(
            id=found.get("id") or found.get("document") or "",
            document=found.get("document") or "",
            text=found["text"],
            published=_day(found.get("published")),
            title=found.get("title"),
            outlet=found.get("outlet"),
            byline=found.get("byline"),
            agency=found.get("agency"),
            url=found.get("url"),
            language=found.get("language"),
            reader=found.get("reader") or "",
            body=_maybe_span(found.get("body")),
            paragraphs=_spans(found.get("paragraphs")),
            sentences=_spans(found.get("sentences")),
            attributions=layer("attributions", _attribution),
            names=layer("names", lambda item: Name(Span(*item["span"]), item["kind"])),
            actors=layer("actors", _actor),
            quantities=layer("quantities", _quantity),
            headline=layer("headline", _quantity),
            times=layer("times", _time),
            places=layer("places", _place),
            events=layer("events", _event),
            claims=layer("claims", _claim),
            notes=layer("notes", _note),
            line=line,
        )

    def words(self, span: Union[Span, Sequence[Span]]) -> str:
        """The words under a span, or under several, with `` … `` between those that do not touch."""
        if isinstance(span, Span):
            return self.text[span.start : span.end]
        return " … ".join(self.text[start:end] for start, end in span)

    def holder(self, claim: Claim) -> Optional[str]:
        """Who holds a claim: its innermost source, or the outlet for the author's own voice; ``None`` where unnamed."""
        if claim.attribution is None:
            return self.outlet
        attribution = self.attribution(claim.attribution)
        if attribution is None:
            return None
        for actor in self.actors:
            if actor.id == attribution.actor:
                return actor.name
        return " ".join(self.words(attribution.source).split()) or None

    def attribution(self, id: str) -> Optional[Attribution]:
        """The attribution of this identifier."""
        return next((one for one in self.attributions if one.id == id), None)


def _span(pair: Sequence[int]) -> Span:
    return Span(pair[0], pair[1])


def _maybe_span(pair: Optional[Sequence[int]]) -> Optional[Span]:
    return None if pair is None else _span(pair)


def _spans(pairs: Optional[Sequence[Sequence[int]]]) -> Tuple[Span, ...]:
    return tuple(_span(pair) for pair in pairs or ())


def _day(text: Optional[str]) -> Optional[date]:
    return None if text is None else date.fromisoformat(text)


def _attribution(item: Any) -> Attribution:
    return Attribution(
        id=item["id"],
        source=_spans(item.get("source")),
        cue=_spans(item.get("cue")),
        content=_spans(item.get("content")),
        quote=item["quote"],
        stance=item["stance"],
        inside=item.get("inside"),
        actor=item.get("actor"),
        confidence=item["confidence"],
    )


def _actor(item: Any) -> Actor:
    return Actor(
        id=item["id"],
        name=item["name"],
        kind=item["kind"],
        role=item.get("role"),
        affiliation=item.get("affiliation"),
        mentions=_spans(item.get("mentions")),
    )


def _quantity(item: Any) -> Quantity:
    return Quantity(
        span=_span(item["span"]),
        low=item.get("low"),
        high=item.get("high"),
        approximator=item.get("approximator"),
        unit=item.get("unit"),
        outcome=item.get("outcome"),
        outcome_detail=item.get("outcome_detail"),
        category=item.get("category"),
        affiliation=item.get("affiliation"),
        scope=item.get("scope") or "event",
        part_of=item.get("part_of"),
    )


def _time(item: Any) -> Time:
    return Time(
        span=_span(item["span"]),
        type=item["type"],
        value=item["value"],
        modifier=item.get("modifier"),
        granularity=item.get("granularity"),
        start=_day(item.get("start")),
        end=_day(item.get("end")),
    )


def _place(item: Any) -> Place:
    return Place(
        span=_span(item["span"]),
        name=item["name"],
        geonameid=item.get("geonameid"),
        lat=item.get("lat"),
        lon=item.get("lon"),
        country=item.get("country"),
        admin1=item.get("admin1"),
        is_country=bool(item.get("is_country")),
        precision=item.get("precision") or "unknown",
        associative=bool(item.get("associative")),
    )


def _event(item: Any) -> Event:
    given: List[str] = item.get("org_confidence") or []
    return Event(
        id=item["id"],
        type=item["type"],
        trigger=_span(item["trigger"]),
        polarity=item["polarity"],
        modality=item["modality"],
        places=tuple(item.get("places") or ()),
        times=tuple(item.get("times") or ()),
        quantities=tuple(item.get("quantities") or ()),
        actors=tuple(Participant(part["role"], part["actor"]) for part in item.get("actors") or ()),
        org_confidence=given[0] if given else None,
    )


def _claim(item: Any) -> Claim:
    return Claim(
        id=item["id"],
        span=_spans(item.get("span")),
        attribution=item.get("attribution"),
        events=tuple(item.get("events") or ()),
        quantities=tuple(item.get("quantities") or ()),
        polarity=item["polarity"],
        modality=item["modality"],
        times=tuple(item.get("times") or ()),
        places=tuple(item.get("places") or ()),
        stance=item.get("stance"),
    )


def _note(item: Any) -> Note:
    return Note(
        code=item["code"], span=_maybe_span(item.get("span")), message=item["message"], hint=item.get("hint")
    )
