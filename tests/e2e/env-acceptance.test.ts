import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Acceptance, runAcceptance } from "../../src/engine/env/acceptance/test-env.ts";
import { BATCH_ONE } from "../../src/engine/env/acceptance/rows-a.ts";
import { ACCEPTANCE_VERBS } from "../../src/engine/env/acceptance/verbs.ts";
import { envTxAbortVerb } from "../../src/engine/env/tx/abort-tx.ts";
import { envTxInspectVerb } from "../../src/engine/env/tx/inspect-tx.ts";
import { sayJson } from "../support/cli-in-process.ts";
import { copySample, createWorkshop, studioAt } from "../support/sample-game.ts";

const workshop = createWorkshop("env-acceptance");
const cwd = workshop.at("game");
beforeAll(() => void copySample(cwd, "starter"));
afterAll(workshop.remove);

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("touchstone-env-test-"));

test(
  "every row of the seed's matrix holds, in a scratch folder that is gone afterwards; the project stays as it is",
  { timeout: 120_000 },
  async () => {
    const before = leftovers();
    const { ok, rows } = await sayJson<Acceptance>(["env", "test"], cwd);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    expect([ok, rows.map(({ id }) => id)]).toEqual([
      true,
      ["A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "D1", "D2"],
    ]);
    expect(leftovers()).toEqual(before);
    expect(existsSync(workshop.at("game", "env"))).toBe(false);
  },
);

test("a defect in a verb is seen by its row, and by no other", { timeout: 120_000 }, async () => {
  // Says that it gave the transaction up, and leaves everything as it is: what the row checks are files, not answers.
  const abort: typeof envTxAbortVerb = {
    ...envTxAbortVerb,
    run: async (studio, input, as) => await envTxInspectVerb.run(studio, input, as),
  };
  const matrix = { verbs: { ...ACCEPTANCE_VERBS, abort }, rows: BATCH_ONE };
  const { ok, rows } = await studioAt(cwd)("files", async (studio) => await runAcceptance(studio, { by: "agent" }, matrix));
  expect(ok).toBe(false);
  expect(rows.map(({ id, failure }) => [id, failure])).toEqual([
    ["A1", null],
    ["A2", null],
    ["A3", null],
    ["A4", "it is completed"],
  ]);
});
