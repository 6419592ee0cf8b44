import {
  arrow,
  axisX,
  dot,
  gridX,
  link,
  type Markish,
  plot,
  type RenderFunction,
  rect,
} from '@observablehq/plot';
import type { TextMeasure } from './fit';
import { anchor, formatNumber, greatest, type Interval, isUnknown } from './intervals';
import type { Lane } from './lanes';
import { svgElement } from './svg';
import { wholeTicks } from './ticks';

/** Where the parts of a chart lie, in pixels. */
export interface Layout {
  width: number;
  height: number;
  laneHeight: number;
  left: number;
  right: number;
  bottom: number;
  /** Whether holder and figure stand above the line instead of beside it. */
  stacked: boolean;
}

const STACKED_BELOW = 480;
const TOP = 4;
/** From one line of a label to the next. */
const LINE = 14;

export function layoutOf(lanes: readonly Lane[], width: number, measure: TextMeasure): Layout {
  const stacked = width < STACKED_BELOW;
  const bottom = hasNumbers(lanes) ? 26 : 4;
  const widest = (texts: string[]) => Math.ceil(Math.max(0, ...texts.map((text) => measure.width(text))));
  const labels = widest(lanes.map(labelOf)) + 26;
  const figures = widest(lanes.map(({ figure }) => figure)) + 26;
  const left = stacked ? 10 : Math.min(Math.max(labels, 120), Math.round(width * 0.48));
  const lines = Math.max(1, ...lanes.map((lane) => linesOf(lane, { stacked, width, left }, measure).length));
  const laneHeight = stacked ? 46 + (lines - 1) * LINE : Math.max(32, lines * LINE + 6);
  return {
    width,
    height: TOP + lanes.length * laneHeight + bottom,
    laneHeight,
    left,
    right: stacked ? 14 : Math.min(Math.max(figures, 60), Math.round(width * 0.28)),
    bottom,
    stacked,
  };
}

const labelOf = ({ label, later }: Lane): string => label || later;

/** A lane's label as it is written, in as many lines as it takes. */
function linesOf(
  lane: Lane,
  { stacked, width, left }: Pick<Layout, 'stacked' | 'width' | 'left'>,
  measure: TextMeasure,
): string[] {
  return measure.lines(labelOf(lane), stacked ? width - measure.width(lane.figure) - 30 : left - 16);
}

const hasNumbers = (lanes: readonly Lane[]) => lanes.some(({ side }) => !isUnknown(side));

/** What the chart needs to know of the page around it. */
export interface Drawing {
  href: (claim: string) => string;
  measure: TextMeasure;
  label: string;
  /** What a policy that somebody chose makes of the sides. */
  best?: Interval | undefined;
}

/** An interval chart: each side's known ends as symbols, the range between them as a bar, an open end as an arrow. */
export function drawIntervals(lanes: readonly Lane[], layout: Layout, drawing: Drawing): SVGSVGElement {
  const numbers = hasNumbers(lanes);
  // Room beyond the greatest number, for the arrows of intervals without an upper end.
  const shown = [...lanes.map(({ side }) => side), ...(drawing.best ? [drawing.best] : [])];
  const most = numbers ? greatest(shown) * 1.15 || 1 : 1;
  const y = (lane: Lane) => lane.index + (layout.stacked ? 1 - 15 / layout.laneHeight : 0.5);
  const ticks = wholeTicks(most, (layout.width - layout.left - layout.right) / 60);
  const svg = plot({
    width: layout.width,
    height: layout.height,
    marginTop: TOP,
    marginBottom: layout.bottom,
    marginLeft: layout.left,
    marginRight: layout.right,
    x: { domain: [0, most], label: null, axis: null },
    y: { domain: [0, lanes.length], range: [TOP, layout.height - layout.bottom], axis: null },
    marks: [
      ...(numbers ? axis(ticks) : []),
      ...(numbers && drawing.best ? policyMarks(drawing.best, lanes.length, most) : []),
      ...lanes.flatMap((lane) => laneMarks(lane, y(lane), most)),
      ...lanes.flatMap((lane) => revision(lane, lanes, y)),
      links(lanes, layout, drawing),
    ],
  }) as SVGSVGElement;
  // The page's policy forbids inline style sheets; plot.css holds these rules.
  svg.querySelector('style')?.remove();
  svg.classList.add('intervals');
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', drawing.label);
  return svg;
}

const HIDDEN = { ariaHidden: 'true' } as const;

function axis(ticks: number[]): Markish[] {
  return [
    gridX(ticks, { stroke: 'var(--rule)', strokeOpacity: 1, ...HIDDEN }),
    axisX(ticks, {
      tickFormat: formatNumber,
      tickSize: 0,
      fill: 'var(--ink-soft)',
      fontSize: 11.5,
      ...HIDDEN,
    }),
  ];
}

/** The policy's value: a line through all lanes, or a band where it is a range. */
function policyMarks({ low, high }: Interval, height: number, most: number): Markish[] {
  if (low == null && high == null) return [];
  const [from, to] = [low ?? 0, high ?? most];
  const line = { y1: [0], y2: [height], stroke: 'var(--policy)', strokeWidth: 2, ...HIDDEN };
  const ends = [low, high].filter((end, index, all) => end != null && all.indexOf(end) === index);
  const band = { x1: [from], x2: [to], y1: [0], y2: [height], fill: 'var(--policy)', fillOpacity: 0.12 };
  return [
    ...(from < to ? [rect([0], { ...band, ...HIDDEN })] : []),
    ...ends.map((end) => link([0], { ...line, x1: [end], x2: [end], strokeDasharray: '6 3' })),
  ];
}

function laneMarks(lane: Lane, y: number, most: number): Markish[] {
  const { low, high, lifecycle } = lane.side;
  if (isUnknown(lane.side)) return [];
  const { colour, shape } = lane.mark;
  const opacity = lifecycle === 'revised' ? 0.4 : 1;
  const marks: Markish[] = [];
  if (low == null || high == null) marks.push(...openEnd(low, high, y, most, colour, opacity));
  else if (low !== high) {
    const dashed = lifecycle === 'retracted' ? { strokeDasharray: '3 3' } : {};
    marks.push(
      link([0], {
        x1: [low],
        x2: [high],
        y1: [y],
        y2: [y],
        stroke: colour,
        strokeWidth: 7,
        strokeOpacity: 0.35 * opacity,
        ...dashed,
        ...HIDDEN,
      }),
    );
  }
  const ends = [...new Set([low, high])].filter((end) => end != null);
  marks.push(
    dot(ends, {
      x: ends,
      y: ends.map(() => y),
      symbol: shape,
      r: 5.5,
      fill: lifecycle === 'current' ? colour : 'var(--paper)',
      stroke: colour,
      strokeWidth: 1.75,
      strokeOpacity: opacity === 1 ? 1 : 0.65,
      ...HIDDEN,
    }),
  );
  return marks;
}

/** A broken line that runs off the chart on the side where no end is known. */
function openEnd(
  low: number | null | undefined,
  high: number | null | undefined,
  y: number,
  most: number,
  colour: string,
  opacity: number,
): Markish[] {
  const from = low ?? high ?? 0;
  const to = high == null ? most : 0;
  const line = { x1: [from], x2: [to], y1: [y], y2: [y], stroke: colour, strokeOpacity: opacity };
  const head = {
    x: [to],
    y: [y],
    symbol: 'triangle',
    rotate: high == null ? 90 : 270,
    r: 4,
    fill: colour,
    fillOpacity: opacity,
  };
  return [
    link([0], { ...line, strokeWidth: 2.25, strokeDasharray: '1.5 4.5', strokeLinecap: 'round', ...HIDDEN }),
    dot([0], { ...head, symbol: 'triangle', ...HIDDEN }),
  ];
}

/** An arrow from a value to the one that replaced it. */
function revision(lane: Lane, lanes: readonly Lane[], y: (lane: Lane) => number): Markish[] {
  const newer = lane.newer === undefined ? undefined : lanes[lane.newer];
  const from = anchor(lane.side);
  const to = newer ? anchor(newer.side) : null;
  if (!newer || from === null || to === null) return [];
  const ends = { x1: [from], x2: [to], y1: [y(lane)], y2: [y(newer)] };
  return [
    arrow([0], { ...ends, stroke: lane.mark.colour, strokeOpacity: 0.6, inset: 9, headLength: 7, ...HIDDEN }),
  ];
}

/** One link a lane, as wide as the chart, with the holder and the figure in it. */
function links(lanes: readonly Lane[], layout: Layout, drawing: Drawing): RenderFunction {
  return (_index, _scales, _values, _dimensions, { document }) => {
    const make = (
      name: string,
      attributes: Record<string, string | number>,
      ...children: (Node | string)[]
    ) => svgElement(document, name, attributes, ...children);
    const rows = lanes.map((lane) => {
      const top = TOP + lane.index * layout.laneHeight;
      const middle = top + (layout.stacked ? 15 : layout.laneHeight / 2);
      const claim = lane.side.claims[0];
      const target: Record<string, string> =
        claim === undefined ? {} : { href: drawing.href(claim), 'data-claim': claim };
      const lines = linesOf(lane, layout, drawing.measure);
      const above = layout.stacked ? 0 : (lines.length - 1) / 2;
      const figureX = layout.stacked ? layout.width - 6 : layout.width - layout.right + 12;
      return make(
        claim === undefined ? 'g' : 'a',
        {
          class: `lane ${lane.side.lifecycle}`,
          'data-testid': 'chart-mark',
          'aria-label': lane.name,
          ...target,
        },
        make('rect', {
          class: 'hit',
          x: 1,
          y: top + 1,
          width: layout.width - 2,
          height: layout.laneHeight - 2,
          rx: 4,
        }),
        make(
          'text',
          { class: lane.label ? 'holder' : 'holder later' },
          ...lines.flatMap((line, index) => [
            ...(index > 0 ? [' '] : []),
            make('tspan', { x: 6, y: middle + (index - above) * LINE, dy: '0.35em' }, line),
          ]),
        ),
        // Keeps the two words apart for whoever reads the link's text.
        ' ',
        make(
          'text',
          {
            class: 'figure',
            x: figureX,
            y: middle,
            dy: '0.35em',
            'text-anchor': layout.stacked ? 'end' : 'start',
          },
          layout.stacked ? lane.figure : drawing.measure.fit(lane.figure, layout.right - 14),
        ),
      );
    });
    return make('g', { class: 'lanes' }, ...rows) as SVGElement;
  };
}
