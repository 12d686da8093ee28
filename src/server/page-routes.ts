import { Hono } from "hono";
import { TouchstoneError } from "../core/errors.ts";
import { pollingFallbackMs } from "../engine/feedback.ts";
import type { SafetyVariables } from "./safety/safety-env.ts";
import type { ServerContext, StudioFile } from "./server-context.ts";

/** What stands in the built page for what only the server knows. */
const NONCE = "__CSP_NONCE__";
const PROJECT = "__PROJECT_ID__";
const POLL = "__POLL_MS__";

/**
 * The Studio's own files, and its page under every other path: the page itself finds out what the path shows. Files are
 * looked up by their whole path among those that were built, so nothing from outside ever becomes a path.
 */
export function pageRoutes({ studio, studioFiles, projectId }: ServerContext): Hono<{ Variables: SafetyVariables }> {
  const index = studioFiles.get("/index.html");
  const html = index === undefined ? undefined : new TextDecoder().decode(index.bytes);
  return new Hono<{ Variables: SafetyVariables }>().get("*", async (context) => {
    const { path } = context.req;
    const file = studioFiles.get(path);
    if (file !== undefined && path !== "/index.html") return fileAnswer(file, path);
    if (isFile(path)) throw new TouchstoneError("PAGE_NOT_FOUND", "there is no such page");
    if (html === undefined) return context.text(NOT_BUILT, 503);
    const page = html
      .replaceAll(NONCE, context.get("nonce"))
      .replaceAll(PROJECT, projectId)
      .replaceAll(POLL, String(await pollingFallbackMs(studio)));
    return context.html(page, 200, { "cache-control": "no-store" });
  });
}

const NOT_BUILT = "The Studio is not built. Run `npm run build:studio`, then start the server again.\n";

/** Built files carry their digest in their name: they never change. */
function fileAnswer({ bytes, type }: StudioFile, path: string): Response {
  const cache = path.startsWith("/built/") ? "public, max-age=31536000, immutable" : "no-cache";
  return new Response(bytes, { headers: { "content-type": type, "cache-control": cache } });
}

/** Deeper paths are pages even with a dot: a profile is called `pony.plain.v2`. */
function isFile(path: string): boolean {
  return path.startsWith("/built/") || /^\/[^/]*\.[a-z0-9]+$/i.test(path);
}
