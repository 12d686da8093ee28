import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { ActionWords } from "../../src/studio/actions/action.ts";
import { findKeyClashes } from "../../src/studio/actions/find-key-clashes.ts";

const STUDIO = path.resolve(import.meta.dirname, "../../src/studio");
/** Tables that are on show together, beside the global one; what lies over a screen may hide the screen's own. */
const TOGETHER = [
  ["LIGHTBOX_ACTIONS", "VIEWER_ACTIONS"],
  ["ASSET_ACTIONS", "VIEWER_ACTIONS"],
] as const;

const tables = new Map<string, readonly ActionWords[]>();

beforeAll(async () => {
  const files = globSync("**/*-actions.ts", { cwd: STUDIO }).filter((file) => !path.basename(file).startsWith("use-"));
  for (const file of files) {
    const exports = (await import(pathToFileURL(path.join(STUDIO, file)).href)) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(exports)) {
      if (name.endsWith("_ACTIONS")) tables.set(name, value as readonly ActionWords[]);
    }
  }
});

function tableOf(name: string): readonly ActionWords[] {
  const table = tables.get(name);
  if (table === undefined) throw new RangeError(`no table ${name}`);
  return table;
}

describe("the action tables of the Studio", () => {
  test("are found: the global one and one for each screen that has keys", () => {
    const screens = ["PIPELINE", "LIBRARY", "SPECS", "SPEC", "ACTIVITY", "BACKENDS", "RECORDS", "RECORD", "VIEWER"];
    expect([...tables.keys()]).toEqual(expect.arrayContaining(["GLOBAL", ...screens].map((name) => `${name}_ACTIONS`)));
  });

  test("give no key twice on any screen", () => {
    const { GLOBAL_ACTIONS: global = [], ...screens } = Object.fromEntries(tables);
    expect(findKeyClashes({ global, ...screens })).toEqual([]);
  });

  test.each(TOGETHER)("%s and %s, on show together, share no key", (one, other) => {
    const both = [...tableOf(one), ...tableOf(other)];
    expect(findKeyClashes({ global: tableOf("GLOBAL_ACTIONS"), both })).toEqual([]);
  });

  test("name a key with Ctrl as the keyboard is read: letters small, named keys as they are named", () => {
    const keys = [...tables.values()].flat().flatMap(({ key }) => key?.split(" / ") ?? []);
    const withCtrl = keys.filter((key) => key.startsWith("Mod+")).map((key) => key.slice("Mod+".length));
    expect(withCtrl.filter((key) => !/^([^A-Z]|[A-Z][A-Za-z]+)$/.test(key))).toEqual([]);
  });

  test("name every action once, in words", () => {
    for (const actions of tables.values()) {
      expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
      expect(actions.every(({ label }) => /^[A-Z]/.test(label))).toBe(true);
    }
  });
});
