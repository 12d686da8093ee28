/** What a key event tells of the key; the part of `KeyboardEvent` that matters here. */
interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  getModifierState(name: string): boolean;
}

const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Fn"]);

/**
 * The key by the character that it produces, since on other keyboards it lies elsewhere: `m`, `?`, `Space`, `ArrowUp`, `Mod+k`.
 * Undefined for what is no key of its own, and for combinations that belong to the browser or the system.
 */
export function keyName(event: PressedKey): string | undefined {
  if (MODIFIERS.has(event.key)) return undefined;
  const key = event.key === " " ? "Space" : event.key;
  // On many keyboards characters such as `[` need AltGr, which some systems report as Ctrl and Alt.
  if (event.getModifierState("AltGraph")) return key;
  if (event.altKey) return undefined;
  return event.ctrlKey || event.metaKey ? `Mod+${key.length === 1 ? key.toLowerCase() : key}` : key;
}
