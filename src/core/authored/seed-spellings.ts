import type { SpelledKind } from "./record-kinds.ts";
import type { Path } from "./source-tree.ts";

/**
 * Spellings of the seeds that are accepted besides ours: those of the asset generator's master plan (its section 4), of
 * the golden traces' scenes and of the scenarios of the agent runner.
 * `docs/guides/coming-from-the-seeds.md` lists every entry; `fixAuthored` rewrites them.
 *
 * `at` is the map a key stands in, in our spelling: `""` the whole record, `*` any key or item, `**.` any depth.
 */
interface Spelling {
  readonly kinds: readonly SpelledKind[];
  readonly at: string;
  readonly from: string;
}

export interface KeySpelling extends Spelling {
  /** Our key; `outer.inner` puts the value one level deeper. */
  readonly to: string;
  /** How the value is written here: one id as a list, or ids as LoRA uses. */
  readonly value?: "one_as_list" | "ids_as_loras";
}

export interface ValueSpelling extends Spelling {
  readonly to: string;
}

/** A key or value of a seed that has no counterpart at the same place, with what to do instead. */
export interface MovedSpelling extends Spelling {
  readonly hint: string;
}

const WITH_CONTRACT = ["spec", "baseline", "project", "tags"] as const;
const SPEC = ["spec"] as const;
const PROJECT = ["project"] as const;
const SCENE = ["scene"] as const;
const SCENARIO = ["scenario"] as const;

export const KEY_SPELLINGS: readonly KeySpelling[] = [
  { kinds: SPEC, at: "", from: "checkpointId", to: "checkpoint" },
  { kinds: SPEC, at: "", from: "checkpointProfileId", to: "profile" },
  { kinds: SPEC, at: "", from: "baselineProfileId", to: "baseline" },
  { kinds: SPEC, at: "", from: "loraIds", to: "loras", value: "ids_as_loras" },
  { kinds: SPEC, at: "", from: "styleConsistency", to: "style" },
  { kinds: SPEC, at: "", from: "qualityContract", to: "contract" },
  { kinds: SPEC, at: "", from: "seedPolicy", to: "seed" },
  { kinds: SPEC, at: "entityLink", from: "entityId", to: "entity" },
  { kinds: SPEC, at: "promptPolicy", from: "promptPresetId", to: "preset" },
  { kinds: WITH_CONTRACT, at: "**.contract", from: "backgroundPolicy", to: "background" },
  { kinds: WITH_CONTRACT, at: "**.contract", from: "perspectiveMode", to: "perspective.mode" },
  { kinds: PROJECT, at: "policies", from: "modelStackPolicy", to: "stack" },
  { kinds: PROJECT, at: "policies.stack", from: "layerCaps", to: "caps" },
  { kinds: PROJECT, at: "policies", from: "checkpointBaselineMap", to: "checkpoints" },
  { kinds: PROJECT, at: "policies.checkpoints.*", from: "defaultBaselineProfileId", to: "defaultBaseline" },
  { kinds: PROJECT, at: "policies.checkpoints.*", from: "allowedBaselineProfileIds", to: "allowedBaselines" },
  { kinds: PROJECT, at: "policies", from: "entityPolicy", to: "entities" },
  { kinds: PROJECT, at: "policies", from: "retryPolicy", to: "retry" },
  { kinds: PROJECT, at: "policies", from: "seedPolicy", to: "seed" },
  { kinds: PROJECT, at: "policies", from: "routingPolicy", to: "routing" },
  { kinds: ["baseline"], at: "", from: "checkpointProfileId", to: "profile" },
  { kinds: ["baseline"], at: "", from: "assetTypeProfiles", to: "assetTypes" },
  { kinds: ["profile"], at: "", from: "profileId", to: "id" },
  { kinds: ["checkpoint"], at: "", from: "vaeWeights", to: "vae" },
  { kinds: ["checkpoint"], at: "", from: "defaultGenerationParams", to: "defaults" },
  { kinds: ["lora"], at: "", from: "checkpointId", to: "checkpoints", value: "one_as_list" },
  { kinds: SCENE, at: "nodes.*", from: "actions", to: "do" },
  { kinds: SCENE, at: "nodes.*.choices.*", from: "label", to: "text" },
  { kinds: SCENE, at: "nodes.*.choices.*", from: "target", to: "to" },
  { kinds: SCENE, at: "nodes.*.choices.*", from: "conditions", to: "when" },
  { kinds: SCENE, at: "nodes.*.choices.*", from: "actions", to: "do" },
  { kinds: SCENE, at: "nodes.*.choices.*.when", from: "operator", to: "op" },
  { kinds: SCENE, at: "nodes.*.choices.*.when.*", from: "operator", to: "op" },
  { kinds: SCENARIO, at: "tools.*", from: "mockResponse", to: "mock.value" },
  { kinds: SCENARIO, at: "assertions.*", from: "sequence", to: "value" },
  { kinds: SCENARIO, at: "assertions.*", from: "path", to: "expression" },
];

export const VALUE_SPELLINGS: readonly ValueSpelling[] = [
  { kinds: WITH_CONTRACT, at: "**.contract.background", from: "transparent_only", to: "transparent" },
  { kinds: WITH_CONTRACT, at: "**.contract.background", from: "white_only", to: "white" },
  { kinds: ["lora"], at: "releases.*.status", from: "deprecated", to: "retired" },
  { kinds: PROJECT, at: "policies.retry.escalateTo", from: "decision_sprint", to: "manual_review_queue" },
  { kinds: PROJECT, at: "policies.retry.*.*.escalateTo", from: "decision_sprint", to: "manual_review_queue" },
  { kinds: PROJECT, at: "policies.routing.*", from: "decision_sprint", to: "manual_review_queue" },
  { kinds: PROJECT, at: "policies.routing.perCheck.*", from: "decision_sprint", to: "manual_review_queue" },
  { kinds: SCENARIO, at: "adapter", from: "openai", to: "openai-chat" },
  { kinds: SCENARIO, at: "assertions.*.judgeAdapter", from: "openai", to: "openai-chat" },
];

export const MOVED_KEYS: readonly MovedSpelling[] = [
  { kinds: SPEC, at: "", from: "projectId", hint: "Remove it: the folder is the project" },
  { kinds: SPEC, at: "", from: "createdAt", hint: "Remove it: git knows when the file was written" },
  { kinds: SPEC, at: "", from: "updatedAt", hint: "Remove it: git knows when the file was changed" },
  { kinds: SPEC, at: "", from: "checkpointProfileVersion", hint: "Remove it: `touchstone spec ready` writes `pin`" },
  { kinds: SPEC, at: "", from: "generationParams", hint: "Move the values to `defaults` of the checkpoint" },
  { kinds: SPEC, at: "output", from: "background", hint: "Write `contract.background` instead" },
  { kinds: SPEC, at: "output", from: "sizes", hint: "Write `width` and `height` instead" },
  { kinds: SPEC, at: "output", from: "animation", hint: "Write `frames`, the number of frames, instead" },
  { kinds: SPEC, at: "output", from: "uiStates", hint: "Write `states`, a list of names, instead" },
  { kinds: SPEC, at: "output", from: "logoVariants", hint: "Write `marks`, a list of names, instead" },
  { kinds: PROJECT, at: "policies", from: "tagModelMap", hint: "Move it to `models` of each tag in `tags.yaml`" },
  { kinds: PROJECT, at: "policies", from: "tagPromptMap", hint: "Move it to `prompt` of each tag in `tags.yaml`" },
  { kinds: PROJECT, at: "policies", from: "tagContractMap", hint: "Move it to `contract` of each tag in `tags.yaml`" },
  { kinds: PROJECT, at: "policies", from: "checkpointProfiles", hint: "Write each as `profiles/<checkpoint>/<id>.v<N>.yaml`" },
  {
    kinds: PROJECT,
    at: "policies",
    from: "runtimeFeedbackPolicy",
    hint: "Remove it: events are kept for good and replayed from any point",
  },
  {
    kinds: PROJECT,
    at: "policies.stack",
    from: "stackOrder",
    hint: "Remove it: the order is always baseline, project, tag, entity",
  },
  { kinds: PROJECT, at: "policies.stack", from: "maxActiveLoras", hint: "Write `caps.total` instead" },
  { kinds: ["profile"], at: "", from: "basePositive", hint: "Write `base.positive` instead" },
  { kinds: ["profile"], at: "", from: "baseNegative", hint: "Write `base.negative` instead" },
  { kinds: ["profile"], at: "", from: "runtimeSafety", hint: "Move it to `policies.runtimeSafety` in `touchstone.yaml`" },
  { kinds: ["checkpoint"], at: "", from: "promptTemplates", hint: "Move the texts to a profile of the checkpoint" },
  { kinds: ["baseline"], at: "", from: "global", hint: "Write `contract` instead" },
  { kinds: ["baseline"], at: "assetTypes.*", from: "negativePromptHints", hint: "Write `promptHints.negative` instead" },
  { kinds: ["baseline"], at: "assetTypes.*", from: "requiredStates", hint: "Write `contract.requiredStates` instead" },
  { kinds: ["lora"], at: "", from: "activeReleaseId", hint: "Give that release `status: active` instead" },
  { kinds: ["lora"], at: "", from: "recommended", hint: "Write `recommendedFor` with the tags instead" },
  { kinds: SCENE, at: "", from: "description", hint: "Write it as a comment: nothing would read it" },
  {
    kinds: SCENE,
    at: "",
    from: "metadata",
    hint: "Write what a run is about into the suite's `metadata`, the worldline into `worldlines`",
  },
  { kinds: SCENE, at: "nodes.*", from: "data", hint: "Declare its assets under `assets` and name them in the node's `assets`" },
  { kinds: SCENE, at: "nodes.*.choices.*", from: "description", hint: "Write it into the choice's `metadata`" },
];

export const MOVED_VALUES: readonly MovedSpelling[] = [
  { kinds: SPEC, at: "seed.deriveFrom.*", from: "variantIndex", hint: "Remove it: variant and part are always mixed in" },
  { kinds: SPEC, at: "seed.deriveFrom.*", from: "frameIndex", hint: "Remove it: variant and part are always mixed in" },
];

/** Finds the entry for what stands at a path of a record, e.g. `checkpointId` at `[]` of a spec. */
export function findSpelling<T extends Spelling>(
  table: readonly T[],
  what: { readonly kind: SpelledKind | undefined; readonly at: Path; readonly from: string },
): T | undefined {
  return table.find(
    (entry) => entry.from === what.from && entry.kinds.some((kind) => kind === what.kind) && matchesPath(entry.at, what.at),
  );
}

function matchesPath(pattern: string, path: Path): boolean {
  const steps = pattern === "" ? [] : pattern.split(".");
  const isSuffix = steps[0] === "**";
  const wanted = isSuffix ? steps.slice(1) : steps;
  const actual = isSuffix ? path.slice(-wanted.length) : path;
  return actual.length === wanted.length && wanted.every((step, index) => step === "*" || step === String(actual[index]));
}
