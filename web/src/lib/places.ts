import type { Cell, EventRow, EventsPage, Reach } from '../api/types';
import type { Spot } from './clusters';
import { placeWords } from './words';

/** A place of the map with the matters there. */
export interface PlaceSpot extends Spot {
  kind: 'place';
  place: Reach;
  events: EventRow[];
}

/** A cell of the map with so many matters that they are only counted. */
export interface CellSpot extends Spot {
  kind: 'cell';
  cell: Cell;
}

export type MapSpot = PlaceSpot | CellSpot;

/** The places of the matters, each once, the fullest first; cells where there are too many to list. */
export function spotsOf({ events, cells }: Pick<EventsPage, 'events' | 'cells'>): MapSpot[] {
  if (cells.length > 0) {
    return cells.map((cell) => ({ kind: 'cell', ...cell, cell }));
  }
  const places = new Map<string, PlaceSpot>();
  for (const event of events) {
    const { place, contested } = event;
    if (place?.lat == null || place.lon == null) continue;
    const key = `${place.lat} ${place.lon} ${place.precision} ${place.name}`;
    const spot = places.get(key) ?? {
      kind: 'place' as const,
      lat: place.lat,
      lon: place.lon,
      count: 0,
      contested: 0,
      place,
      events: [],
    };
    spot.count += 1;
    spot.contested += Number(contested);
    spot.events.push(event);
    places.set(key, spot);
  }
  return [...places.values()].sort(
    (a, b) => b.count - a.count || collator.compare(a.place.name, b.place.name),
  );
}

const collator = new Intl.Collator('en');

export const isPlace = (spot: MapSpot): spot is PlaceSpot => spot.kind === 'place';

/** What a place or cell is called. */
export const spotName = (spot: MapSpot): string =>
  isPlace(spot)
    ? placeWords(spot.place)
    : `around ${degrees(spot.lat, 'N', 'S')}, ${degrees(spot.lon, 'E', 'W')}`;

const degrees = (value: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(1)}° ${value < 0 ? negative : positive}`;
