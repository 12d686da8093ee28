const FIRST_LINE = /^(?:error|\s*×)?:?\s*No solution found when resolving .*$/m;
/** What stands before the explanation in the two ways that uv has of showing it. */
const LEAD = /^(?:\s*cause: |\s*╰─▶ )/;
const HINT = /^\s*hint: /m;

/**
 * Takes the resolver's words apart into its premises, each as words in a row. Conclusions are left out: they follow from
 * premises, and are printed in a form that leaves versions out.
 *
 * @returns null where the words have another form.
 */
export function readPremises(words: string): readonly string[] | null {
  const start = FIRST_LINE.exec(words);
  if (start === null) return null;
  const rest = words.slice(start.index + start[0].length).replace(/^\n/, "");
  const explanation = rest.split(HINT, 1)[0] ?? "";
  const text = joinLines(explanation.replace(LEAD, ""));
  // One premise alone concludes nothing.
  if (!/^(?:And because|Because) /.test(text)) return text === "" ? null : [text];
  const sentences = text.split(/(?:^| )(?:And because|Because) /).slice(1);
  const premises = sentences.map(premiseOf);
  const understood = premises.filter((one) => one !== null);
  return understood.length === premises.length ? understood.filter((one) => one !== "") : null;
}

function joinLines(text: string): string {
  return text
    .split(/\s*\n\s*/)
    .join(" ")
    .trim();
}

/** What stands before the conclusion; empty where all of it was concluded before; null where it has no such form. */
function premiseOf(sentence: string): string | null {
  const parts = sentence.split(/,? we can conclude that /);
  if (parts.length === 2) return parts[0] ?? null;
  const isAllKnown = /^we know from \(\d+\) that .* and we know from \(\d+\) that /.test(sentence);
  return parts.length === 1 && isAllKnown ? "" : null;
}
