import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFiles } from "../../../tests/support/stories.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { ModuleRef } from "../../core/trials/scenario/scenario.ts";
import { loadModules } from "./load-modules.ts";

const dir = mkdtempSync(join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "modules-"));
writeFiles(dir, {
  "game/tools/refund.mjs": "export default () => 'paid';\nexport const find = (given) => given.id;\nexport const price = 12;\n",
  "game/tools/typed.ts": "export const rate = (facts: { turns: number }): boolean => facts.turns < 3;\n",
  "game/broken.mjs": "throw new Error('no bank today.');\n",
  "outside.mjs": "export default () => 'out';\n",
});
symlinkSync(join(dir, "outside.mjs"), join(dir, "game", "link.mjs"));

const load = async (...refs: readonly (readonly [file: string, name: string])[]) => {
  const modules = refs.map(([file, name], at): ModuleRef => ({
    file,
    name,
    place: { file: "a.scenario.yaml", line: at + 1, column: 1 },
  }));
  return await loadModules({ file: "a.scenario.yaml", modules }, join(dir, "game"));
};

test("[TL18] functions are found by file and name, the default export where none is named, in JavaScript and TypeScript", async () => {
  const found = await load(["tools/refund.mjs", "default"], ["tools/refund.mjs", "find"], ["tools/typed.ts", "rate"]);
  expect([...found.keys()]).toEqual(["tools/refund.mjs#default", "tools/refund.mjs#find", "tools/typed.ts#rate"]);
  expect(found.get("tools/refund.mjs#find")?.({ id: 7 })).toBe(7);
  expect(found.get("tools/typed.ts#rate")?.({ turns: 2 })).toBe(true);
});

test("[TL18] every function that cannot be had is told with its place, and what is exported instead", async () => {
  const error = await load(
    ["tools/refund.mjs", "refund"],
    ["tools/refund.mjs", "price"],
    ["tools/none.mjs", "default"],
    ["broken.mjs", "default"],
    ["link.mjs", "default"],
  ).catch((thrown: unknown) => thrown);
  if (!(error instanceof TouchstoneError)) throw error;
  expect(error.code).toBe("INPUT_INVALID");
  expect(error.problems.map(({ place, message }) => `${place?.line}: ${message}`)).toEqual([
    "1: `tools/refund.mjs` exports no function `refund`",
    "2: `tools/refund.mjs` exports no function `price`",
    "3: there is no file `tools/none.mjs` in the scenario's folder",
    "4: `broken.mjs` cannot be imported: no bank today",
    "5: there is no file `link.mjs` in the scenario's folder",
  ]);
  expect(error.problems[0]?.hint).toBe("Name one that it exports: `default`, `find`");
});
