import { Hono, type Context } from "hono";
import { type Digest, isDigest } from "../core/canonical/digest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { readThumbnailEdge, THUMBNAIL_EDGES, type ThumbnailEdge } from "../core/view/thumbnail-edge.ts";
import { readPicture } from "../engine/pictures/picture.ts";
import { openThumbnails, type Thumbnails } from "../engine/pictures/thumbnails.ts";
import { storeOf } from "../engine/studio.ts";
import { blobAnswer } from "./safety/blob-answer.ts";
import type { ServerContext } from "./server-context.ts";

/**
 * `/blobs/{digest}`: the bytes of an image, as they were made; below it the same picture as it may leave the project, and
 * small for lists. A digest is all that is ever looked up, so no path is built from outside.
 */
export function blobRoutes({ studio }: ServerContext): Hono {
  let thumbnails: Thumbnails | undefined;
  const answer = async (context: Context, { suffix, read }: Form): Promise<Response> => {
    const digest = context.req.param("digest") ?? "";
    if (!isDigest(digest) || !(await storeOf(studio).blobs.has(digest))) throw noImage("blob");
    // What a digest names never changes, so neither does the answer.
    const tag = `${digest}${suffix}`;
    if (context.req.header("if-none-match") === `"${tag}"`) return context.body(null, 304);
    const bytes = await read(digest);
    if (bytes === undefined) throw noImage("picture");
    return blobAnswer(bytes, tag);
  };
  return new Hono()
    .get("/blobs/:digest", (context) =>
      answer(context, { suffix: "", read: async (digest) => await storeOf(studio).blobs.get(digest) }),
    )
    .get("/blobs/:digest/picture", (context) =>
      answer(context, { suffix: "/picture", read: async (digest) => (await readPicture(storeOf(studio).blobs, digest))?.bytes }),
    )
    .get("/blobs/:digest/thumbnail", (context) => {
      const edge = getEdge(context.req.query("edge"));
      const opened = (thumbnails ??= openThumbnails(storeOf(studio).blobs));
      return answer(context, { suffix: `/${edge}`, read: async (digest) => await opened.find(digest, edge) });
    });
}

/** One form in which a stored image is sent. */
interface Form {
  /** Tells its tag from those of the other forms. */
  readonly suffix: string;
  readonly read: (digest: Digest) => Promise<Uint8Array | undefined>;
}

function getEdge(asked: string | undefined): ThumbnailEdge {
  const edge = readThumbnailEdge(asked);
  if (edge !== undefined) return edge;
  throw new TouchstoneError("INPUT_INVALID", `\`edge\` is \`${asked ?? ""}\`, and thumbnails are not made in that size`, {
    hint: `Ask for one of ${THUMBNAIL_EDGES.join(", ")}`,
  });
}

function noImage(what: "blob" | "picture"): TouchstoneError {
  return new TouchstoneError("IMAGE_NOT_FOUND", `there is no ${what} with this digest`);
}
