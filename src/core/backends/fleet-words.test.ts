import { expect, test } from "vitest";
import type { BackendState } from "./backend-state.ts";
import { countDown, findShortage, rendererWords, shortageWords, waitingWords } from "./fleet-words.ts";

const server = (health: BackendState["health"] = "up", enabled = true) => ({ kind: "comfyui" as const, enabled, health });
const BUILTIN = { kind: "builtin" as const, enabled: true, health: "up" as const };

test.each([
  ["nothing heard yet", null, "—"],
  ["no server", [BUILTIN], "built-in"],
  ["one that is up", [BUILTIN, server()], "1 server"],
  ["one that is down", [BUILTIN, server("down")], "1 server, down"],
  ["one of two down", [BUILTIN, server(), server("down")], "2 servers, 1 down"],
  ["one switched off", [BUILTIN, server("down", false), server()], "1 server"],
  ["all down", [server("down"), server("down")], "2 servers, all down"],
  ["one down, one unasked", [server("down"), server("unknown"), server()], "3 servers, 1 down, 1 not asked yet"],
])("what renders, with %s", (_, backends, words) => {
  expect(rendererWords(backends)).toBe(words);
});

test("only servers that are known to be down count as down", () => {
  expect(countDown([BUILTIN, server("down"), server("unknown")])).toBe(1);
});

test("a shortage is claimed only where it is known", () => {
  expect(findShortage(null)).toBeNull();
  expect(findShortage([BUILTIN])).toBe("none");
  expect(findShortage([BUILTIN, server("up", false)])).toBe("none");
  expect(findShortage([BUILTIN, server("down")])).toBe("all_down");
  expect(findShortage([BUILTIN, server("down"), server("unknown")])).toBeNull();
  expect(findShortage([BUILTIN, server("down"), server()])).toBeNull();
});

test("a shortage is said for one spec and for all jobs that wait for it", () => {
  expect(shortageWords("none")).toContain("uses no ComfyUI server");
  expect(shortageWords("all_down")).toContain("no ComfyUI server of this project answers");
  expect(waitingWords(1, "all_down")).toBe("1 job waits for a ComfyUI server: none answers");
  expect(waitingWords(3, "none")).toBe("3 jobs wait for a ComfyUI server: this project uses none");
});
