import { byKey } from "../../canonical/order.ts";
import { NodesFile, type NodeRecord } from "./node-record.ts";
import { damaged, readDamageableJson } from "./read-damageable.ts";

/**
 * Reads a `nodes.json`. Rules: ET6, ET8.
 *
 * @returns The node packs, sorted by id.
 * @throws TouchstoneError ENV_DAMAGED with the place; also where two packs share an id or a group.
 */
export function readNodesFile({ file, text }: { readonly file: string; readonly text: string }): readonly NodeRecord[] {
  const { nodes } = readDamageableJson({ file, text }, NodesFile);
  for (const key of ["id", "group"] as const) {
    const twice = nodes.find((node, index) => nodes.findIndex((other) => other[key] === node[key]) !== index);
    if (twice !== undefined) {
      throw damaged(file, { code: "ENV_DAMAGED", message: `two node packs have the ${key} \`${twice[key]}\`` });
    }
  }
  return nodes.toSorted(byKey(({ id }) => id));
}

/** `nodes.json` of some node packs; the same packs give the same bytes. Rule: ET8. */
export function renderNodesFile(nodes: readonly NodeRecord[]): string {
  // Parsing puts the keys into the schema's order.
  const file = NodesFile.parse({ format: "touchstone.nodes/1", nodes: nodes.toSorted(byKey(({ id }) => id)) });
  return `${JSON.stringify(file, null, 2)}\n`;
}
