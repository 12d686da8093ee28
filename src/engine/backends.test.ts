import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copySample, createWorkshop, studioAt } from "../../tests/support/sample-game.ts";
import type { BackendState } from "../core/backends/backend-state.ts";
import { backendAddVerb, backendListVerb, backendRemoveVerb, backendSetVerb, backendTestVerb } from "./backends.ts";
import { callVerb, type WithStudio } from "./call-verb.ts";
import { doctorVerb } from "./doctor.ts";
import { statusVerb } from "./status.ts";

/** A machine that runs these tests may have one. */
const ownServer = process.env["TOUCHSTONE_COMFYUI_URL"];
const workshop = createWorkshop("backends");
let dir: string;
let games = 0;
const servers: Server[] = [];

beforeEach(() => {
  delete process.env["TOUCHSTONE_COMFYUI_URL"];
  games += 1;
  dir = copySample(workshop.at(`game-${games}`), "starter");
});
afterEach(async () => {
  if (ownServer === undefined) delete process.env["TOUCHSTONE_COMFYUI_URL"];
  else process.env["TOUCHSTONE_COMFYUI_URL"] = ownServer;
  await Promise.all(servers.splice(0).map(async (server) => await once(server.close(), "close")));
  workshop.remove();
});

const person = { by: "person" } as const;
const ask = <T>(input: T) => ({ input, caller: person, withStudio: studioAt(dir) });
const add = async (input: { url: string; [field: string]: unknown }) => (await callVerb(backendAddVerb, ask(input))).backend;
const list = async (): Promise<readonly BackendState[]> => (await callVerb(backendListVerb, ask({}))).backends;
const look = async (url: string) => await callVerb(backendTestVerb, ask({ url }));
const fileText = (): string => readFileSync(`${dir}/.touchstone/backends.yaml`, "utf8");

/** Nothing listens at the lowest port, and only an administrator could make something listen there. */
const DEAD_URL = "http://127.0.0.1:1";

/** A server on this machine that answers each request with one text. */
async function serveText(status: number, type: string, text: string): Promise<string> {
  const server = createServer((_, response) => void response.writeHead(status, { "content-type": type }).end(text));
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("servers are added, changed and removed, each is seen at once, and the file keeps its comments", async () => {
  expect((await list()).map(({ id, kind, health }) => [id, kind, health])).toEqual([["builtin", "builtin", "up"]]);
  expect(await add({ url: DEAD_URL })).toMatchObject({ id: "127-0-0-1-1", health: "down", source: "file", slots: 2 });
  writeFileSync(`${dir}/.touchstone/backends.yaml`, `${fileText()}# the end\n`);
  const changed = await callVerb(backendSetVerb, ask({ backend: "127-0-0-1-1", slots: 1, checkpoints: ["copax"] }));
  expect(changed.backend).toMatchObject({ slots: 1, checkpoints: ["copax"] });
  expect(fileText()).toContain("# the end");
  expect(await callVerb(backendRemoveVerb, ask({ backend: "127-0-0-1-1" }))).toEqual({ removed: "127-0-0-1-1" });
  expect([await list(), fileText().includes("# the end")]).toMatchObject([[{ id: "builtin" }], true]);
});

test("while a server that was added or changed does not answer, others may write", async () => {
  const silent = createServer(() => undefined);
  servers.push(silent);
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await studioAt(dir)("hold", async (studio) => {
    const withStudio: WithStudio = async (_, use) => await use(studio);
    const adding = callVerb(backendAddVerb, { input: { url, id: "silent" }, caller: person, withStudio });
    await once(silent, "request");
    // A silent server is given up only after 15 seconds.
    const isFree = async () => await Promise.race([sleep(5_000, false), studio.alone(async () => await Promise.resolve(true))]);
    expect(await isFree()).toBe(true);
    const setting = callVerb(backendSetVerb, { input: { backend: "silent", slots: 1 }, caller: person, withStudio });
    await expect.poll(fileText).toContain("slots: 1");
    expect(await isFree()).toBe(true);
    silent.closeAllConnections();
    for (const { backend } of await Promise.all([adding, setting]))
      expect(backend).toMatchObject({ id: "silent", health: "down" });
  });
});

test("a checkpoint that the project does not have is refused with the nearest one, and nothing is written", async () => {
  await expect(add({ url: DEAD_URL, checkpoints: ["copex"] })).rejects.toMatchObject({ code: "CHECKPOINT_NOT_FOUND" });
  expect(() => fileText()).toThrow("ENOENT");
});

test("the environment's server stands for all of the file, and the file is written all the same", async () => {
  process.env["TOUCHSTONE_COMFYUI_URL"] = "http://127.0.0.1:2";
  expect(await add({ url: DEAD_URL })).toMatchObject({ id: "127-0-0-1-1", health: "unknown" });
  expect((await list()).map(({ id, source }) => [id, source])).toEqual([
    ["builtin", "builtin"],
    ["127-0-0-1-2", "environment"],
  ]);
});

test("a file that is not valid names each place, and keeps nothing else from working", async () => {
  await add({ url: DEAD_URL });
  writeFileSync(`${dir}/.touchstone/backends.yaml`, "format: touchstone.backends/1\nbackends:\n  - { id: a, uri: x }\n");
  const place = { file: ".touchstone/backends.yaml", line: 3, column: 14 };
  await expect(list()).rejects.toMatchObject({ code: "INPUT_INVALID", place });
  const { checks } = await callVerb(doctorVerb, ask({}));
  expect(checks.filter(({ outcome }) => outcome !== "ok").map(({ id, outcome }) => [id, outcome])).toEqual([
    ["backends", "fail"],
  ]);
  expect((await callVerb(statusVerb, ask({}))).renderers).toMatchObject([{ id: "builtin", kind: "builtin" }]);
});

test("doctor looks at each server in use, and one that is down is a warning", async () => {
  await add({ url: DEAD_URL });
  const find = async () => (await callVerb(doctorVerb, ask({}))).checks.find(({ id }) => id === "backends");
  expect(await find()).toMatchObject({ outcome: "warn", detail: expect.stringContaining("0 of 1 ComfyUI server") as string });
  await callVerb(backendSetVerb, ask({ backend: "127-0-0-1-1", enabled: false }));
  expect(await find()).toMatchObject({ outcome: "ok" });
});

test("status shows the servers without asking them", async () => {
  await add({ url: DEAD_URL, id: "far" });
  const { renderers } = await callVerb(statusVerb, ask({}));
  expect(renderers).toMatchObject([
    { id: "builtin", running: 0 },
    { id: "far", kind: "comfyui", url: DEAD_URL, enabled: true, health: "unknown", version: null, running: 0 },
  ]);
});

test("why a server cannot be looked at is said in plain words, by cause", async () => {
  expect(await look(DEAD_URL)).toMatchObject({ reachable: false, url: DEAD_URL, detail: `nothing listens at \`${DEAD_URL}\`` });
  expect((await look("http://no-such-machine.invalid:8188")).detail).toContain("no machine of the name");
  expect((await look(await serveText(200, "text/html", "<p>Hello"))).detail).toContain("it is not ComfyUI");
  expect((await look(await serveText(200, "application/json", '{"hello": 1}'))).detail).toContain("it is not ComfyUI");
  expect((await look(await serveText(403, "text/plain", "no"))).detail).toContain("(403)");
  expect((await look("http://169.254.169.254")).detail).toContain("169.254.169.254");
});

test("what may be a secret in an address is not repeated", async () => {
  for (const url of ["http://me:secret@pc:8188", "http://pc:8188/?token=secret", "me:secret@pc"]) {
    const report = await look(url);
    expect([report.reachable, JSON.stringify(report).includes("secret")]).toEqual([false, false]);
    await expect(add({ url })).rejects.not.toThrow("secret");
  }
  const entry = '{ id: a, url: "http://pc/?token=secret" }';
  writeFileSync(`${dir}/.touchstone/backends.yaml`, `format: touchstone.backends/1\nbackends:\n  - ${entry}\n  - ${entry}\n`);
  const error: unknown = await list().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ problems: { length: 4 } });
  expect(JSON.stringify(error)).not.toContain("secret");
});

test("a listed server is looked at by its id; an id that nobody has is refused", async () => {
  await add({ url: DEAD_URL, id: "far" });
  expect(await look("far")).toMatchObject({ reachable: false, url: DEAD_URL });
  await expect(look("fur")).rejects.toMatchObject({ code: "BACKEND_NOT_FOUND" });
});
