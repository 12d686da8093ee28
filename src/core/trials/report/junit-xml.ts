import type { RunReport, ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import { costText, scoreText } from "./figures.ts";
import { reasonsOf } from "./pick-worst.ts";
import { shownReport } from "./shown-report.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

/**
 * A run as JUnit XML: a suite for each scenario with its figures as properties, and in it one test case with its trials as
 * output. A scenario that failed is a failure, one that nobody could judge an error, one of which no trial ran is skipped:
 * none of them passes.
 *
 * Times are those that trials took on their own clocks, one after the other.
 *
 * Source: the strictest schema in use, junit-10 of Jenkins' xUnit plugin, which knows properties of suites alone; SPEC.md RT7.
 */
export function junitXml(report: RunReport): string {
  const shown = shownReport(report);
  const { skipped: _skipped, ...counts } = countsOf(shown.scenarios);
  const time = seconds(shown.scenarios.flatMap(({ results }) => results));
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites${xmlAttributes({ name: "touchstone trials", ...counts, time })}>`,
    ...shown.scenarios.flatMap((scenario) => suiteLines(scenario, shown)),
    `</testsuites>`,
    ``,
  ].join("\n");
}

function suiteLines(scenario: ScenarioReport, { runId, createdAt, seed, recordingMode }: RunReport): readonly string[] {
  const time = seconds(scenario.results);
  const timestamp = new Date(createdAt).toISOString().slice(0, 19);
  return [
    `  <testsuite${xmlAttributes({ name: scenario.name, ...countsOf([scenario]), time, timestamp })}>`,
    ...propertyLines({ run: runId, seed, recording: recordingMode, ...figuresOf(scenario) }),
    ...caseLines(scenario),
    `  </testsuite>`,
  ];
}

type Kind = "passed" | "failure" | "error" | "skipped";

function kindOf({ verdict, trials }: ScenarioReport): Kind {
  if (trials === 0) return "skipped";
  if (verdict === "pass") return "passed";
  return verdict === "infra" ? "error" : "failure";
}

function countsOf(scenarios: readonly ScenarioReport[]): Readonly<Record<"tests" | "failures" | "errors" | "skipped", number>> {
  const count = (kind: Kind): number => scenarios.filter((scenario) => kindOf(scenario) === kind).length;
  return { tests: scenarios.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function caseLines(scenario: ScenarioReport): readonly string[] {
  const { name, file, verdict, why, results } = scenario;
  const kind = kindOf(scenario);
  const told = kind === "failure" || kind === "error" ? xmlText(causesOf(scenario).join("\n")) : "";
  const outcome = {
    passed: [],
    skipped: [`      <skipped${xmlAttributes({ message: why })}/>`],
    failure: [`      <failure${xmlAttributes({ type: verdict, message: why })}>${told}</failure>`],
    error: [`      <error${xmlAttributes({ type: verdict, message: why })}>${told}</error>`],
  }[kind];
  return [
    `    <testcase${xmlAttributes({ classname: file, name, time: seconds(results) })}>`,
    ...outcome,
    ...(results.length === 0 ? [] : [`      <system-out>${xmlText(results.map(trialLine).join("\n"))}</system-out>`]),
    `    </testcase>`,
  ];
}

function propertyLines(properties: Readonly<Record<string, string | number | null>>): readonly string[] {
  const lines = Object.entries(properties).map(
    ([name, value]) => `      <property${xmlAttributes({ name, value: figureOf(value) })}/>`,
  );
  return [`    <properties>`, ...lines, `    </properties>`];
}

/** Digits that adding floats leaves behind say nothing. */
function figureOf(value: string | number | null): string | number {
  if (value === null) return "unknown";
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
}

function figuresOf(scenario: ScenarioReport): Readonly<Record<string, string | number | null>> {
  const { verdict, requested, trials, passed, failed, hardFailed, infra, rate, wilson, score, flake, latencyMs } = scenario;
  return {
    verdict,
    requested,
    trials,
    passed,
    failed,
    hardFailed,
    infra,
    rate,
    wilsonLow: wilson?.[0] ?? null,
    wilsonHigh: wilson?.[1] ?? null,
    ...prefixed("passAtK", scenario.passAtK),
    ...prefixed("passHatK", scenario.passHatK),
    scoreMean: score.mean,
    scoreMin: score.min,
    flake: flake.label,
    costUsd: scenario.cost,
    judgeCostUsd: scenario.judgeCost,
    latencyP50Ms: latencyMs.p50,
    latencyP95Ms: latencyMs.p95,
    retries: scenario.retries,
  };
}

function prefixed(name: string, byK: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(byK).map(([k, value]) => [`${name}.${k}`, value]));
}

function causesOf({ failures, results, stoppedEarly }: ScenarioReport): readonly string[] {
  const errors = results.flatMap(({ error, trialIndex }) => (error === null ? [] : [`trial ${trialIndex}: ${error}`]));
  const failed = failures.map(
    ({ name, failed: times, skipped, why }) => `${name}: failed ${times}, skipped ${skipped}${why === "" ? "" : `: ${why}`}`,
  );
  return [...failed, ...errors, ...(stoppedEarly === null ? [] : [`stopped early: ${stoppedEarly}`])];
}

function trialLine(result: TrialResult): string {
  const { trialIndex, status, score, latencyMs, costUsd, traceId } = result;
  const facts = [`score ${scoreText(score)}`, `${Math.round(latencyMs)} ms`, `cost ${costText(costUsd)}`, `trace ${traceId}`];
  return [`trial ${trialIndex} ${status}: ${facts.join(", ")}`, ...reasonsOf(result).map((reason) => `  ${reason}`)].join("\n");
}

/** Times are added up in ms and told in s. */
function seconds(results: readonly TrialResult[]): string {
  return (results.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / 1000).toFixed(3);
}
