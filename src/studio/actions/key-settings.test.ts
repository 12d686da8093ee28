import { expect, test } from "vitest";
import { keysWith } from "./key-settings.ts";

const ON = { enabled: true, remapped: {} };
const OFF = { enabled: false, remapped: {} };
const words = (key: string | null) => ({ id: "make", label: "Make", key });

test("an action answers to its own keys", () => {
  expect(keysWith(ON, "pipeline", words("j / ArrowDown"))).toEqual(["j", "ArrowDown"]);
  expect(keysWith(ON, "pipeline", words(null))).toEqual([]);
});

test("switched off, plain characters and sequences of them do nothing; named keys and Ctrl stay", () => {
  expect(keysWith(OFF, "pipeline", words("j / ArrowDown"))).toEqual(["ArrowDown"]);
  expect(keysWith(OFF, "global", words("g p"))).toEqual([]);
  expect(keysWith(OFF, "global", words("Mod+k"))).toEqual(["Mod+k"]);
  expect(keysWith(OFF, "global", words("Escape"))).toEqual(["Escape"]);
});

test("a key of one's own replaces all others, on its screen alone; an empty one takes them away", () => {
  expect(keysWith({ enabled: true, remapped: { "pipeline/make": "q" } }, "pipeline", words("m / M"))).toEqual(["q"]);
  expect(keysWith({ enabled: true, remapped: { "pipeline/make": "q" } }, "specs", words("m"))).toEqual(["m"]);
  expect(keysWith({ enabled: true, remapped: { "pipeline/make": "" } }, "pipeline", words("m"))).toEqual([]);
});
