import type { AssetFact } from "../engine/playtest/asset-facts.ts";
import type { RunOutput } from "../engine/playtest/run-task.ts";
import { formatPlace } from "../core/errors.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

type Ended = Pick<RunOutput, "outcome" | "ending" | "why" | "node" | "steps">;

/** How one play went, at one glance. */
export function runText(run: RunOutput, paint: Paint): string {
  const how = [
    run.pov === null ? [] : [`pov ${run.pov}`],
    run.worldline === null ? [] : [`worldline ${run.worldline}`],
    [`seed ${run.seed}`, `policy ${run.policy}`],
  ].flat();
  return [
    wrap(`${markOf(run, paint)} ${paint.bold(run.story.id)} ${endWords(run)}`, 2, paint),
    ...(run.run === null ? [] : [row("run", run.run, paint)]),
    row("how", how.join(" · "), paint),
    ...(run.choices.length === 0 ? [] : [row("choices", shorten(run.choices), paint)]),
    ...assetRows(run, paint),
    ...run.mismatches.map(({ place, expected, met }) =>
      wrap(`  ${paint.bad("✕")} ${formatPlace(place)}: expected ${expected}; ${met}`, 4, paint),
    ),
    ...run.hookFailures.map(({ hook, message }) => wrap(`  ! hook ${hook} failed: ${message}`, 4, paint)),
    ...(run.trace === null ? [] : [row("trace", run.trace, paint)]),
    // It says itself what it is, and fills a line.
    paint.dim(`  ${run.digest}`),
    ...hintLines(run, paint),
  ].join("\n");
}

/** What a person may do next about a play that did not go well. */
function hintLines({ ok, outcome, trace }: RunOutput, paint: Paint): readonly string[] {
  if (ok) return [];
  const further = "Let it go on with `--max-steps N`, or take other ways with `--policy random --seed N`";
  const closer = `Read what led there: ${trace === null ? "keep it with `--out FILE`, then " : ""}\`touchstone trace show ${trace ?? "FILE"}\``;
  return [wrap(`  ${paint.dim("→")} ${outcome === "budget" ? further : closer}`, 4, paint)];
}

/** The sign of how a play went; colour is never alone. A play that was stopped might still have ended. */
export function markOf({ ok, outcome }: Pick<RunOutput, "ok" | "outcome">, paint: Paint): string {
  if (ok) return paint.good("✓");
  return outcome === "budget" ? paint.ask("?") : paint.bad("✕");
}

/** E.g. `ended at \`home\` after 12 steps`. */
export function endWords({ outcome, ending, why, node, steps }: Ended): string {
  const after = `after ${counted(steps, "step")}`;
  const because = why === null ? "" : `: ${why}`;
  switch (outcome) {
    case "ended":
      return `ended ${ending === null ? `at \`${node}\`, which names no ending,` : `with \`${ending}\``} ${after}`;
    case "dead_end":
      return `stops in a dead end at \`${node}\` ${after}${because}`;
    case "loop":
      return `goes in circles at \`${node}\` ${after}${because}`;
    case "budget":
      return `was stopped at \`${node}\` ${after}${because}`;
    case "error":
      return `broke at \`${node}\` ${after}${because}`;
  }
}

function assetRows({ assets, missing }: RunOutput, paint: Paint): readonly string[] {
  const kinds = Object.entries(assets).map(([kind, ids]) => `${ids.length} ${kind}`);
  const met = kinds.length === 0 ? [] : [row("assets", kinds.join(" · "), paint)];
  return [...met, ...missing.map((fact) => missingText(fact, paint))];
}

function missingText({ asset, kind, why }: AssetFact, paint: Paint): string {
  return wrap(`  ${paint.bad("✕")} asset \`${asset}\` of ${kind} is missing: ${why}`, 4, paint);
}

/** The first and last of many choices. */
function shorten(ids: readonly string[]): string {
  if (ids.length <= SHOWN) return ids.join(" → ");
  const half = SHOWN / 2;
  return [...ids.slice(0, half), `… ${ids.length - SHOWN} more …`, ...ids.slice(-half)].join(" → ");
}

const SHOWN = 24;

function row(name: string, text: string, paint: Paint): string {
  // A word that fills a line leaves its label alone on the one before.
  return wrap(`  ${paint.dim(name.padEnd(LABEL))}${text}`, 2 + LABEL, paint).replaceAll(/ +$/gm, "");
}

const LABEL = 9;

function wrap(text: string, indent: number, { columns }: Paint): string {
  return wrapText(text, { columns, indent });
}
