/** Something that lies on the map. */
export interface Spot {
  lat: number;
  lon: number;
  /** How many matters lie there. */
  count: number;
  /** How many of them are contested. */
  contested: number;
}

/** Spots that lie so near each other that they are drawn as one. */
export interface Cluster<T extends Spot> {
  /** What keeps it the same while the map moves. */
  key: string;
  lat: number;
  lon: number;
  count: number;
  contested: number;
  spots: T[];
}

/** The farthest degree north that the Mercator projection shows. */
export const FARTHEST = 85.051129;
const TILE = 512;

/** Where a position lies in the Mercator projection, in pixels at a zoom level of MapLibre. */
export function mercator({ lat, lon }: { lat: number; lon: number }, zoom: number): { x: number; y: number } {
  const size = TILE * 2 ** zoom;
  const north = (Math.min(FARTHEST, Math.max(-FARTHEST, lat)) * Math.PI) / 180;
  return {
    x: ((lon + 180) / 360) * size,
    y: ((1 - Math.log(Math.tan(north) + 1 / Math.cos(north)) / Math.PI) / 2) * size,
  };
}

/**
 * Joins spots that lie within `radius` pixels of each other at a zoom level, the fullest first, so that it does not
 * matter in which order they come or where the map is.
 */
export function clusters<T extends Spot>(spots: readonly T[], zoom: number, radius: number): Cluster<T>[] {
  const placed = spots.map((spot) => ({ spot, ...mercator(spot, zoom) }));
  placed.sort((a, b) => b.spot.count - a.spot.count || a.spot.lat - b.spot.lat || a.spot.lon - b.spot.lon);
  const grid = new Map<string, { x: number; y: number; spots: T[] }[]>();
  const found: { x: number; y: number; spots: T[] }[] = [];
  const cell = (value: number) => Math.floor(value / radius);
  for (const { spot, x, y } of placed) {
    let near: { x: number; y: number; spots: T[] } | undefined;
    for (let column = cell(x) - 1; column <= cell(x) + 1 && !near; column += 1) {
      for (let row = cell(y) - 1; row <= cell(y) + 1 && !near; row += 1) {
        near = grid.get(`${column} ${row}`)?.find((one) => Math.hypot(one.x - x, one.y - y) <= radius);
      }
    }
    if (near) near.spots.push(spot);
    else {
      const one = { x, y, spots: [spot] };
      found.push(one);
      const at = `${cell(x)} ${cell(y)}`;
      grid.set(at, [...(grid.get(at) ?? []), one]);
    }
  }
  return found.map(({ spots }) => joined(spots));
}

function joined<T extends Spot>(spots: T[]): Cluster<T> {
  // The fullest one's place: a middle would lie where nothing happened.
  const first = spots[0] as T;
  const sum = (of: (spot: T) => number) => spots.reduce((all, spot) => all + of(spot), 0);
  return {
    key: `${first.lat} ${first.lon}`,
    lat: first.lat,
    lon: first.lon,
    count: sum(({ count }) => count),
    contested: sum(({ contested }) => contested),
    spots,
  };
}

/** Degrees west, south, east and north. */
export type Bounds = [number, number, number, number];

/** The box around spots, at least `least` degrees wide and high; null where there are none. */
export function boundsOf(spots: readonly { lat: number; lon: number }[], least: number): Bounds | null {
  if (spots.length === 0) return null;
  const box: Bounds = [180, 90, -180, -90];
  for (const { lat, lon } of spots) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  const [wide, high] = [least - (box[2] - box[0]), least - (box[3] - box[1])];
  if (wide > 0) [box[0], box[2]] = [box[0] - wide / 2, box[2] + wide / 2];
  if (high > 0) [box[1], box[3]] = [box[1] - high / 2, box[3] + high / 2];
  return [Math.max(-180, box[0]), Math.max(-85, box[1]), Math.min(180, box[2]), Math.min(85, box[3])];
}
