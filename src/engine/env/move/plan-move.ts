import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import type { GenerationManifest } from "../../../core/env/generation/manifest.ts";
import type { PackageDiff } from "../../../core/env/generation/package-set.ts";
import { diffNodes, type NodesDiff } from "../../../core/env/tx/diff-nodes.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { readIntent } from "../hold/intents.ts";
import type { EnvHome } from "../env-home.ts";
import { readProcess } from "../comfyui/read-process.ts";

/** What of a generation its plan is made from. */
interface Side {
  readonly manifest: GenerationManifest;
  readonly nodes: readonly NodeRecord[];
}

/** What differs between two generations that are there. */
export function diffGenerations(before: Side, after: Side): { readonly packages: PackageDiff; readonly nodes: NodesDiff } {
  return { packages: diffPackages(before.manifest, after.manifest), nodes: diffNodes(before.nodes, after.nodes) };
}

/** Sentences that frame every plan: what comes before it, and what stays as it is. */
export async function frameEffects(
  home: EnvHome,
  to: { readonly number: number | null; readonly edits: readonly string[] },
): Promise<{ readonly first: readonly string[]; readonly last: readonly string[] }> {
  const [intent, { record }] = await Promise.all([readIntent(home), readProcess(home)]);
  const first = intent === null ? [] : [`Settle what was cut off: ${intent.command}`];
  const left = to.edits.length === 0 ? [] : [`Leave behind ${to.edits.length} edited files of node packs, where they are`];
  const runs =
    record === null || record.generation === to.number
      ? []
      : [`ComfyUI goes on with generation ${record.generation} until \`touchstone env stop\` and \`touchstone env run\``];
  return { first, last: [...left, ...runs] };
}
