import type { Considered } from "./plan.ts";
import type { IdleCode, RefusalCode } from "./reason-code.ts";

/** Something that was considered, with what became of it. */
export type Finding = Considered & { readonly fate: "chosen" | "skipped" | "blocked" };

/** What a finding is about. */
export type Subject = Pick<Considered, "kind" | "id">;

export function chosen(subject: Subject, detail: string): Finding {
  return { fate: "chosen", ...subject, layer: null, reasonCode: subject.kind === "reference" ? "anchor" : "named", detail };
}

export function skipped(subject: Subject, reasonCode: IdleCode, detail: string): Finding {
  return { fate: "skipped", ...subject, layer: null, reasonCode, detail };
}

export function blocked(subject: Subject, reasonCode: RefusalCode, detail: string): Finding {
  return { fate: "blocked", ...subject, layer: null, reasonCode, detail };
}
