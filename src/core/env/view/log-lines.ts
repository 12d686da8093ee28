const [ESCAPE, BELL] = [String.fromCodePoint(27), String.fromCodePoint(7)];
/** Sequences by which programs colour and move: from ESC to the letter that ends them, or a title to its bell. */
const SEQUENCES = new RegExp(
  String.raw`${ESCAPE}(?:\[[0-?]*[ -/]*[@-~]|\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\)?|[@-Z\\^_])`,
  "g",
);

/** Lines of a log that a page keeps. Guess: more than anybody scrolls through, and little enough to draw. */
export const MOST_LINES = 2_000;

/**
 * A log's text as lines without anything that acts. What a progress bar wrote over is left out.
 *
 * @param text  As the file has it, whole or from somewhere on.
 * @returns the newest lines, `MOST_LINES` at most, and how many before them were left out.
 * Source: SPEC.md EV7.
 */
export function logLines(text: string): { readonly lines: readonly string[]; readonly left: number } {
  const all = text.replace(SEQUENCES, "").replaceAll("\r\n", "\n").split("\n");
  if (all.at(-1) === "") all.pop();
  const left = Math.max(0, all.length - MOST_LINES);
  return { lines: all.slice(left).map(shown), left };
}

/** What stands there after each carriage return began the line anew; of the controls only the tab stays. */
function shown(line: string): string {
  const last = line.replace(/\r+$/, "").split("\r").at(-1) ?? "";
  return last.replaceAll(/\p{Cc}/gu, (control) => (control === "\t" ? control : ""));
}
