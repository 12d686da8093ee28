/**
 * Splits words at spaces, except within `{…}` (a marker), `[…]` (extras), `(…)` (an aside) and backticks. Commas that end a
 * word go.
 */
export function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  let token = "";
  let depth = 0;
  let isQuoted = false;
  for (const char of text) {
    if (char === "`") isQuoted = !isQuoted;
    else if (!isQuoted && "{[(".includes(char)) depth += 1;
    else if (!isQuoted && "}])".includes(char)) depth -= 1;
    if (char !== " " || isQuoted || depth > 0) token += char;
    else {
      tokens.push(token);
      token = "";
    }
  }
  return [...tokens, token].filter((one) => one !== "").map((one) => one.replace(/,$/, ""));
}
