import { expect, test } from "vitest";
import { keyName } from "./key-name.ts";

const press = (key: string, held: readonly string[] = []) =>
  keyName({
    key,
    ctrlKey: held.includes("Control"),
    metaKey: held.includes("Meta"),
    altKey: held.includes("Alt"),
    getModifierState: (name) => held.includes(name),
  });

test("a key is named by the character it produces", () => {
  expect(press("m")).toBe("m");
  expect(press("?", ["Shift"])).toBe("?");
  expect(press(" ")).toBe("Space");
  expect(press("ArrowUp")).toBe("ArrowUp");
});

test("Ctrl and ⌘ are the same modifier, whatever Shift or caps lock make of the letter", () => {
  expect(press("k", ["Control"])).toBe("Mod+k");
  expect(press("K", ["Meta"])).toBe("Mod+k");
  expect(press("Enter", ["Control"])).toBe("Mod+Enter");
});

test("characters that need AltGr are keys, also where the system reports Ctrl and Alt", () => {
  expect(press("[", ["AltGraph", "Control", "Alt"])).toBe("[");
});

test("a modifier alone, and what is held with Alt, is no key", () => {
  expect(press("Shift", ["Shift"])).toBeUndefined();
  expect(press("ArrowLeft", ["Alt"])).toBeUndefined();
});
