import { type GeoJSONSource, Map as GlMap, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Bounds } from './clusters';
import { type MapParts, type MapView, NEAREST } from './map-view';
import { planarAreas, planarLines } from './planar';

// A file of our own host: the page's policy allows no worker made of a text.
setWorkerUrl(workerUrl);

/** The colours of the style sheet, which WebGL cannot look up by itself. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    sea: of('--paper-sunk'),
    land: of('--paper-raised'),
    coast: of('--rule-strong'),
    calm: of('--origin-0'),
    contested: of('--origin-1'),
  };
}

/** Which colour each layer takes, so that another theme changes the colours alone. */
const PAINT = {
  sea: { 'background-color': 'sea' },
  land: { 'fill-color': 'land' },
  coast: { 'line-color': 'coast' },
  borders: { 'line-color': 'coast' },
} as const;

function style({ world }: MapParts): StyleSpecification {
  const colour = colours();
  const ring = ['case', ['get', 'contested'], colour.contested, colour.calm];
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: planarAreas(world.land) },
      coasts: { type: 'geojson', data: planarLines(world.coasts) },
      borders: { type: 'geojson', data: planarLines(world.borders) },
      circles: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour.land } },
      {
        id: 'coast',
        type: 'line',
        source: 'coasts',
        paint: { 'line-color': colour.coast, 'line-width': 0.6 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: { 'line-color': colour.coast, 'line-width': 0.6, 'line-dasharray': [3, 2] },
      },
      {
        id: 'reach',
        type: 'fill',
        source: 'circles',
        paint: { 'fill-color': ring as never, 'fill-opacity': 0.08 },
      },
      {
        id: 'reach-edge',
        type: 'line',
        source: 'circles',
        paint: { 'line-color': ring as never, 'line-opacity': 0.7, 'line-width': 1 },
      },
    ],
  };
}

/** A base map by MapLibre GL: no tiles, no glyphs, no sprites; nothing is asked of any host but the worker's file. */
export function makeGlMap(parts: MapParts): Promise<MapView> {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const map = new GlMap({
    container: parts.container,
    style: style(parts),
    bounds: parts.bounds,
    fitBoundsOptions: { padding: 40, maxZoom: 5 },
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    maxZoom: NEAREST,
    cooperativeGestures: true,
    fadeDuration: 0,
    locale: { 'Map.Title': parts.label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('move', () => parts.moved(false));
  map.on('moveend', () => parts.moved(true));
  map.on('resize', () => parts.moved(true));
  const repaint = () => {
    const colour = colours();
    for (const [layer, paints] of Object.entries(PAINT)) {
      for (const [name, which] of Object.entries(paints)) {
        map.setPaintProperty(layer, name as 'fill-color', colour[which as keyof typeof colour]);
      }
    }
    const ring = ['case', ['get', 'contested'], colour.contested, colour.calm] as never;
    map.setPaintProperty('reach', 'fill-color', ring);
    map.setPaintProperty('reach-edge', 'line-color', ring);
  };
  dark.addEventListener('change', repaint);
  const view: MapView = {
    project: (lon, lat) => map.project([lon, lat]),
    zoom: () => map.getZoom(),
    bounds: () => {
      const box = map.getBounds();
      const all: Bounds = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
      return [Math.max(-180, all[0]), Math.max(-90, all[1]), Math.min(180, all[2]), Math.min(90, all[3])];
    },
    middle: () => ({ lat: map.getCenter().lat, lon: map.getCenter().lng }),
    show: (bounds) => map.fitBounds(bounds, { padding: 40, maxZoom: NEAREST - 1, animate: !still }),
    zoomBy: (levels) => map.easeTo({ zoom: map.getZoom() + levels, animate: !still }),
    setCircles: (circles) => map.getSource<GeoJSONSource>('circles')?.setData(circles),
    destroy: () => {
      dark.removeEventListener('change', repaint);
      map.remove();
    },
  };
  return new Promise((resolve, reject) => {
    let ready = false;
    // The marks need not wait until the last outline is drawn.
    map.once('style.load', () => {
      ready = true;
      resolve(view);
    });
    map.on('error', ({ error }) => {
      if (ready) return;
      view.destroy();
      reject(error);
    });
  });
}
