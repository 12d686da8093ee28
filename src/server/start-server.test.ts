import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenGame, openGame } from "../../tests/support/open-game.ts";
import { startServer } from "./start-server.ts";

let game: OpenGame;
beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
});
afterAll(async () => await game.close());

const settings = () => ({
  studio: game.studio,
  studioFiles: new Map(),
  host: "127.0.0.1",
  allowedHosts: [],
  tls: null,
  insecure: false,
  onBug: (error: unknown) => expect.unreachable(String(error)),
});

test("a port that is taken is refused by name, unless any port will do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  await expect(startServer({ ...settings(), port })).rejects.toMatchObject({
    code: "ADDRESS_REFUSED",
    message: `port ${port} at \`127.0.0.1\` is taken`,
  });
  const server = await startServer({ ...settings(), port, anyPort: true });
  expect(server.url).not.toContain(`:${port}/`);
  await server.close();
  taken.close();
});

test("an address that others can reach is refused without TLS, before anything listens", async () => {
  await expect(startServer({ ...settings(), host: "0.0.0.0", port: 0, allowedHosts: ["studio.lan"] })).rejects.toMatchObject({
    code: "BIND_REFUSED",
  });
});

test("where nothing is, PAGE_NOT_FOUND says so, and an unknown project names the one that is served", async () => {
  const server = await startServer({ ...settings(), port: 0 });
  const answers = await Promise.all(
    ["api/nothing", "api/projects/other/jobs", "built/none.js"].map(
      async (path) => await (await fetch(`${server.url}${path}`)).json(),
    ),
  );
  expect(answers).toMatchObject([
    { error: { code: "PAGE_NOT_FOUND" } },
    { error: { code: "PROJECT_NOT_FOUND", hint: "This server serves `game`" } },
    { error: { code: "PAGE_NOT_FOUND" } },
  ]);
  await server.close();
});

test("closing it waits for what runs, and then nothing answers", async () => {
  const server = await startServer({ ...settings(), port: 0 });
  await fetch(server.url);
  const begunMs = performance.now();
  await server.close();
  expect(performance.now() - begunMs).toBeLessThan(2000);
  await expect(fetch(server.url)).rejects.toThrow();
});
