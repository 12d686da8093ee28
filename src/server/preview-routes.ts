import { Hono } from "hono";
import { TouchstoneError } from "../core/errors.ts";
import type { ServerContext } from "./server-context.ts";

/** `/jobs/{job}/preview`: how the image under way looks so far. It changes all the time, so nobody may keep it. */
export function previewRoutes({ studio }: ServerContext): Hono {
  return new Hono().get("/jobs/:job/preview", (context) => {
    const preview = studio.previews.find(context.req.param("job"));
    if (preview === undefined) throw new TouchstoneError("IMAGE_NOT_FOUND", "there is no preview of this job now");
    const headers = {
      "Content-Type": preview.type,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    };
    return context.body(new Uint8Array(preview.bytes), 200, headers);
  });
}
