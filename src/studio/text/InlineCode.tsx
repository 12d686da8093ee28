import type { ReactNode } from "react";

/** A sentence in which what stands between backticks is a name, set as code. */
export function InlineCode({ text }: { readonly text: string }): ReactNode {
  // Every second part stands between backticks; places in the text do not move, so they are good keys.
  return text.split("`").map((part, place) => (place % 2 === 1 ? <code key={place}>{part}</code> : part));
}
