import { styleText } from "node:util";

/** How answers may look: colours for a terminal, or none, and the room there is. Meaning never rests on colour alone. */
export interface Paint {
  /** Width to lay out for, in characters; Infinity where the answer goes to a file or another program. */
  readonly columns: number;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly ask: (text: string) => string;
  readonly gold: (text: string) => string;
}

const plain = (text: string): string => text;

/** Chooses colours (off for pipes, `--no-color`, and `NO_COLOR`) and keeps the width. */
export function createPaint(colour: boolean, columns = Infinity): Paint {
  if (!colour) return { columns, bold: plain, dim: plain, good: plain, bad: plain, ask: plain, gold: plain };
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) => styleText(format, text, { validateStream: false });
  return {
    columns,
    bold: style("bold"),
    dim: style("dim"),
    good: style("green"),
    bad: style("red"),
    ask: style("cyan"),
    gold: style("yellow"),
  };
}
