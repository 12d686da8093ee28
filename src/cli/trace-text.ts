import type { PlaytestStep, PlaytestTrace } from "../core/playtest/record/playtest-trace.ts";
import type { FailedCondition } from "../core/playtest/story/moment.ts";
import type { ComparedFiles, VerifiedTrace } from "../engine/playtest/trace-files.ts";
import type { Paint } from "./paint.ts";
import { endWords, markOf } from "./playtest-text.ts";
import { describeProblem } from "./report-error.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** Why two traces differ: each cause with where it shows, and what follows from it counted. */
export function diffText({ equal, causes, firstDivergence, warnings }: ComparedFiles, paint: Paint): string {
  const lines = causes.flatMap(({ kind, message, detail, folded }) => [
    wrap(`${paint.bad("✕")} ${paint.bold(message)} ${paint.dim(`[${kind}]`)}`, 2, paint),
    ...(detail === null ? [] : [wrap(`  ${detail}`, 2, paint)]),
    ...(folded === 0
      ? []
      : [paint.dim(`  ${counted(folded, "further difference")} ${folded === 1 ? "follows" : "follow"} from it`)]),
  ]);
  return [
    ...(equal ? [`${paint.good("✓")} the traces are equal`] : lines),
    ...(firstDivergence === null ? [] : [paint.dim(`  they part at ${divergenceWords(firstDivergence)}`)]),
    ...warnings.map((warning) => wrap(`! ${warning}`, 2, paint)),
  ].join("\n");
}

function divergenceWords({ expected, actual }: NonNullable<ComparedFiles["firstDivergence"]>): string {
  if (expected === actual) return `step ${expected}`;
  const [here, there] = [expected, actual].map((step) => (step === null ? "no step" : `step ${step}`));
  return `${here} of the first and ${there} of the second`;
}

export function verifiedText(verified: readonly VerifiedTrace[], paint: Paint): string {
  return verified
    .map(({ file, digest, outcome, kind, steps, problem }) =>
      problem === null
        ? wrap(
            `${paint.good("✓")} ${file} is whole: ${outcome} after ${counted(steps ?? 0, kind === "trial" ? "turn" : "step")}, ${digest}`,
            2,
            paint,
          )
        : `${paint.bad("✕")} ${describeProblem(problem, paint).trimStart()}`,
    )
    .join("\n");
}

/** A trace as it would be read aloud: what was said, what could be chosen, what was, and what changed. */
export function transcript({ header, steps, footer }: PlaytestTrace, paint: Paint): string {
  const { story, pov, worldline, seed, policy } = header;
  const how = [
    ...(pov === null ? [] : [`pov ${pov}`]),
    ...(worldline === null ? [] : [`worldline ${worldline}`]),
    `seed ${seed}`,
    `policy ${policy.name}`,
  ];
  const node = steps.at(-1)?.node ?? header.initial.node;
  const ended = { ...footer, node, steps: footer.counts.steps };
  return [
    wrap(`${paint.bold(story.id)} · ${how.join(" · ")}`, 2, paint),
    ...steps.flatMap((step) => stepLines(step, paint)),
    wrap(
      `${markOf({ ok: footer.outcome === "ended", outcome: footer.outcome }, paint)} ${story.id} ${endWords(ended)}`,
      2,
      paint,
    ),
    paint.dim(`  ${footer.digest}`),
  ].join("\n");
}

function stepLines(step: PlaytestStep, paint: Paint): readonly string[] {
  const line = (text: string): string => wrap(`     ${text}`, 7, paint);
  return [
    `${paint.dim(String(step.i).padStart(4))} ${paint.bold(step.node)}`,
    ...step.lines.map(({ speaker, text }) => line(speaker === null ? text : `${paint.gold(speaker)}: ${text}`)),
    ...step.offered.map(({ id, text }) =>
      line(`${id === step.chose ? paint.good("›") : " "} ${id}${text === "" ? "" : `  ${text}`}`),
    ),
    ...step.refused.map(({ id, failed }) => line(paint.dim(`✕ ${id}: ${failedWords(failed)}`))),
    ...step.draws.map(({ stream, n, value, by }) => line(paint.dim(`${stream} #${n} drew ${value} (${by})`))),
    ...step.sets.map((change) => line(paint.dim(`${change.name}: ${show(change.old)} → ${show(change.new)} (${change.by})`))),
    ...(step.assets.length === 0 ? [] : [line(paint.dim(`assets: ${step.assets.join(", ")}`))]),
    ...step.emits.map(({ name, data }) => line(paint.dim(`tells \`${name}\`: ${show(data)}`))),
  ];
}

function failedWords(failed: FailedCondition): string {
  switch (failed.kind) {
    case "condition":
      return `needs ${failed.key} ${failed.op} ${show(failed.value)}, is ${show(failed.actual)}`;
    case "hidden_condition":
      return "its condition does not hold";
    case "once":
      return "was taken already";
    case "pov":
      return `only for ${failed.visibleTo.join(", ")}`;
  }
}

function show(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}

function wrap(text: string, indent: number, { columns }: Paint): string {
  return wrapText(text, { columns, indent });
}
