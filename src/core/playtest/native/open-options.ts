import { suggest } from "../../authored/nearest.ts";
import { TouchstoneError } from "../../errors.ts";
import { HOLDS, showValue, whyNoStart } from "../scene/value-fit.ts";
import type { PlayOptions } from "../story/story.ts";
import type { Value } from "../story/value.ts";
import { plainValue, type Variable } from "./variable.ts";

/** What a scene can be opened with. */
interface Offers {
  readonly id: string;
  readonly povs: readonly string[];
  readonly worldlines: readonly string[];
  readonly promptPacks: readonly string[];
}

/**
 * Refuses a pov, worldline or prompt pack that the scene does not have (STORY_OPTION_UNKNOWN). Where a scene declares no
 * povs, as the seed's do not, any pov is a label.
 */
export function checkOptions({ id, povs, worldlines, promptPacks }: Offers, options: PlayOptions): void {
  if (options.pov !== null && povs.length > 0) checkKnown({ scene: id, kind: "pov", names: povs }, options.pov);
  if (options.worldline !== null) checkKnown({ scene: id, kind: "worldline", names: worldlines }, options.worldline);
  for (const pack of options.promptPacks) checkKnown({ scene: id, kind: "prompt pack", names: promptPacks }, pack);
}

interface Known {
  readonly scene: string;
  readonly kind: string;
  readonly names: readonly string[];
}

function checkKnown({ scene, kind, names }: Known, name: string): void {
  if (names.includes(name)) return;
  const message = `\`${scene}\` has no ${kind} \`${name}\`${suggest(name, names)}`;
  const listed = names.map((known) => `\`${known}\``).join(", ");
  throw new TouchstoneError("STORY_OPTION_UNKNOWN", message, {
    hint: names.length === 0 ? `Leave the ${kind} out: the scene declares none` : `Name one of ${listed}`,
  });
}

/** The values that a play starts with, by slot: the defaults, and over them those of the caller. */
export function startValues(scene: string, variables: readonly Variable[], given: PlayOptions["variables"]): Value[] {
  const values = variables.map((variable) => variable.default);
  const names = variables.map(({ name }) => name);
  for (const [name, value] of Object.entries(given)) {
    checkKnown({ scene, kind: "variable", names }, name);
    const variable = variables[names.indexOf(name)] as Variable;
    const why = whyNoStart(variable.declared, value);
    if (why !== undefined) refuseStart(variable, value, why);
    values[variable.slot] = plainValue(value);
  }
  return values;
}

function refuseStart({ name, declared }: Variable, value: Value, why: string): never {
  throw new TouchstoneError("STORY_OPTION_UNKNOWN", `\`${name}\` cannot start as ${showValue(value)}: it ${why}`, {
    hint: `Give \`${name}\` ${HOLDS[declared.type]} that the scene allows`,
  });
}
