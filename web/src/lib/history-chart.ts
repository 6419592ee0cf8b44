import {
  arrow,
  axisX,
  axisY,
  dot,
  gridY,
  link,
  type Markish,
  plot,
  type RenderFunction,
} from '@observablehq/plot';
import { formatDay } from './dates';
import type { TextMeasure } from './fit';
import type { History, HistoryPoint } from './history';
import { anchor, formatNumber, greatest } from './intervals';
import { svgElement } from './svg';
import { wholeTicks } from './ticks';

const HEIGHT = 240;
const MARGIN = { top: 20, right: 24, bottom: 30, left: 52 };
const HIDDEN = { ariaHidden: 'true' } as const;
const DAY = 86_400_000;

/** What the chart needs to know of the page around it. */
export interface HistoryDrawing {
  width: number;
  href: (claim: string) => string;
  measure: TextMeasure;
  label: string;
}

/**
 * A history chart: each value on the days it was given, at the height of its figure. A line joins a value with its
 * repetitions, an arrow leads to the value that took its place, an interval is a bar, an open end an arrow off it.
 */
export function drawHistory(history: History, drawing: HistoryDrawing): SVGSVGElement {
  const most = greatest(history.points.map(({ lane }) => lane.side)) * 1.12 || 1;
  const days = history.points.map(({ day }) => time(day));
  const span = Math.max(DAY, Math.max(...days) - Math.min(...days));
  const domain = [Math.min(...days) - span * 0.04, Math.max(...days) + span * 0.08];
  const svg = plot({
    width: drawing.width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    x: { type: 'utc', domain, label: null, axis: null },
    y: { domain: [0, most], label: null, axis: null },
    marks: [
      ...axes(history.points, most, drawing.width),
      ...history.steps.map(({ from, to, kind }) => step(from, to, kind)),
      ...history.points.flatMap((point) => pointMarks(point, most)),
      links(history.points, drawing),
    ],
  }) as SVGSVGElement;
  // The page's policy forbids inline style sheets; plot.css holds these rules.
  svg.querySelector('style')?.remove();
  svg.classList.add('history');
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', drawing.label);
  return svg;
}

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const at = ({ lane }: HistoryPoint): number => anchor(lane.side) ?? 0;
const shade = ({ lane }: HistoryPoint): number => (lane.side.lifecycle === 'revised' ? 0.55 : 1);

function axes(points: readonly HistoryPoint[], most: number, width: number): Markish[] {
  const ticks = wholeTicks(most, 4);
  const days = [...new Set(points.map(({ day }) => day))].sort();
  const room = Math.max(2, Math.floor((width - MARGIN.left - MARGIN.right) / 110));
  const stride = Math.ceil(days.length / room);
  const shown = days.filter((_, index) => index % stride === 0);
  const look = { tickSize: 0, fill: 'var(--ink-soft)', fontSize: 11.5, ...HIDDEN };
  return [
    gridY(ticks, { stroke: 'var(--rule)', strokeOpacity: 1, ...HIDDEN }),
    axisY(ticks, { tickFormat: formatNumber, ...look }),
    axisX(apart(shown.map(time), (domainWidth(days) * 100) / Math.max(width - 76, 1)), {
      tickFormat: (moment: number) => formatDay(new Date(moment).toISOString().slice(0, 10)),
      ...look,
    }),
  ];
}

const domainWidth = (days: readonly string[]): number =>
  Math.max(DAY, time(days[days.length - 1] ?? '') - time(days[0] ?? ''));

/** Those of the moments, in order, that keep a distance from the one before. */
function apart(moments: readonly number[], distance: number): number[] {
  const kept: number[] = [];
  for (const moment of moments) {
    const last = kept[kept.length - 1];
    if (last === undefined || moment - last >= distance) kept.push(moment);
  }
  return kept;
}

function step(from: HistoryPoint, to: HistoryPoint, kind: 'repeated' | 'revised'): Markish {
  const ends = { x1: [time(from.day)], x2: [time(to.day)], y1: [at(from)], y2: [at(to)] };
  const line = { ...ends, stroke: from.lane.mark.colour, strokeOpacity: 0.6, ...HIDDEN };
  return kind === 'revised'
    ? arrow([0], { ...line, inset: 9, headLength: 7 })
    : link([0], { ...line, strokeWidth: 1.5, strokeDasharray: '2 3' });
}

function pointMarks(point: HistoryPoint, most: number): Markish[] {
  const { low, high, lifecycle } = point.lane.side;
  const { colour, shape } = point.lane.mark;
  const x = [time(point.day)];
  const bar = { x, stroke: colour, strokeOpacity: 0.35 * shade(point), ...HIDDEN };
  const marks: Markish[] = [];
  if (low == null || high == null) {
    const to = high == null ? most : 0;
    const ends = { x1: x, x2: x, y1: [low ?? high ?? 0], y2: [to] };
    marks.push(arrow([0], { ...ends, stroke: colour, strokeDasharray: '1.5 4.5', headLength: 6, ...HIDDEN }));
  } else if (low !== high) {
    marks.push(link([0], { ...bar, x1: x, x2: x, y1: [low], y2: [high], strokeWidth: 7 }));
  }
  const ends = point.repeated ? [at(point)] : [...new Set([low, high])].filter((end) => end != null);
  marks.push(
    dot(ends, {
      x: ends.map(() => x[0] ?? 0),
      y: ends,
      symbol: shape,
      r: point.repeated ? 3 : 5.5,
      fill: lifecycle === 'current' ? colour : 'var(--paper)',
      stroke: colour,
      strokeWidth: 1.75,
      strokeOpacity: shade(point),
      ...HIDDEN,
    }),
  );
  return marks;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** One link a point, as large as a fingertip, with the figure beside it where there is room. */
function links(points: readonly HistoryPoint[], drawing: HistoryDrawing): RenderFunction {
  return (_index, scales, _values, dimensions, { document }) => {
    const places = points.map((point) => ({
      point,
      x: Number(scales.x?.(time(point.day))),
      y: Number(scales.y?.(at(point))),
    }));
    const taken: Box[] = places.map(({ x, y }) => around(x, y, 12, 12));
    const anchors = places.map(({ point, x, y }) => {
      const name = svgElement(document, 'title', {}, point.name);
      const hit = svgElement(document, 'circle', { class: 'hit', cx: x, cy: y, r: 12 });
      const long = drawing.measure.width(point.lane.figure);
      const spot = point.repeated ? undefined : freeSpot(x, y, long, taken, dimensions.width);
      const middle = { class: 'figure', dy: '0.35em', 'text-anchor': 'middle', 'aria-hidden': 'true' };
      const figure = spot && svgElement(document, 'text', { ...middle, ...spot }, point.lane.figure);
      return svgElement(
        document,
        'a',
        {
          class: `point ${point.lane.side.lifecycle}`,
          href: drawing.href(point.claim),
          'data-claim': point.claim,
          'data-testid': 'history-mark',
        },
        name,
        hit,
        ...(figure ? [figure] : []),
      );
    });
    return svgElement(document, 'g', { class: 'points' }, ...anchors);
  };
}

const around = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

/** The middle of a label near a point that covers no other: above, below, right or left of it. */
function freeSpot(
  x: number,
  y: number,
  long: number,
  taken: Box[],
  width: number,
): { x: number; y: number } | undefined {
  const spots = [
    { x, y: y - 16 },
    { x, y: y + 17 },
    { x: x + 12 + long / 2, y },
    { x: x - 12 - long / 2, y },
  ];
  const spot = spots.find((one) => {
    const box = around(one.x, one.y, long, 14);
    const inside = box.left >= MARGIN.left - 8 && box.right <= width && box.top >= 0;
    return inside && box.bottom <= HEIGHT - MARGIN.bottom && !taken.some((other) => overlap(box, other));
  });
  if (spot) taken.push(around(spot.x, spot.y, long, 14));
  return spot;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
