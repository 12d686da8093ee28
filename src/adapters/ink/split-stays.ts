import type { Choice } from "inkjs/engine/Choice";
import type { Change, Draw, Emit, Line } from "../../core/playtest/story/moment.ts";
import type { InkModel } from "./ink-model.ts";
import type { InkFailure, JournalEntry } from "./journal.ts";
import { readLine, sortTags } from "./line-tags.ts";

/** A page of the journal: from a choice, or the start, to where the story stops for the next one. */
export interface Page {
  readonly journal: readonly JournalEntry[];
  /** Where it began; place in the story's nodes. */
  readonly node: number;
  readonly offered: readonly Choice[];
  readonly failure: InkFailure | null;
  /** Values drawn before it. */
  readonly draws: number;
  /** The node of the moment that was left; null where the play begins. */
  readonly from: number | null;
}

/** What happened in one node. */
export interface Stay {
  readonly node: number;
  readonly nodeId: string;
  /** A thread was there for a while. */
  readonly isAside: boolean;
  readonly lines: Line[];
  readonly draws: Draw[];
  readonly sets: Change[];
  readonly assets: string[];
  readonly emits: Emit[];
  refused: Refused[];
  tests: number[];
}

export type Refused = Extract<JournalEntry, { kind: "refused" }>;

/** A page by the nodes that it went through. What was refused in it stands at its last node, where the choices are, or where a fallback was followed. */
export interface SplitPage {
  readonly stays: readonly Stay[];
  /** The ending that a tag named. */
  readonly ending: string | null;
  /** Where `-> END` stood. */
  readonly endNode: number | null;
}

export function splitStays(page: Page, model: InkModel): SplitPage {
  const beginStay = (node: number, isAside: boolean): Stay => emptyStay(node, model.nodes[node]?.id ?? "", isAside);
  const stays = [beginStay(page.node, false)];
  const told = { ending: null as string | null, endNode: null as number | null, draws: page.draws };
  // What was looked at since the last fallback.
  const open = { refused: [] as Refused[], tests: [] as number[] };
  const close = (): void => {
    const stay = stays.at(-1);
    if (stay === undefined) return;
    stay.refused = lastOfEach(open.refused.splice(0));
    stay.tests = open.tests.splice(0);
  };
  for (const entry of page.journal) {
    const stay = stays.at(-1) as Stay;
    if (entry.kind === "node") stays.push(beginStay(entry.node, entry.isAside));
    else if (entry.kind === "refused") open.refused.push(entry);
    else if (entry.kind === "test") open.tests.push(entry.test);
    else if (entry.kind === "fallback") close();
    else if (entry.kind === "end") told.endNode = entry.node;
    else if (entry.kind === "draw") stay.draws.push({ stream: "story", n: told.draws++, value: entry.value, by: entry.by });
    else if (entry.kind === "set") stay.sets.push({ name: entry.name, old: entry.old, new: entry.new, by: "ink" });
    else if (entry.kind === "warning") stay.emits.push({ name: "ink.warning", data: entry.message });
    else told.ending = addLine(stay, entry, model) ?? told.ending;
  }
  close();
  return { stays: tidy(stays), ending: told.ending, endNode: told.endNode };
}

function emptyStay(node: number, nodeId: string, isAside: boolean): Stay {
  return {
    node,
    nodeId,
    isAside,
    lines: [],
    draws: [],
    sets: [],
    assets: [],
    emits: [],
    refused: [],
    tests: [],
  };
}

/** @returns the ending that the line names. */
function addLine(stay: Stay, { text, tags }: Extract<JournalEntry, { kind: "line" }>, model: InkModel): string | null {
  const { assets, emits, speaker, ending } = sortTags(tags, model);
  if (text !== "") stay.lines.push(readLine(text, speaker, model.mapping));
  for (const { id } of assets) if (!stay.assets.includes(id)) stay.assets.push(id);
  stay.emits.push(...emits);
  return ending;
}

/** A choice that was refused twice on one page was so for the later reason. */
function lastOfEach(refused: readonly Refused[]): Refused[] {
  return refused.filter(({ choice }, at) => !refused.some((later, place) => place > at && later.choice === choice));
}

/** A thread that said and did nothing was nowhere: what it adds are choices. */
function tidy(stays: readonly Stay[]): Stay[] {
  const kept: Stay[] = [];
  for (const [at, stay] of stays.entries()) {
    const last = kept.at(-1);
    if (stay.isAside && isSilent(stay) && at < stays.length - 1) continue;
    if (last === undefined || last.node !== stay.node) kept.push(stay);
    else kept[kept.length - 1] = join(last, stay);
  }
  return kept;
}

function join(one: Stay, other: Stay): Stay {
  return {
    node: one.node,
    nodeId: one.nodeId,
    isAside: false,
    lines: [...one.lines, ...other.lines],
    draws: [...one.draws, ...other.draws],
    sets: [...one.sets, ...other.sets],
    assets: [...new Set([...one.assets, ...other.assets])],
    emits: [...one.emits, ...other.emits],
    refused: [...one.refused, ...other.refused],
    tests: [...one.tests, ...other.tests],
  };
}

/** Nothing was said or done, nor looked at. */
export function isSilent(stay: Stay): boolean {
  return isUnspoken(stay) && stay.draws.length + stay.sets.length + stay.assets.length + stay.emits.length === 0;
}

/** Nothing was said or looked at. */
export function isUnspoken({ lines, refused, tests }: Stay): boolean {
  return lines.length + refused.length + tests.length === 0;
}
