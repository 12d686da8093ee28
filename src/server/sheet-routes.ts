import { Hono } from "hono";
import { buildSheet, SHEET_FILES } from "../engine/contact-sheet.ts";
import type { ServerContext } from "./server-context.ts";

/** `/sheet.png` and `/sheet.html`: the contact sheet as a download, never as a page of this origin. */
export function sheetRoutes({ studio }: ServerContext): Hono {
  return new Hono()
    .get("/sheet.png", async () => download((await buildSheet(studio)).png, "image/png", SHEET_FILES.png))
    .get("/sheet.html", async () => download((await buildSheet(studio)).html, "application/octet-stream", SHEET_FILES.html));
}

function download(bytes: Uint8Array, type: string, name: string): Response {
  const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"` };
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}
