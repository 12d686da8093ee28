import { useSyncExternalStore } from "react";
import { readFirstRun, tickStep, type FirstRunMemory, type FirstRunStep } from "../../core/first-run/first-run-steps.ts";
import { PROJECT_ID } from "../api/project-id.ts";
import { keepText, keptText } from "../keep-text.ts";

const PLACE = `touchstone.first-run.${PROJECT_ID}`;
const listeners = new Set<() => void>();
let memory = readFirstRun(keptText(PLACE));

function change(next: FirstRunMemory): void {
  if (next === memory) return;
  memory = next;
  keepText(PLACE, JSON.stringify(next));
  for (const listener of listeners) listener();
}

/** Ticks a step. */
export function tick(step: FirstRunStep | null): void {
  change(tickStep(memory, step));
}

export function dismissFirstRun(): void {
  change({ ...memory, dismissed: true });
}

/** Remembers where the stream stood when the strip was first shown. */
export function beginFirstRun(head: number): void {
  if (memory.sinceSeq === null) change({ ...memory, sinceSeq: head });
}

/** What is known of a person's first steps in this project. */
export function useFirstRun(): FirstRunMemory {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => memory,
  );
}
