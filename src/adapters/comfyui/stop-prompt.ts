import { TouchstoneError } from "../../core/errors.ts";
import type { RenderHooks } from "../rendering/image-backend.ts";
import type { ComfyClient } from "./comfy-client.ts";

/** Stops a prompt if its server can be reached: where it cannot, there is nothing to stop, or nobody to tell. */
export async function cancelQuietly(client: ComfyClient, promptId: string): Promise<void> {
  await client.cancel(promptId).catch((failure: unknown) => {
    if (!(failure instanceof TouchstoneError)) throw failure;
  });
}

/** What nobody wants, and what gets nowhere, is not to go on there. What was only left is collected by whoever comes next. */
export async function stopThere(
  { client, hooks }: { readonly client: ComfyClient; readonly hooks: Pick<RenderHooks, "cancel"> },
  { promptId, error }: { readonly promptId: string; readonly error: unknown },
): Promise<void> {
  const isStuck = error instanceof TouchstoneError && error.code === "BACKEND_TIMEOUT";
  if (hooks.cancel.aborted || isStuck) await cancelQuietly(client, promptId);
}
