import type { StoredEvent } from "../../core/events/event.ts";
import { eventExportVerb, eventListVerb, eventVerifyVerb } from "../../engine/events.ts";
import { absolutePath } from "../absolute-path.ts";
import { defineCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { formatTable } from "../table.ts";
import { valueText } from "../value-text.ts";
import { counted } from "../words.ts";
import { wrapText } from "../wrap-text.ts";

const FILTERS = [
  { name: "type", value: "TYPE", summary: "Only this type, e.g. job.failed" },
  { name: "entity", value: "ID", summary: "Only events about this entity" },
  { name: "chain", value: "ID", summary: "Only this causal chain" },
];

export const eventListCommand = defineCommand({
  path: ["event", "list"],
  summary: "List events of the project's stream",
  flags: [
    { name: "since", value: "SEQ", summary: "Only events after this seq (0)", number: true },
    { name: "limit", value: "N", summary: "At most so many (100, up to 1000)", number: true },
    ...FILTERS,
  ],
  examples: ["touchstone event list --limit 20", "touchstone event list --type version.routed"],
  verb: eventListVerb,
  toInput: (typed) => ({
    since: typed.number("since"),
    limit: typed.number("limit"),
    type: typed.flag("type"),
    entity: typed.flag("entity"),
    chain: typed.flag("chain"),
  }),
  render: ({ events, next, head }, paint) => {
    if (events.length === 0) return "No events";
    const more = next < head ? `\n${paint.dim(`more: --since ${next} (the stream ends at ${head})`)}` : "";
    return `${eventsText(events, paint)}${more}`;
  },
});

/** Events as rows: place, time, type, what each is about, what it says. */
export function eventsText(events: readonly StoredEvent[], paint: Paint): string {
  return formatTable(
    events.map((event) => eventRow(event, paint)),
    paint.columns,
  );
}

function eventRow(event: StoredEvent, paint: Paint): readonly string[] {
  const time = new Date(event.ts).toISOString().slice(0, 19).replace("T", " ");
  const said = Object.entries(event.payload).filter(([, value]) => typeof value === "string" || typeof value === "number");
  const facts = said.slice(0, 4).map(([name, value]) => `${name}=${valueText(value)}`);
  return [String(event.seq), paint.dim(time), paint.bold(event.type), event.entityId, paint.dim(facts.join(" "))];
}

export const eventExportCommand = defineCommand({
  path: ["event", "export"],
  summary: "Write the whole stream as JSON lines",
  flags: [{ name: "out", value: "FILE", summary: "File to write (events.jsonl)" }],
  examples: ["touchstone event export --out events.jsonl"],
  verb: eventExportVerb,
  toInput: (typed, cwd) => ({ out: absolutePath(typed.flag("out") ?? "events.jsonl", cwd) }),
  render: ({ path, events }, paint) => wrapText(`${counted(events, "event")} → ${path}`, { columns: paint.columns, indent: 2 }),
});

export const eventVerifyCommand = defineCommand({
  path: ["event", "verify"],
  summary: "Check the stream's order, gaps and hash chain",
  examples: ["touchstone event verify"],
  verb: eventVerifyVerb,
  toInput: () => ({}),
  render: ({ ok, count, chain, duplicatesRefused, problems }, paint) =>
    [
      `${ok ? paint.good("✓") : paint.bad("✕")} ${counted(count, "event")}, chain ${chain}, ${duplicatesRefused === null ? "duplicates not countable" : `${counted(duplicatesRefused, "duplicate")} refused`}`,
      ...problems.map((problem) => `  ${problem}`),
    ].join("\n"),
  exitCode: ({ ok }) => (ok ? 0 : 5),
});
