import { useEffect, useRef } from "react";
import type { Action, ActionTable } from "./action.ts";

/** A screen on show, with a way to its actions as they are at the moment of asking. */
interface Registered {
  readonly screen: string;
  readonly list: () => readonly Action[];
}

let registered: readonly Registered[] = [];
/** The action tables on show: the frame's own first, then those of the screen and what lies over it. */
export function currentTables(): readonly ActionTable[] {
  return registered.map(({ screen, list }) => ({ screen, actions: list() }));
}

/** Puts a screen's actions into shortcuts, palette and help for as long as the component is on show. */
export function useActions(screen: string, actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const mine: Registered = { screen, list: () => latest.current };
    registered = [...registered, mine];
    return () => void (registered = registered.filter((one) => one !== mine));
  }, [screen]);
}
