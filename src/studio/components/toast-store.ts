import { useSyncExternalStore } from "react";

/** Something that was done, said in one sentence, with the way back where there is one. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "fail";
  readonly atMs: number;
  /** Takes it back; gone once it was used. */
  readonly undo?: () => unknown;
  /** False once it was taken away: it stays in the history. */
  readonly shown: boolean;
}

const HISTORY = 50;
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says something. A new sentence hides those before it; all of them stay in the history. */
export function notify({ text, tone = "plain", undo }: { text: string; tone?: Toast["tone"]; undo?: Toast["undo"] }): void {
  count += 1;
  const toast: Toast = { id: count, text, tone, atMs: Date.now(), shown: true, ...(undo === undefined ? {} : { undo }) };
  replace([toast, ...toasts.map((one) => ({ ...one, shown: false }))].slice(0, HISTORY));
}

/** Hides a sentence; it stays in the history, and can still be undone there. */
export function dismiss(id: number): void {
  replace(toasts.map((one) => (one.id === id ? { ...one, shown: false } : one)));
}

/** Takes something back, once. A failure is said like anything else. */
export async function undo(id: number): Promise<void> {
  const toast = toasts.find((one) => one.id === id);
  if (toast?.undo === undefined) return;
  replace(toasts.map((one) => (one.id === id ? withoutUndo(one) : one)));
  try {
    await toast.undo();
    notify({ text: `Undone: ${toast.text}` });
  } catch (error) {
    notify({ text: `It could not be undone: ${error instanceof Error ? error.message : String(error)}`, tone: "fail" });
  }
}

/** Takes back the newest thing that can be. @returns whether there was one. */
export function undoNewest(): boolean {
  const newest = toasts.find((one) => one.undo !== undefined);
  if (newest !== undefined) void undo(newest.id);
  return newest !== undefined;
}

function withoutUndo({ undo: _used, ...rest }: Toast): Toast {
  return { ...rest, shown: false };
}

/** All that was said, newest first. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => toasts,
  );
}
