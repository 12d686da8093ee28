import type { GoldenReport } from "../core/playtest/golden/golden-report.ts";
import type { GoldenChoice } from "../core/playtest/golden/select-goldens.ts";
import { groupLines } from "./golden-text.ts";
import type { Paint } from "./paint.ts";

/** What a person said of everything that differs. */
export interface GoldenReview {
  readonly choice: GoldenChoice;
  /** Whether obsolete goldens are to be removed. */
  readonly prunes: boolean;
  /** Causes that were not meant: something is to be mended. */
  readonly refused: number;
  /** Causes and goldens that were left for later. */
  readonly skipped: number;
}

/** One question, with what is shown above it. */
interface Question {
  readonly shown: readonly string[];
  readonly ask: string;
  accept(): void;
}

/**
 * Asks about every cause, and then about what is missing, damaged or obsolete.
 *
 * @param ask  Shows a question and answers with the line that was typed; undefined when nobody answers any more.
 */
export async function reviewGoldens(
  report: GoldenReport,
  paint: Paint,
  ask: (question: string) => Promise<string | undefined>,
): Promise<GoldenReview> {
  const goldens: string[] = [];
  const causes: string[] = [];
  const found = { refused: 0, skipped: 0, prunes: false };
  const questions = listQuestions(report, paint, { goldens, causes, prune: () => void (found.prunes = true) });
  let forAll = false;
  for (const [at, question] of questions.entries()) {
    const answer: Answer = forAll ? "y" : await askUntilClear(question, { at: `${at + 1}/${questions.length}`, ask });
    if (answer === "q") {
      found.skipped += questions.length - at;
      break;
    }
    forAll ||= answer === "a";
    if (answer === "y" || answer === "a") question.accept();
    else if (answer === "n") found.refused += 1;
    else found.skipped += 1;
  }
  return { choice: { goldens, causes, all: false }, ...found };
}

interface Answers {
  readonly goldens: string[];
  readonly causes: string[];
  readonly prune: () => void;
}

function listQuestions(report: GoldenReport, paint: Paint, { goldens, causes, prune }: Answers): readonly Question[] {
  const perGolden = [
    ...report.damaged.map(({ golden, message }) => ({ golden, shown: `${paint.bad("✕ damaged")}  ${golden}: ${message}` })),
    ...report.missing.map(({ golden, renamedFrom }) => ({
      golden,
      shown: `${paint.ask("? missing")}  ${golden}${renamedFrom === null ? "" : `, which says what ${renamedFrom} says`}`,
    })),
  ];
  const obsolete = report.obsolete.map(({ golden }) => `${paint.ask("? obsolete")} ${golden}`);
  return [
    ...report.groups.map((group) => ({
      shown: groupLines(group, paint),
      ask: "Was this meant?",
      accept: () => void causes.push(group.key),
    })),
    ...perGolden.map(({ golden, shown }) => ({
      shown: [shown],
      ask: "Record it as it is now?",
      accept: () => void goldens.push(golden),
    })),
    ...(obsolete.length === 0 ? [] : [{ shown: obsolete, ask: "Remove what no play stands for?", accept: prune }]),
  ];
}

type Answer = "y" | "n" | "s" | "a" | "q";

async function askUntilClear(
  { shown, ask: text }: Question,
  { at, ask }: { at: string; ask: (question: string) => Promise<string | undefined> },
): Promise<Answer> {
  let question = `${shown.join("\n")}\n${at} ${text} [y]es [n]o [s]kip [a]ll the rest [q]uit: `;
  for (;;) {
    const answer = await ask(question);
    // Nobody is there any more.
    if (answer === undefined) return "q";
    const known = ANSWERS.find((letter) => answer.trim().toLowerCase().startsWith(letter));
    if (known !== undefined) return known;
    question = "Please type y, n, s, a or q: ";
  }
}

const ANSWERS: readonly Answer[] = ["y", "n", "s", "a", "q"];
