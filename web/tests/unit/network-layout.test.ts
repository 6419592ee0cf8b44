import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkEdge, NetworkNode } from '../../src/api/types';
import { crossings, fewCrossings } from '../../src/lib/crossings';
import {
  layoutNetwork,
  type NetworkLayout,
  neighboursOf,
  type PlacedNode,
  stepFrom,
  strongestLinks,
} from '../../src/lib/network-layout';

const node = (role: 'outlet' | 'source', index: number): NetworkNode => ({
  name: `${role} ${index}`,
  role,
  kind: role === 'source' ? 'person' : null,
  attributions: 1,
  contested: 0,
});

/** So many outlets and sources, and links between them as the numbers fall; a few lie inside a source's statement. */
function network(outlets: number, sources: number, ends: [number, number, number][]) {
  const nodes = [
    ...Array.from({ length: outlets }, (_, index) => node('outlet', index)),
    ...Array.from({ length: sources }, (_, index) => node('source', index)),
  ];
  const edges: NetworkEdge[] = ends.map(([from, to, attributions]) => ({
    from: from % (outlets + (from % 7 === 0 ? sources : 0)),
    to: outlets + (to % sources),
    attributions,
    contested: 0,
  }));
  return { nodes, edges: edges.filter(({ from, to }) => from !== to) };
}

const networks = fc
  .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 110 }))
  .chain(([outlets, sources]) =>
    fc
      .array(fc.tuple(fc.nat(9999), fc.nat(9999), fc.integer({ min: 1, max: 2000 })), { maxLength: 400 })
      .map((ends) => network(outlets, sources, ends)),
  );
const widths = fc.integer({ min: 280, max: 1900 });

/** Pairs of boxes of which one lies over the other. */
function overlaps({ nodes }: NetworkLayout): [number, number][] {
  return nodes.flatMap((one, index) =>
    nodes
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other): [number, number] => [one.index, other.index]),
  );
}

const isOutside = ({ x, y, width, height }: PlacedNode, layout: NetworkLayout) =>
  x < 0 || y < 0 || x + width > layout.width || y + height > layout.height || height < 18;

describe('the layout of a network', () => {
  it('never lays one name over another, and none outside', () => {
    fc.assert(
      fc.property(networks, widths, ({ nodes, edges }, width) => {
        const layout = layoutNetwork(nodes, edges, width);
        expect(layout.nodes.filter(Boolean)).toHaveLength(nodes.length);
        expect(overlaps(layout)).toEqual([]);
        expect(layout.nodes.filter((box) => isOutside(box, layout))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('holds two hundred names in lines tall enough to read', () => {
    const { nodes, edges } = network(
      66,
      134,
      Array.from({ length: 900 }, (_, index) => [index * 7, index * 13, 1 + (index % 9)]),
    );
    const { columns, height } = layoutNetwork(nodes, edges, 860);
    expect(columns.map(({ nodes: column }) => column.length)).toEqual([67, 66, 67]);
    expect(height).toBe(67 * 20);
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(networks, widths, ({ nodes, edges }, width) => {
        expect(layoutNetwork(nodes, edges, width)).toEqual(layoutNetwork(nodes, edges, width));
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  it('draws every link from node to node, the thicker the more', () => {
    const { nodes, edges } = network(2, 2, [
      [1, 0, 1],
      [1, 1, 100],
    ]);
    const { edges: drawn } = layoutNetwork(nodes, edges, 800);
    expect(drawn.map(({ width }) => width)).toEqual([1, 7]);
    expect(drawn.every(({ path }) => /^M[\d.,]+C[\d., ]+$/.test(path))).toBe(true);
  });

  it('tells a source that is quoted by a source', () => {
    const nodes = [node('outlet', 0), node('source', 0), node('source', 1)];
    const edges = [
      { from: 0, to: 1, attributions: 1, contested: 0 },
      { from: 1, to: 2, attributions: 1, contested: 0 },
    ];
    expect(layoutNetwork(nodes, edges, 800).edges.map(({ inside }) => inside)).toEqual([false, true]);
    expect(layoutNetwork([], [], 800).nodes).toEqual([]);
  });
});

describe('the order with few crossings', () => {
  it('untangles what can be untangled', () => {
    const links = [
      { a: 0, b: 2, weight: 1 },
      { a: 1, b: 1, weight: 1 },
      { a: 2, b: 0, weight: 1 },
    ];
    const orders = fewCrossings(3, 3, links);
    expect(crossings(orders, links)).toBe(0);
  });

  it('never crosses more than at first, and loses nobody', () => {
    const links = fc.array(
      fc.record({ a: fc.nat(19), b: fc.nat(29), weight: fc.integer({ min: 1, max: 9 }) }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(links, (given) => {
        const start = { a: [...Array(20).keys()], b: [...Array(30).keys()] };
        const orders = fewCrossings(20, 30, given);
        expect(crossings(orders, given)).toBeLessThanOrEqual(crossings(start, given));
        expect([...orders.a].sort((x, y) => x - y)).toEqual(start.a);
        expect([...orders.b].sort((x, y) => x - y)).toEqual(start.b);
      }),
    );
  });
});

describe('the neighbours of a node', () => {
  const { nodes, edges } = network(2, 3, [
    [1, 0, 5],
    [1, 1, 9],
    [2, 1, 2],
  ]);

  it('come the most often first', () => {
    const neighbours = neighboursOf(nodes.length, edges);
    expect(neighbours[1]?.quotes.map(({ node: other }) => other)).toEqual([3, 2]);
    expect(neighbours[3]?.quotedBy.map(({ attributions }) => attributions)).toEqual([9, 2]);
  });

  it('keep at least their strongest link', () => {
    const strongest = strongestLinks(neighboursOf(nodes.length, edges), edges, 1);
    expect([...strongest].sort()).toEqual([0, 1, 2]);
  });

  it('are reached by arrow keys', () => {
    const layout = layoutNetwork(nodes, edges, 400);
    const [outlets, sources] = layout.columns.map(({ nodes: column }) => column) as [number[], number[]];
    const first = sources[0] as number;
    expect(stepFrom(layout, first, 'ArrowDown')).toBe(sources[1]);
    expect(stepFrom(layout, first, 'ArrowUp')).toBe(first);
    expect(stepFrom(layout, first, 'End')).toBe(sources.at(-1));
    expect(outlets).toContain(stepFrom(layout, first, 'ArrowLeft'));
    expect(stepFrom(layout, first, 'ArrowRight')).toBeNull();
    expect(stepFrom(layout, first, 'a')).toBeNull();
  });
});
