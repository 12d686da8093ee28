import { createLocator } from "../../core/authored/locator.ts";
import { BYTE_ORDER_MARK } from "../../core/authored/limits.ts";
import { inkjs } from "./engine.ts";
import { findDamage } from "./find-damage.ts";
import { damaged, fileError, inkError } from "./ink-error.ts";
import type { InkProgram } from "./ink-program.ts";
import type { InkFinding, InkSource } from "./ink-story.ts";

/** Oldest and newest format of compiled ink that inkjs 2.4 runs (`Story.inkVersionCurrent`). */
const OLDEST_FORMAT = 18;
const NEWEST_FORMAT = 21;

/** Compiled, a story takes about half as much again as its source, and `MAX_INK_CHARACTERS` is far from any we know. */
const MAX_JSON_CHARACTERS = 16 * 1_048_576;

/**
 * Loads a story from the JSON that an ink compiler wrote.
 *
 * @throws TouchstoneError FILE_SYNTAX for what is not JSON, INPUT_INVALID for JSON of another kind, a format that is not
 * known, or code that names parts that it does not have, FILE_TOO_LARGE.
 */
export function loadInkJson({ file, text }: InkSource): InkProgram {
  if (text.length > MAX_JSON_CHARACTERS) {
    const message = `\`${file}\` has more than ${MAX_JSON_CHARACTERS} characters`;
    throw fileError(file, { code: "FILE_TOO_LARGE", message, hint: "Name a compiled ink story; one of this size is none" });
  }
  const json = readJson(file, text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  const format = formatOf(file, json);
  // The engine writes to the console where the format is older than its own; a finding says it instead.
  const story = loadStory(file, { ...json, inkVersion: NEWEST_FORMAT });
  const root = story.mainContentContainer;
  const damage = findDamage(root);
  if (damage !== null) throw damaged(file, damage);
  return {
    file,
    root,
    code: codeOf(story),
    lists: story.listDefinitions?.lists ?? [],
    labels: new Map(),
    findings: ageFindings(file, format),
  };
}

function readJson(file: string, text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null) return json as Record<string, unknown>;
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const place = createLocator(file, text)(Math.min(Number(position ?? text.length), text.length));
    const message = `\`${file}\` is not JSON: it breaks off or is damaged here`;
    throw inkError(file, [{ code: "FILE_SYNTAX", message, place, hint: "Compile the story again" }]);
  }
  throw foreign(file, "it is not an object");
}

function formatOf(file: string, { inkVersion: format, root }: Record<string, unknown>): number {
  if (format === undefined) throw foreign(file, "it has no `inkVersion`");
  if (typeof format !== "number" || !Number.isInteger(format)) throw foreign(file, "its `inkVersion` is not a whole number");
  if (!Array.isArray(root)) throw foreign(file, "its `root` is not a list");
  if (format >= OLDEST_FORMAT && format <= NEWEST_FORMAT) return format;
  const message = `\`${file}\` has ink format ${format}; known are ${OLDEST_FORMAT} to ${NEWEST_FORMAT}`;
  throw fileError(file, { code: "INPUT_INVALID", message, hint: "Compile the story with an ink compiler of version 1" });
}

function foreign(file: string, why: string): Error {
  const hint = "Name the JSON that an ink compiler wrote, or the `.ink` file itself";
  return fileError(file, { code: "INPUT_INVALID", message: `\`${file}\` is not a compiled ink story: ${why}`, hint });
}

function loadStory(file: string, json: Record<string, unknown>): InstanceType<typeof inkjs.Story> {
  try {
    return new UnstartedStory(json);
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
}

/** To be called before anything is played: the engine words paths otherwise once it looked at them. */
function codeOf(story: InstanceType<typeof inkjs.Story>): string {
  return String(story.ToJson());
}

/** The one form of compiled code; what a compiler in this process made words some paths otherwise. */
export function canonicalCode(code: string): string {
  return codeOf(new UnstartedStory(JSON.parse(code) as Record<string, unknown>));
}

/** A story of which nothing is run while it is loaded: damaged code need not come to an end. */
class UnstartedStory extends inkjs.Story {
  override ResetGlobals(): void {}
}

function ageFindings(file: string, format: number): InkFinding[] {
  if (format === NEWEST_FORMAT) return [];
  return [{ kind: "warning", where: file, why: `it was compiled to ink format ${format}, the engine's own is ${NEWEST_FORMAT}` }];
}
