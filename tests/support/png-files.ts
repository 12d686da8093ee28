import { crc32 } from "node:zlib";
import { decodeImage, encodePng } from "../../src/adapters/images/png.ts";
import type { Pixels } from "../../src/core/checks/check.ts";

/** A PNG file of so many pixels, with more colours than pixel art has. */
export async function noisyPng(width: number, height: number): Promise<Uint8Array> {
  const rgba = new Uint8Array(width * height * 4).map((_, at) => (at * 17) % 253);
  return await encodePng({ width, height, rgba });
}

/** The pixels of an image file. */
export async function pixelsOf(file: Uint8Array): Promise<Pixels> {
  const decoded = await decodeImage(file);
  if (decoded === undefined) throw new TypeError("pixelsOf: no image");
  return decoded.pixels;
}

/** One chunk as it stands in a PNG file. */
export function pngChunk(type: string, data: string | Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), Buffer.from(data)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The same PNG file with chunks put in after its header, where ComfyUI writes its prompts. */
export function withChunks(file: Uint8Array, chunks: readonly Buffer[]): Buffer {
  const afterHeader = 8 + 25;
  return Buffer.concat([file.subarray(0, afterHeader), ...chunks, file.subarray(afterHeader)]);
}
