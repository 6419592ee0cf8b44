import type { EventRow, StepRow } from '../api/types';
import { formatDates } from './dates';
import { eventName, STANDINGS, type Standing, standingOf } from './events';
import type { TextMeasure } from './fit';
import { svgElement } from './svg';
import { type Days, dayNumber, daysOf, dayTicks, pack, type Stretch, scale } from './timeline';
import { counted } from './words';

const LANE = 26;
const TOP = 26;
const SIDE = 10;
/** A mark is at least as wide as a fingertip needs. */
const LEAST = 24;
const GAP = 6;
/** With more marks than these there is no room for words beside them. */
const NAMED = 80;
const COLUMNS = 220;

/** The events of a chart, each with its lane. */
export interface Packed {
  lanes: number;
  marks: { event: EventRow; lane: number; at: Stretch; hit: Stretch; label: string; onLeft: boolean }[];
}

/** Puts the events beside each other: as wide as their days, with their titles where there is room. */
export function packed(events: readonly EventRow[], days: Days, width: number, measure: TextMeasure): Packed {
  const x = scale(days, width - 2 * SIDE);
  const dated = events.flatMap((event) => {
    const own = daysOf(event);
    // While other days are on their way, events of the old ones may be at hand.
    return own && own.end >= days.start && own.start <= days.end ? [{ event, own }] : [];
  });
  const room = dated.length <= NAMED ? Math.min(260, width * 0.45) : 0;
  const placed = dated.map(({ event, own }) => {
    const left = SIDE + Math.max(0, x(own.start));
    const right = Math.max(left + 3, SIDE + Math.min(width - 2 * SIDE, x(own.end + 1)));
    const middle = (left + right) / 2;
    const half = Math.max(LEAST, right - left) / 2;
    const bare = { left: Math.max(0, middle - half), right: Math.min(width, middle + half) };
    const label = room > 0 ? measure.fit(event.title, room) : '';
    const wide = label ? bare.right + 4 + measure.width(label) : bare.right;
    // At the right edge the words stand on the left.
    const named = wide <= width;
    const before = bare.left - 4 - measure.width(label);
    const onLeft = !named && label !== '' && before >= 0;
    return {
      event,
      at: { left, right },
      hit: { left: onLeft ? before : bare.left, right: named ? wide : bare.right },
      label: named || onLeft ? label : '',
      onLeft,
    };
  });
  const lanes = pack(
    placed.map(({ hit }) => hit),
    GAP,
  );
  return {
    lanes: Math.max(0, ...lanes.map((lane) => lane + 1)),
    marks: placed.map((mark, index) => ({ ...mark, lane: lanes[index] ?? 0 })),
  };
}

export const heightOf = ({ lanes }: Packed): number => TOP + Math.max(1, lanes) * LANE + 8;

const PATHS: Record<Standing, string> = {
  contested: 'M0-7L5 0L0 7L-5 0Z',
  corroborated: 'M0-5.5A5.5 5.5 0 0 1 0 5.5A5.5 5.5 0 0 1 0-5.5Z',
  other: 'M-4.5-4.5H4.5V4.5H-4.5Z',
};

/** A timeline: each event a mark as wide as the days it may have happened on, and a link to its matter. */
export function drawTimeline(
  chart: Packed,
  days: Days,
  width: number,
  href: (matter: string) => string,
  label: string,
): SVGSVGElement {
  const height = heightOf(chart);
  const svg = frame(width, height, label);
  svg.append(axis(days, width, height));
  for (const mark of chart.marks) svg.append(eventMark(mark, href));
  return svg;
}

function eventMark(
  { event, lane, at, hit, label, onLeft }: Packed['marks'][number],
  href: (matter: string) => string,
): SVGElement {
  const standing = standingOf(event);
  const { mark, hollow } = STANDINGS[standing];
  const y = TOP + lane * LANE + LANE / 2;
  const wide = at.right - at.left;
  const middle = (at.left + at.right) / 2;
  const when = formatDates(event.date);
  const make = (name: string, attributes: Record<string, string | number>, ...children: (Node | string)[]) =>
    svgElement(document, name, attributes, ...children);
  const bar = wide > 12 && [
    make('rect', {
      x: at.left,
      y: y - 4,
      width: wide,
      height: 8,
      rx: 4,
      fill: mark.colour,
      'fill-opacity': 0.28,
      stroke: mark.colour,
      'stroke-width': 1,
    }),
  ];
  const symbol = make('path', {
    d: PATHS[standing],
    transform: `translate(${middle} ${y})`,
    fill: hollow ? 'var(--paper)' : mark.colour,
    stroke: mark.colour,
    'stroke-width': 1.5,
  });
  const x = onLeft ? Math.min(at.left, middle - LEAST / 2) - 4 : Math.max(at.right, middle + LEAST / 2) + 4;
  const anchor = onLeft ? 'end' : 'start';
  const words = label
    ? [make('text', { x, y, dy: '0.35em', 'text-anchor': anchor, 'aria-hidden': 'true' }, label)]
    : [];
  return make(
    'a',
    {
      class: 'event',
      href: href(event.id),
      'data-testid': 'timeline-mark',
      'data-matter': event.id,
      'data-standing': standing,
      'data-days': Math.round((daysOf(event)?.end ?? 0) - (daysOf(event)?.start ?? 0)) + 1,
    },
    make('title', {}, eventName(event, when)),
    make('rect', {
      class: 'hit',
      x: hit.left,
      y: y - LANE / 2 + 1,
      width: hit.right - hit.left,
      height: LANE - 2,
      rx: 4,
    }),
    ...(bar || []),
    symbol,
    ...words,
  );
}

/** Where there are too many to draw each: how many begin when; every column leads nearer. */
export function drawColumns(
  steps: readonly StepRow[],
  days: Days,
  width: number,
  href: (step: StepRow) => string,
  label: string,
): SVGSVGElement {
  const x = scale(days, width - 2 * SIDE);
  const svg = frame(width, COLUMNS, label);
  svg.append(axis(days, width, COLUMNS));
  const most = Math.max(1, ...steps.map(({ count }) => count));
  for (const step of steps) {
    const left = SIDE + Math.max(0, x(dayNumber(step.start)));
    const right = SIDE + Math.min(width - 2 * SIDE, x(dayNumber(step.end) + 1));
    const tall = (count: number) => (count / most) * (COLUMNS - TOP - 20);
    const column = (count: number, colour: string, opacity: number) =>
      svgElement(document, 'rect', {
        x: left,
        y: COLUMNS - 8 - tall(count),
        width: Math.max(1, right - left - 1),
        height: tall(count),
        fill: colour,
        'fill-opacity': opacity,
      });
    const name = `${formatDates(step)}: ${counted(step.count, 'matter')}, ${step.contested.toLocaleString('en')} contested`;
    svg.append(
      svgElement(
        document,
        'a',
        { class: 'event', href: href(step), 'aria-label': name, 'data-testid': 'timeline-column' },
        svgElement(document, 'title', {}, name),
        svgElement(document, 'rect', {
          class: 'hit',
          x: left,
          y: TOP,
          width: Math.max(2, right - left),
          height: COLUMNS - TOP,
        }),
        column(step.count, 'var(--ink-soft)', 0.4),
        column(step.contested, 'var(--origin-1)', 1),
      ),
    );
  }
  return svg;
}

function frame(width: number, height: number, label: string): SVGSVGElement {
  const attributes = { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': label };
  return svgElement(document, 'svg', { class: 'timeline', ...attributes }) as SVGSVGElement;
}

function axis(days: Days, width: number, height: number): SVGElement {
  const x = scale(days, width - 2 * SIDE);
  const ticks = dayTicks(days, Math.max(2, Math.floor(width / 90)));
  const group = svgElement(document, 'g', { class: 'axis', 'aria-hidden': 'true' });
  for (const { day, label } of ticks) {
    const at = SIDE + x(day);
    group.append(svgElement(document, 'line', { x1: at, x2: at, y1: 18, y2: height }));
    if (at < width - 30) group.append(svgElement(document, 'text', { x: at + 3, y: 12 }, label));
  }
  return group;
}
