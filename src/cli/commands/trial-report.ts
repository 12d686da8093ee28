import { resolve } from "node:path";
import { findNearest } from "../../core/authored/nearest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { compareRuns, type RunComparison } from "../../core/trials/report/compare-runs.ts";
import { reasonsOf, worstFirst } from "../../core/trials/report/pick-worst.ts";
import { runJson } from "../../core/trials/report/run-json.ts";
import { shownReport } from "../../core/trials/report/shown-report.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import type { LoadedReport } from "../../engine/trials/load-report.ts";
import type { CliContext, FreeCommand, Typed } from "../command.ts";
import { readWhole } from "../decimal-flag.ts";
import { comparisonText } from "../trial-compare-text.ts";
import { failuresText, historyText } from "../trial-history-text.ts";
import { runText } from "../trial-text.ts";

const HISTORY_ROWS = 20;
const MAX_ROWS = 10_000;

export const trialReportCommand: FreeCommand = {
  path: ["trial", "report"],
  summary: "Say what came of a run of trials, of several over time, or of two beside each other",
  args: [{ name: "run", summary: "The run; default: the newest", optional: true }],
  flags: [
    { name: "scenario", value: "NAME", summary: "Only this scenario" },
    { name: "failures", summary: "Every trial that did not pass, with all its reasons" },
    { name: "history", summary: "How scenarios did in the last runs, newest first" },
    { name: "limit", value: "N", summary: `Rows of a history, for each scenario (${HISTORY_ROWS})`, number: true },
    { name: "compare", value: "RUN", summary: "Another run beside it, the earlier one first" },
    { name: "out", short: "o", value: "FILE", summary: "Write the report there: .json, .xml (JUnit), .html or .md", many: true },
  ],
  examples: ["touchstone trial report", "touchstone trial report --history --limit 5"],
  async run(context) {
    const { findTrialsDir } = await import("../../engine/trials/trials-dir.ts");
    const { typed, cwd, project } = context;
    const way = readWay(typed);
    const dir = await findTrialsDir(resolve(cwd, project ?? "."));
    if (way === "history") return await showHistory(context, dir);
    const { loadReport } = await import("../../engine/trials/load-report.ts");
    const loaded = await loadReport(dir, typed.word("run") ?? null);
    return way === "compare" ? await showComparison(context, dir, loaded) : await showRun(context, dir, loaded);
  },
};

type Way = "run" | "history" | "compare";

const ONE_THING = "Ask for one thing at a time";
const WAYS: Readonly<Record<Way, { readonly name: string; readonly hint: string }>> = {
  run: { name: "the report of one run", hint: "Add `--history`, or leave it out" },
  history: { name: "`--history`", hint: ONE_THING },
  compare: { name: "`--compare`", hint: ONE_THING },
};

/** @throws TouchstoneError USAGE for flags that ask for two things at once */
function readWay(typed: Typed): Way {
  const isOf = (way: Way): boolean => (way === "history" ? typed.isOn("history") : typed.flag("compare") !== undefined);
  const way = isOf("history") ? "history" : isOf("compare") ? "compare" : "run";
  const odd = [
    ...(way === "history" && typed.word("run") !== undefined ? ["the name of a run"] : []),
    ...(way === "history" && isOf("compare") ? ["`--compare`"] : []),
    ...(way !== "run" && typed.isOn("failures") ? ["`--failures`"] : []),
    ...(way !== "run" && typed.flags("out").length > 0 ? ["`--out`"] : []),
    ...(way !== "history" && typed.number("limit") !== undefined ? ["`--limit`"] : []),
  ];
  if (odd.length === 0) return way;
  throw new TouchstoneError("USAGE", `${WAYS[way].name} does not go with ${odd.join(", ")}`, { hint: WAYS[way].hint });
}

async function showHistory({ typed, json, paint, out }: CliContext, dir: string): Promise<number> {
  const { loadHistory } = await import("../../engine/trials/run-history.ts");
  const limit = readWhole(typed, "limit", { min: 1, max: MAX_ROWS }) ?? HISTORY_ROWS;
  const history = await loadHistory(dir, { scenario: typed.flag("scenario") ?? null, limit });
  out(json ? JSON.stringify({ history }) : historyText(history, paint));
  return 0;
}

async function showComparison({ typed, json, paint, out }: CliContext, dir: string, one: LoadedReport): Promise<number> {
  const { comparedRunOf, loadReport } = await import("../../engine/trials/load-report.ts");
  const other = await loadReport(dir, typed.flag("compare") ?? null);
  const [a, b] = one.report.createdAt < other.report.createdAt ? [one, other] : [other, one];
  const all = compareRuns(comparedRunOf(a), comparedRunOf(b));
  const comparison = onlyCompared(all, typed.flag("scenario"));
  out(json ? JSON.stringify(comparison) : comparisonText(comparison, paint));
  return 0;
}

async function showRun(context: CliContext, dir: string, { report, state }: LoadedReport): Promise<number> {
  const { checkReportFiles, writeReports } = await import("../../engine/trials/write-reports.ts");
  const { typed, cwd, json, paint, out, talk } = context;
  const files = typed.flags("out").map((name) => ({ path: resolve(cwd, name), name }));
  checkReportFiles(files);
  const shown = shownReport(onlyScenario(report, typed.flag("scenario")));
  for (const path of await writeReports(shown, { dir, files })) talk(`Wrote ${path}`);
  if (typed.isOn("failures")) out(json ? JSON.stringify(failuresJson(shown)) : failuresText(shown, paint));
  else out(json ? JSON.stringify({ ...runJson(shown), state }) : runText(shown, paint));
  if (state === "running") talk("The run still goes on");
  if (state === "interrupted") talk(`Go on with: touchstone trial run --resume ${report.runId}`);
  return 0;
}

function failuresJson({ runId, scenarios }: RunReport): object {
  const failures = scenarios.flatMap((scenario) =>
    worstFirst(scenario).map((result) => {
      const { trialIndex, traceId, status, score } = result;
      return { scenario: scenario.name, trialIndex, traceId, status, score, reasons: reasonsOf(result) };
    }),
  );
  return { runId, failures };
}

function onlyScenario(report: RunReport, name: string | undefined): RunReport {
  if (name === undefined) return report;
  return { ...report, scenarios: only(report.scenarios, name) };
}

function onlyCompared(comparison: RunComparison, name: string | undefined): RunComparison {
  if (name === undefined) return comparison;
  return { ...comparison, scenarios: only(comparison.scenarios, name) };
}

function only<T extends { readonly name: string }>(all: readonly T[], name: string): readonly T[] {
  const chosen = all.filter((each) => each.name === name);
  if (chosen.length > 0) return chosen;
  const names = all.map((each) => each.name);
  const nearest = findNearest(name, names);
  throw new TouchstoneError("USAGE", `the run has no scenario \`${name}\``, {
    hint: nearest === undefined ? `It has ${names.map((each) => `\`${each}\``).join(", ")}` : `Use \`${nearest}\``,
  });
}
