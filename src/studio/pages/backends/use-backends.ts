import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { VerbOutput } from "../../../server/api.ts";
import type { ApiFailure } from "../../api/api-failure.ts";
import { callVerb } from "../../api/call-verb.ts";
import { useLive } from "../../api/live.ts";
import { useVerb } from "../../api/use-verb.ts";

type Backends = VerbOutput<"backend.list">;

/** How often the servers themselves are asked while somebody looks at this page, ms. Guess: soon enough to see one start. */
const ASK_MS = 5_000;

/** The renderers as they are, for as long as somebody looks; what was last known of them comes first. */
export function useBackends(): UseQueryResult<Backends, ApiFailure> & { readonly ask: () => void } {
  const query = useVerb("backend.list", {});
  const client = useQueryClient();
  const { state } = useLive();
  const ask = async (): Promise<void> => {
    // Who cannot be asked now is asked the next time; that the server is away is said by the connection.
    const answer = await callVerb("backend.list", { refresh: true }).catch(() => undefined);
    if (answer !== undefined) client.setQueryData<Backends>(["backend.list", {}], answer);
  };
  useEffect(() => {
    if (state === "offline") return undefined;
    const askWhenSeen = (): void => void (document.visibilityState === "visible" && ask());
    askWhenSeen();
    const timer = setInterval(askWhenSeen, ASK_MS);
    return () => clearInterval(timer);
  }, [state === "offline"]);
  return { ...query, ask: () => void ask() };
}
