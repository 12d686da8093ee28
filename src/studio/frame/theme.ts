import { useSyncExternalStore } from "react";
import { keepText, keptText } from "../keep-text.ts";

/** `system` follows the machine. */
export type Theme = "dark" | "light" | "system";

const PLACE = "touchstone.theme";
const machine = window.matchMedia("(prefers-color-scheme: light)");
const listeners = new Set<() => void>();

let kept: Theme | undefined;

function readTheme(): Theme {
  kept ??= themeOf(keptText(PLACE));
  return kept;
}

function themeOf(text: string | null): Theme {
  return text === "dark" || text === "light" ? text : "system";
}

/** Puts the theme onto the page; dark unless the machine or somebody here says otherwise. */
export function applyTheme(): void {
  const theme = readTheme();
  const isLight = theme === "light" || (theme === "system" && machine.matches);
  document.documentElement.dataset["theme"] = isLight ? "light" : "dark";
  for (const listener of listeners) listener();
}

export function chooseTheme(theme: Theme): void {
  kept = theme;
  applyTheme();
  keepText(PLACE, theme);
}

machine.addEventListener("change", applyTheme);

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, readTheme);
}
