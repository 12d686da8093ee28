import { useQueryClient } from "@tanstack/react-query";
import { type GoldenReport, playsIn } from "../../../core/playtest/golden/golden-report.ts";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";
import { countWords } from "./playtest-words.ts";
import { watchRun } from "./watch-run.ts";

/** What of the goldens is meant: some by path, some by what changed them, or all. */
export type Accepted =
  | { readonly goldens: string[]; readonly seen?: Record<string, string> }
  | { readonly causes: string[] }
  | { readonly all: true };

/** What is done on the page. Each says what it did. */
export interface PlaytestDeeds {
  readonly check: () => void;
  readonly accept: (what: Accepted) => void;
  readonly prune: () => void;
  /** All suites where none is named. */
  readonly play: (suite?: string) => void;
  readonly explore: (story: string, policy: "exhaustive" | "guided") => void;
}

/** A golden is a file of the project: what it was is not lost where the project is under version control. */
const IN_GIT = "What they were is in git.";

/** @param report  What the page shows of goldens: what is accepted by it must still be played so. */
export function usePlaytestDeeds(report: GoldenReport | null = null): PlaytestDeeds {
  const client = useQueryClient();
  /** Has all answers asked for again, also where it is refused. */
  const said = (act: () => Promise<void>): void => {
    const settle = async (): Promise<void> => {
      await act().catch(sayRefusal);
      await client.invalidateQueries();
    };
    void settle();
  };
  /** What goes on when the call is answered. */
  const begun = (start: () => Promise<{ readonly run: string }>): void =>
    said(async () => {
      const { run } = await start();
      void watchRun(run);
    });
  const shown = () => (report === null ? {} : { seen: playsIn(report) });
  return {
    check: () => begun(async () => await callVerb("golden.check", {})),
    accept: (what) =>
      said(async () => {
        const { written, partly, moved } = await callVerb("golden.accept", { ...shown(), ...what });
        const left = partly.length === 0 ? "" : ` ${partly.length} more changed through another cause too, and wait.`;
        sayMoved(moved.length);
        if (written.length > 0) notify({ text: `Accepted ${countWords(written.length, "golden")}. ${IN_GIT}${left}` });
      }),
    prune: () =>
      said(async () => {
        const { removed } = await callVerb("golden.prune", {});
        notify({ text: `Deleted ${countWords(removed.length, "golden")}. ${IN_GIT}` });
      }),
    play: (suite) => begun(async () => await callVerb("playtest.runSuite", suite === undefined ? {} : { suite })),
    explore: (story, policy) => begun(async () => await callVerb("playtest.explore", { story, policy })),
  };
}

function sayMoved(count: number): void {
  if (count === 0) return;
  notify({ text: `${countWords(count, "golden")} changed since this was shown: check, and look again.`, tone: "fail" });
}

function sayRefusal(error: unknown): void {
  const text = error instanceof Error ? error.message : "it failed";
  notify({ text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, tone: "fail" });
}
