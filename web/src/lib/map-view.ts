import type { FeatureCollection, Polygon } from 'geojson';
import type { Bounds } from './clusters';
import type { World } from './world';

/** A base map that things can be laid over. */
export interface MapView {
  /** Where a position lies, in pixels from the upper left corner. */
  project(lon: number, lat: number): { x: number; y: number };
  /** The zoom level as MapLibre counts: at 0 the world is 512 pixels wide. */
  zoom(): number;
  bounds(): Bounds;
  /** The position in the middle of what is seen. */
  middle(): { lat: number; lon: number };
  /** Shows the whole of a box. */
  show(bounds: Bounds): void;
  zoomBy(levels: number): void;
  setCircles(circles: FeatureCollection<Polygon>): void;
  destroy(): void;
}

/** What a base map is made of. */
export interface MapParts {
  container: HTMLElement;
  world: World;
  /** What it shows first. */
  bounds: Bounds;
  /** Called whenever it moves, and once more (`true`) when it rests. */
  moved: (rests: boolean) => void;
  label: string;
}

/** How near it may come, as MapLibre counts; the outlines tell no more beyond. */
export const NEAREST = 9;

export const hasWebGl = (): boolean => {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
};

/** The base map where the browser can draw it fast, else a plain drawing that shows the same. */
export async function makeMap(parts: MapParts): Promise<{ view: MapView; plain: boolean }> {
  if (hasWebGl()) {
    try {
      const { makeGlMap } = await import('./map-gl');
      return { view: await makeGlMap(parts), plain: false };
    } catch {
      // A browser may promise WebGL and then not give it.
      parts.container.replaceChildren();
    }
  }
  const { makePlainMap } = await import('./map-plain');
  return { view: makePlainMap(parts), plain: true };
}
