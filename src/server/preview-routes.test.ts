import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenGame, openGame } from "../../tests/support/open-game.ts";
import { type RunningServer, startServer } from "./start-server.ts";

let game: OpenGame;
let server: RunningServer;

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  const onBug = (error: unknown): void => expect.unreachable(String(error));
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  server = await startServer({ ...own, studio: game.studio });
});
afterAll(async () => {
  await server.close();
  await game.close();
});

const ask = async (job: string): Promise<Response> => await fetch(`${server.url}api/projects/game/jobs/${job}/preview?n=1`);

test("a preview is sent as it came, safe to show and kept by nobody, until its job is forgotten", async () => {
  const bytes = new Uint8Array([255, 216, 1, 2, 3]);
  game.studio.previews.put("job", { type: "image/jpeg", bytes });
  const answer = await ask("job");
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/jpeg",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  game.studio.previews.forget("job");
  expect((await ask("job")).status).toBe(404);
});

test("a job without a preview has none", async () => {
  const answer = await ask("other");
  expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: "IMAGE_NOT_FOUND" } }]);
});
