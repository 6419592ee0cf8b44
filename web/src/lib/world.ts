import type { Feature, FeatureCollection, Geometry, MultiLineString } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-50m.json?url';
import { ApiError } from '../api/client';

/** The base map: Natural Earth's land and borders at 1:50 million, from the package world-atlas. */
export interface World {
  land: Feature<Geometry> | FeatureCollection<Geometry>;
  borders: MultiLineString;
  coasts: MultiLineString;
}

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export async function loadWorld(signal?: AbortSignal): Promise<World> {
  const answer = await fetch(atlas, { signal: signal ?? null });
  if (!answer.ok) throw new ApiError(answer.status, 'The base map could not be read.');
  const topology = (await answer.json()) as Atlas;
  const { countries, land } = topology.objects;
  return {
    land: feature(topology, land),
    coasts: mesh(topology, land as Parameters<typeof mesh>[1]),
    // Each border once; coasts belong to the land.
    borders: mesh(topology, countries as Parameters<typeof mesh>[1], (one, other) => one !== other),
  };
}
