import { inflateRawSync } from "node:zlib";

/** Signatures of the records of a zip. Source: PKWARE's APPNOTE, section 4.3. */
const END_OF_DIRECTORY = 0x06_05_4b_50;
const DIRECTORY_ENTRY = 0x02_01_4b_50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * One file of a zip archive.
 *
 * @throws Error when the archive does not hold it, or is none.
 */
export function readZipEntry(archive: Uint8Array, name: string): Uint8Array {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf(signature(END_OF_DIRECTORY));
  if (end === -1 || end + END_LENGTH > bytes.length) throw new Error("the file is no zip archive");
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) break;
    const nameLength = bytes.readUInt16LE(at + 28);
    const extras = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (bytes.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength) === name) return contentOf(bytes, at);
    at += ENTRY_LENGTH + nameLength + extras;
  }
  throw new Error(`the archive holds no \`${name}\``);
}

function contentOf(bytes: Buffer, entry: number): Uint8Array {
  const method = bytes.readUInt16LE(entry + 10);
  const packedLength = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  const start = local + LOCAL_LENGTH + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + packedLength);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`the archive packs in a way (${method}) that is not known here`);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
