import { isPossible } from "../actions/action.ts";
import type { ActionTable } from "../actions/action.ts";

/** One thing that the palette can do or go to. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** What kind of thing it is, e.g. `spec`. */
  readonly group: string;
  readonly key: string | null;
  run(): void;
}

/** The actions on show as items, those of the screen before those of everywhere. */
export function actionItems(
  tables: readonly ActionTable[],
  keyOf: (screen: string, id: string) => string | null,
): readonly PaletteItem[] {
  return tables.toReversed().flatMap(({ screen, actions }) =>
    actions
      .filter((action) => action.id !== "palette" && isPossible(action))
      .map((action) => ({
        id: `${screen}/${action.id}`,
        label: action.label,
        group: screen === "global" ? "everywhere" : screen,
        key: keyOf(screen, action.id),
        run: () => action.run(),
      })),
  );
}

/** The items that contain all words of the text, those that begin with it first; order is kept otherwise. */
export function findItems(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(({ label, group }) => words.every((word) => `${label} ${group}`.toLowerCase().includes(word)));
  const begins = ({ label }: PaletteItem): boolean => label.toLowerCase().startsWith(text.trim().toLowerCase());
  return [...found.filter(begins), ...found.filter((item) => !begins(item))];
}

/** How many there are, and how many of them are on show. */
export function countWords(found: number, shown: number): string {
  if (found === 0) return "Nothing has that name";
  return found > shown ? `${shown} of ${found}: type more to find the others` : `${found} found`;
}
