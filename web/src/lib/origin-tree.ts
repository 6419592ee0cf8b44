import type { OriginNode, OriginTree } from '../api/types';

/** A report of an origin, with those that repeat it. */
export interface Branch {
  node: OriginNode;
  branches: Branch[];
}

/**
 * The reports of an origin as a tree: below each those that repeat its text, in order of publication.
 *
 * A report whose predecessor is not among them stands at the top, as does one of a circle.
 */
export function branchesOf({ reports }: OriginTree): Branch[] {
  const branches = new Map(reports.map((node) => [node.document, { node, branches: [] as Branch[] }]));
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const above = branch.node.repeats ? branches.get(branch.node.repeats) : undefined;
    if (above && !leadsTo(above, branch, branches)) above.branches.push(branch);
    else top.push(branch);
  }
  return top;
}

function leadsTo(from: Branch, to: Branch, branches: ReadonlyMap<string, Branch>): boolean {
  const seen = new Set<Branch>();
  for (let at: Branch | undefined = from; at && !seen.has(at); ) {
    if (at === to) return true;
    seen.add(at);
    at = at.node.repeats ? branches.get(at.node.repeats) : undefined;
  }
  return false;
}
