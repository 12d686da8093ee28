import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";

/** How the status of a spec looks. */
export const STATUS_MARKS: Readonly<Record<"draft" | "ready" | "deprecated", OutcomeMark>> = {
  draft: { icon: "◌", word: "draft", tone: "unknown" },
  ready: { icon: "●", word: "ready", tone: "pass" },
  deprecated: { icon: "⊘", word: "deprecated", tone: "unknown" },
};
