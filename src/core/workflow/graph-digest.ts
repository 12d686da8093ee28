import type { ApiGraph } from "../assets/records/workflow.ts";
import { type Digest, digestOf } from "../canonical/digest.ts";

/** The digest of a graph as it is submitted: ours, since the server changes values before it stores them. */
export function graphDigest(graph: ApiGraph): Digest {
  return digestOf(graph);
}
