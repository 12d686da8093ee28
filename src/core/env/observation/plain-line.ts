const ESCAPE = String.fromCharCode(27);
/** What terminals take for orders: colours and the like, titles, and single letters. Source: ECMA-48. */
const ORDERS = new RegExp(`${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${ESCAPE}\\u0007]*(?:\\u0007|${ESCAPE}\\\\)?|.)?`, "g");

/** A line that a program printed, without colours and whatever else a terminal would obey. Source: SPEC.md EO15. */
export function plainLine(line: string): string {
  return line
    .replaceAll(ORDERS, "")
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim();
}
