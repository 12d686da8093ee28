import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compareTraceFiles, compareTraces } from "./golden-diff.ts";
import { HeadlessPlaytestRunner } from "./headless-playtest-runner.ts";

const dir = mkdtempSync(join(tmpdir(), "touchstone-golden-diff-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const scene = (text: string) => ({
  format: "touchstone.scene/1",
  id: "fork",
  start: "a",
  worldlines: { late: { variables: {} } },
  nodes: [
    { id: "a", text, choices: [{ id: "on", to: "b" }] },
    { id: "b", end: "over" },
  ],
});
const runner = new HeadlessPlaytestRunner();

test("[TI9] runs and kept traces compare as the seed's do", async () => {
  const [golden, same] = [await runner.run(scene("Here.")), await runner.run(scene("Here."))];
  const late = await runner.run(scene("Here."), { worldline: "late" });
  expect(compareTraces(golden.trace, same.trace).equal).toBe(true);
  expect(compareTraces(golden, late).messages).toEqual(["trace worldline changed"]);
  expect(compareTraces(golden, late, { ignorePaths: new Set(["meta.worldline"]) }).messages).toEqual([
    "config worldline changed",
  ]);
});

test("[TI9] trace files compare, and raise for what differs; a damaged one says where", async () => {
  const golden = (await (await runner.run(scene("Here."))).write(dir))[0] ?? "";
  const other = (await (await runner.run(scene("There."))).write(join(dir, "out")))[0] ?? "";
  const compared = await compareTraceFiles(golden, other, { ignorePaths: ["provenance.digest"] });
  expect(compared.messages).toEqual(["step 0 text changed"]);
  expect(() => compared.raiseForDiff()).toThrow(/step 0 text changed: "Here\." before, "There\." now/);
  expect((await compareTraceFiles(golden, golden)).equal).toBe(true);
  writeFileSync(other, readFileSync(other, "utf8").slice(0, 400));
  await expect(compareTraceFiles(golden, other)).rejects.toMatchObject({
    code: "TRACE_TRUNCATED",
    place: { file: other, line: 2 },
  });
});
