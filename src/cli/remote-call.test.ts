import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { makeVerb } from "../engine/make.ts";
import type { Step } from "../engine/step.ts";
import { callRemote } from "./remote-call.ts";

/** Calls `make` at a server that answers as a test says. */
async function callAt(answer: RequestListener, { signal, onStep }: { signal?: AbortSignal; onStep?: (step: Step) => void } = {}) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const caller = { by: "person", ...(signal && { signal }), ...(onStep && { onStep }) } as const;
  return await callRemote({ url, token: "secret" }, makeVerb, { input: { specs: ["a"] }, caller }).finally(() => {
    server.close();
    server.closeAllConnections();
  });
}

test("the token travels in a header, the steps are heard, and the last line is the answer", async () => {
  const steps: string[] = [];
  let asked: object = {};
  const output = await callAt(
    (request, response) => {
      asked = { path: request.url, token: request.headers.authorization };
      response.end('{"step":{"step":"queued"}}\n{"step":{"step":"drawn"}}\n{"output":{"jobs":[]}}\n');
    },
    { onStep: ({ step }) => void steps.push(step) },
  );
  expect([asked, steps, output]).toEqual([{ path: "/jobs", token: "Bearer secret" }, ["queued", "drawn"], { jobs: [] }]);
});

test("a failure there is the failure here, wherever in the answer it comes", async () => {
  const failure = '{"code":"SPEC_NOT_FOUND","message":"there is no spec `a`","hint":null,"place":null,"problems":[]}';
  await expect(callAt((_, response) => response.end(`{"error":${failure}}\n`))).rejects.toMatchObject({ code: "SPEC_NOT_FOUND" });
  await expect(callAt((_, response) => response.writeHead(404).end(`{"error":${failure}}`))).rejects.toMatchObject({
    code: "SPEC_NOT_FOUND",
  });
});

test.each([
  ["ends before it answered", '{"step":{}}\n'],
  ["says something that is no answer", "<html>\n"],
  ["tells of a bug", '{"error":{"code":"BUG"}}\n'],
])("a server that %s is SERVER_FAILED", async (_, text) => {
  await expect(callAt((_request, response) => response.end(text))).rejects.toMatchObject({ code: "SERVER_FAILED" });
});

test("who stops waiting is INTERRUPTED", async () => {
  const controller = new AbortController();
  const call = callAt(() => controller.abort(), { signal: controller.signal });
  await expect(call).rejects.toMatchObject({ code: "INTERRUPTED" });
});
