import { byKey } from "../../canonical/order.ts";
import type { Change, Draw, Emit, FailedCondition, Line } from "../story/moment.ts";
import type { Value } from "../story/value.ts";
import type { PlaytestStep } from "./playtest-trace.ts";

/** Writes the step lines of one trace, in order. */
export interface LineWriter {
  /** A step as its line, without a line feed. */
  write(step: PlaytestStep): string;
}

/**
 * Opens a writer of step lines. What a node says, and what its choices are labelled, is written where it is new or has
 * changed since it was last written.
 *
 * Keys are put into canonical order by hand, since sorting them anew for every step would cost most of the time of a
 * traced play; a property test holds the lines against `canonicalJson`. Source: RFC 8785; SPEC.md PR12, PR13.
 */
export function openLineWriter(): LineWriter {
  const nodes = new Map<string, KnownNode>();
  const quote = openQuotes();
  return {
    write(step) {
      let known = nodes.get(step.node);
      if (known === undefined) nodes.set(step.node, (known = { said: [], labels: new Map() }));
      return writeStep(step, known, quote);
    },
  };
}

/** What the trace has told of a node so far. */
interface KnownNode {
  said: readonly Line[];
  readonly labels: Map<string, string>;
}

/** A name as JSON. */
type Quote = (name: string) => string;

/** Names come again and again: looking one up takes a third of the time of writing it. */
function openQuotes(): Quote {
  const known = new Map<string, string>();
  return (name) => {
    let text = known.get(name);
    if (text === undefined) known.set(name, (text = JSON.stringify(name)));
    return text;
  };
}

/** Keys in code-unit order; one whose value is empty is left out. */
function writeStep(step: PlaytestStep, known: KnownNode, quote: Quote): string {
  const { assets, sets, draws, emits, offered, refused } = step;
  let text = "{";
  if (assets.length > 0) text += `"assets":[${list(assets, quote)}],`;
  if (sets.length > 0) text += `"by":{${list(sets, (change) => `${quote(change.name)}:${quote(change.by)}`)}},`;
  text += `"chose":${step.chose === null ? "null" : quote(step.chose)},`;
  if (draws.length > 0) text += `"draws":[${list(draws, (draw) => writeDraw(draw, quote))}],`;
  if (emits.length > 0) text += `"emits":[${list(emits, (emit) => writeEmit(emit, quote))}],`;
  text += `"i":${step.i},${writeNewLabels(step, known)}"node":${quote(step.node)}`;
  if (offered.length > 0) text += `,"offered":[${list(offered, (option) => quote(option.id))}]`;
  if (refused.length > 0) text += `,"refused":[${list(refused, (refusal) => writeRefusal(refusal, quote))}]`;
  text += writeNewLines(step.lines, known);
  if (sets.length > 0) text += `,"set":{${list(sets, (change) => writeChange(change, quote))}}`;
  return `${text}}`;
}

/** Items with commas between them; without the list that `map` and `join` would make. */
function list<T>(items: readonly T[], write: (item: T) => string): string {
  let text = "";
  for (const item of items) text += text === "" ? write(item) : `,${write(item)}`;
  return text;
}

function writeValue(value: Value): string {
  return typeof value === "number" ? `${value}` : JSON.stringify(value);
}

function writeChange(change: Change, quote: Quote): string {
  return `${quote(change.name)}:[${writeValue(change.old)},${writeValue(change.new)}]`;
}

function writeDraw({ by, n, stream, value }: Draw, quote: Quote): string {
  return `{"by":${quote(by)},"n":${n},"stream":"${stream}","value":${value}}`;
}

function writeEmit({ data, name }: Emit, quote: Quote): string {
  return `{"data":${writeValue(data)},"name":${quote(name)}}`;
}

function writeRefusal({ id, failed }: PlaytestStep["refused"][number], quote: Quote): string {
  return `{"choice":${quote(id)},"failed":${writeFailed(failed, quote)}}`;
}

function writeFailed(failed: FailedCondition, quote: Quote): string {
  switch (failed.kind) {
    case "condition": {
      const { actual, key, op, value } = failed;
      return `{"actual":${writeValue(actual)},"key":${quote(key)},"kind":"condition","op":${quote(op)},"value":${writeValue(value)}}`;
    }
    case "pov":
      return `{"kind":"pov","visibleTo":[${list(failed.visibleTo, quote)}]}`;
    case "hidden_condition":
    case "once":
      return `{"kind":"${failed.kind}"}`;
  }
}

function writeNewLines(lines: readonly Line[], known: KnownNode): string {
  if (isSameTalk(lines, known.said)) return "";
  known.said = lines;
  return `,"say":[${list(lines, writeLine)}]`;
}

function isSameTalk(lines: readonly Line[], said: readonly Line[]): boolean {
  if (lines === said) return true;
  if (lines.length !== said.length) return false;
  return lines.every(({ text, speaker }, place) => said[place]?.text === text && said[place].speaker === speaker);
}

function writeLine({ speaker, text }: Line): string {
  return speaker === null
    ? `{"text":${JSON.stringify(text)}}`
    : `{"speaker":${JSON.stringify(speaker)},"text":${JSON.stringify(text)}}`;
}

function writeNewLabels({ offered, refused }: PlaytestStep, { labels }: KnownNode): string {
  let fresh: Map<string, string> | undefined;
  for (const choices of [offered, refused]) {
    for (const { id, text } of choices) {
      if ((labels.get(id) ?? "") === text) continue;
      labels.set(id, text);
      (fresh ??= new Map()).set(id, text);
    }
  }
  if (fresh === undefined) return "";
  const sorted = [...fresh].toSorted(byKey(([id]) => id));
  return `"labels":{${list(sorted, ([id, text]) => `${JSON.stringify(id)}:${JSON.stringify(text)}`)}},`;
}
