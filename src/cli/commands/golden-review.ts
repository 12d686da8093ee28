import { createInterface } from "node:readline";
import { TouchstoneError } from "../../core/errors.ts";
import { exitCodeOfReport, type GoldenReport, playsIn } from "../../core/playtest/golden/golden-report.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { GOLDEN_FLAGS, mustMayWrite, readGoldenFlags } from "../golden-flags.ts";
import { acceptedText, goldenReportText, prunedText } from "../golden-text.ts";
import { type GoldenReview, reviewGoldens } from "../review-goldens.ts";
import { callPlayThread } from "../use-play-thread.ts";

export const goldenReviewCommand: FreeCommand = {
  path: ["golden", "review"],
  summary: "Go through what changed, cause by cause, and accept it or not; needs a terminal",
  flags: GOLDEN_FLAGS,
  examples: ["touchstone golden review"],
  async run(context) {
    mustMayWrite(context);
    if (!process.stdin.isTTY || context.json) throw noTerminal();
    const check = await readGoldenFlags(context);
    const report = await callPlayThread(context, "goldenCheck", check);
    if (report.ok) {
      context.out(goldenReportText(report, context.paint));
      return 0;
    }
    const review = await askInTerminal(context, report);
    return await applyReview(context, { check, report, review });
  },
};

function noTerminal(): TouchstoneError {
  return new TouchstoneError("USAGE", "a review asks questions, and nobody can answer here", {
    hint: "Look with `touchstone golden check --json`, then name what was meant: `touchstone golden accept GOLDEN...`, `--cause KEY` or `--all`",
  });
}

async function askInTerminal({ paint, signal }: CliContext, report: GoldenReport): Promise<GoldenReview> {
  // Questions are talk: stdout belongs to data.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => terminal.once("close", () => resolve(undefined)));
  const ask = async (question: string): Promise<string | undefined> => {
    const answered = new Promise<string>((resolve) => terminal.question(question, { signal }, resolve));
    return await Promise.race([answered, ended]);
  };
  try {
    return await reviewGoldens(report, paint, ask);
  } finally {
    terminal.close();
  }
}

interface Reviewed {
  readonly check: Awaited<ReturnType<typeof readGoldenFlags>>;
  readonly report: GoldenReport;
  readonly review: GoldenReview;
}

/** Writes and removes what was agreed to; the exit code is that of how everything stands then. */
async function applyReview(context: CliContext, { check, report, review }: Reviewed): Promise<number> {
  const { out, paint } = context;
  const { choice, prunes, refused, skipped } = review;
  let left = report;
  let hasMoved = false;
  if (choice.goldens.length + choice.causes.length > 0) {
    const accepted = await callPlayThread(context, "goldenAccept", { check, accept: { ...choice, seen: playsIn(report) } });
    out(acceptedText(accepted, choice, paint));
    left = accepted.report;
    hasMoved = accepted.moved.length > 0;
  }
  if (prunes) {
    out(prunedText(await callPlayThread(context, "goldenPrune", check), paint));
    left = { ...left, obsolete: [] };
  }
  out(`${refused} not meant, ${skipped} left for later`);
  return hasMoved ? 1 : exitCodeOfReport(left);
}
