import type { components } from './schema';

type Schemas = components['schemas'];

export type Summary = Schemas['SummaryView'];
export type Dates = Schemas['DatesView'];
export type Place = Schemas['PlaceView'];
export type MattersPage = Schemas['MattersView'];
export type MatterRow = Schemas['MatterRow'];
export type Matter = Schemas['MatterView'];
export type Facet = Schemas['FacetView'];
export type Best = Schemas['BestView'];
export type Side = Schemas['SideView'];
export type Origin = Schemas['OriginView'];
export type OriginTree = Schemas['OriginTreeView'];
export type OriginNode = Schemas['OriginNodeView'];
export type Relation = Schemas['RelationView'];
export type Claim = Schemas['ClaimView'];
export type Quantity = Schemas['QuantityView'];
export type DocumentRow = Schemas['DocumentRow'];
export type Document = Schemas['DocumentView'];
export type Attribution = Schemas['AttributionView'];
export type Note = Schemas['NoteView'];
export type Source = Schemas['SourceRow'];
export type SearchPage = Schemas['SearchView'];
export type DocumentsPage = Schemas['DocumentsView'];
export type MatterClaims = Schemas['MatterClaimsView'];
export type Count = Schemas['CountView'];

/** A value that the API leaves out or sends as null where it is unknown. */
export type Maybe<T> = T | null | undefined;
