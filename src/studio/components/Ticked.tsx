import type { ReactNode } from "react";

/** A sentence of the engine, in which names and values stand between backticks: these are set as code. */
export function Ticked({ text }: { text: string }): ReactNode {
  return text.split("`").map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece));
}
