import { canonicalJson } from "../core/canonical/canonical-json.ts";
import type { JsonDifference } from "../core/trials/replay/json-diff.ts";
import type { ReplayReport } from "../engine/trials/run-replay.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** What came of a replay: which traces are not as they were recorded, why, and what was passed over. */
export function replayText(report: Omit<ReplayReport, "exitCode">, paint: Paint): string {
  const { diverged, missing, unused, skipped, changed, scenarios } = report;
  const bad = (text: string): string => wrap(`${paint.bad("✕")} ${text}`, paint);
  const note = (text: string): string => wrap(`${paint.ask("!")} ${text}`, paint);
  const fromRecording = scenarios.filter(({ source }) => source === "recording");
  return [
    ...together(diverged).flatMap(({ ids, one: { turn, diff } }) => [
      bad(`${ids}: turn ${turn} asks something else than was recorded`),
      ...diff.map((difference) => wrap(`    ${differenceText(difference, paint)}`, paint)),
    ]),
    ...together(missing).map(({ ids, one: { turn, what } }) => bad(`${ids}: turn ${turn} needs ${what}, which was not recorded`)),
    ...together(unused).map(({ ids, one: { turn, what } }) =>
      bad(`${ids}: ${what} in turn ${turn} was recorded, and nothing asks for it`),
    ),
    ...skipped.map(({ trace, message, code }) => (report.ok ? note : bad)(`${trace}: ${message} ${paint.dim(`[${code}]`)}`)),
    ...fromRecording.map(({ name }) => note(`the file of \`${name}\` is gone: it is taken from the recording`)),
    ...(changed.length === 0
      ? []
      : [note(`${counted(changed.length, "trial")} went as recorded, under a scenario that has changed elsewhere since`)]),
    endText(report, paint),
  ].join("\n");
}

/** Ids that are named of trials with one finding; one change of a scenario moves them all. */
const MAX_NAMED = 3;

/** Equal findings of several trials once, in order of the first, with the trials that have it. */
function together<T extends { readonly traceId: string }>(findings: readonly T[]): readonly { ids: string; one: T }[] {
  const groups = Map.groupBy(findings, ({ traceId: _traceId, ...finding }) => canonicalJson(finding));
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    const named = group.slice(0, MAX_NAMED).map(({ traceId }) => traceId);
    const rest = group.length - named.length;
    const ids = `${named.join(", ")}${rest === 0 ? "" : ` and ${counted(rest, "other")}`}`;
    return one === undefined ? [] : [{ ids, one }];
  });
}

function endText({ ok, replayed, skipped, ...report }: Omit<ReplayReport, "exitCode">, paint: Paint): string {
  const left = skipped.length === 0 ? "" : `, ${skipped.length} ${ok ? "passed over" : "could not be replayed"}`;
  const { diverged, missing, unused } = report;
  const others = new Set([...diverged, ...missing, ...unused].map(({ traceId }) => traceId)).size;
  if (ok) return `${paint.good("✓")} ${counted(replayed, "trial")} replayed as recorded${left}`;
  if (others === 0) return paint.bad(`${counted(replayed, "trial")} replayed as recorded${left}`);
  const hint = "  → Undo the change, or record the trials anew with `touchstone trial run … --recordings`";
  return `${paint.bad(`${others} of ${counted(replayed, "trial")} went otherwise${left}`)}\n${paint.dim(hint)}`;
}

/** Longest value that is shown; `--json` has all of it. */
const MAX_SHOWN = 120;

function differenceText({ path, ...sides }: JsonDifference, paint: Paint): string {
  const show = (side: "expected" | "actual"): string => (side in sides ? shorten(JSON.stringify(sides[side])) : "nothing");
  const where = path === "" ? "the request" : path;
  return `${paint.bold(where)}: ${show("expected")} when it was recorded, ${show("actual")} now`;
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}

function wrap(text: string, { columns }: Paint): string {
  return wrapText(text, { columns, indent: 4 });
}
