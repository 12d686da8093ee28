import { type Action, type ActionTable, isPossible } from "./action.ts";
import { activeKeys } from "./key-settings.ts";

/** What a key comes to: something to do, or the beginning of a sequence, or neither. */
interface KeyMatch {
  readonly action?: Action;
  /** To be told with the next key. */
  readonly begun?: string;
}

/**
 * Finds what a key stands for in the tables on show. The topmost table wins: what lies over a screen hides its keys.
 *
 * @param begun  The key before, where it began a sequence and is still waited for.
 */
export function matchKey(tables: readonly ActionTable[], key: string, begun?: string): KeyMatch {
  const action = (begun === undefined ? undefined : find(tables, `${begun} ${key}`)) ?? find(tables, key);
  if (action !== undefined) return { action };
  return beginsSequence(tables, key) ? { begun: key } : {};
}

function find(tables: readonly ActionTable[], key: string): Action | undefined {
  for (const { screen, actions } of tables.toReversed()) {
    const found = actions.find((action) => activeKeys(screen, action).includes(key) && isPossible(action));
    if (found !== undefined) return found;
  }
  return undefined;
}

function beginsSequence(tables: readonly ActionTable[], key: string): boolean {
  return tables.some(({ screen, actions }) =>
    actions.some((action) => activeKeys(screen, action).some((one) => one.startsWith(`${key} `))),
  );
}
