import { expect, test } from "vitest";
import { connectionWords } from "./connection-words.ts";

const NOW = 1_000_000;
const textOf = (state: Parameters<typeof connectionWords>[0]["state"], behind = 0, sinceMs = NOW) =>
  connectionWords({ state, behind, sinceMs }, NOW).text;

test("each state has words and an icon of its own", () => {
  const all = (["live", "catching_up", "connecting", "polling", "offline"] as const).map((state) =>
    connectionWords({ state, behind: 0, sinceMs: NOW }, NOW),
  );
  expect(new Set(all.map(({ text }) => text)).size).toBe(5);
  expect(new Set(all.map(({ icon }) => icon)).size).toBe(5);
});

test("catching up says how far behind it is, where that is known", () => {
  expect(textOf("catching_up", 12)).toBe("12 behind");
  expect(textOf("catching_up", 0)).toBe("catching up");
});

test("offline says for how long", () => {
  expect(textOf("offline")).toBe("offline");
  expect(textOf("offline", 0, NOW - 180_000)).toBe("offline for 3 min");
});
