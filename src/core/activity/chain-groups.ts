import type { StoredEvent } from "../events/event.ts";

/** The events of one causal chain that are at hand. */
export interface ChainGroup {
  readonly chainId: string;
  /** Newest first. */
  readonly events: readonly StoredEvent[];
  readonly newest: StoredEvent;
  readonly oldest: StoredEvent;
}

/**
 * Events by causal chain, the chain that moved last first.
 *
 * @param events  Newest first.
 */
export function chainGroups(events: readonly StoredEvent[]): readonly ChainGroup[] {
  const chains = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const chain = chains.get(event.causalChainId);
    if (chain === undefined) chains.set(event.causalChainId, [event]);
    else chain.push(event);
  }
  return [...chains].map(([chainId, own]) => {
    const [newest, oldest] = [own[0] as StoredEvent, own.at(-1) as StoredEvent];
    return { chainId, events: own, newest, oldest };
  });
}
