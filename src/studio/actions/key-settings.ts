import { useSyncExternalStore } from "react";
import { keepText, keptParts } from "../keep-text.ts";
import { type ActionWords, keysOf } from "./action.ts";

/** What a person changed about the keys; kept in this browser. */
export interface KeySettings {
  /** False switches off all shortcuts that are plain characters, sequences of them included. */
  readonly enabled: boolean;
  /** Keys by `screen/action`; an empty text takes the key away. */
  readonly remapped: Readonly<Record<string, string>>;
}

const PLACE = "touchstone.keys";
const DEFAULTS: KeySettings = { enabled: true, remapped: {} };
const listeners = new Set<() => void>();
let kept: KeySettings | undefined;

/** What holds in this browser now. */
function readKeySettings(): KeySettings {
  kept ??= { ...DEFAULTS, ...keptParts<KeySettings>(PLACE) };
  return kept;
}

/** Changes what holds. */
export function saveKeySettings(settings: KeySettings): void {
  kept = settings;
  for (const listener of listeners) listener();
  keepText(PLACE, JSON.stringify(settings));
}

/** What holds now; a button shows another key as soon as it has one. */
export function useKeySettings(): KeySettings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, readKeySettings);
}

/** The keys an action answers to, with these settings. */
export function keysWith({ enabled, remapped }: KeySettings, screen: string, action: ActionWords): readonly string[] {
  const own = remapped[`${screen}/${action.id}`];
  const keys = own === undefined ? keysOf(action) : own === "" ? [] : [own];
  return enabled ? keys : keys.filter((key) => !isCharacters(key));
}

/** The keys an action answers to now. */
export function activeKeys(screen: string, action: ActionWords): readonly string[] {
  return keysWith(readKeySettings(), screen, action);
}

/** Whether a key is typed by accident, by voice or on the way to something else: plain characters, not `Enter` or `Mod+k`. */
function isCharacters(key: string): boolean {
  return key.split(" ").every((one) => one.length === 1);
}
