import { compareCodeUnits } from "../canonical/order.ts";
import type { Value } from "../playtest/story/value.ts";
import type { ViewedTrace } from "./viewed-trace.ts";

/** Where a run is left, and what is done there instead. */
export interface Fork {
  readonly step: number;
  /** Id of the choice to take; null to stop there. */
  readonly choice: string | null;
}

/**
 * The command that plays a trace's story up to a step and takes another choice there, ready for a shell.
 *
 * @returns null for a kind of trace that is not played.
 * Source: SPEC.md TV9.
 */
export function forkCommand({ play, steps }: Pick<ViewedTrace, "play" | "steps">, { step, choice }: Fork): string | null {
  if (play === null) return null;
  const taken = steps.slice(0, step).flatMap(({ chose }) => (chose === null ? [] : [chose]));
  const choices = choice === null ? taken : [...taken, choice];
  const variables = Object.keys(play.variables)
    .toSorted(compareCodeUnits)
    .flatMap((name) => ["--var", `${name}=${flagValue(play.variables[name] ?? null)}`]);
  const words = [
    "touchstone",
    "playtest",
    "run",
    play.story,
    ...(play.pov === null ? [] : ["--pov", play.pov]),
    ...(play.worldline === null ? [] : ["--worldline", play.worldline]),
    "--seed",
    String(play.seed),
    ...variables,
    "--choices",
    choices.join(","),
  ];
  return words.map(quoteWord).join(" ");
}

/** A value as `--var` takes it: JSON, but text as it is where it could not be taken for JSON. */
function flagValue(value: Value): string {
  return typeof value === "string" && !isJson(value) ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A word as a POSIX shell takes it: quoted where it would otherwise be read as something else. */
function quoteWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
