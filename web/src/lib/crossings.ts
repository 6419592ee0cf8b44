/** A link between the `a`th of one side and the `b`th of the other, as heavy as it weighs. */
export interface Weighted {
  a: number;
  b: number;
  weight: number;
}

/** The order of both sides: the item that stands first, second, … */
export interface TwoOrders {
  a: number[];
  b: number[];
}

const SWEEPS = 24;

/**
 * Puts two sides in an order in which few links cross: each item goes to the middle of those it is linked with, in turns
 * (the barycentre method of Sugiyama and others), and the best order seen is kept. The same links give the same order.
 */
export function fewCrossings(countA: number, countB: number, links: readonly Weighted[]): TwoOrders {
  const start = { a: range(countA), b: range(countB) };
  let best = start;
  let least = crossings(start, links);
  let now = start;
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep += 1) {
    const b = byMiddle(now.b, now.a, links, ({ a, b, weight }) => ({ own: b, other: a, weight }));
    const a = byMiddle(now.a, b, links, ({ a, b, weight }) => ({ own: a, other: b, weight }));
    now = { a, b };
    const weight = crossings(now, links);
    if (weight < least) [best, least] = [now, weight];
  }
  return best;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Where each item stands in an order. */
export function placesOf(order: readonly number[]): number[] {
  const places = new Array<number>(order.length).fill(0);
  order.forEach((item, place) => {
    places[item] = place;
  });
  return places;
}

function byMiddle(
  order: readonly number[],
  fixed: readonly number[],
  links: readonly Weighted[],
  ends: (link: Weighted) => { own: number; other: number; weight: number },
): number[] {
  const places = placesOf(fixed);
  const sums = order.map(() => ({ weight: 0, moment: 0 }));
  for (const link of links) {
    const { own, other, weight } = ends(link);
    const sum = sums[own];
    if (!sum) continue;
    sum.weight += weight;
    sum.moment += weight * (places[other] ?? 0);
  }
  const old = placesOf(order);
  const middle = (item: number) => {
    const sum = sums[item];
    return sum && sum.weight > 0 ? sum.moment / sum.weight : (old[item] ?? 0);
  };
  return [...order].sort((x, y) => middle(x) - middle(y) || (old[x] ?? 0) - (old[y] ?? 0));
}

/** How much crosses: for every two links that do, the product of their weights. */
export function crossings(orders: TwoOrders, links: readonly Weighted[]): number {
  const [a, b] = [placesOf(orders.a), placesOf(orders.b)];
  const sorted = links
    .map((link) => ({ x: a[link.a] ?? 0, y: b[link.b] ?? 0, weight: link.weight }))
    .sort((one, other) => one.x - other.x || one.y - other.y);
  // What was met so far, by its place on the other side, in a tree of partial sums (Fenwick).
  const tree = new Array<number>(orders.b.length + 1).fill(0);
  const upTo = (place: number) => {
    let sum = 0;
    for (let at = place; at > 0; at -= at & -at) sum += tree[at] ?? 0;
    return sum;
  };
  let [met, total] = [0, 0];
  for (const { y, weight } of sorted) {
    total += weight * (met - upTo(y + 1));
    met += weight;
    for (let at = y + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + weight;
  }
  return total;
}
