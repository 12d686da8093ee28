import { createServer, type ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodePng } from "../src/adapters/images/png.ts";
import { nextUint32, seedRandom } from "./small-random.ts";

const BUILT = fileURLToPath(new URL("../dist/studio", import.meta.url));
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };

/** A server of the built Studio with nothing behind it but a library of so many assets, each with a picture of its own. */
export async function serveCannedStudio(assets: number): Promise<{ readonly url: string; close(): void }> {
  const listed = Buffer.from(
    JSON.stringify({ assets: Array.from({ length: assets }, (_, index) => assetAt(index)), facets: {} }),
  );
  const pictures = await Promise.all(Array.from({ length: assets }, async (_, index) => await pictureAt(index)));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const api = /^\/api\/projects\/bench(\/.*)$/.exec(path)?.[1];
    if (api === "/library") return answer(response, listed, "application/json");
    if (api?.startsWith("/blobs/")) return answer(response, pictures[Number(api.slice("/blobs/picture-".length))], "image/png");
    if (api !== undefined) return answer(response, undefined, "application/json");
    if (path.startsWith("/built/")) return answer(response, readFileSync(join(BUILT, path)), TYPES[extname(path)]);
    return answer(response, Buffer.from(page()), "text/html");
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function page(): string {
  return readFileSync(join(BUILT, "index.html"), "utf8").replaceAll("__PROJECT_ID__", "bench").replaceAll("__CSP_NONCE__", "");
}

function answer(response: ServerResponse, body: Uint8Array | undefined, type = "application/octet-stream"): void {
  response.writeHead(body === undefined ? 404 : 200, { "content-type": type, "cache-control": "max-age=3600" });
  response.end(body ?? "{}");
}

const KINDS = ["single_image", "animation", "ui_states", "tileset"] as const;

function assetAt(index: number) {
  const image = { variant: 0, part: null, blob: `picture-${index}`, width: 64, height: 64 };
  return {
    versionId: `version-${index}`,
    spec: `spec-${index}`,
    title: `Asset ${index}`,
    kind: KINDS[index % KINDS.length],
    assetType: "ui_icon",
    tags: [`group:tag-${index % 40}`],
    entity: index % 3 === 0 ? `entity-${index % 60}` : null,
    checkpoint: index % 2 === 0 ? "pony" : "copax",
    route: "auto_advance",
    verdict: index % 9 === 0 ? "uncertain" : "pass",
    decision: index % 9 === 0 ? "pending" : "approved",
    createdAtMs: 1_763_640_000_000 - index * 1000,
    images: [image],
  };
}

/** Blocks of colour on nothing, as small art is: 64 × 64, no two alike. */
async function pictureAt(index: number): Promise<Uint8Array> {
  let state = seedRandom(index);
  const rgba = new Uint8Array(64 * 64 * 4);
  for (let block = 0; block < 24; block += 1) {
    state = nextUint32(state);
    paintBlock(rgba, state);
  }
  return await encodePng({ width: 64, height: 64, rgba });
}

function paintBlock(rgba: Uint8Array, random: number): void {
  const [left, top] = [random & 47, (random >>> 6) & 47];
  const color = [(random >>> 12) & 255, (random >>> 16) & 255, (random >>> 22) & 255, 255];
  for (let y = top; y < top + 14; y += 1) for (let x = left; x < left + 14; x += 1) rgba.set(color, (y * 64 + x) * 4);
}
