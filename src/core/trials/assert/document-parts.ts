import type { Capability } from "./assertion.ts";

/** A part of the document that queries look at, for what must be recorded to know it. */
export interface Part {
  /** What it takes to know whether it is there, how long it is or, where nothing is below it, what it is. */
  readonly needs: readonly Capability[];
  /** What stands under its keys can be; null where it is no map. */
  readonly fields: Readonly<Record<string, readonly Part[]>> | null;
  /** What its items can be; null where it is no list. */
  readonly items: readonly Part[] | null;
}

/** Capabilities that were looked at. */
export type Reads = Set<Capability>;

/** A part of which nothing is known but what it takes; what is below it takes the same. */
function leaf(...needs: Capability[]): Part {
  return { needs, fields: null, items: null };
}

function map(fields: Readonly<Record<string, Part>>, ...needs: Capability[]): Part {
  return { needs, fields: Object.fromEntries(Object.entries(fields).map(([key, part]) => [key, [part]])), items: null };
}

function list(item: Part, ...needs: Capability[]): Part {
  return { needs, fields: null, items: [item] };
}

/**
 * The document of `documentOf`, part by part. Without content nobody knows what users said, so not even which turn is which;
 * calls of tools are known by name, order and success.
 */
export const DOCUMENT: Part = map({
  response: map({ content: leaf("content"), finish_reason: leaf() }),
  turns: list(
    map(
      {
        role: leaf("content"),
        content: leaf("content", "tool_results"),
        tool_calls: list(map({ id: leaf("content"), name: leaf("content"), arguments: leaf("content", "tool_args") }), "content"),
        tool_call_id: leaf("content"),
        tool_name: leaf("content"),
      },
      "content",
    ),
    "content",
  ),
  tool_calls: list(
    map({
      id: leaf(),
      name: leaf(),
      arguments: leaf("tool_args"),
      turn: leaf(),
      result: leaf("tool_results"),
      is_error: leaf(),
    }),
  ),
  metadata: map({
    model: leaf(),
    provider: leaf("content"),
    cost_usd: leaf("cost"),
    latency_seconds: leaf("latency"),
    input_tokens: leaf("usage"),
    output_tokens: leaf("usage"),
    total_tokens: leaf("usage"),
    turn_count: leaf(),
    finish_reason: leaf(),
  }),
});

/** The part under a key. */
export function below(part: Part, key: string): readonly Part[] {
  if (part.fields === null) return part.items === null ? [part] : [];
  return Object.hasOwn(part.fields, key) ? withNeeds(part.fields[key] ?? [], part.needs) : [];
}

/** What the items of a part, or the values of its keys, can be. */
export function partsOf(part: Part): readonly Part[] {
  if (part.fields === null && part.items === null) return [part];
  return withNeeds(part.items ?? Object.values(part.fields ?? {}).flat(), part.needs);
}

/** What depends on something else is there only where that is. */
export function withNeeds(parts: readonly Part[], needs: readonly Capability[]): readonly Part[] {
  return needs.length === 0 ? parts : parts.map((part) => ({ ...part, needs: [...new Set([...part.needs, ...needs])] }));
}

/** Looks whether parts are there and how long they are. */
export function readShape(parts: readonly Part[], reads: Reads): void {
  for (const { needs } of parts) for (const capability of needs) reads.add(capability);
}

/** Looks at parts and everything below them. */
export function readAll(parts: readonly Part[], reads: Reads): void {
  readShape(parts, reads);
  for (const part of parts) if (part.fields !== null || part.items !== null) readAll(partsOf(part), reads);
}

/** What nobody can follow looks at everything. */
export function anything(parts: readonly Part[], reads: Reads): readonly Part[] {
  readAll([...parts, DOCUMENT], reads);
  return [];
}
