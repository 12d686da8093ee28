import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { until } from "../../../tests/support/comfy-render.ts";
import { judgeAddress } from "../../core/comfyui/judge-address.ts";
import { createProgressDesk, type PromptListener } from "./progress-desk.ts";

/** A server's side of the socket, and a desk that listens to it. */
async function openDesk(nowMs = (): number => performance.now()) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const sockets: WebSocket[] = [];
  const events: string[] = [];
  server.on("connection", (socket, { url = "" }) => {
    sockets.push(socket);
    events.push(`open ${url}`);
    socket.on("message", (data: Buffer) => events.push(data.toString()));
    socket.on("close", () => events.push("close"));
  });
  const address = judgeAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  if (!address.ok) throw new TypeError(address.reason);
  const told: string[] = [];
  const note = (what: string) => (): void => void told.push(what);
  const desk = createProgressDesk(address, { clientId: "me", nowMs, onReopened: note("reopened"), onIdle: note("idle") });
  onTestFinished(async () => {
    await desk.close();
    server.close();
  });
  return { desk, sockets, events, told };
}

/** A listener that writes down what it hears. */
function noted(): { readonly listener: PromptListener; readonly heard: string[] } {
  const heard: string[] = [];
  const listener = {
    onProgress: ({ node, value, max }) => void heard.push(`${node} ${value}/${max}`),
    onPreview: ({ type, bytes }) => void heard.push(`${type} ${bytes.length}`),
    onEnded: () => void heard.push("ended"),
    onSign: () => undefined,
  } satisfies PromptListener;
  return { listener, heard };
}

const progress = (value: number, prompt_id = "p"): string =>
  JSON.stringify({ type: "progress", data: { value, max: 9, prompt_id, node: "3" } });
const ended = (prompt_id: string): string => JSON.stringify({ type: "executing", data: { node: null, prompt_id } });
const preview = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 255, 216]);

test("the first thing said on a socket is that previews may say whose they are", async () => {
  const { desk, events } = await openDesk();
  desk.watch("p", noted().listener);
  await until(() => events.length === 2);
  expect(events).toEqual(["open /api/ws?clientId=me", '{"type":"feature_flags","data":{"supports_preview_metadata":true}}']);
});

test("each prompt hears its own, ten times a second at most, and the last in any case", async () => {
  let now = 0;
  const { desk, sockets } = await openDesk(() => now);
  const [one, other] = [noted(), noted()];
  desk.watch("p", one.listener);
  desk.watch("q", other.listener);
  await until(() => sockets.length === 1);
  for (let value = 1; value <= 8; value += 1) sockets[0]?.send(progress(value));
  sockets[0]?.send(preview);
  sockets[0]?.send(ended("q"));
  await until(() => other.heard.length === 1);
  expect(other.heard).toEqual(["ended"]);
  // A preview without a name belongs to who made progress last.
  expect(one.heard).toEqual(["3 1/9", "image/jpeg 2"]);
  now = 200;
  await until(() => one.heard.length === 3);
  expect(one.heard[2]).toBe("3 8/9");
});

test("nothing is told to who has gone", async () => {
  const { desk, sockets } = await openDesk();
  const one = noted();
  const leave = desk.watch("p", one.listener);
  await until(() => sockets.length === 1);
  sockets[0]?.send(progress(1));
  sockets[0]?.send(progress(2));
  await until(() => one.heard.length > 0);
  leave();
  await sleep(150);
  expect(one.heard).toEqual(["3 1/9"]);
});

test("a lost connection is made again, after the old one is gone, and told as such", async () => {
  const { desk, sockets, events, told } = await openDesk();
  desk.watch("p", noted().listener);
  await until(() => events.length === 2);
  sockets[0]?.terminate();
  await until(() => events.length === 5);
  expect(events.map((event) => event.split(" ")[0])).toEqual(["open", expect.anything(), "close", "open", expect.anything()]);
  expect(told).toEqual(["reopened"]);
});

test("frames without sense are ignored, and one that is too large costs no more than the connection", async () => {
  const { desk, sockets } = await openDesk();
  const one = noted();
  desk.watch("p", one.listener);
  await until(() => sockets.length === 1);
  for (const frame of ["", "{", "null", Buffer.from([0, 0]), Buffer.from([0, 0, 0, 4, 255, 255, 255, 255])])
    sockets[0]?.send(frame);
  sockets[0]?.send(Buffer.alloc(17 * 1024 * 1024));
  await until(() => sockets.length === 2);
  sockets[1]?.send(progress(5));
  await until(() => one.heard.length === 1);
});
