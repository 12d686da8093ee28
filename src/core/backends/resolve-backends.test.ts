import { expect, test } from "vitest";
import type { BackendEntry } from "./backends-file.ts";
import { resolveBackends } from "./resolve-backends.ts";

const file: readonly BackendEntry[] = [
  { id: "studio-pc", url: "http://192.168.1.20:8188", enabled: true, slots: 2, checkpoints: ["pony"], modelsDir: "/models" },
  { id: "local", url: "http://127.0.0.1:8188", enabled: false, slots: 1 },
];
const namesOf = (named: { flag?: string; environment?: string }) =>
  resolveBackends({ file, ...named }).map(({ id, source }) => [id, source]);

test("[BK8] the flag goes before the environment, and each before the whole file; empty text names nothing", () => {
  expect(namesOf({})).toEqual([
    ["studio-pc", "file"],
    ["local", "file"],
  ]);
  expect(namesOf({ environment: "http://10.0.0.2:8188" })).toEqual([["10-0-0-2-8188", "environment"]]);
  expect(namesOf({ flag: "http://10.0.0.3:8188", environment: "http://10.0.0.2:8188" })).toEqual([["10-0-0-3-8188", "flag"]]);
  expect(namesOf({ flag: "", environment: "" })).toEqual(namesOf({}));
});

test("[BK8] a flag that repeats the environment, as it does where the variable stands for it, came from there", () => {
  expect(namesOf({ flag: "http://10.0.0.2:8188", environment: "http://10.0.0.2:8188" })).toEqual([
    ["10-0-0-2-8188", "environment"],
  ]);
});

test("[BK9] a name may be the id of a listed server, and one that is off is used when it is asked for", () => {
  expect(resolveBackends({ file, flag: "local" })).toMatchObject([{ id: "local", enabled: true, slots: 1, source: "flag" }]);
  expect(namesOf({ environment: "studio-pc" })).toEqual([["studio-pc", "environment"]]);
  expect(() => resolveBackends({ file, flag: "studo-pc" })).toThrow(/no backend `studo-pc`: did you mean `studio-pc`/);
  expect(() => resolveBackends({ file: [], flag: "builtin" })).toThrow(
    expect.objectContaining({ code: "BACKEND_NOT_FOUND" }) as Error,
  );
});

test("[BK10] a listed address keeps what the file says of it", () => {
  expect(resolveBackends({ file, flag: "http://192.168.1.20:8188/" })).toEqual([
    {
      id: "studio-pc",
      url: "http://192.168.1.20:8188",
      source: "flag",
      enabled: true,
      slots: 2,
      checkpoints: ["pony"],
      modelsDir: "/models",
    },
  ]);
});

test("an address that may not be connected to is refused, and so is one that misses its http://", () => {
  for (const flag of ["http://169.254.169.254", "ftp://127.0.0.1", "127.0.0.1:8188"]) {
    expect(() => resolveBackends({ file, flag })).toThrow(expect.objectContaining({ code: "BACKEND_ADDRESS_REFUSED" }) as Error);
  }
});
