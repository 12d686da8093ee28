import type { InkObject } from "inkjs/engine/Object";
import { listNames } from "../../core/authored/wording.ts";
import { suggest } from "../../core/authored/nearest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { PlayOptions } from "../../core/playtest/story/story.ts";
import type { Value } from "../../core/playtest/story/value.ts";
import type { InkModel } from "./ink-model.ts";
import { isValue } from "./ink-objects.ts";
import { inkValue, type ItemNames } from "./ink-values.ts";
import { POV, type InkOffers } from "./read-offers.ts";
import type { RecordedStory } from "./recorded-story.ts";

type Options = Pick<PlayOptions, "pov" | "worldline" | "promptPacks" | "variables">;

/** Whose name the messages give. */
interface Opened {
  readonly id: string;
  readonly model: InkModel;
  readonly offers: InkOffers;
}

/**
 * Puts the start values of a play in: the worldline's, then the pov, then the caller's. Where a story has no povs, any pov
 * is a label.
 *
 * @throws TouchstoneError STORY_OPTION_UNKNOWN for what the story does not have, or cannot hold.
 */
export function prepareStory(story: RecordedStory, { id, model, offers }: Opened, options: Options): void {
  const { worldlines, povs } = offers;
  if (options.worldline !== null) checkKnown({ id, kind: "worldline", names: [...worldlines.keys()] }, options.worldline);
  const pov = povs.length === 0 ? null : options.pov;
  if (pov !== null) checkKnown({ id, kind: "pov", names: povs }, pov);
  for (const pack of options.promptPacks) checkKnown({ id, kind: "prompt pack", names: [] }, pack);
  const given = {
    ...worldlines.get(options.worldline ?? ""),
    ...(pov === null ? {} : { [POV]: pov }),
    ...options.variables,
  };
  for (const [name, value] of Object.entries(given)) {
    checkKnown({ id, kind: "variable", names: model.variables }, name);
    setStart(story, { name, value, model });
  }
}

interface Known {
  readonly id: string;
  readonly kind: string;
  readonly names: readonly string[];
}

function checkKnown({ id, kind, names }: Known, name: string): void {
  if (names.includes(name)) return;
  throw new TouchstoneError("STORY_OPTION_UNKNOWN", `\`${id}\` has no ${kind} \`${name}\`${suggest(name, names)}`, {
    hint: names.length === 0 ? `Leave the ${kind} out: the story declares none` : `Name one of ${listNames(names)}`,
  });
}

function setStart(story: RecordedStory, { name, value, model }: { name: string; value: Value; model: InkModel }): void {
  const held = valueFor(story, { name, value, names: model.names });
  if (held !== null) return story.variablesState.SetGlobal(name, held);
  throw new TouchstoneError("STORY_OPTION_UNKNOWN", `\`${name}\` cannot start as \`${JSON.stringify(value)}\``, {
    hint: "Give it a value of the kind that the story declares it with: a whole number, a number, a text, true or false, or names of a list's items",
  });
}

/** A start value as the engine holds it; null where the variable cannot hold it. */
export function valueFor(
  story: RecordedStory,
  { name, value, names }: { readonly name: string; readonly value: Value; readonly names: ItemNames },
): InkObject | null {
  const now = story.variablesState.GetVariableWithName(name, 0);
  return isValue(now) ? inkValue(value, now, names) : null;
}
