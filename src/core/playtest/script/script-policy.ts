import { digestOf } from "../../canonical/digest.ts";
import type { Place } from "../../errors.ts";
import type { Policy, PolicyRun, PolicyStop } from "../policies/policy.ts";
import type { PlaytestFooter } from "../record/playtest-trace.ts";
import type { Line, Moment } from "../story/moment.ts";
import type { StoryPlay } from "../story/story.ts";
import { checkExpectations, type Expectation, type Scene } from "./check-expectations.ts";
import { findChoices, listChoices, type NamedChoice } from "./match-choice.ts";
import type { Mismatch } from "./mismatch.ts";
import type { ScriptRun, ScriptStatement } from "./script.ts";

/** A statement that takes a choice or ends the run. */
type ScriptStep = Exclude<ScriptStatement, Expectation>;
type End = Pick<PlaytestFooter, "outcome" | "ending">;

/**
 * Takes the choices that a script selects, and holds what it meets against what the script expects. A choice that cannot
 * be taken ends the play; every other mismatch is noted, and the play goes on.
 *
 * The policy's digest is that of the choices alone: neither comments nor expectations change a trace.
 * Source: SPEC.md SR5-SR10.
 */
export function scriptPolicy(run: ScriptRun): Policy {
  const choices = run.statements.flatMap((each) => (each.kind === "select" ? [each.name] : []));
  return { name: "script", script: digestOf({ choices }), listens: true, open: () => new ScriptFollower(run) };
}

class ScriptFollower implements PolicyRun {
  readonly drawn = 0;
  readonly mismatches: Mismatch[] = [];
  readonly #script: ScriptRun;
  /** How many statements are behind. */
  #progress = 0;
  #nodes: string[] = [];
  #lines: Line[] = [];
  #hasStopped = false;

  constructor(script: ScriptRun) {
    this.#script = script;
  }

  get progress(): number {
    return this.#progress;
  }

  enter({ node, lines }: Moment): void {
    this.#nodes.push(node);
    this.#lines.push(...lines);
  }

  choose({ offered, refused }: Moment, play: StoryPlay): number | PolicyStop {
    const part = this.#takeUpTo(isStep);
    this.#check(part, { offered, refused, variables: play.variables() });
    const step = part.find(isStep);
    const picked = step?.kind === "select" ? this.#select(step, offered) : this.#stopAt(step, offered);
    this.#hasStopped = typeof picked !== "number";
    this.#nodes = [];
    this.#lines = [];
    return picked;
  }

  finish(end: End, play: StoryPlay): void {
    if (this.#hasStopped) return;
    const part = this.#takeUpTo((each) => each.kind === "select");
    this.#check(part, { offered: [], refused: [], variables: play.variables() });
    for (const step of part.filter(isStep)) {
      if (!isMetBy(step, end)) this.#note(step.place, describeStep(step), describeEnd(end));
    }
  }

  /** The statements up to and including the next one that is such, all that are left where there is none. */
  #takeUpTo(isLast: (statement: ScriptStatement) => boolean): readonly ScriptStatement[] {
    const rest = this.#script.statements.slice(this.#progress);
    const length = rest.findIndex(isLast);
    const part = length === -1 ? rest : rest.slice(0, length + 1);
    this.#progress += part.length;
    return part;
  }

  #check(part: readonly ScriptStatement[], now: Pick<Scene, "offered" | "refused" | "variables">): void {
    const strictAt = this.#script.isStrict ? (part.find(isStep)?.place ?? this.#lastPlace()) : null;
    const scene = { ...now, nodes: this.#nodes, lines: this.#lines };
    this.mismatches.push(...checkExpectations(scene, part.filter(isExpectation), strictAt));
  }

  #select({ name, place }: Extract<ScriptStep, { kind: "select" }>, offered: readonly NamedChoice[]): number | PolicyStop {
    const [first, ...others] = findChoices(name, offered);
    if (first !== undefined && others.length === 0) return first;
    const expected = `${first === undefined ? "a" : "one"} choice \`${name}\` to take`;
    const met = `offered: ${listChoices(offered)}`;
    this.#note(place, expected, met);
    return { outcome: "error", why: `the script cannot go on: expected ${expected}, ${met}` };
  }

  /** The script is at its end and the story is not. Why a play stopped is in its trace, so the script's file and line are not. */
  #stopAt(step: ScriptStep | undefined, offered: readonly NamedChoice[]): PolicyStop {
    const place = step?.place ?? this.#lastPlace();
    if (step?.kind !== "stop") {
      this.#note(place, step === undefined ? "the story's end" : describeStep(step), `offered: ${listChoices(offered)}`);
    }
    return { outcome: "budget", why: "the script ends where the story goes on" };
  }

  #note(place: Place, expected: string, met: string): void {
    this.mismatches.push({ place, expected, met });
  }

  #lastPlace(): Place {
    return this.#script.statements.at(-1)?.place ?? this.#script.place;
  }
}

function isStep(statement: ScriptStatement): statement is ScriptStep {
  return ["select", "end", "outcome", "stop"].includes(statement.kind);
}

function isExpectation(statement: ScriptStatement): statement is Expectation {
  return !isStep(statement);
}

function isMetBy(step: ScriptStep, end: End): boolean {
  if (step.kind === "stop") return true;
  if (step.kind === "outcome") return step.outcome === end.outcome;
  return step.kind === "end" && end.outcome === "ended" && (step.ending === null || step.ending === end.ending);
}

function describeStep(step: ScriptStep): string {
  if (step.kind === "select") return `a choice \`${step.name}\` to take`;
  if (step.kind === "outcome") return `the outcome \`${step.outcome}\``;
  return step.kind === "end" && step.ending !== null ? `the ending \`${step.ending}\`` : "the story's end";
}

function describeEnd({ outcome, ending }: End): string {
  if (outcome !== "ended") return `the outcome \`${outcome}\``;
  return ending === null ? "an end without a name" : `the ending \`${ending}\``;
}
