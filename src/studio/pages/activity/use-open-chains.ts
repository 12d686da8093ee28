import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { StoredEvent } from "../../../core/events/event.ts";
import { readAfter } from "./read-events.ts";

/** Chains that are opened, with all of their events once these are read. */
export interface OpenChains {
  readonly chains: ReadonlyMap<string, readonly StoredEvent[] | undefined>;
  readonly toggle: (chainId: string) => void;
}

/** @param head  Seq of the newest event that is shown: a chain that goes on is read again. */
export function useOpenChains(head: number): OpenChains {
  const [open, setOpen] = useState<readonly string[]>([]);
  const read = useQueries({
    queries: open.map((chain) => ({
      queryKey: ["activity", "chain", chain, head],
      queryFn: async ({ signal }: { signal: AbortSignal }) => (await readAfter(0, { chain }, signal)).events,
      staleTime: Infinity,
    })),
  });
  const toggle = useCallback((chainId: string) => {
    setOpen((before) => (before.includes(chainId) ? before.filter((one) => one !== chainId) : [...before, chainId]));
  }, []);
  const chains = useMemo(() => new Map(open.map((chain, index) => [chain, read[index]?.data])), [open, read]);
  return { chains, toggle };
}
