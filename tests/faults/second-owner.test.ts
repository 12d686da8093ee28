import { once } from "node:events";
import { expect, test } from "vitest";
import { inspectProject } from "../support/faults/inspect-project.ts";
import { createReadyProject, waitForEvent } from "../support/faults/ready-project.ts";
import { createWorkshop, LONG } from "../support/faults/sample-project.ts";
import { startTouchstone, touchstone, touchstoneJson } from "../support/touchstone.ts";

test("a second process is refused with the first one's pid and command; once that is killed, the next owns the folder at once", async () => {
  const workshop = createWorkshop("second-owner");
  const projectDir = await createReadyProject(LONG, workshop.dir);
  const holder = startTouchstone(["make", "parade", "pageant", "--project", projectDir]);
  await waitForEvent(projectDir, "job.render_done");
  // A process that does not get on holds its folder all the same.
  holder.kill("SIGSTOP");

  for (const words of [
    ["make", "parade"],
    ["spec", "rebind", "--all"],
  ]) {
    const refused = await touchstone([...words, "--project", projectDir, "--json"]);
    expect(refused.exitCode).toBe(6);
    const { error } = JSON.parse(refused.stdout) as { error: { code: string; message: string } };
    expect(error.code).toBe("PROJECT_LOCKED");
    expect(error.message).toContain(`pid ${holder.pid}`);
    expect(error.message).toContain("touchstone make parade pageant");
  }
  const reading = await touchstoneJson<{ assets: unknown[] }>(["asset", "list", "--project", projectDir]);
  expect(reading.assets).toEqual([]);

  expect(holder.kill("SIGKILL")).toBe(true);
  await once(holder, "exit");
  const next = await touchstoneJson(["make", "parade", "--project", projectDir]);
  expect(next).toMatchObject({ jobs: [{ status: "succeeded" }] });
  const { jobs, problems } = await inspectProject(projectDir);
  expect(problems).toEqual([]);
  expect(jobs.find(({ specId }) => specId === "parade")?.attempts.map(({ outcome }) => outcome)).toEqual(["lost", "succeeded"]);
  workshop.remove();
});
