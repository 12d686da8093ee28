import { type EnvCheck, type EnvHealth, MAX_ITEMS } from "./env-health.ts";

/** What was found about one of them. */
export type EnvFound = Omit<EnvCheck, "id">;

/** All is well. */
export const wellFound = (detail: string): EnvFound => ({ outcome: "ok", detail, hint: null, items: [] });

/** Something else that failed keeps it from being looked at. */
export const notLookedAt = (detail: string): EnvFound => ({ outcome: "unknown", detail, hint: null, items: [] });

interface Finding {
  readonly detail: string;
  readonly hint: string;
  readonly items?: readonly string[];
}

/** What is wrong, with the way out and what it is about. Rule: ES15. */
export function badlyFound(outcome: "warn" | "fail", { detail, hint, items = [] }: Finding): EnvFound {
  const rest = items.length - MAX_ITEMS;
  const shown = rest > 0 ? [...items.slice(0, MAX_ITEMS), `and ${rest} more`] : items;
  return { outcome, detail, hint, items: shown };
}

/** Rule: ES10. */
export function healthOf(checks: readonly EnvCheck[]): EnvHealth {
  return { ok: checks.every(({ outcome }) => outcome !== "fail"), checks };
}
