import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { StoredEvent } from "../core/events/event.ts";
import { jobSamples, versionSamples } from "../core/events/sample-events.fixture.ts";
import { openStore } from "./store.ts";
import { temporaryFolder, temporaryStore } from "./temporary-folder.fixture.ts";

const queued = (id: string) => jobSamples.queued(id);

test("[S1] what was acknowledged is there when the store is opened again, and a closed store leaves one file", async () => {
  const dir = temporaryFolder();
  const store = await openStore({ dir, projectId: "p", access: "owner" });
  const { head } = await store.append({ events: [queued("a"), jobSamples.started("a", "attempt-1")] });
  const before = store.head();
  expect(head).toBe(2);
  await store.close();
  expect(readdirSync(dir)).toEqual(["store.db"]);
  const again = await temporaryStore(dir);
  expect(again.head()).toEqual(before);
  expect(again.findJob("a")).toMatchObject({ state: "running", attemptId: "attempt-1" });
});

test("[S2] 400 appends at once, some of them refused, leave no gap in the seqs", async () => {
  const store = await temporaryStore();
  const work = Array.from({ length: 400 }, async (_, index) => {
    const events = index % 10 === 9 ? [queued(`job-${index}`), jobSamples.canceled("missing")] : [queued(`job-${index}`)];
    return store.append({ events });
  });
  const settled = await Promise.allSettled(work);
  const seqs = settled.flatMap((one) => (one.status === "fulfilled" ? one.value.events.map((event) => event.seq) : []));
  expect(settled.filter((one) => one.status === "rejected")).toHaveLength(40);
  expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 360 }, (_, index) => index + 1));
  expect(store.head().seq).toBe(360);
  expect(store.listJobs({})).toHaveLength(360);
});

test("[S3] eight clients that send the same hundred commands ten times each have a hundred effects", async () => {
  const store = await temporaryStore();
  const client = async (): Promise<void> => {
    for (let round = 0; round < 10; round++) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => store.append({ events: [queued(`job-${index}`)] })));
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  expect(store.head().seq).toBe(100);
  expect(store.duplicatesRefused()).toBe(8 * 10 * 100 - 100);
});

test("[S4][S5] a refusal crosses from the writer with its code, message and hint", async () => {
  const store = await temporaryStore();
  await store.append({ events: [queued("a")] });
  await expect(store.append({ events: [jobSamples.queued("a", { renders: 9 })] })).rejects.toMatchObject({
    name: "TouchstoneError",
    code: "IDEMPOTENCY_CONFLICT",
  });
  const expected = [{ entityType: "job", entityId: "a", lastSeq: 9 }] as const;
  await expect(store.append({ events: [jobSamples.canceled("a")], expect: expected })).rejects.toMatchObject({
    code: "EXPECTATION_FAILED",
    message: "job `a` was expected at seq 9 but is at 1",
    hint: "Read it again, then decide again.",
  });
  expect(store.head().seq).toBe(1);
});

test("[E1] an invalid event is refused before anything of its batch is written", async () => {
  const store = await temporaryStore();
  const bad = { ...queued("b"), payload: {} } as unknown as ReturnType<typeof queued>;
  await expect(store.append({ events: [queued("a"), bad] })).rejects.toThrow(/renders/);
  await expect(store.append({ events: [] })).rejects.toThrow("a batch has an event");
  expect(store.head().seq).toBe(0);
});

test("[S11] a listener hears each event once, in order, after it can be read, and no duplicates", async () => {
  const store = await temporaryStore();
  const heard: StoredEvent[] = [];
  const stop = store.onEvents((events) => {
    expect(store.head().seq).toBeGreaterThanOrEqual(events.at(-1)!.seq);
    heard.push(...events);
  });
  await Promise.all(Array.from({ length: 50 }, (_, index) => store.append({ events: [queued(`job-${index % 30}`)] })));
  expect(heard).toEqual(store.readEvents({ since: 0, limit: 100 }).events);
  expect(heard).toHaveLength(30);
  stop();
  await store.append({ events: [queued("later")] });
  expect(heard).toHaveLength(30);
});

test("[S10] closing waits for what was handed in", async () => {
  const dir = temporaryFolder();
  const store = await openStore({ dir, projectId: "p", access: "owner" });
  const work = Array.from({ length: 50 }, (_, index) => store.append({ events: [queued(`job-${index}`)] }));
  await store.close();
  expect((await Promise.all(work)).at(-1)?.head).toBe(50);
  await store.close();
});

test("[S18] a reader beside the owner sees each commit, and may not write", async () => {
  const dir = temporaryFolder();
  const reader = await temporaryStore(dir, "read");
  expect(reader.head().seq).toBe(0);
  expect(reader.readEvents({ since: 0, limit: 10 })).toEqual({ events: [], next: 0, head: 0 });
  const owner = await temporaryStore(dir);
  await owner.append({ events: [queued("a")] });
  expect(reader.findJob("a")).toEqual(owner.findJob("a"));
  await owner.append({ events: [jobSamples.canceled("a")] });
  expect(reader.findJob("a")?.state).toBe("canceled");
  await expect(reader.append({ events: [queued("b")] })).rejects.toMatchObject({ code: "READ_ONLY" });
});

test("[S19] the events of another project are refused to owner and reader", async () => {
  const dir = temporaryFolder();
  const store = await openStore({ dir, projectId: "p", access: "owner" });
  await store.append({ events: [queued("a")] });
  await store.close();
  for (const access of ["owner", "read"] as const) {
    const failure = openStore({ dir, projectId: "q", access });
    await expect(failure).rejects.toMatchObject({ code: "STATE_CONFLICT", message: expect.stringContaining("`p`, not of `q`") });
  }
  expect((await temporaryStore(dir)).head().seq).toBe(1);
});

test("[S19] a reader that is refused lets go of the store: the owner leaves one file all the same", async () => {
  const dir = temporaryFolder();
  const owner = await openStore({ dir, projectId: "p", access: "owner" });
  await owner.append({ events: [queued("a")] });
  await expect(openStore({ dir, projectId: "q", access: "read" })).rejects.toMatchObject({ code: "STATE_CONFLICT" });
  await owner.close();
  expect(readdirSync(dir)).toEqual(["store.db"]);
});

test("[E9] the newest decision about a version stands", async () => {
  const store = await temporaryStore();
  await store.append({ events: [queued("a"), versionSamples.created("version-1", "a")] });
  await store.append({ events: [versionSamples.rejected("version-1", "person")] });
  expect(store.findVersion("version-1")?.decision).toBe("rejected");
  await store.append({ events: [versionSamples.approved("version-1", "person")] });
  expect(store.findVersion("version-1")).toMatchObject({ decision: "approved", decidedBy: "person", lastSeq: 4 });
});
