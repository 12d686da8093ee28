import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenGame, openGame } from "../../tests/support/open-game.ts";
import { noisyPng, pixelsOf, pngChunk, withChunks } from "../../tests/support/png-files.ts";
import { storeOf } from "../engine/studio.ts";
import { type RunningServer, startServer } from "./start-server.ts";

let game: OpenGame;
let server: RunningServer;
let large = "";
let small = "";
let plan = "";
let vector = "";
let cut = "";
let written: Buffer;

beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  const { blobs } = storeOf(game.studio);
  written = withChunks(await noisyPng(400, 300), [pngChunk("tEXt", "prompt\0secret")]);
  large = await blobs.put(written);
  small = await blobs.put(await noisyPng(8, 8));
  plan = await blobs.put(Buffer.from('{"plan":1}'));
  vector = await blobs.put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>'));
  cut = await blobs.put(written.subarray(0, 3000));
  const onBug = (error: unknown): void => expect.unreachable(String(error));
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug };
  server = await startServer({ ...own, studio: game.studio });
});
afterAll(async () => {
  await server.close();
  await game.close();
});

const ask = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  await fetch(`${server.url}api/projects/game/blobs/${path}`, { headers });
const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

test("a blob is sent as it was made; as a picture, what its renderer wrote beside it stays here", async () => {
  expect(await bytesOf(await ask(large))).toEqual(written);
  const picture = await ask(`${large}/picture`);
  expect(picture.headers.get("content-type")).toBe("image/png");
  const bytes = await bytesOf(picture);
  expect(bytes.includes("secret")).toBe(false);
  expect(await pixelsOf(bytes)).toEqual(await pixelsOf(written));
});

test("a thumbnail is small, safe to show and never changes; a picture that is small already is sent itself", async () => {
  const answer = await ask(`${large}/thumbnail?edge=128`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/webp",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, max-age=31536000, immutable",
    etag: `"${large}/128"`,
  });
  const bytes = await bytesOf(answer);
  expect(bytes.includes("secret")).toBe(false);
  expect(await pixelsOf(bytes)).toMatchObject({ width: 100, height: 75 });
  expect(await bytesOf(await ask(`${small}/thumbnail?edge=128`))).toEqual(await bytesOf(await ask(small)));
});

test("each form of an image has its own tag, so that a browser never takes one for another", async () => {
  for (const form of ["", "/picture", "/thumbnail?edge=128", "/thumbnail?edge=256"]) {
    const tag = (await ask(`${large}${form}`)).headers.get("etag") ?? "";
    expect((await ask(`${large}${form}`, { "if-none-match": tag })).status).toBe(304);
    for (const other of ["", "/picture", "/thumbnail?edge=512"]) {
      if (other !== form) expect((await ask(`${large}${other}`, { "if-none-match": tag })).status).toBe(200);
    }
  }
});

test("sizes outside the list are refused, whatever they look like", async () => {
  for (const edge of ["", "0", "-128", "1", "129", "4096", "1e2", "128.0", "%00"]) {
    const answer = await ask(`${large}/thumbnail?edge=${edge}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { code: "INPUT_INVALID", hint: "Ask for one of 128, 256, 512" } });
  }
  expect((await ask(`${large}/thumbnail`)).status).toBe(422);
});

test("only digests are looked up, and only whole PNG files are pictures", async () => {
  const none = `sha256:${"0".repeat(64)}`;
  const strange = ["..%2f..%2ftouchstone.yaml", large.slice("sha256:".length), `${large}x`, large.toUpperCase(), none];
  for (const digest of [...strange, plan, vector, cut]) {
    for (const form of ["picture", "thumbnail?edge=128"]) {
      const answer = await ask(`${digest}/${form}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: "IMAGE_NOT_FOUND" } });
    }
  }
});
