import type { Conflict } from "../core/env/conflict/conflict.ts";
import { headLines, proposalLines } from "./env-conflict-text.ts";
import type { Paint } from "./paint.ts";

/** Asks one question; undefined when nobody is there any more. */
export type Ask = (question: string) => Promise<string | undefined>;

/** A package and one exact version. */
const PIN = /^[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9.+!_-]*$/;

/**
 * Shows a conflict and asks which pins are to resolve it: proposals by their numbers, others as `package==version`.
 *
 * @returns the pins, in the order in which they were typed; null where the conflict is left as it is.
 */
export async function askForPins(conflict: Conflict, paint: Paint, ask: Ask): Promise<readonly string[] | null> {
  const { proposals } = conflict;
  const shown = [...headLines(conflict, paint), ...proposalLines(proposals, paint)].join("\n");
  const numbers = proposals.length === 0 ? "" : `A number from 1 to ${proposals.length}, or `;
  let question = `${shown}\n${numbers}package==version, several with spaces between; Enter alone leaves it: `;
  for (;;) {
    const answer = (await ask(question))?.trim();
    if (answer === undefined || answer === "") return null;
    const read = readAnswer(answer, conflict);
    if ("pins" in read) return read.pins;
    question = `${read.problem}; once more: `;
  }
}

function readAnswer(answer: string, { proposals }: Conflict): { pins: readonly string[] } | { problem: string } {
  const pins: string[] = [];
  for (const word of answer.split(/[\s,]+/)) {
    const pin = /^\d+$/.test(word) ? proposals[Number(word) - 1]?.pin : word;
    if (pin === undefined) return { problem: `there is no proposal ${word}` };
    if (!PIN.test(pin)) return { problem: `\`${pin}\` is not package==version` };
    pins.push(pin);
  }
  return { pins };
}
