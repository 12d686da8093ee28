import type { ReactNode } from "react";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { notify } from "../../components/toast-store.ts";
import { copyText } from "../../trace/copy-text.ts";
import { FIRST_SCENARIO } from "./first-scenario.ts";

/** What a scenario is, and a first one to begin with. */
export function NoScenarios(): ReactNode {
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(FIRST_SCENARIO);
    notify(
      isCopied
        ? { text: "Copied. Save it as scenarios/first.scenario.yaml" }
        : { text: "This browser lets no page copy", tone: "fail" },
    );
  };
  return (
    <EmptyState
      title="No scenario yet"
      action={
        <Button tone="primary" onClick={() => void copy()}>
          Copy a first scenario
        </Button>
      }
    >
      A scenario in <code>scenarios/</code> says what an agent is asked, which tools it may call and what it must do. It is run
      several times, and how often it passes stands here with its bounds. <code>touchstone trial run scenarios</code> does the
      same in a terminal.
    </EmptyState>
  );
}
