/** One thing that was looked at. */
export interface HealthCheck {
  readonly id: "node" | "files" | "lock" | "store" | "disk" | "owner" | "images" | "renderer" | "backends" | "clock";
  /** `unknown` where something else that failed keeps it from being looked at. */
  readonly outcome: "ok" | "warn" | "fail" | "unknown";
  /** What was found, in one sentence. */
  readonly detail: string;
  /** The way out; null when nothing needs to be done. */
  readonly hint: string | null;
}

/** What was found, in the order it was looked at. */
export interface Health {
  /** False when something failed. */
  readonly ok: boolean;
  readonly checks: readonly HealthCheck[];
}

/** What was found about one of them. */
export type Found = Omit<HealthCheck, "id">;

/** All is well. */
export const ok = (detail: string): Found => ({ outcome: "ok", detail, hint: null });

/** Something else that failed keeps it from being looked at. */
export const unknown = (detail: string): Found => ({ outcome: "unknown", detail, hint: null });
