import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenGame, openGame } from "../../../tests/support/open-game.ts";
import { pngChunk, withChunks } from "../../../tests/support/png-files.ts";
import { encodePng } from "../../adapters/images/png.ts";
import type { ImageRecord } from "../../core/assets/evidence.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import { callVerb } from "../call-verb.ts";
import { buildSheet } from "../contact-sheet.ts";
import { assetExportVerb } from "../export-asset.ts";
import { makeVerb } from "../make.ts";
import { storeOf } from "../studio.ts";
import { exportImage } from "./picture.ts";

let game: OpenGame;
let out = "";
beforeAll(async () => {
  game = await openGame({ gem: { variants: 1 } });
  out = await mkdtemp(join(tmpdir(), "touchstone-picture-"));
});
afterAll(async () => {
  await game.close();
  await rm(out, { recursive: true, force: true });
});

const record = (blob: string): ImageRecord => ({
  variant: 1,
  part: "frame:2",
  seed: 7,
  blob,
  pixelSha256: "sha256:0",
  width: 4,
  height: 4,
});

test("an image that left its renderer with prompts in its file leaves the project without them", async () => {
  const plain = await encodePng({ width: 4, height: 4, rgba: new Uint8Array(64).fill(90) });
  const made = withChunks(plain, [pngChunk("tEXt", "prompt\0secret"), pngChunk("eXIf", "MM\0*secret")]);
  const { blobs } = storeOf(game.studio);
  const blob = await blobs.put(made);
  expect(Buffer.from(await exportImage(blobs, record(blob)))).toEqual(Buffer.from(plain));
  // What is stored stays as it was made.
  expect(Buffer.from(await blobs.get(blob))).toEqual(made);
});

test("a file in which metadata cannot be told from the picture is refused by name", async () => {
  const { blobs } = storeOf(game.studio);
  const blob = await blobs.put(Buffer.from("\x89PNG\r\n\x1a\n and no more", "latin1"));
  await expect(exportImage(blobs, record(blob))).rejects.toMatchObject({
    code: "STATE_CONFLICT",
    message: "`variant 1, frame 2` is not a whole PNG file",
  });
});

test("what the built-in renderer made is exported, and put on the sheet, byte for byte", async () => {
  const caller = { input: { specs: ["gem"] }, caller: { by: "person" as const }, withStudio: game.withStudio };
  await callVerb(makeVerb, caller);
  const store = storeOf(game.studio);
  const [version] = store.listVersions({});
  const input = { version: version?.id ?? "", out: `${out}/` };
  const { files } = await callVerb(assetExportVerb, { ...caller, input });
  const written = await readFile(files[0]?.path ?? "");
  const { sheet } = await buildSheet(game.studio);
  const [image] = sheet.assets[0]?.evidence.images ?? [];
  expect(written).toEqual(Buffer.from(await store.blobs.get(image?.blob as Digest)));
  expect(sheet.assets[0]?.images[0]?.pngBase64).toBe(written.toString("base64"));
});
