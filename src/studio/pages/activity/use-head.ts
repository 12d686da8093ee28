import { useVerb } from "../../api/use-verb.ts";

/** Seq of the newest event, as it grows; null until it is known. */
export function useHead(): number | null {
  const { data } = useVerb("event.list", { since: 0, limit: 1 });
  return data?.head ?? null;
}
