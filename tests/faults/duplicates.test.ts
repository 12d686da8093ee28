import { expect, test } from "vitest";
import { openStream } from "../../src/core/canonical/random.ts";
import type { NewEvent, StoredEvent } from "../../src/core/events/event.ts";
import type { Store } from "../../src/store/store.ts";
import { inspectProject } from "../support/faults/inspect-project.ts";
import { createReadyProject, withOwnStore } from "../support/faults/ready-project.ts";
import { createWorkshop, SMALL } from "../support/faults/sample-project.ts";
import { touchstone } from "../support/touchstone.ts";

const OWNERS = 4;
const CLIENTS = 8;
/** Times that each owner is sent each event of the log. With no duplicate applied, 3,000 bound the rate at 0.1 %. */
const TIMES = 13;

test("3,000 retries of every event of a project, out of order and at once, change nothing", { timeout: 120_000 }, async () => {
  const workshop = createWorkshop("duplicates");
  const projectDir = await createReadyProject(SMALL, workshop.dir);
  await touchstone(["make", ...Object.keys(SMALL.specs), "--project", projectDir]);
  const before = await inspectProject(projectDir);
  const seed = String(Date.now());
  let retries = 0;

  for (let owner = 0; owner < OWNERS; owner++) {
    const queue = shuffled(
      before.events.flatMap((event) => Array<StoredEvent>(TIMES).fill(event)),
      `${seed}/${owner}`,
    );
    retries += queue.length;
    await withOwnStore(projectDir, async (store) => {
      const refusedBefore = store.duplicatesRefused();
      const wrong = (await Promise.all(Array.from({ length: CLIENTS }, async () => await submitAll(store, queue)))).flat();
      expect(wrong, `seed ${seed}`).toEqual([]);
      expect(store.duplicatesRefused() - refusedBefore).toBe(before.events.length * TIMES);
    });
  }

  expect(retries).toBeGreaterThanOrEqual(3000);
  const after = await inspectProject(projectDir);
  expect(after.problems).toEqual([]);
  expect(after.events).toEqual(before.events);
  expect([after.jobs, after.versions]).toEqual([before.jobs, before.versions]);
  workshop.remove();
});

test("a request that eight clients send at once is accepted once", async () => {
  const workshop = createWorkshop("duplicates");
  const projectDir = await createReadyProject(SMALL, workshop.dir);
  await touchstone(["make", "chip", "--project", projectDir]);
  const { events } = await inspectProject(projectDir);
  const queued = events.find((event) => event.type === "job.queued")!;
  await withOwnStore(projectDir, async (store) => {
    for (let round = 0; round < 50; round++) {
      const id = `${queued.entityId}-${round}`;
      const request = { ...newEvent(queued), id: `${id}-request`, entityId: id, idempotencyKey: id };
      const results = await Promise.all(Array.from({ length: CLIENTS }, async () => await store.append({ events: [request] })));
      const answers = results.map((result) => result.events[0]!);
      expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
    }
  });
  const { jobs, problems } = await inspectProject(projectDir);
  expect(problems).toEqual([]);
  expect(jobs).toHaveLength(51);
  workshop.remove();
});

/** One client: takes the next event until none is left. Returns what was answered wrongly. */
async function submitAll(store: Store, queue: StoredEvent[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
    const { events } = await store.append({ events: [newEvent(event)] });
    const answer = events[0];
    const isRight = answer?.duplicate === true && answer.seq === event.seq && answer.id === event.id;
    if (!isRight) wrong.push(`${event.type} at seq ${event.seq} was answered with ${JSON.stringify(answer)}`);
  }
  return wrong;
}

/** An event as its sender made it. */
function newEvent({ seq: _seq, hash: _hash, prevHash: _prevHash, projectId: _projectId, ...event }: StoredEvent): NewEvent {
  return event;
}

function shuffled<T>(values: readonly T[], seed: string): T[] {
  const random = openStream(seed, "order");
  return values
    .map((value) => ({ value, at: random.nextUint32() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
