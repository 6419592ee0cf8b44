import type { NetworkEdge, NetworkNode } from '../api/types';
import { fewCrossings } from './crossings';

/** A node's place: the box that holds its name, in pixels. */
export interface PlacedNode {
  index: number;
  column: number;
  row: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A link drawn from one node to another. */
export interface DrawnEdge {
  index: number;
  path: string;
  width: number;
  /** Whether a source quotes the other inside its own statement. */
  inside: boolean;
}

/** A column of names with its head. */
export interface Column {
  role: 'outlet' | 'source';
  x: number;
  width: number;
  /** On which side of the outlets the names stand, and so where their links end. */
  side: 'left' | 'centre' | 'right';
  nodes: number[];
}

export interface NetworkLayout {
  width: number;
  height: number;
  columns: Column[];
  nodes: PlacedNode[];
  edges: DrawnEdge[];
}

/** Below this width there is room for two columns only. */
const THREE_FROM = 640;
/** So few sources stand in one column. */
const FEW = 12;
const THICKEST = 7;

/**
 * Lays a network out in columns of names: the outlets in one, the sources in one on either side of it, or in one column
 * where there is little room. Nothing moves by itself, and the same network always looks the same.
 */
export function layoutNetwork(
  nodes: readonly NetworkNode[],
  edges: readonly NetworkEdge[],
  width: number,
): NetworkLayout {
  const columns = columnsOf(nodes, edges, width);
  const rows = Math.max(1, ...columns.map((column) => column.nodes.length));
  const pitch = rows <= 26 ? 28 : rows <= 45 ? 24 : 20;
  const height = rows * pitch;
  const placed = new Array<PlacedNode>(nodes.length);
  columns.forEach((column, columnIndex) => {
    // A short column is drawn out, so that its links run level, but not until its names lose each other.
    const step = Math.min(height / Math.max(1, column.nodes.length), pitch * 2.5);
    const top = (height - step * column.nodes.length) / 2;
    column.nodes.forEach((index, row) => {
      const y = top + row * step + (step - pitch) / 2;
      const box = { x: column.x, y, width: column.width, height: pitch - 2 };
      placed[index] = { index, column: columnIndex, row, ...box };
    });
  });
  const most = Math.max(1, ...edges.map(({ attributions }) => attributions));
  const drawn = edges.flatMap((edge, index) => {
    const [from, to] = [placed[edge.from], placed[edge.to]];
    if (!from || !to) return [];
    const inside = nodes[edge.from]?.role === 'source';
    const thickness = 1 + (THICKEST - 1) * Math.sqrt((edge.attributions - 1) / most);
    return [{ index, path: curve(from, to, columns), width: Math.round(thickness * 10) / 10, inside }];
  });
  return { width, height, columns, nodes: placed, edges: drawn };
}

function columnsOf(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], width: number): Column[] {
  const outlets = nodes.flatMap(({ role }, index) => (role === 'outlet' ? [index] : []));
  const sources = nodes.flatMap(({ role }, index) => (role === 'outlet' ? [] : [index]));
  const outletAt = new Map(outlets.map((node, at) => [node, at]));
  const sourceAt = new Map(sources.map((node, at) => [node, at]));
  const links = edges.flatMap(({ from, to, attributions }) => {
    const [a, b] = [outletAt.get(from), sourceAt.get(to)];
    // One who is quoted a thousand times shall not draw everybody to itself.
    return a === undefined || b === undefined ? [] : [{ a, b, weight: Math.sqrt(attributions) }];
  });
  const orders = fewCrossings(outlets.length, sources.length, links);
  const outletNodes = orders.a.map((at) => outlets[at] as number);
  const sourceNodes = orders.b.map((at) => sources[at] as number);
  if (width < THREE_FROM || sources.length <= FEW) {
    const [first, second] = [Math.round(width * 0.32), Math.round(width * 0.48)];
    return [
      { role: 'outlet', x: 0, width: first, side: 'centre', nodes: outletNodes },
      { role: 'source', x: width - second, width: second, side: 'right', nodes: sourceNodes },
    ];
  }
  const middle = Math.round(Math.min(width * 0.24, 230));
  const outer = Math.round(Math.min(width * 0.27, 270));
  const half = (rest: number) => sourceNodes.filter((_, place) => place % 2 === rest);
  return [
    { role: 'source', x: 0, width: outer, side: 'left', nodes: half(0) },
    {
      role: 'outlet',
      x: Math.round((width - middle) / 2),
      width: middle,
      side: 'centre',
      nodes: outletNodes,
    },
    { role: 'source', x: width - outer, width: outer, side: 'right', nodes: half(1) },
  ];
}

/** A curve between the near sides of two boxes; within one column an arc beside it. */
function curve(from: PlacedNode, to: PlacedNode, columns: readonly Column[]): string {
  const [startY, endY] = [from.y + from.height / 2, to.y + to.height / 2].map(round) as [number, number];
  if (from.column === to.column) {
    const left = columns[from.column]?.side === 'left';
    const x = left ? from.x + from.width : from.x;
    const bulge = (left ? 1 : -1) * Math.min(56, 14 + Math.abs(endY - startY) / 5);
    return `M${round(x)},${startY}C${round(x + bulge)},${startY} ${round(x + bulge)},${endY} ${round(x)},${endY}`;
  }
  const forward = to.column > from.column;
  const startX = round(forward ? from.x + from.width : from.x);
  const endX = round(forward ? to.x : to.x + to.width);
  const mid = round((startX + endX) / 2);
  return `M${startX},${startY}C${mid},${startY} ${mid},${endY} ${endX},${endY}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A node's neighbour and how often the two are linked. */
export interface Neighbour {
  node: number;
  edge: number;
  attributions: number;
  contested: number;
}

/** For each node those it quotes and those it is quoted by, the most often first. */
export interface Neighbours {
  quotes: Neighbour[];
  quotedBy: Neighbour[];
}

export function neighboursOf(count: number, edges: readonly NetworkEdge[]): Neighbours[] {
  const all = Array.from({ length: count }, (): Neighbours => ({ quotes: [], quotedBy: [] }));
  edges.forEach(({ from, to, attributions, contested }, edge) => {
    all[from]?.quotes.push({ node: to, edge, attributions, contested });
    all[to]?.quotedBy.push({ node: from, edge, attributions, contested });
  });
  const mostFirst = (x: Neighbour, y: Neighbour) => y.attributions - x.attributions || x.node - y.node;
  for (const { quotes, quotedBy } of all) {
    quotes.sort(mostFirst);
    quotedBy.sort(mostFirst);
  }
  return all;
}

/** The strongest links, about `count` of them: for every node its strongest, then the strongest of all. */
export function strongestLinks(
  neighbours: readonly Neighbours[],
  edges: readonly NetworkEdge[],
  count: number,
): Set<number> {
  const first = neighbours.flatMap(({ quotes, quotedBy }) => {
    const links = [...quotedBy.slice(0, 1), ...quotes.slice(0, 1)];
    return links.map(({ edge }) => edge);
  });
  const order = edges.map(({ attributions }, edge) => ({ attributions, edge }));
  order.sort((a, b) => b.attributions - a.attributions || a.edge - b.edge);
  const strongest = new Set(first);
  for (const { edge } of order) {
    if (strongest.size >= count) break;
    strongest.add(edge);
  }
  return strongest;
}

/** The node that a key leads to from the one at hand; null where the key means nothing here. */
export function stepFrom(layout: NetworkLayout, at: number, key: string): number | null {
  const own = layout.nodes[at];
  const column = own && layout.columns[own.column]?.nodes;
  if (!own || !column) return null;
  const within = (row: number) => column[Math.max(0, Math.min(column.length - 1, row))] ?? null;
  if (key === 'ArrowDown') return within(own.row + 1);
  if (key === 'ArrowUp') return within(own.row - 1);
  if (key === 'Home') return within(0);
  if (key === 'End') return within(column.length - 1);
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const beside = layout.columns[own.column + (key === 'ArrowRight' ? 1 : -1)]?.nodes ?? [];
  const distance = (node: number) => Math.abs((layout.nodes[node]?.y ?? 0) - own.y);
  return beside.reduce<number | null>(
    (near, node) => (near === null || distance(node) < distance(near) ? node : near),
    null,
  );
}
