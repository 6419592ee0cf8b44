import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../src/api/types';
import { circle, circlesOf } from '../../src/lib/circles';
import { boundsOf, clusters, mercator, type Spot } from '../../src/lib/clusters';
import { askOf, precisionWords, searchWith, standingOf, tollWords } from '../../src/lib/events';
import { spotsOf } from '../../src/lib/places';
import { planarAreas, planarLines } from '../../src/lib/planar';

const event = (id: string, lat: number | null, more: Partial<EventRow> = {}): EventRow => ({
  id,
  title: id,
  contested: false,
  corroborated: false,
  documents: 1,
  place: { name: 'Tornio', country: 'FI', lat, lon: 24, precision: 'exact', radius_km: 5 },
  ...more,
});

describe('what is asked', () => {
  it('goes into the address and back, beside what stands there', () => {
    const search = searchWith('?as_of=2024-03-01&page=2', {
      contested: true,
      q: ' tornio ',
      from: '2024-01-01',
    });
    expect(search).toBe('?as_of=2024-03-01&page=2&contested=1&q=tornio&from=2024-01-01');
    expect(askOf(search)).toEqual({
      contested: true,
      q: 'tornio',
      kind: '',
      outcome: '',
      from: '2024-01-01',
      to: '',
    });
    expect(searchWith(search, { contested: false, q: '', from: '' })).toBe('?as_of=2024-03-01&page=2');
    expect(askOf('?from=soon&to=2024').from).toBe('');
    expect(searchWith('', {})).toBe('');
  });

  it('is told in words', () => {
    expect(tollWords({ killed: { low: 4, high: 9 }, injured: { low: 12, high: null } })).toBe(
      '4–9 killed, at least 12 injured',
    );
    expect(tollWords({ killed: null, injured: null })).toBe('');
    expect(precisionWords('exact', 5)).toBe('a town, within about 5 km');
    expect(precisionWords('country', 1768.3)).toBe('a country, within about 1,800 km');
    expect(precisionWords('exact', 0.8)).toBe('a town, within about 1 km');
    expect(precisionWords('unknown', null)).toBe('position not known');
    expect(standingOf({ contested: true, corroborated: true })).toBe('contested');
    expect(standingOf({ contested: false, corroborated: true })).toBe('corroborated');
  });
});

describe('places', () => {
  it('hold the matters there, the fullest first', () => {
    const spots = spotsOf({
      events: [event('a', 60), event('b', 65.8, { contested: true }), event('c', 65.8), event('d', null)],
      cells: [],
    });
    expect(spots.map(({ lat, count, contested }) => [lat, count, contested])).toEqual([
      [65.8, 2, 1],
      [60, 1, 0],
    ]);
    expect(circlesOf(spots).features.map(({ properties }) => properties?.contested)).toEqual([true, false]);
  });

  it('are cells where there are too many', () => {
    const cell = { lat: 1, lon: 2, bounds: [0, 0, 4, 4], count: 7, contested: 3 };
    expect(spotsOf({ events: [event('a', 60)], cells: [cell] })).toMatchObject([{ kind: 'cell', count: 7 }]);
  });
});

describe('clusters', () => {
  const spot = fc.record({
    lat: fc.double({ min: -80, max: 80, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    count: fc.integer({ min: 1, max: 50 }),
    contested: fc.constant(0),
  });

  it('lose nothing and lie apart', () => {
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 60 }), fc.integer({ min: 0, max: 6 }), (spots, zoom) => {
        const found = clusters<Spot>(spots, zoom, 30);
        const sum = (all: Spot[]) => all.reduce((total, { count }) => total + count, 0);
        expect(sum(found.flatMap((one) => one.spots))).toBe(sum(spots));
        const at = found.map((one) => mercator(one, zoom));
        at.forEach((a, i) => {
          for (const b of at.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(30);
        });
      }),
    );
  });

  it('come apart when the map comes nearer', () => {
    const spots: Spot[] = [
      { lat: 65.8, lon: 24.1, count: 3, contested: 1 },
      { lat: 65.9, lon: 24.9, count: 1, contested: 0 },
    ];
    expect(clusters(spots, 2, 30).map(({ count, contested }) => [count, contested])).toEqual([[4, 1]]);
    expect(clusters(spots, 9, 30)).toHaveLength(2);
  });

  it('are framed by a box of some width', () => {
    expect(boundsOf([], 1)).toBeNull();
    expect(boundsOf([{ lat: 10, lon: 20 }], 4)).toEqual([18, 8, 22, 12]);
    expect(boundsOf([{ lat: 84, lon: 179 }], 4)).toEqual([177, 82, 180, 85]);
  });
});

describe('circles', () => {
  it('have the radius they are given', () => {
    for (const [lat, lon, km] of [
      [0, 0, 100],
      [60, 179.5, 300],
      [-45, -179.9, 25],
    ] as const) {
      for (const [east = 0, north = 0] of circle(lat, lon, km).coordinates[0] ?? []) {
        expect(Math.abs(east - lon)).toBeLessThan(180);
        const rad = Math.PI / 180;
        const cos =
          Math.sin(lat * rad) * Math.sin(north * rad) +
          Math.cos(lat * rad) * Math.cos(north * rad) * Math.cos((east - lon) * rad);
        expect(6371 * Math.acos(Math.min(1, cos))).toBeCloseTo(km, 0);
      }
    }
  });
});

describe('the base map', () => {
  it('is cut at the date line', () => {
    // Clockwise as seen from above, across 180 degrees, with a hole.
    const ring = [
      [170, 0],
      [170, 20],
      [-170, 20],
      [-170, 0],
      [170, 0],
    ];
    const hole = [
      [174, 5],
      [176, 5],
      [176, 10],
      [174, 10],
      [174, 5],
    ];
    const { coordinates } = planarAreas({ type: 'Polygon', coordinates: [ring, hole] });
    expect(coordinates).toHaveLength(2);
    expect(coordinates.map((polygon) => polygon.length).sort()).toEqual([1, 2]);
    for (const [outer = []] of coordinates) {
      const lons = outer.map(([lon = 0]) => lon);
      expect(Math.max(...lons) - Math.min(...lons)).toBeCloseTo(10, 3);
    }
    const lines = planarLines({
      type: 'LineString',
      coordinates: [
        [170, 5],
        [-170, 5],
      ],
    });
    expect(lines.coordinates).toHaveLength(2);
  });
});
