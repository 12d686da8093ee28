import { isOverByteLimit, LIMITS } from "../../authored/limits.ts";
import { type AuthoredSource, notText, tooLarge } from "../../authored/read-source.ts";
import { createLocator } from "../../authored/locator.ts";
import { limitProblems } from "../../authored/problem-order.ts";
import type { Place, Problem } from "../../errors.ts";
import { findMisplaced } from "./misplaced.ts";
import { parseStatement, type ParsedLine } from "./parse-statement.ts";
import type { ScriptReading, ScriptRun, ScriptStatement } from "./script.ts";

/**
 * Reads a script: a play written down as a test plan, one statement per line.
 *
 * ```
 * # Mira gets aboard without a fight.
 * run: through the front door
 * pov: mira
 * set: trust = 1
 *
 * line: Mira: The tide will not wait.
 * option: ask
 * option: sneak [disabled]
 * select: ask
 *
 * says: Roll for it
 * assert: trust >= 2
 * end: sailed
 * ```
 *
 * How a run is opened, before all else: `run: NAME`, `pov: ID`, `worldline: ID`, `seed: NUMBER`, `set: VARIABLE = VALUE`,
 * and `strict` (whatever is said or offered must be expected). What is expected since the last `select`, in this order
 * of lines and nodes but not without others between: `line: TEXT` or `line: SPEAKER: TEXT` (the whole line), `says: PART`
 * (a part of one), `node: ID`. What holds where a choice is taken, or at the end: `option: CHOICE`, `option: CHOICE
 * [disabled]`, `assert: VARIABLE OP VALUE` (`==`, `!=`, `>`, `>=`, `<`, `<=`, `in`, `not_in`). What is done: `select: CHOICE`.
 * How it ends: `end`, `end: ENDING`, `outcome: dead_end`, or `stop` (it goes no further, on purpose). A CHOICE is an id, a
 * text, or a place from 1. `---` begins another run, from the start; `#` begins a line that nobody reads.
 *
 * Codes: INPUT_INVALID with places; FILE_TOO_LARGE, FILE_ENCODING. Never throws on any text. Source: the idea of Yarn Spinner's test
 * plans; SPEC.md SR1-SR4.
 */
export function readScript(source: AuthoredSource): ScriptReading {
  if (isOverByteLimit(source.text, LIMITS)) return { kind: "invalid", problems: [tooLarge(source.file, LIMITS)] };
  const half = source.text.search(/\p{Surrogate}/u);
  if (half !== -1) return { kind: "invalid", problems: [halfPair(source, half)] };
  const lines = parseLines(source);
  const groups = splitRuns(lines);
  const problems = [
    ...lines.flatMap((line) => (line.kind === "problem" ? [line.problem] : [])),
    ...groups.flatMap(findMisplaced),
  ];
  if (groups.length === 0) problems.push(emptyScript(source.file));
  if (problems.length > 0) return { kind: "invalid", problems: limitProblems(problems) };
  return { kind: "script", runs: groups.map(assembleRun) };
}

function halfPair({ file, text }: AuthoredSource, at: number): Problem {
  return notText(createLocator(file, text)(at), "it contains half of a surrogate pair");
}

function parseLines({ file, text }: AuthoredSource): ParsedLine[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const content = line.trim();
    if (content === "" || content.startsWith("#")) return [];
    const place = { file, line: index + 1, column: line.length - line.trimStart().length + 1 };
    return [parseStatement(content, place)];
  });
}

/** The lines of each run; the first and the last `---` may stand at the ends. */
function splitRuns(lines: readonly ParsedLine[]): ParsedLine[][] {
  const groups: ParsedLine[][] = [[]];
  for (const line of lines) {
    if (line.kind === "separator") groups.push([]);
    else groups.at(-1)?.push(line);
  }
  return groups.filter((group) => group.length > 0);
}

function assembleRun(lines: readonly ParsedLine[], index: number): ScriptRun {
  const settings = lines.flatMap((line) => (line.kind === "setting" ? [line.setting] : []));
  const find = <K extends (typeof settings)[number]["kind"]>(kind: K) =>
    settings.find((each): each is Extract<(typeof settings)[number], { kind: K }> => each.kind === kind);
  return {
    name: find("run")?.name ?? `run ${index + 1}`,
    place: placeOf(lines[0]),
    pov: find("pov")?.id ?? null,
    worldline: find("worldline")?.id ?? null,
    seed: find("seed")?.seed ?? null,
    variables: Object.fromEntries(settings.flatMap((each) => (each.kind === "set" ? [[each.name, each.value]] : []))),
    isStrict: find("strict") !== undefined,
    statements: lines.flatMap((line): ScriptStatement[] => (line.kind === "statement" ? [line.statement] : [])),
  };
}

function placeOf(line: ParsedLine | undefined): Place {
  return line === undefined ? { file: "", line: 1, column: 1 } : line.place;
}

function emptyScript(file: string): Problem {
  const message = `\`${file}\` holds no statement`;
  return {
    code: "INPUT_INVALID",
    message,
    place: { file, line: 1, column: 1 },
    hint: "Write what is to be done, e.g. `select: 1`",
  };
}
