import { expect, test } from "vitest";
import { WINDOW_SIZE, windowBefore, type SeqWindow } from "./look-back.ts";

test("windows read backwards leave nothing out, repeat nothing and end at the first event", () => {
  const windows: SeqWindow[] = [];
  for (let until = 2 * WINDOW_SIZE + 3; ;) {
    const window = windowBefore(until);
    if (window === undefined) break;
    windows.push(window);
    until = window.since;
  }
  expect(windows).toEqual([
    { since: WINDOW_SIZE + 3, until: 2 * WINDOW_SIZE + 3 },
    { since: 3, until: WINDOW_SIZE + 3 },
    { since: 0, until: 3 },
  ]);
});
