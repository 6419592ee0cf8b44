import { geoMercator, geoPath } from 'd3-geo';
import type { FeatureCollection, Polygon } from 'geojson';
import { type Bounds, FARTHEST, mercator } from './clusters';
import { type MapParts, type MapView, NEAREST } from './map-view';
import { svgElement } from './svg';

const TILE = 512;
const PADDING = 40;

/** What a plain drawing shows, and how near. */
export interface PlainView {
  world: MapParts['world'];
  circles: FeatureCollection<Polygon>;
  zoom: number;
  middle: { lat: number; lon: number };
  width: number;
  height: number;
}

export const plainMap = (label: string): SVGSVGElement =>
  svgElement(document, 'svg', { class: 'plain-map', role: 'img', 'aria-label': label }) as SVGSVGElement;

/** Draws the land, its borders and the circles into an SVG, in place of what was there. */
export function drawPlain(
  svg: SVGSVGElement,
  { world, circles, zoom, middle, width, height }: PlainView,
): void {
  const { x, y } = mercator(middle, zoom);
  const half = (TILE * 2 ** zoom) / 2;
  const projection = geoMercator()
    .scale(half / Math.PI)
    .translate([width / 2 - (x - half), height / 2 - (y - half)])
    .clipExtent([
      [-10, -10],
      [width + 10, height + 10],
    ]);
  const path = geoPath(projection).digits(1);
  const drawn = (shape: Parameters<typeof path>[0], name: string) =>
    svgElement(document, 'path', { class: name, d: path(shape) ?? '' });
  const reach = circles.features.map((one) => drawn(one, one.properties?.contested ? 'contested' : 'calm'));
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.replaceChildren(
    drawn(world.land, 'land'),
    drawn(world.borders, 'borders'),
    svgElement(document, 'g', { class: 'reach' }, ...reach),
  );
}

/** The same base map as a drawing, for browsers without WebGL: it is drawn anew when it moves. */
export function makePlainMap({ container, world, bounds, moved, label }: MapParts): MapView {
  const svg = plainMap(label);
  container.replaceChildren(svg);

  let circles: FeatureCollection<Polygon> = { type: 'FeatureCollection', features: [] };
  let zoom = 0;
  let middle = { lat: 20, lon: 0 };
  const size = () => ({ width: container.clientWidth || 300, height: container.clientHeight || 300 });

  function frame(box: Bounds, most: number) {
    const { width, height } = size();
    const one = {
      a: mercator({ lat: box[3], lon: box[0] }, 0),
      b: mercator({ lat: box[1], lon: box[2] }, 0),
    };
    const wide = Math.max(1e-6, one.b.x - one.a.x);
    const high = Math.max(1e-6, one.b.y - one.a.y);
    const room = Math.min((width - 2 * PADDING) / wide, (height - 2 * PADDING) / high);
    zoom = Math.min(most, Math.max(-1, Math.log2(Math.max(room, 0.25))));
    middle = inverse((one.a.x + one.b.x) / 2, (one.a.y + one.b.y) / 2);
  }

  /** The position of a point of the world 512 pixels wide. */
  function inverse(x: number, y: number) {
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / TILE))) * 180) / Math.PI;
    return { lat: Math.min(FARTHEST, Math.max(-FARTHEST, lat)), lon: (x / TILE) * 360 - 180 };
  }

  function draw() {
    drawPlain(svg, { world, circles, zoom, middle, ...size() });
    moved(true);
  }

  let held: { x: number; y: number; from: { x: number; y: number } } | null = null;
  svg.addEventListener('pointerdown', (event) => {
    held = { x: event.clientX, y: event.clientY, from: mercator(middle, 0) };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (event) => {
    if (!held) return;
    const each = 2 ** -zoom;
    middle = inverse(
      held.from.x - (event.clientX - held.x) * each,
      held.from.y - (event.clientY - held.y) * each,
    );
    draw();
  });
  const release = () => {
    held = null;
  };
  svg.addEventListener('pointerup', release);
  svg.addEventListener('pointercancel', release);

  const watch = new ResizeObserver(draw);
  frame(bounds, 5);
  watch.observe(container);
  return {
    project(lon, lat) {
      const { width, height } = size();
      const [at, from] = [mercator({ lat, lon }, zoom), mercator(middle, zoom)];
      return { x: at.x - from.x + width / 2, y: at.y - from.y + height / 2 };
    },
    zoom: () => zoom,
    bounds() {
      const { width, height } = size();
      const { x, y } = mercator(middle, 0);
      const [right, down] = [width / 2 / 2 ** zoom, height / 2 / 2 ** zoom];
      const [a, b] = [inverse(x - right, y - down), inverse(x + right, y + down)];
      return [Math.max(-180, a.lon), b.lat, Math.min(180, b.lon), a.lat];
    },
    middle: () => middle,
    show(box) {
      frame(box, NEAREST - 1);
      draw();
    },
    zoomBy(levels) {
      zoom = Math.min(NEAREST, Math.max(-1, zoom + levels));
      draw();
    },
    setCircles(wanted) {
      circles = wanted;
      draw();
    },
    destroy: () => {
      watch.disconnect();
      svg.remove();
    },
  };
}
