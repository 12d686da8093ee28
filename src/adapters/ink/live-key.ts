import type { CallStack } from "inkjs/engine/CallStack";
import type { InkList } from "inkjs/engine/InkList";
import type { InkObject } from "inkjs/engine/Object";
import type { DicedStory } from "./diced-story.ts";
import type { LiveFacts } from "./find-live-facts.ts";
import type { LiveCount } from "./live-count.ts";
import { isValue, VALUE, valueKindOf } from "./ink-objects.ts";

/** The part of a story's state, at choices, on which anything that can still happen depends. */
export type KeyOfState = (story: DicedStory, draws: number) => string;

/** What inkjs 2.4 counts, by the path of what was visited; its own way to ask for a count is slow. */
interface Counts {
  readonly _visitCounts: ReadonlyMap<string, number>;
  readonly _turnIndices: ReadonlyMap<string, number>;
}

/**
 * Makes keys of states. Left out is what nothing reads: numbers of threads, counts of turns and of visits, the random
 * state of a story that draws nothing, variables that are only written; counts are cut where a higher one means the same.
 *
 * Source: SPEC.md IK10; reference/playtest.md sections 0.4 and 6.
 */
export function makeKeyOf(facts: LiveFacts): KeyOfState {
  const counts = [...facts.counts];
  return (story, draws) => {
    const { state } = story;
    const { _visitCounts: visits, _turnIndices: turns } = state as unknown as Counts;
    const parts: (string | number)[] = [];
    // Fallbacks are among them, though nobody is offered them.
    for (const { sourcePath, threadAtGeneration: thread } of state.currentChoices) {
      parts.push(sourcePath, thread === null ? "" : wordThread(thread));
    }
    for (const name of facts.variables) parts.push(wordValue(state.variablesState.GetVariableWithName(name, 0)));
    for (let place = 0; place < counts.length; place += 1) {
      const [path, live] = counts[place] as (typeof counts)[number];
      const count = visits.get(path);
      if (count !== undefined) parts.push(`${place}=${liveCount(live, count)}`);
    }
    for (const path of facts.turns) parts.push(turns.has(path) ? state.currentTurnIndex - (turns.get(path) ?? 0) : "");
    if (facts.readsTurns) parts.push(state.currentTurnIndex);
    if (facts.draws) parts.push(story.wordDraws(), facts.isDiced ? 0 : draws);
    return parts.join("\n");
  };
}

/** Where a choice goes on from; how often threads were begun before says nothing. */
function wordThread({ callstack, previousPointer }: CallStack.Thread): string {
  const frames = callstack.map(({ type, currentPointer, inExpressionEvaluation, temporaryVariables }) => {
    const temporary = [...temporaryVariables].map(([name, value]) => `${name}=${wordValue(value)}`);
    return `${type} ${String(currentPointer)} ${Number(inExpressionEvaluation)} ${temporary.join(" ")}`;
  });
  return `${frames.join(" / ")} < ${String(previousPointer)}`;
}

/** With its kind: ink divides a whole number otherwise than another one. */
function wordValue(value: InkObject | null): string {
  if (!isValue(value)) return "";
  const held: unknown = value.valueObject;
  if (valueKindOf(value) !== VALUE.list)
    return `${value.valueType}:${typeof held === "string" ? JSON.stringify(held) : String(held)}`;
  const list = held as InkList;
  // An empty list still knows which lists it may take items of.
  return `list:${[...list.keys()].toSorted().join(" ")} of ${(list.originNames ?? []).toSorted().join(" ")}`;
}

function liveCount(live: LiveCount, count: number): number {
  if (live.kind === "cycle") return count % live.length;
  return live.kind === "capped" ? Math.min(count, live.cap) : count;
}
