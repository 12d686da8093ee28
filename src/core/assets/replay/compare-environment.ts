import { canonicalJson } from "../../canonical/canonical-json.ts";
import { byKey } from "../../canonical/order.ts";
import type { Environment } from "../evidence.ts";
import type { Plan } from "../plan/plan.ts";

/** One thing about the environment, then and now; null where it is not known. */
export interface EnvironmentItem {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface EnvironmentAnswer {
  readonly answer: "equal" | "different" | "unknown";
  /** What decides and is not equal, or not known to be. */
  readonly differences: readonly EnvironmentItem[];
  /** What differs and decides no pixel. */
  readonly information: readonly EnvironmentItem[];
}

/**
 * Compares where images were made with where they would be made now.
 *
 * What decides depends on the renderer: for the built-in one its algorithm version alone, for ComfyUI the governed
 * environment and the model files. Touchstone's own version decides for neither: what it does to pixels is named by the
 * rules version and the renderer's version, and a release that touches neither must not make every replay "different".
 *
 * @returns `different` when something known differs, else `unknown` when something that decides is not known on either
 *          side, else `equal`.
 * Source: contracts section 5; SPEC.md P72.
 */
export function compareEnvironment(renderer: Plan["renderer"], before: Environment, after: Environment): EnvironmentAnswer {
  const items: readonly EnvironmentItem[] =
    renderer === "builtin"
      ? [{ name: "builtinRenderer", before: before.builtinRenderer, after: after.builtinRenderer }]
      : [
          { name: "envId", before: before.envId, after: after.envId },
          { name: "models", before: modelsOf(before), after: modelsOf(after) },
        ];
  const isKnown = (item: EnvironmentItem): boolean => item.before !== null && item.after !== null;
  const differences = items.filter((item) => !isKnown(item) || !isSame(item));
  const answer = differences.some(isKnown) ? "different" : differences.length > 0 ? "unknown" : "equal";
  const touchstone = { name: "touchstone", before: before.touchstone, after: after.touchstone };
  return { answer, differences, information: isSame(touchstone) ? [] : [touchstone] };
}

function isSame({ before, after }: EnvironmentItem): boolean {
  return canonicalJson(before) === canonicalJson(after);
}

/** Models by file; a workflow always loads at least one, so an empty list means that nobody looked. */
function modelsOf({ models }: Environment): Environment["models"] | null {
  return models.length === 0 ? null : models.toSorted(byKey((model) => model.file));
}
