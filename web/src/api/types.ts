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
export type EventsPage = Schemas['EventsView'];
export type EventRow = Schemas['EventRow'];
export type StepRow = Schemas['StepView'];
export type Cell = Schemas['CellView'];
export type Reach = Schemas['ReachView'];
export type SourcesPage = Schemas['SourcesView'];
export type SourceRow = Schemas['QuotedRow'];
export type Source = Schemas['SourceView'];
export type Outlet = Schemas['OutletView'];
export type HeldClaim = Schemas['HeldClaimView'];
export type Network = Schemas['NetworkView'];
export type NetworkNode = Schemas['NodeView'];
export type NetworkEdge = Schemas['EdgeView'];
export type LeftOut = Schemas['LeftOutView'];
export type Matrix = Schemas['MatrixView'];
export type Count = Schemas['CountView'];

/** A value that the API leaves out or sends as null where it is unknown. */
export type Maybe<T> = T | null | undefined;
