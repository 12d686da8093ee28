import { expect, test } from "vitest";
import type { Digest } from "../../core/canonical/digest.ts";
import { blobAnswer } from "./blob-answer.ts";

const DIGEST: Digest = `sha256:${"0".repeat(64)}`;

function headersOf(latin1: string): Record<string, string> {
  return Object.fromEntries(blobAnswer(Buffer.from(latin1, "latin1"), DIGEST).headers);
}

test.each([
  ["\x89PNG\r\n\x1a\nrest", "image/png"],
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["RIFF\x00\x00\x00\x00WEBPVP8L", "image/webp"],
])("a picture is shown as what its bytes say: %j", (bytes, type) => {
  expect(headersOf(bytes)).toMatchObject({ "content-type": type, "content-disposition": "inline" });
});

test.each([
  "",
  "\x89PNG",
  "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
  "<!doctype html>",
  "GIF88a",
  "RIFF\0\0\0\0WAVE",
  " GIF89a",
  "%PDF-1.7",
])("anything else is a download: %j", (bytes) => {
  expect(headersOf(bytes)).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": "attachment",
  });
});

test("whatever it is runs nothing and may be kept for good", () => {
  expect(headersOf("GIF89a")).toMatchObject({
    "content-security-policy": "sandbox; default-src 'none'",
    etag: `"${DIGEST}"`,
    "cache-control": "private, max-age=31536000, immutable",
  });
});
