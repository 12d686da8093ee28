import { type ActionWords, keysOf } from "./action.ts";

/** The actions of one screen by name; those of `global` hold on every screen. */
export type ActionTables = Readonly<Record<string, readonly ActionWords[]>>;

/** Means one step back everywhere: what lies over a screen closes with it before the screen itself is left. */
const STEP_BACK = "Escape";

/**
 * Keys that two actions of one screen, or one of a screen and a global one, would both answer to; a sentence for each. A key
 * that begins a sequence is taken as well: the sequence could never be ended.
 */
export function findKeyClashes(tables: ActionTables): readonly string[] {
  const { global = [], ...screens } = tables;
  return Object.entries({ global: [], ...screens }).flatMap(([screen, own]) => {
    const everywhere = global.map((action) => ({ action, isOwn: screen === "global" }));
    const taken: { readonly key: string; readonly by: string; readonly isOwn: boolean }[] = [];
    return [...everywhere, ...own.map((action) => ({ action, isOwn: true }))].flatMap(({ action, isOwn }) =>
      keysOf(action).flatMap((key) => {
        const clash = taken.find((one) => overlap(one.key, key) && (key !== STEP_BACK || one.isOwn));
        taken.push({ key, by: action.label, isOwn });
        return clash === undefined ? [] : [`${screen}: \`${key}\` is both ${clash.by} and ${action.label}`];
      }),
    );
  });
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
