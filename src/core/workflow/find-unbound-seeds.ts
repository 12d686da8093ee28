import { type ApiGraph, isLink } from "../assets/records/workflow.ts";
import { nodeWords, upstreamOf } from "./api-links.ts";
import type { ReadWorkflow } from "./read-workflow.ts";
import type { ResolvedBindings } from "./resolve-bindings.ts";

/** One input that looks like a seed. */
export interface SeedInput {
  readonly nodeId: string;
  readonly input: string;
}

/** Names of seeds in ComfyUI's own nodes and, by convention, in those of others. */
export const SEED_NAMES: readonly string[] = ["seed", "noise_seed"];

/** The inputs that are seeds by their name: what can be known without a server. */
export function seedsByName({
  graph,
  needed,
}: {
  readonly graph: ApiGraph;
  readonly needed: ReadonlySet<string>;
}): readonly SeedInput[] {
  return [...needed].flatMap((nodeId) => {
    const names = Object.keys(graph[nodeId]?.inputs ?? {}).filter((name) => SEED_NAMES.includes(name));
    return names.map((input) => ({ nodeId, input }));
  });
}

/**
 * The seeds among `seeds` that no plan's seed reaches: neither bound themselves, nor fed by a node that is.
 * One that keeps what the author left in it would make images that no recorded seed explains.
 */
export function findUnboundSeeds(
  { graph }: Pick<ReadWorkflow, "graph">,
  { targets }: Pick<ResolvedBindings, "targets">,
  seeds: readonly SeedInput[],
): readonly SeedInput[] {
  const bound = targets.filter(({ field }) => field === "image.seed" || field === "image.takeSeed");
  const isBound = ({ nodeId, input }: SeedInput): boolean => {
    const value = graph[nodeId]?.inputs[input];
    if (!isLink(value)) return bound.some((target) => target.nodeId === nodeId && target.input === input);
    const sources = upstreamOf(graph, value[0]);
    return bound.some((target) => sources.has(target.nodeId));
  };
  return seeds.filter((seed) => !isBound(seed));
}

/** A seed in a sentence. */
export function seedWords(graph: ApiGraph, { nodeId, input }: SeedInput): string {
  return `input \`${input}\` of ${nodeWords(graph, nodeId)} is a seed, but neither \`image.seed\` nor \`image.takeSeed\` is bound to it`;
}
