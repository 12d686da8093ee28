import { fieldOf, textIn } from "./fields.ts";
import { parsePythonJson } from "./parse-json.ts";

/** A picture of how a render looks so far; without a prompt id where the server did not say whose it is. */
export interface PreviewFrame {
  readonly promptId: string | null;
  readonly type: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

const PLAIN = 1;
const WITH_METADATA = 4;

/**
 * Reads a binary frame of the socket.
 *
 * @param decodeText  UTF-8 to text; core has no decoder of its own.
 * @returns undefined for frames of other kinds, and for those that end too soon.
 * Source: comfyui.md 1.5; SPEC.md CF32.
 */
export function decodePreview(frame: Uint8Array, decodeText: (bytes: Uint8Array) => string): PreviewFrame | undefined {
  const kind = readUint32(frame, 0);
  const second = readUint32(frame, 4);
  if (kind === undefined || second === undefined) return undefined;
  if (kind === PLAIN) {
    return { promptId: null, type: second === 2 ? "image/png" : "image/jpeg", bytes: frame.subarray(8) };
  }
  if (kind !== WITH_METADATA || 8 + second > frame.length) return undefined;
  const metadata = parsePythonJson(decodeText(frame.subarray(8, 8 + second)));
  const type = fieldOf(metadata, "image_type") === "image/png" ? "image/png" : "image/jpeg";
  return { promptId: textIn(fieldOf(metadata, "prompt_id")), type, bytes: frame.subarray(8 + second) };
}

function readUint32(frame: Uint8Array, at: number): number | undefined {
  const [a, b, c, d] = frame.subarray(at, at + 4);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
