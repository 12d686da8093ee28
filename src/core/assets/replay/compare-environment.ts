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
 * environment, the model files and what the servers say of themselves (versions, devices, flags, node packs). Touchstone's own version decides for neither: what it does to pixels is named by the
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
          { name: "servers", before: serversOf(before), after: serversOf(after) },
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

/** Models by file; a workflow always loads at least one, so an empty list, like a missing digest, means that nobody looked. */
function modelsOf({ models }: Environment): Environment["models"] | null {
  if (models.length === 0 || models.some(({ sha256 }) => sha256 === null)) return null;
  return models.toSorted(byKey((model) => model.file));
}

/** What the servers said of themselves, each once; their names here decide nothing. Null when none was asked. */
function serversOf({ servers = [] }: Environment): readonly unknown[] | null {
  if (servers.length === 0) return null;
  const facts = servers.map((server) => Object.fromEntries(Object.entries(server).filter(([name]) => name !== "backend")));
  return [...new Map(facts.map((said) => [canonicalJson(said), said]))].toSorted(byKey(([text]) => text)).map(([, said]) => said);
}
