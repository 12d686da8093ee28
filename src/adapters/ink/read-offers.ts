import type { Problem } from "../../core/errors.ts";
import type { Value, Values } from "../../core/playtest/story/value.ts";
import { type FoundTag, findTopTags } from "./find-tags.ts";
import { inkError } from "./ink-error.ts";
import type { InkProgram } from "./ink-program.ts";
import { type ItemNames, nameItems } from "./ink-values.ts";
import { readTag } from "./read-tag.ts";
import { lineOfCode } from "./place-of-code.ts";

/** How a story can be opened, as its first tags and its variables say. */
export interface InkOffers {
  readonly title: string | null;
  readonly povs: readonly string[];
  /** Start values by worldline. */
  readonly worldlines: ReadonlyMap<string, Values>;
  readonly speakers: readonly string[];
}

export interface Declared {
  /** Every variable as declared. */
  readonly start: Values;
  /** Whether a variable can hold a value. */
  readonly fits: (name: string, value: Value) => boolean;
}

/** The variable that says whose view is taken. */
export const POV = "pov";

/**
 * Reads what a story says of itself before it begins: `# title: …`, `# speakers: A, B`, `# povs: a, b` for a variable
 * `pov` that holds a text (a list `pov` says it by its items), and `# worldline: ID name=value …`.
 *
 * @param declared  What the story's variables are.
 * @throws TouchstoneError INPUT_INVALID for a worldline of variables that the story does not have.
 * Source: SPEC.md IK12.
 */
export function readOffers(program: InkProgram, declared: Declared): InkOffers {
  const { start } = declared;
  const tags = findTopTags(program.root);
  const valuesOf = (key: string): string[] =>
    tags.flatMap(({ tag }) => (readTag(tag).key === key ? [readTag(tag).value ?? ""] : []));
  return {
    title: valuesOf("title")[0] ?? null,
    povs: povsOf(program, start[POV], valuesOf("povs").flatMap(splitNames)),
    worldlines: readWorldlines(tags, program, declared),
    speakers: valuesOf("speakers").flatMap(splitNames),
  };
}

function splitNames(value: string): string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function povsOf({ lists }: InkProgram, value: Value | undefined, named: readonly string[]): readonly string[] {
  if (typeof value === "string") return [...new Set([value, ...named])].filter((name) => name !== "");
  const list = Array.isArray(value) ? lists.find(({ name }) => name === POV) : undefined;
  const names: ItemNames = nameItems(lists);
  return list === undefined ? [] : [...list.items.keys()].map(names.nameOf);
}

function readWorldlines(tags: readonly FoundTag[], { file }: InkProgram, declared: Declared): Map<string, Values> {
  const worldlines = new Map<string, Values>();
  const problems: Problem[] = [];
  for (const { tag, object } of tags) {
    const { key, value } = readTag(tag);
    if (key !== "worldline") continue;
    const [id = "", ...settings] = (value ?? "").split(/[\s,]+/);
    const message = id === "" ? "a worldline has no name" : findMisfit(id, settings, declared);
    worldlines.set(id, Object.fromEntries(settings.map((setting) => readSetting(setting, declared.start))));
    if (message === null) continue;
    const place = { file, line: lineOfCode(object, file) ?? 1, column: 1 };
    const hint = "Write `# worldline: ID name=value`, with variables of the story and values that they can hold";
    problems.push({ code: "INPUT_INVALID", message, place, hint });
  }
  if (problems.length > 0) throw inkError(file, problems);
  return worldlines;
}

function findMisfit(id: string, settings: readonly string[], { start, fits }: Declared): string | null {
  for (const setting of settings) {
    const [name, value] = readSetting(setting, start);
    if (!setting.includes("=") || !Object.hasOwn(start, name)) {
      return `the worldline \`${id}\` sets \`${setting}\`, which is no variable with a value`;
    }
    if (!fits(name, value)) return `the worldline \`${id}\` sets \`${setting}\`, which the variable cannot hold`;
  }
  return null;
}

/** Items of a list are joined by `+`, as in `found=key+letter`. */
function readSetting(setting: string, start: Values): [string, Value] {
  const [name = "", ...rest] = setting.split("=");
  const text = rest.join("=");
  if (Array.isArray(start[name])) return [name, text.split("+").filter((item) => item !== "")];
  if (typeof start[name] === "string") return [name, text];
  if (text === "true" || text === "false") return [name, text === "true"];
  const number = Number(text);
  return [name, text === "" || Number.isNaN(number) ? text : number];
}
