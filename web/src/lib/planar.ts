import { geoEquirectangular, geoStream } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry, MultiLineString, MultiPolygon, Position } from 'geojson';

/** What lies on the globe, as d3 takes it. */
export type OnGlobe = Geometry | Feature<Geometry> | FeatureCollection<Geometry>;

/** The lines and rings of a geometry, cut where they cross the date line, in degrees east and north. */
function cut(geometry: OnGlobe): { lines: Position[][]; rings: Position[][] } {
  const lines: Position[][] = [];
  const rings: Position[][] = [];
  let line: Position[] = [];
  let inPolygon = false;
  // A degree is a unit; the projection's stream clips at the date line.
  const projection = geoEquirectangular()
    .scale(180 / Math.PI)
    .translate([0, 0])
    .precision(0);
  const sink = {
    point: (x: number, y: number) => void line.push([x, -y]),
    lineStart: () => {
      line = [];
    },
    lineEnd: () => void (inPolygon ? rings : lines).push(line),
    polygonStart: () => {
      inPolygon = true;
    },
    polygonEnd: () => {
      inPolygon = false;
    },
    sphere: () => {},
  };
  geoStream(geometry as Parameters<typeof geoStream>[0], projection.stream(sink));
  return { lines, rings };
}

/** Lines of the globe as lines of a plane map. */
export const planarLines = (geometry: OnGlobe): MultiLineString => ({
  type: 'MultiLineString',
  coordinates: cut(geometry).lines,
});

/** Areas of the globe as areas of a plane map: the topology joins them across the date line, a plane map must not. */
export function planarAreas(geometry: OnGlobe): MultiPolygon {
  const rings = cut(geometry).rings.map((ring) => {
    const [first] = ring;
    return { ring: first ? [...ring, first] : ring, area: areaOf(ring) };
  });
  const whole = rings.reduce((sum, { area }) => sum + area, 0);
  const isHole = ({ area }: { area: number }) => Math.sign(area) !== Math.sign(whole);
  const outer = rings
    .filter((one) => !isHole(one))
    .map((one) => ({ ...one, holes: [] as Position[][] }))
    .sort((a, b) => Math.abs(a.area) - Math.abs(b.area));
  for (const { ring } of rings.filter(isHole)) {
    const around = outer.find((one) => ring[0] && contains(one.ring, ring[0]));
    around?.holes.push(ring);
  }
  return { type: 'MultiPolygon', coordinates: outer.map(({ ring, holes }) => [ring, ...holes]) };
}

function areaOf(ring: readonly Position[]): number {
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function contains(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  ring.forEach(([ax = 0, ay = 0], index) => {
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
