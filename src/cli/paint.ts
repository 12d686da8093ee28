import { styleText } from "node:util";

/** Colours for a terminal, or none. Meaning never rests on colour alone. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  ask(text: string): string;
  gold(text: string): string;
}

const plain = (text: string): string => text;

/** Chooses colours: off for pipes, `--no-color`, and `NO_COLOR`. */
export function createPaint(colour: boolean): Paint {
  if (!colour) return { bold: plain, dim: plain, good: plain, bad: plain, ask: plain, gold: plain };
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) => styleText(format, text, { validateStream: false });
  return {
    bold: style("bold"),
    dim: style("dim"),
    good: style("green"),
    bad: style("red"),
    ask: style("cyan"),
    gold: style("yellow"),
  };
}
