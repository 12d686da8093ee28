import type { Plan } from "../assets/plan/plan.ts";
import type { Checkpoint } from "../assets/records/checkpoint.ts";
import type { ApiGraph } from "../assets/records/workflow.ts";
import { compareCodeUnits } from "../canonical/order.ts";

/** What a server must have, by kind. */
export type NeedKind = "node" | "checkpoint" | "lora" | "vae";

/** One node class or model file that some work needs. */
export interface Need {
  readonly kind: NeedKind;
  /** A node class, or a file as its record names it. */
  readonly name: string;
  /** Ids of specs, sorted. */
  readonly neededBy: readonly string[];
}

/** A spec that a ComfyUI server would render. */
export interface WorkflowSpec {
  readonly plan: Pick<Plan, "spec" | "stack">;
  readonly checkpoint: Checkpoint | undefined;
  /** The nodes of its first image as they would be submitted, files by the names of their records. */
  readonly graph: ApiGraph;
}

/** Where references are uploaded to. */
export const UPLOAD_FOLDER = "touchstone/";

const KINDS: readonly NeedKind[] = ["node", "checkpoint", "lora", "vae"];

/**
 * Everything that the specs together need of a server.
 *
 * @returns by kind (nodes first), then by name; each once.
 */
export function collectNeeds(specs: readonly WorkflowSpec[]): readonly Need[] {
  const found = new Map<string, Need>();
  for (const spec of specs) {
    for (const [kind, name] of needsOf(spec)) {
      const key = `${kind} ${name}`;
      const neededBy = [...new Set([...(found.get(key)?.neededBy ?? []), spec.plan.spec])].toSorted(compareCodeUnits);
      found.set(key, { kind, name, neededBy });
    }
  }
  return [...found.values()].toSorted(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareCodeUnits(a.name, b.name),
  );
}

function needsOf({ plan, checkpoint, graph }: WorkflowSpec): readonly (readonly [NeedKind, string])[] {
  const files: readonly (readonly [NeedKind, string | undefined])[] = [
    ["checkpoint", fileOf(checkpoint?.weights)],
    ["vae", fileOf(checkpoint?.vae)],
    // A LoRA of weight zero is left out of the graph.
    ...plan.stack.filter(({ weight }) => weight !== 0).map(({ file }) => ["lora", file] as const),
  ];
  return [
    ...Object.values(graph).map((node) => ["node", node.class_type] as const),
    ...files.flatMap(([kind, name]) => (name === undefined ? [] : [[kind, name] as const])),
  ];
}

/** The file's name on a server: its path there, or the last part of where it can be fetched from. */
export function fileOf(weights: Checkpoint["weights"]): string | undefined {
  return weights?.path ?? weights?.uri?.split("/").at(-1);
}
