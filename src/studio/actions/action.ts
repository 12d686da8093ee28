/** What an action is called and which key it has; the part that a test and the help sheet read. */
export interface ActionWords {
  /** Unique in its screen, e.g. `make`. */
  readonly id: string;
  readonly label: string;
  /**
   * The produced character (`m`, `?`, `+`), a named key (`Enter`, `Escape`, `Space`, `ArrowUp`), a sequence (`g p`), or one
   * with Ctrl or ⌘ (`Mod+k`, `Mod+Enter`: letters small, named keys as they are named); null for none. Keys that do the same are separated by ` / `.
   */
  readonly key: string | null;
}

/** One thing that can be done on a screen: it feeds buttons, shortcuts, palette and help. */
export interface Action extends ActionWords {
  /** False while it cannot be done; always true where absent. */
  when?(): boolean;
  run(): void;
  /** The screen's one primary action. */
  readonly primary?: boolean;
}

/** All actions of one screen, as they stand now. */
export interface ActionTable {
  readonly screen: string;
  readonly actions: readonly Action[];
}

/** Whether an action can be done now. */
export function isPossible(action: Action): boolean {
  return action.when?.() ?? true;
}

/** The keys of an action, one by one. */
export function keysOf({ key }: ActionWords): readonly string[] {
  return key === null ? [] : key.split(" / ");
}
