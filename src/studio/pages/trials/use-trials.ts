import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { VerbName, VerbOutput } from "../../../server/api.ts";
import type { ApiFailure } from "../../api/api-failure.ts";
import { useVerb } from "../../api/use-verb.ts";

export type Overview = VerbOutput<"trial.overview">;
export type ScenarioFacts = Overview["scenarios"][number];
export type RunSummary = Overview["runs"][number];
export type RunShown = VerbOutput<"trial.show">;
export type ScenarioReport = NonNullable<RunShown["report"]>["scenarios"][number];
export type Comparison = VerbOutput<"trial.compare">;

/** How far a run is, is no event: it is asked for while one goes on. In ms. */
const ASK_MS = 1_000;

/** The project's scenarios and runs; it follows what runs. */
export function useTrials(): UseQueryResult<Overview, ApiFailure> {
  const query = useVerb("trial.overview", {});
  useAsking("trial.overview", query.data?.runs.some(({ state }) => state === "running") === true);
  return query;
}

/** One run; it follows it while it goes on. */
export function useRun(run: string): UseQueryResult<RunShown, ApiFailure> {
  const query = useVerb("trial.show", { run });
  useAsking("trial.show", query.data?.run.state === "running");
  return query;
}

function useAsking(verb: VerbName, goesOn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!goesOn) return undefined;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [verb] }), ASK_MS);
    return () => clearInterval(timer);
  }, [goesOn, client, verb]);
}
