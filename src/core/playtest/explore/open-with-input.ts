import { TouchstoneError } from "../../errors.ts";
import type { Refusal } from "../story/moment.ts";
import type { Story, StoryPlay } from "../story/story.ts";
import type { UniverseChoice } from "../story/universe.ts";
import type { Value, Values } from "../story/value.ts";
import type { FoundPath } from "./found-path.ts";
import type { RefusalFact } from "./reasons.ts";
import { replayPath } from "./replay-path.ts";

/** Start values that open a choice, and a play that takes it. */
export interface Opened {
  readonly why: string;
  readonly path: FoundPath;
  /** Where the path comes to. */
  readonly node: string;
}

interface Gate {
  readonly fact: RefusalFact;
  /** Whether nothing but a start value gives a variable another value. */
  readonly isInput: (name: string) => boolean;
}

/** Guess: no choice waits for more start values at once than these. */
const MAX_INPUTS = 6;

/**
 * Tries to open a refused choice with start values of variables that nothing in the story sets: the play that first met
 * the choice is played again with values that its condition asks for, until it is offered.
 *
 * @returns null where no start value does. Source: SPEC.md CV6.
 */
export function openWithInput(story: Story, choice: UniverseChoice, { fact, isInput }: Gate): Opened | null {
  let variables: Values = fact.path.start.variables;
  let refusal: Refusal | null = fact.refusals[0] ?? null;
  for (let tries = 0; tries < MAX_INPUTS && refusal !== null; tries += 1) {
    const { failed } = refusal;
    if (failed.kind !== "condition" || !isInput(failed.key) || Object.hasOwn(variables, failed.key)) return null;
    const { key } = failed;
    const tried = valuesFor(failed).map((value) =>
      tryWith(story, choice, { ...fact.path, variables: { ...variables, [key]: value } }),
    );
    const better = tried.find((result) => result !== null && !isStillRefused(result, key));
    if (better === undefined || better === null) return null;
    if (better.refusal === null) return tellOpened(choice, better);
    ({ variables } = better.path.start);
    ({ refusal } = better);
  }
  return null;
}

/** What came of a try: where the play stands, and how the choice is still refused. */
interface Try {
  readonly path: FoundPath;
  readonly refusal: Refusal | null;
  readonly play: StoryPlay;
}

function isStillRefused({ refusal }: Try, key: string): boolean {
  return refusal?.failed.kind === "condition" && refusal.failed.key === key;
}

/** Plays the path with other start values; null where they cannot be had or lead elsewhere. */
function tryWith(story: Story, { node, id }: UniverseChoice, found: FoundPath & { readonly variables: Values }): Try | null {
  const { variables, ...path } = found;
  const tried = { ...path, start: { ...path.start, variables } };
  const play = playOrRefuse(story, tried);
  if (play === null || play.moment.node !== node) return null;
  const { offered, refused } = play.moment;
  const place = offered.findIndex((option) => option.id === id);
  const refusal = refused.find((refusedOption) => refusedOption.id === id) ?? null;
  if (place === -1 && refusal === null) return null;
  if (place !== -1) play.choose(place);
  return { path: tried, refusal, play };
}

function playOrRefuse(story: Story, path: FoundPath): StoryPlay | null {
  try {
    return replayPath(story, path);
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}

function tellOpened({ id }: UniverseChoice, { path, play }: Try): Opened {
  const { variables } = path.start;
  const values = Object.entries(variables).map(([name, value]) => `\`${name} = ${JSON.stringify(value)}\``);
  return {
    why: `nothing in the story sets what it waits for; it opens when a play starts with ${values.join(" and ")}`,
    path: { ...path, choices: [...path.choices, id] },
    node: play.moment.node,
  };
}

/** Values that would make a comparison hold, the likeliest first. */
function valuesFor({ op, value, actual }: { readonly op: string; readonly value: Value; readonly actual: Value }): Value[] {
  const step = typeof value === "number" ? value : 0;
  switch (op) {
    case "eq":
    case "gte":
    case "lte":
      return [value];
    case "gt":
      return [step + 1];
    case "lt":
      return [step - 1];
    case "in":
      return Array.isArray(actual) ? [[...actual, value]] : Array.isArray(value) ? [...value] : [value];
    case "neq":
      return typeof value === "boolean" ? [!value] : [step + 1, `not ${JSON.stringify(value)}`, null];
    case "not_exists":
      return [null];
    default:
      // Something rather than nothing, of each type: `exists`, and what `not_in` leaves.
      return [true, 1, "something", [], null];
  }
}
