import type { Change, Line } from "../story/moment.ts";
import type { PlaytestStep } from "./playtest-trace.ts";
import type { StepLine } from "./trace-schema.ts";

/** Reads the step lines of one trace, in order. */
export interface LineReader {
  read(line: StepLine): PlaytestStep;
}

/** Opens a reader that fills in what `openLineWriter` leaves out. Source: SPEC.md PR13. */
export function openLineReader(): LineReader {
  const said = new Map<string, readonly Line[]>();
  const labels = new Map<string, Map<string, string>>();
  return {
    read(line) {
      const { node } = line;
      if (line.say !== undefined)
        said.set(
          node,
          line.say.map(({ text, speaker = null }) => ({ text, speaker })),
        );
      const known = labels.get(node) ?? new Map<string, string>();
      labels.set(node, known);
      for (const [id, text] of Object.entries(line.labels ?? {})) known.set(id, text);
      const textOf = (id: string): string => known.get(id) ?? "";
      return {
        i: line.i,
        node,
        lines: said.get(node) ?? [],
        offered: (line.offered ?? []).map((id) => ({ id, text: textOf(id) })),
        refused: (line.refused ?? []).map(({ choice, failed }) => ({ id: choice, text: textOf(choice), failed })),
        chose: line.chose,
        draws: line.draws ?? [],
        sets: changesOf(line),
        assets: line.assets ?? [],
        emits: line.emits ?? [],
      };
    },
  };
}

function changesOf({ set = {}, by = {} }: StepLine): readonly Change[] {
  return Object.entries(set)
    .map(([name, [old, now]]) => ({ name, old, new: now, by: by[name] ?? "" }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
