import type { Coverage, Share } from "../core/playtest/coverage/coverage.ts";
import type { ExploreFinding } from "../core/playtest/explore/finding.ts";
import type { ExploreOutput } from "../engine/playtest/explore-task.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** What exploring a story came to: how much was met, and each finding with the command that shows it. */
export function exploreText(output: ExploreOutput, paint: Paint): string {
  const { story, coverage, findings, notes } = output;
  return [
    wrap(`${paint.bold(story.id)}: ${seenWords(output)}`, 2, paint),
    formatTable(coverageRows(coverage, paint), paint.columns),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
    ...notes.map(({ kind, where, why }) => wrap(`! ${where}: ${why} ${paint.dim(`[${kind}]`)}`, 2, paint)),
    foundWords(output, paint),
  ].join("\n");
}

/** Nothing was found wrong only where everything was seen. */
function foundWords({ complete, findings, ok }: ExploreOutput, paint: Paint): string {
  const found = findings.length === 0 ? "nothing found" : counted(findings.length, "finding");
  if (!ok) return `${paint.bad("✕")} ${found}`;
  return complete ? `${paint.good("✓")} ${found}` : `${paint.ask("?")} ${found} in what was seen`;
}

/** Whether everything was seen is never left open. */
function seenWords({ complete, why, plays, steps, starts }: ExploreOutput): string {
  const work = `${counted(plays, "play")}, ${counted(steps, "step")}, ${counted(starts.length, "way")} to begin`;
  return complete ? `everything that can happen was seen (${work})` : `not everything was seen (${work}): ${why}`;
}

function coverageRows({ nodes, choices, endings, conditions }: Coverage, paint: Paint): readonly (readonly string[])[] {
  const rows = [shareRow("nodes", nodes, paint), shareRow("choices", choices, paint), shareRow("endings", endings, paint)];
  const both = "conditions both ways";
  return [...rows, conditions === null ? ["", both, "—", paint.dim("cannot be told apart")] : shareRow(both, conditions, paint)];
}

/** Most names of what is missing; the rest is counted. */
const SHOWN = 6;

function shareRow(name: string, { covered, total, missing }: Share, paint: Paint): readonly string[] {
  const rest = missing.length - SHOWN;
  const names = `not met: ${missing.slice(0, SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  return ["", name, `${covered}/${total}`, ...(missing.length === 0 ? [] : [paint.dim(names)])];
}

function findingLines({ kind, where, why, witness }: ExploreFinding, paint: Paint): readonly string[] {
  const head = wrap(`${paint.bad("✕")} ${paint.bold(where)} ${paint.dim(`[${kind}]`)} ${why}`, 2, paint);
  if (witness === null) return [head];
  // A command is never broken: it is there to be copied.
  if (witness.command !== null) return [head, `  ${paint.dim("$")} ${witness.command}`];
  return [head, wrap(`  by ${witness.choices.join(" → ")}`, 5, paint)];
}

function wrap(text: string, indent: number, { columns }: Paint): string {
  return wrapText(text, { columns, indent });
}
