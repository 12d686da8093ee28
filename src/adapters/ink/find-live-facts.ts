import type { Container } from "inkjs/engine/Container";
import type { InkObject } from "inkjs/engine/Object";
import { findUnderstoodCounts } from "./find-understood-counts.ts";
import type { InkModel } from "./ink-model.ts";
import type { LiveCount } from "./live-count.ts";
import {
  COMMAND,
  commandOf,
  isChoicePoint,
  isContainer,
  isDivert,
  isNativeCall,
  isReference,
  isValue,
  VALUE,
  valueKindOf,
  walkInk,
} from "./ink-objects.ts";

/** What of a state anything in the story can still read. */
export interface LiveFacts {
  /** Something is drawn at random. */
  readonly draws: boolean;
  /** What is drawn is handed in. */
  readonly isDiced: boolean;
  /** `TURNS()` is asked. */
  readonly readsTurns: boolean;
  /** Parts of which `TURNS_SINCE()` may be asked, by path. */
  readonly turns: readonly string[];
  /** Of its variables, those that are read. */
  readonly variables: readonly string[];
  /** Visit counts that are read, by the path of what is visited. */
  readonly counts: ReadonlyMap<string, LiveCount>;
}

const FULL: LiveCount = { kind: "full" };

/** Commands that draw. */
const DRAWS: ReadonlySet<number | null> = new Set([COMMAND.random, COMMAND.listRandom, COMMAND.shuffleIndex]);

/** Reads all code for what it reads. Whatever is not understood counts in full. Source: SPEC.md IK10. */
export function findLiveFacts(
  { program: { root }, variables }: Pick<InkModel, "program" | "variables">,
  isDiced: boolean,
): LiveFacts {
  const commands = new Set<number | null>();
  const named = new Set<string>();
  const turns: string[] = [];
  const counts = new Map<string, LiveCount>();
  const understood = findUnderstoodCounts(root);
  const read = (container: Container | null, how: LiveCount): void => {
    if (container !== null) counts.set(String(container.path), widen(counts.get(String(container.path)), how));
  };
  walkInk(root, (object, parent, place) => {
    commands.add(commandOf(object));
    const name = variableRead(object);
    if (name !== null) named.add(name);
    if (isContainer(object) && object.turnIndexShouldBeCounted) turns.push(String(object.path));
    if (isChoicePoint(object) && object.onceOnly) read(object.choiceTarget, { kind: "capped", cap: 1 });
    if (commandOf(object) === COMMAND.visitIndex)
      read(parent, countOfSequence(parent.content.slice(place + 1, place + 3), isDiced));
    if (isReference(object) && object.pathForCount !== null) read(object.containerForCount, understood.get(object) ?? FULL);
  });
  if (commands.has(COMMAND.readCount)) {
    // Which count is asked for may come from a variable: then every one may be read.
    walkInk(root, (object) => isContainer(object) && object.visitsShouldBeCounted && read(object, FULL));
  }
  return {
    isDiced,
    draws: [...commands].some((command) => DRAWS.has(command)),
    readsTurns: commands.has(COMMAND.turns),
    turns: commands.has(COMMAND.turnsSince) ? turns : [],
    variables: variables.filter((name) => named.has(name)),
    counts,
  };
}

function variableRead(object: InkObject): string | null {
  if (isReference(object)) return object.name;
  if (isDivert(object)) return object.variableDivertName;
  // Handed to a function, which may read it.
  return isValue(object) && valueKindOf(object) === VALUE.pointer ? String(object.valueObject) : null;
}

/**
 * A stopping or once-only sequence takes the lesser of visits and a number, a cycle the rest; a shuffle counts on, as its
 * order hangs on the round, but where the order is handed in.
 */
function countOfSequence([number, call]: readonly InkObject[], isDiced: boolean): LiveCount {
  const length = isValue(number) && valueKindOf(number) === VALUE.int ? Number(number.valueObject) : null;
  if (length === null) return FULL;
  if (isDiced && commandOf(call) === COMMAND.shuffleIndex) return { kind: "cycle", length };
  if (!isNativeCall(call)) return FULL;
  if (call.name === "MIN") return { kind: "capped", cap: length + 1 };
  return call.name === "%" ? { kind: "cycle", length } : FULL;
}

function widen(one: LiveCount | undefined, other: LiveCount): LiveCount {
  if (one === undefined) return other;
  if (one.kind === "capped" && other.kind === "capped") return one.cap >= other.cap ? one : other;
  return one.kind === "cycle" && other.kind === "cycle" && one.length === other.length ? one : FULL;
}
