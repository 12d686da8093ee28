import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { VerbOutput } from "../../../server/api.ts";
import type { ApiFailure } from "../../api/api-failure.ts";
import { useVerb } from "../../api/use-verb.ts";

export type Overview = VerbOutput<"playtest.overview">;

/** How far a run is, is no event: it is asked for while one goes on. In ms. */
const ASK_MS = 1_000;

/** What there is to play and what the last plays found; it follows what runs. */
export function usePlaytest(): UseQueryResult<Overview, ApiFailure> {
  const query = useVerb("playtest.overview", {});
  const client = useQueryClient();
  const runs = (query.data?.running.length ?? 0) > 0;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ["playtest.overview"] }), ASK_MS);
    return () => clearInterval(timer);
  }, [runs, client]);
  return query;
}
