import type { PlaytestTrace } from "../record/playtest-trace.ts";
import { seedView, type SeedTrace } from "../record/seed-view.ts";

/** The seed's view with what it has no place for: what the host was told, and what the last node drew and met. */
export interface DiffView extends Omit<SeedTrace, "steps" | "final"> {
  readonly steps: readonly (SeedTrace["steps"][number] & Pick<PlaytestTrace["steps"][number], "emits">)[];
  readonly final: SeedTrace["final"] & Pick<PlaytestTrace["steps"][number], "emits" | "draws">;
}

/** The view of a trace that ignore paths and redactions speak of. */
export function diffView(trace: PlaytestTrace): DiffView {
  const view = seedView(trace);
  const last = trace.steps.at(-1);
  return {
    ...view,
    steps: view.steps.map((step, at) => ({ ...step, emits: trace.steps[at]?.emits ?? [] })),
    final: { ...view.final, emits: last?.emits ?? [], draws: last?.draws ?? [] },
  };
}
