import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { inspectProject } from "../support/faults/inspect-project.ts";
import { createReadyProject, waitForEvent } from "../support/faults/ready-project.ts";
import { createWorkshop, LONG } from "../support/faults/sample-project.ts";
import { startTouchstone, touchstoneJson } from "../support/touchstone.ts";

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s stops make between images; what was made is kept and no attempt is used up",
  async (signal) => {
    const workshop = createWorkshop("interrupted");
    const projectDir = await createReadyProject(LONG, workshop.dir);
    const child = startTouchstone(["make", "parade", "pageant", "--project", projectDir, "--json"]);
    const stdout = text(child.stdout);
    await waitForEvent(projectDir, "job.render_done");
    child.kill(signal);
    const [exitCode] = (await once(child, "exit")) as [number | null];
    expect(exitCode).toBe(130);
    expect(JSON.parse(await stdout)).toMatchObject({ error: { code: "INTERRUPTED" } });

    const stopped = await inspectProject(projectDir);
    expect(stopped.problems).toEqual([]);
    expect(stopped.jobs.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(["queued 0", "queued 0"]);
    const kept = stopped.jobs.flatMap(({ made }) => made);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(128);

    await touchstoneJson(["make", "parade", "pageant", "--project", projectDir]);
    const finished = await inspectProject(projectDir);
    expect(finished.problems).toEqual([]);
    const ended = finished.jobs.map(({ state, attempt, rendersDone }) => `${state} ${attempt} ${rendersDone}`);
    expect(ended).toEqual(["succeeded 1 64", "succeeded 1 64"]);
    expect(finished.jobs.flatMap(({ made }) => made)).toEqual(expect.arrayContaining(kept));
    workshop.remove();
  },
);
