/** The pictures that run nothing, by the bytes they begin with. */
const PICTURES: readonly { readonly type: string; readonly starts: (bytes: Uint8Array) => boolean }[] = [
  { type: "image/png", starts: (bytes) => begins(bytes, 0, "\x89PNG\r\n\x1a\n") },
  { type: "image/jpeg", starts: (bytes) => begins(bytes, 0, "\xff\xd8\xff") },
  { type: "image/gif", starts: (bytes) => begins(bytes, 0, "GIF87a") || begins(bytes, 0, "GIF89a") },
  { type: "image/webp", starts: (bytes) => begins(bytes, 0, "RIFF") && begins(bytes, 8, "WEBP") },
];

/**
 * Answers with a blob. By its own bytes and never by a name: a picture is shown, and all else, SVG and HTML included, is
 * a download. A blob never changes, so it may be kept for good.
 *
 * @param tag  Names these bytes among all answers, e.g. the digest.
 */
export function blobAnswer(bytes: Uint8Array, tag: string): Response {
  const type = PICTURES.find((picture) => picture.starts(bytes))?.type;
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      "Content-Type": type ?? "application/octet-stream",
      "Content-Disposition": type === undefined ? "attachment" : "inline",
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cache-Control": "private, max-age=31536000, immutable",
      ETag: `"${tag}"`,
    },
  });
}

function begins(bytes: Uint8Array, at: number, latin1: string): boolean {
  return Buffer.from(latin1, "latin1").every((byte, index) => bytes[at + index] === byte);
}
