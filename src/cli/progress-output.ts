import type { Typed } from "./command.ts";
import type { Paint } from "./paint.ts";
import { columnsOf, paintFor } from "./paint-for.ts";
import type { ProgressOutput } from "./progress.ts";

/** Where progress is shown, and how it may look there. */
export function progressOutput(typed: Typed): { readonly output: ProgressOutput; readonly paint: Paint } {
  const { stderr } = process;
  const output = {
    terminal: stderr.isTTY,
    columns: () => columnsOf(stderr),
    write: (text: string) => void stderr.write(text),
    elapsedMs: () => performance.now(),
  };
  return { output, paint: paintFor(stderr, !typed.isOn("no-color")) };
}
