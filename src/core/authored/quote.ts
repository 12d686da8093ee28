/** Longest stretch of a person's text that a message repeats. */
const MAX_QUOTED = 60;

/** A person's text as a message repeats it between backticks: on one line, shortened, without backticks of its own. */
export function quoteForMessage(text: string): string {
  const start = text
    .slice(0, MAX_QUOTED + 1)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("`", "'")
    .toWellFormed();
  return start.length > MAX_QUOTED ? `${start.slice(0, MAX_QUOTED - 1)}…` : start;
}
