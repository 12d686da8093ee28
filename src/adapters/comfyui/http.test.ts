import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { judgeAddress } from "../../core/comfyui/judge-address.ts";
import { type Http, openHttp } from "./http.ts";

/** A connection to a server that answers as a test wants. */
async function connectTo(listener: RequestListener, answerMs?: number): Promise<Http> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = judgeAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  if (!address.ok) throw new TypeError(address.reason);
  const http = openHttp(address, answerMs);
  onTestFinished(async () => {
    await http.close();
    server.closeAllConnections();
    server.close();
  });
  return http;
}

async function sizeOf(file: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const piece of file) size += piece.length;
  return size;
}

const GET = { method: "GET", path: "/api/queue" } as const;

test("redirects are answers like any other, and are not followed", async () => {
  const asked: (string | undefined)[] = [];
  const http = await connectTo((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: "http://127.0.0.1:1/elsewhere" }).end();
  });
  expect(await http.ask(GET)).toEqual({ status: 302, body: undefined });
  await expect(http.fetch("/api/view")).rejects.toMatchObject({ code: "BACKEND_MALFORMED" });
  expect(asked).toEqual(["/api/queue", "/api/view"]);
});

test("a body that is no JSON is no answer, and never breaks anything", async () => {
  const http = await connectTo((_request, response) => void response.writeHead(500).end("500 Internal Server Error"));
  expect(await http.ask(GET)).toEqual({ status: 500, body: undefined });
});

test("an answer larger than any ComfyUI gives is cut off", async () => {
  const http = await connectTo((_request, response) => {
    const piece = Buffer.alloc(4 * 1024 * 1024, " ");
    const send = (): void => {
      while (response.write(piece));
    };
    response.on("drain", send);
    send();
  });
  await expect(http.ask(GET)).rejects.toMatchObject({
    code: "BACKEND_MALFORMED",
    message: "the server sends more than 64 MiB at once",
  });
  const file = await http.fetch("/api/view");
  await expect(sizeOf(file)).rejects.toMatchObject({ code: "BACKEND_MALFORMED" });
});

test("silence and an answer that comes drop by drop time out", async () => {
  const silent = await connectTo(() => undefined, 50);
  await expect(silent.ask(GET)).rejects.toMatchObject({ code: "BACKEND_TIMEOUT" });
  const dripping = await connectTo((_request, response) => {
    const timer = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(timer));
  }, 50);
  await expect(dripping.ask(GET)).rejects.toMatchObject({ code: "BACKEND_TIMEOUT" });
});

test("who stops reading a file closes its connection", async () => {
  const closed = Promise.withResolvers<void>();
  const http = await connectTo((_request, response) => {
    response.on("close", closed.resolve);
    response.write("first");
  });
  const pieces = (await http.fetch("/api/view"))[Symbol.asyncIterator]();
  await pieces.next();
  await pieces.return?.();
  await closed.promise;
});

test("a connection that breaks while a file comes is told as one", async () => {
  const http = await connectTo((_request, response) => {
    response.writeHead(200, { "content-length": "100" }).write("first");
    setTimeout(() => response.destroy(), 20);
  });
  await expect(sizeOf(await http.fetch("/api/view"))).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE" });
});

test("no server at the address is told as such", async () => {
  const http = openHttp({ url: "http://127.0.0.1:1", secure: false, host: "127.0.0.1", port: 1 });
  await expect(http.ask(GET)).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE" });
  await http.close();
});
