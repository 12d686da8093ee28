import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { envHomeOf } from "../env-home.ts";
import { readProcess } from "./read-process.ts";

/**
 * The identity of the environment behind a backend's address, where that is the ComfyUI that `env run` started and still is.
 *
 * @returns null for any other server, for an address that cannot be read, where the record is damaged, and where node packs had
 *          been edited when it started: evidence that says it does not know is worth more than a wrong one.
 */
export async function governedEnvId({ projectDir }: Pick<Studio, "projectDir">, backendUrl: string): Promise<string | null> {
  try {
    const { record, pid, state } = await readProcess(envHomeOf(projectDir));
    if (record === null || pid === null || state === "starting") return null;
    return isSameAddress(record, backendUrl) && !record.isEdited ? record.envId : null;
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}

/** A person may have named this machine otherwise. */
function isSameAddress({ port }: { readonly port: number }, backendUrl: string): boolean {
  const url = URL.parse(backendUrl);
  if (url === null || url.protocol !== "http:" || url.pathname !== "/") return false;
  return ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname) && Number(url.port) === port;
}
