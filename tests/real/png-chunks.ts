/** Every chunk of a PNG, in order. */
function* chunks(file: Uint8Array): Generator<{ readonly type: string; readonly data: Uint8Array }> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 8; at + 12 <= file.byteLength; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    yield { type, data: file.subarray(at + 8, at + 8 + view.getUint32(at)) };
  }
}

const keyOf = (data: Uint8Array): string => Buffer.from(data.subarray(0, data.indexOf(0))).toString("latin1");

/** Names of a PNG's chunks without repeats; text chunks with their key, e.g. `["IHDR", "tEXt prompt", "IDAT", "IEND"]`. */
export function chunkNames(file: Uint8Array): string[] {
  const names = Array.from(chunks(file), ({ type, data }) =>
    /^[tzi](?:EXt|TXt)$/u.test(type) ? `${type} ${keyOf(data)}` : type,
  );
  return [...new Set(names)];
}

/** The text of a tEXt chunk; undefined when there is none with that key. */
export function textChunk(file: Uint8Array, key: string): string | undefined {
  const found = Array.from(chunks(file)).find(({ type, data }) => type === "tEXt" && keyOf(data) === key);
  return found && Buffer.from(found.data.subarray(key.length + 1)).toString("latin1");
}
