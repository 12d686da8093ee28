import type { KeyboardEvent } from "react";
import type { Move } from "../../../core/view/library-rows.ts";

/** What a key asks of the grid. */
export type GridAction = Move | "open" | "all" | "toggle";

/** @param page  Rows that a page key moves by. @returns what a key does in the grid; undefined for keys that are others' matter. */
export function keyMoves(page: number): (event: KeyboardEvent) => GridAction | undefined {
  const keys: Readonly<Record<string, GridAction>> = {
    ArrowRight: { by: "item", count: 1 },
    ArrowLeft: { by: "item", count: -1 },
    ArrowDown: { by: "row", count: 1 },
    ArrowUp: { by: "row", count: -1 },
    j: { by: "item", count: 1 },
    k: { by: "item", count: -1 },
    PageDown: { by: "row", count: page },
    PageUp: { by: "row", count: -page },
    Home: { to: "start" },
    End: { to: "end" },
    Enter: "open",
    " ": "toggle",
  };
  return (event) => {
    if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) return "all";
    return event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
  };
}
