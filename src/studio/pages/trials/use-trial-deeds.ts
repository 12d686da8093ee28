import { useQueryClient } from "@tanstack/react-query";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";

/** What is done on the page. */
export interface TrialDeeds {
  /** Begins a run in the background; its end is told by the stream. */
  readonly run: (scenario: string | undefined) => void;
}

/** @param trials  Trials of each scenario; null: as each says. */
export function useTrialDeeds(trials: number | null = null): TrialDeeds {
  const client = useQueryClient();
  const begin = async (scenario: string | undefined): Promise<void> => {
    const asked = { ...(scenario === undefined ? {} : { scenario }), ...(trials === null ? {} : { trials }) };
    await callVerb("trial.run", asked).catch(sayRefusal);
    await client.invalidateQueries({ queryKey: ["trial.overview"] });
  };
  return { run: (scenario) => void begin(scenario) };
}

function sayRefusal(error: unknown): void {
  const text = error instanceof Error ? error.message : "it failed";
  notify({ text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, tone: "fail" });
}
