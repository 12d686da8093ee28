import { writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createWorkshop, studioAt } from "../../tests/support/sample-game.ts";
import { decodeImage, encodePng, pixelSha256 } from "../adapters/images/png.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import type { Pixels } from "../core/checks/check.ts";
import { referenceFiles } from "./reference-file.ts";

const plain = (value: number): Pixels => ({ width: 2, height: 1, rgba: Uint8Array.from([value, 2, 3, 255, 4, 5, 6, 255]) });

/** Reads the one reference of a plan that was made when the file held these pixels. */
async function readPlanned(planned: Pixels, write: (file: string) => void): Promise<Uint8Array> {
  const workshop = createWorkshop("reference");
  onTestFinished(workshop.remove);
  write(workshop.at("shape.png"));
  const plan = { references: [{ ref: "shape.png", pixelSha256: pixelSha256(planned) }] } as unknown as Plan;
  return await studioAt(workshop.dir)(
    "files",
    async (studio) => (await referenceFiles(studio, plan)[0]?.read()) ?? new Uint8Array(),
  );
}

test("a reference is read as the picture that the plan fixed, without whatever its file carried along", async () => {
  const file = await encodePng(plain(1));
  const carried = Buffer.concat([file.subarray(0, -12), textChunk("prompt", "a secret"), file.subarray(-12)]);
  const read = await readPlanned(plain(1), (path) => writeFileSync(path, carried));
  expect(Buffer.from(read).includes("secret")).toBe(false);
  expect(pixelSha256((await decodeImage(read))?.pixels ?? plain(0))).toBe(pixelSha256(plain(1)));
});

test("a reference that is another picture by now, or gone, is refused with REFERENCE_CHANGED", async () => {
  const other = await encodePng(plain(9));
  const changed = { code: "REFERENCE_CHANGED", message: expect.stringContaining("is not the picture") };
  await expect(readPlanned(plain(1), (path) => writeFileSync(path, other))).rejects.toMatchObject(changed);
  const gone = { code: "REFERENCE_CHANGED", message: expect.stringContaining("is missing") };
  await expect(readPlanned(plain(1), () => undefined)).rejects.toMatchObject(gone);
});

/** A tEXt chunk; decoders that look at its checksum at all only warn. */
function textChunk(key: string, text: string): Buffer {
  const data = Buffer.from(`${key}\0${text}`, "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from("tEXt"), data, Buffer.alloc(4)]);
}
