import { symlinkSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createFakeEnv } from "../../../../tests/support/env/fake-env.ts";
import { runSmoke } from "./run-smoke.ts";

const env = createFakeEnv();
afterAll(env.remove);
env.generation(1);
symlinkSync("generations/1", env.home.current);

const smoke = async (words: readonly string[], target: { number: number } | { through: "current" } = { number: 1 }) => {
  const config = { ...env.config, tx: { ...env.config.tx, smoke_test: [...words] } };
  const machine = { variables: { ...process.env, PYTHONPATH: "/nowhere", PIP_INDEX_URL: "x" } };
  return await runSmoke(env.home, { machine, ...target }, config);
};

test("the smoke test runs with the generation's Python, through the pointer as well", async () => {
  const where = "import sys, os; assert 'PYTHONPATH' not in os.environ and sys.executable.endswith(sys.argv[1])";
  expect(await smoke(["python", "-c", where, "/generations/1/.venv/bin/python"])).toEqual({
    ok: true,
    message: "the smoke test passed",
  });
  const through = { through: "current" } as const;
  expect(await smoke(["python", "-c", where, "/current/.venv/bin/python"], through)).toMatchObject({ ok: true });
});

test("one that fails, or is not there, says so", async () => {
  expect(await smoke(["python", "-c", "raise SystemExit('no torch here')"])).toEqual({
    ok: false,
    message: "the smoke test exited with 1: no torch here",
  });
  expect(await smoke(["python", "-c", "import os; os.kill(os.getpid(), 9)"])).toMatchObject({
    message: "the smoke test was ended by SIGKILL",
  });
  expect((await smoke(["no-such-program"])).message).toContain("could not be started");
  expect((await smoke(["python", "-c", ""], { number: 9 })).ok).toBe(false);
});
