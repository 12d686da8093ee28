import { type Digest, digestOf, digestText } from "../../canonical/digest.ts";
import type { GenerationManifest } from "../generation/manifest.ts";
import { byKey } from "../../canonical/order.ts";
import type { NodeRecord } from "./node-record.ts";

/**
 * The identity of an environment: what is declared, what it resolved to, the Python, and the code that ComfyUI loads. Who owns
 * which pin is no part of it, nor is when or where it was built. Rule: ET9. Source: contracts, section 9.
 *
 * @param identity.pyproject  Text of the file.
 * @param identity.lock       Text of the file.
 */
export function envIdOf(identity: {
  readonly pyproject: string;
  readonly lock: string;
  readonly nodes: readonly NodeRecord[];
  readonly python: GenerationManifest["python"];
}): Digest {
  const code = identity.nodes
    .filter(({ enabled }) => enabled)
    .toSorted(byKey(({ id }) => id))
    .map(({ id, commit, treeHash }) => ({ id, commit, treeHash }));
  const { version, implementation, platform } = identity.python;
  return digestOf({
    pyproject: digestText(identity.pyproject),
    lock: digestText(identity.lock),
    python: { version, implementation, platform },
    nodes: code,
  });
}
