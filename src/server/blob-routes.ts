import { Hono } from "hono";
import { isDigest } from "../core/canonical/digest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { storeOf } from "../engine/studio.ts";
import { blobAnswer } from "./safety/blob-answer.ts";
import type { ServerContext } from "./server-context.ts";

/** `/blobs/{digest}`: the bytes of an image. A digest is all that is ever looked up, so no path is built from outside. */
export function blobRoutes({ studio }: ServerContext): Hono {
  return new Hono().get("/blobs/:digest", async (context) => {
    const digest = context.req.param("digest");
    const { blobs } = storeOf(studio);
    if (!isDigest(digest) || !(await blobs.has(digest))) {
      throw new TouchstoneError("IMAGE_NOT_FOUND", "there is no blob with this digest");
    }
    // What a digest names never changes, so neither does the answer.
    if (context.req.header("if-none-match") === `"${digest}"`) return context.body(null, 304);
    return blobAnswer(await blobs.get(digest), digest);
  });
}
