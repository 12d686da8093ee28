import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { callVerb } from "../../src/engine/call-verb.ts";
import { envNodeRemoveVerb } from "../../src/engine/env/move/remove-node.ts";
import { envRollbackVerb } from "../../src/engine/env/move/rollback.ts";
import { envStatusVerb } from "../../src/engine/env/status-env.ts";
import { studioAtTime } from "../support/faults/clock.ts";
import { envCommands } from "../support/faults/env-commands.ts";
import { linkProject } from "../support/faults/run-env.ts";
import { findBrokenFiles, findUnsettled, lookAtProduction } from "../support/faults/env-state.ts";
import { setConfig } from "../support/faults/env-workshop.ts";
import { createWorkshop, studioAt } from "../support/sample-game.ts";

const DAY_MS = 86_400_000;

test(
  "a clock that steps back or forth changes neither which generation is current nor what is kept",
  { timeout: 60_000 },
  async () => {
    const workshop = createWorkshop("env-clock");
    const { rollback } = await envCommands();
    const project = workshop.at("project");
    await linkProject(rollback.template, project);
    const caller = { by: "person" } as const;
    for (const [offMs, target] of [
      [-DAY_MS, "3"],
      [DAY_MS, "4"],
      [-400 * DAY_MS, "3"],
      [0, "4"],
    ] as const) {
      const { done } = await callVerb(envRollbackVerb, { input: { target }, caller, withStudio: studioAtTime(project, offMs) });
      const [taken = ""] = done?.snapshots ?? [];
      // The checkpoint that was taken last is the last that goes, whatever the clock said.
      expect(readdirSync(`${project}/env/snapshots`), `${offMs} ms off`).toContain(taken);
      expect(done?.generation).toBe(Number(target));
      expect([...findBrokenFiles(project), ...findUnsettled(project)]).toEqual([]);
    }
    await callVerb(envNodeRemoveVerb, { input: { id: "lanterns" }, caller, withStudio: studioAtTime(project, -DAY_MS) });
    await lookAtProduction(project);
    const status = await callVerb(envStatusVerb, { input: {}, caller, withStudio: studioAt(project) });
    expect(status).toMatchObject({ problems: [], current: { number: 5 } });
    expect(status.generations.slice(0, 3).map(({ number }) => number)).toEqual([5, 4, 3]);
    workshop.remove();
  },
);

test("of more than 50 snapshots the newest 50 are kept, in the index and as folders", { timeout: 120_000 }, async () => {
  const workshop = createWorkshop("env-retention");
  const { rollback } = await envCommands();
  const project = workshop.at("project");
  await linkProject(rollback.template, project);
  setConfig(project, /snapshot_retention = \d+/, "snapshot_retention = 50");
  const taken: string[] = [];
  for (let time = 0; time < 52; time++) {
    const input = { target: time % 2 === 0 ? "3" : "4" };
    const { done } = await callVerb(envRollbackVerb, { input, caller: { by: "person" }, withStudio: studioAt(project) });
    taken.push(...(done?.snapshots ?? []));
  }
  expect(readdirSync(`${project}/env/snapshots`).toSorted()).toEqual(taken.slice(-50));
  expect(findUnsettled(project)).toEqual([]);
  workshop.remove();
});
