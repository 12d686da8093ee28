import type { Route } from "../assets/records/project.ts";
import type { CheckOutcome, Verdict } from "../checks/check.ts";
import { html, type Markup } from "./markup.ts";
import type { SheetAsset } from "./contact-sheet.ts";

/** How an outcome looks: its own icon and word, never colour alone. `tone` names the colour. */
export interface OutcomeMark {
  readonly icon: string;
  readonly word: string;
  readonly tone: "pass" | "fail" | "uncertain" | "exception" | "stale" | "unknown" | "gold";
}

const VERDICT_MARKS: Readonly<Record<Verdict, OutcomeMark>> = {
  pass: { icon: "✓", word: "pass", tone: "pass" },
  fail: { icon: "✕", word: "fail", tone: "fail" },
  uncertain: { icon: "?", word: "uncertain", tone: "uncertain" },
  unchecked: { icon: "—", word: "unchecked", tone: "unknown" },
};

const CHECK_MARKS: Readonly<Record<CheckOutcome, OutcomeMark>> = {
  pass: VERDICT_MARKS.pass,
  fail: VERDICT_MARKS.fail,
  uncertain: VERDICT_MARKS.uncertain,
  uncalibrated: { icon: "?", word: "uncalibrated", tone: "uncertain" },
  not_applicable: { icon: "—", word: "not applicable", tone: "unknown" },
};

const DECISION_MARKS: Readonly<Record<SheetAsset["decision"], OutcomeMark>> = {
  approved: { icon: "◆", word: "approved", tone: "gold" },
  rejected: { icon: "✕", word: "rejected", tone: "fail" },
  pending: { icon: "◇", word: "waiting for a decision", tone: "unknown" },
};

/** Routes in words. */
const ROUTE_WORDS: Readonly<Record<Route, string>> = {
  auto_advance: "accepted by evidence",
  auto_regenerate: "made again with the next seed",
  reject: "rejected by policy",
  manual_review_queue: "sent to a person",
  exception_inbox: "kept as an exception",
};

/** What has moved on since it was frozen. */
export const STALE_MARK: OutcomeMark = { icon: "⟳", word: "stale", tone: "stale" };

const NOT_CHECKED: OutcomeMark = { icon: "—", word: "not checked yet", tone: "unknown" };

export function verdictMark(verdict: Verdict | null): OutcomeMark {
  return verdict === null ? NOT_CHECKED : VERDICT_MARKS[verdict];
}

export function checkMark(outcome: CheckOutcome): OutcomeMark {
  return CHECK_MARKS[outcome];
}

export function decisionMark(decision: SheetAsset["decision"]): OutcomeMark {
  return DECISION_MARKS[decision];
}

/** A route in words, e.g. "sent to a person". */
export function routeWords(route: Route): string {
  return ROUTE_WORDS[route];
}

/** Icon and word as one unbreakable piece of the page. */
export function showMark(mark: OutcomeMark): Markup {
  return html`<span class="mark ${mark.tone}"><span aria-hidden="true">${mark.icon}</span> ${mark.word}</span>`;
}
