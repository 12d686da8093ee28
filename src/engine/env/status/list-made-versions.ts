import type { Evidence } from "../../../core/assets/evidence.ts";
import type { MadeVersion } from "../../../core/env/status/compose-status.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { VersionRow } from "../../../core/events/rows.ts";
import { openStore, type Store } from "../../../store/store.ts";
import { getDocument } from "../../planned.ts";
import { locateStore } from "../../project.ts";
import type { Studio } from "../../studio.ts";
import { ENV_BACKEND } from "../comfyui/env-backend.ts";

/**
 * Every version that was made through the governed ComfyUI, newest first, with the environment that its evidence names; null
 * where the project's log cannot be read.
 */
export async function listMadeVersions(studio: Studio): Promise<readonly MadeVersion[] | null> {
  try {
    if (studio.store !== undefined) return await listIn(studio.store);
    const store = await openStore({ ...(await locateStore(studio)), access: "read" });
    try {
      return await listIn(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}

async function listIn(store: Store): Promise<readonly MadeVersion[]> {
  const versions = store.listVersions({ backend: ENV_BACKEND });
  const made = await Promise.all(versions.map(async (version) => await describe(store, version)));
  return made.filter((version) => version !== null);
}

async function describe({ blobs }: Store, { id, specId, evidenceBlob }: VersionRow): Promise<MadeVersion | null> {
  const { environment } = await getDocument<Evidence>(blobs, evidenceBlob);
  return environment.envId === null ? null : { spec: specId, versionId: id, envId: environment.envId };
}
