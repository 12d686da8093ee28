import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assert } from "../../core/assert.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { BuiltViewer } from "../../core/trace-view/trace-page.ts";

/**
 * Reads the built trace view.
 *
 * @throws TouchstoneError STUDIO_NOT_BUILT where it was not built.
 */
export async function readTraceViewer(dir: string): Promise<BuiltViewer> {
  const [script, style] = await Promise.all([readPart(dir, "viewer.js"), readPart(dir, "viewer.css")]);
  // Both stand in a page between tags: a tag of their own in them would end it.
  assert(!/<\/script|<!--/i.test(script) && !/<\/style/i.test(style), "the built trace view can stand in a page");
  return { script, style };
}

async function readPart(dir: string, name: string): Promise<string> {
  try {
    return await readFile(join(dir, name), "utf8");
  } catch (cause) {
    throw new TouchstoneError("STUDIO_NOT_BUILT", `the trace view is not built: \`${name}\` is missing`, {
      hint: "Run `npm run build:studio`",
      cause,
    });
  }
}
