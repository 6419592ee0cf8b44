import { geoCircle } from 'd3-geo';
import type { Feature, FeatureCollection, Polygon } from 'geojson';
import { isPlace, type MapSpot } from './places';

/** The earth's mean radius, in kilometres. */
const EARTH_KM = 6371;

/** A circle on the globe as a polygon; it may run beyond 180 degrees instead of breaking there. */
export function circle(lat: number, lon: number, km: number): Polygon {
  const made = geoCircle()
    .center([lon, lat])
    .radius(((km / EARTH_KM) * 180) / Math.PI)
    .precision(6)();
  const rings = made.coordinates.map((ring) =>
    ring.map((at) => {
      const [east = 0, north = 0] = at;
      const turn = east - lon > 180 ? -360 : east - lon < -180 ? 360 : 0;
      return [east + turn, north];
    }),
  );
  return { type: 'Polygon', coordinates: rings };
}

/** How far from its point what happened at a place may have been, for every place that tells. */
export function circlesOf(spots: readonly MapSpot[]): FeatureCollection<Polygon> {
  const features = spots.filter(isPlace).flatMap(({ lat, lon, contested, place }): Feature<Polygon>[] => {
    if (place.radius_km == null) return [];
    return [
      {
        type: 'Feature',
        properties: { contested: contested > 0 },
        geometry: circle(lat, lon, place.radius_km),
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}
