import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { jobSamples } from "../core/events/sample-events.fixture.ts";
import { openLog, prepareBatch } from "./open-log.fixture.ts";
import { WriterClient } from "./writer-client.ts";

const batch = (id: string) => prepareBatch([jobSamples.queued(id)]);

function clientOf(source: string): WriterClient {
  const worker = new Worker(`const { parentPort } = require("node:worker_threads"); ${source}`, { eval: true });
  return new WriterClient(worker, () => undefined);
}

test("[S10] a writer that dies rejects what is under way, what waits behind it, and what comes later", async () => {
  const client = clientOf(`parentPort.once("message", () => { throw new Error("out of luck") })`);
  const work = [client.append(batch("a")), client.append(batch("b")), client.append(batch("c"))];
  const settled = await Promise.allSettled(work);
  expect(settled.map((one) => one.status)).toEqual(["rejected", "rejected", "rejected"]);
  await expect(client.append(batch("d"))).rejects.toThrow("The store's writer died");
  let drained = 0;
  await client.close(() => void drained++);
  expect(drained).toBe(1);
});

test("[S10] a writer that ends without a word rejects what waits, and a close that waits too", async () => {
  const client = clientOf(`parentPort.once("message", () => process.exit(3))`);
  const work = client.append(batch("a"));
  const closing = client.close(() => undefined);
  await expect(work).rejects.toThrow("The store's writer ended with code 3");
  await expect(closing).rejects.toThrow("The store's writer ended with code 3");
});

test("[S7] what arrives while a group is under way goes out as one group", async () => {
  const client = clientOf(`
    parentPort.on("message", (text) => {
      const { kind, batches } = JSON.parse(text);
      if (kind === "close") { parentPort.postMessage('{ "kind": "closed" }'); parentPort.close(); return; }
      const outcomes = batches.map(() => ({ accepted: true, placed: [{ id: String(batches.length), seq: 1, duplicate: false }] }));
      parentPort.postMessage(JSON.stringify({ kind: "appended", outcomes, head: { seq: 1, hash: "" } }));
    })`);
  const answers = await Promise.all(["a", "b", "c", "d"].map((id) => client.append(batch(id))));
  expect(answers.map((answer) => answer.placed[0]?.id)).toEqual(["1", "3", "3", "3"]);
  await client.close(() => undefined);
  expect(() => client.append(batch("e"))).toThrow("nothing is appended to a store that was closed");
});

test("[S9] a bug inside the writer is told as one, and a refusal as a refusal", () => {
  const { appender } = openLog();
  const broken = { ...batch("a"), events: [{ ...batch("a").events[0]!, payloadText: "{" }] };
  const { outcomes } = appender.appendGroup([broken]);
  expect(outcomes[0]).toMatchObject({ accepted: false, error: expect.any(SyntaxError) });
  expect(appender.appendGroup([batch("b")]).outcomes[0]).toMatchObject({ accepted: false, error: expect.any(SyntaxError) });
});
