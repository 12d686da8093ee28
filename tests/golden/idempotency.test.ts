import { afterAll, beforeAll, expect, test } from "vitest";
import { openStream } from "../../src/core/canonical/random.ts";
import type { NewEvent, StoredEvent } from "../../src/core/events/event.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { makeVerb } from "../../src/engine/make.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { verifyVerb } from "../../src/engine/verify.ts";
import type { Store } from "../../src/store/store.ts";
import { copyMadeSample, createWorkshop, studioAt } from "../support/sample-game.ts";

// Gate pack of the seed: whatever is delivered again is acknowledged with the original, counted, and applied no second time.

/** Deliveries of each event of the sample's stream, which has about 300. */
const ROUNDS = 11;

const workshop = createWorkshop("idempotency");
const dir = workshop.at("game");
const withStudio = studioAt(dir);
beforeAll(async () => void (await copyMadeSample(dir)));
afterAll(workshop.remove);

function readAll(store: Store): readonly StoredEvent[] {
  return store.readEvents({ since: 0, limit: 1000 }).events;
}

/** An event as its sender would send it again: without what the store gave it. */
function asSent(event: StoredEvent): NewEvent {
  const { projectId: _project, seq: _seq, prevHash: _previous, hash: _hash, ...sent } = event;
  return sent;
}

/** Everything a reader of the project can see. */
function viewOf(store: Store): unknown {
  const versions = store.listVersions({});
  return { head: store.head(), jobs: store.listJobs({}), versions, images: store.listImages(versions.map(({ id }) => id)) };
}

test("3,000 events delivered again, in batches of every size and in any order, change nothing", async () => {
  await withStudio("own", async (studio) => {
    const store = storeOf(studio);
    const events = readAll(store);
    const before = viewOf(store);
    const random = openStream(7, "redelivery");
    let delivered = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = events.map((event) => ({ event, rank: random.nextUint32() })).toSorted((a, b) => a.rank - b.rank);
      for (let start = 0; start < order.length;) {
        const batch = order.slice(start, start + 1 + random.nextBelow(40)).map(({ event }) => event);
        const answer = await store.append({ events: batch.map(asSent) });
        expect(answer.events).toEqual(batch.map(({ id, seq }) => ({ id, seq, duplicate: true })));
        start += batch.length;
        delivered += batch.length;
      }
    }
    expect(delivered).toBeGreaterThanOrEqual(3000);
    expect(store.duplicatesRefused()).toBe(delivered);
    expect(viewOf(store)).toEqual(before);
  });
});

test("after a restart the stream is whole, nothing waits to be done, and making all again makes nothing", async () => {
  const caller = { by: "person" } as const;
  const report = await callVerb(verifyVerb, { input: {}, caller, withStudio });
  expect(report).toMatchObject({ ok: true, problems: [] });
  const specs = await withStudio("read", async (studio) =>
    storeOf(studio)
      .listVersions({})
      .map(({ specId }) => specId),
  );
  const { jobs } = await callVerb(makeVerb, { input: { specs }, caller, withStudio });
  expect(jobs.filter(({ reused }) => !reused)).toEqual([]);
});

test("the same key with another content is a conflict, and nothing of its batch is stored", async () => {
  await withStudio("own", async (studio) => {
    const store = storeOf(studio);
    const before = store.head();
    const routed = readAll(store).find((event) => event.type === "version.routed");
    if (routed?.type !== "version.routed") throw new TypeError("the sample has routed versions");
    const forged = { ...asSent(routed), payload: { ...routed.payload, route: "reject" } } as NewEvent;
    await expect(store.append({ events: [forged] })).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    expect(store.head()).toEqual(before);
  });
});
