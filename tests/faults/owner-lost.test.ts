import { expect, test } from "vitest";
import { inspectProject } from "../support/faults/inspect-project.ts";
import { createReadyProject } from "../support/faults/ready-project.ts";
import { createWorkshop, TINY } from "../support/faults/sample-project.ts";
import { touchstone, touchstoneJson } from "../support/touchstone.ts";
import { runDriver } from "../support/faults/start-driver.ts";

interface Made {
  readonly jobs: readonly {
    readonly id: string;
    readonly status: string;
    readonly reasonCode: string;
    readonly versionId: string;
  }[];
}

test("a job whose owner dies three times in a row waits for a person, who can try it again", async () => {
  const workshop = createWorkshop("owner-lost");
  const projectDir = await createReadyProject(TINY, workshop.dir);
  const task = { projectDir, verb: "make", input: { specs: ["phial"] }, ledgerFile: `${projectDir}.ledger` } as const;
  for (let death = 0; death < 3; death++) {
    const ended = await runDriver({ ...task, killAt: { step: "drawn", nth: 1 } });
    expect(ended.signal).toBe("SIGKILL");
  }

  const exhausted = await touchstone(["make", "phial", "--project", projectDir, "--json"]);
  const [job] = (JSON.parse(exhausted.stdout) as Made).jobs;
  expect(job).toMatchObject({ status: "escalated", reasonCode: "OWNER_LOST", versionId: null });
  expect(exhausted.exitCode).not.toBe(0);
  const found = await inspectProject(projectDir);
  expect(found.problems).toEqual([]);
  expect(found.jobs[0]?.attempts.map(({ outcome }) => outcome)).toEqual(["lost", "lost", "lost"]);
  const escalation = found.events.find((event) => event.type === "job.escalated");
  expect(escalation?.payload).toMatchObject({ escalateTo: "exception_inbox", retryHistory: [{}, {}, {}] });

  await touchstoneJson(["job", "retry", job?.id ?? "", "--project", projectDir]);
  const again = await inspectProject(projectDir);
  expect(again.versions).toHaveLength(1);
  expect(again.problems).toEqual([]);
  workshop.remove();
});
