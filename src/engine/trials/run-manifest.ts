import { closeSync, fsync, openSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { openAppendFile } from "../../adapters/files/append-file.ts";
import { fileError } from "../../adapters/files/file-error.ts";
import { shareSyncs } from "../../adapters/files/share-syncs.ts";
import { writeManifestLine } from "./manifest-lines.ts";
import { MANIFEST_FILE } from "./run-files.ts";
import type { ManifestLine } from "./run-store.ts";

const syncFile = promisify(fsync);

/** A run's manifest while the run is written. */
export interface RunManifest {
  /** Appends a line; it can be read when this returns, and is on disk after the next `sync`. */
  append(line: ManifestLine): void;
  /** Resolves when all lines so far are on disk, and the names of the traces that they list. Callers share syncs. */
  sync(): Promise<void>;
  close(): void;
}

/** Opens a run's manifest to append to. @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED */
export function openRunManifest(folder: string): RunManifest {
  const file = openAppendFile(join(folder, MANIFEST_FILE));
  const names = openFolder(folder);
  const sync = shareSyncs(async () => void (await Promise.all([file.sync(), names.sync()])));
  return {
    append: (line) => file.append(writeManifestLine(line)),
    sync,
    close() {
      file.close();
      names.close();
    },
  };
}

/** A folder's list of names. Windows cannot open folders and needs no such step. */
function openFolder(folder: string): { sync(): Promise<void>; close(): void } {
  if (process.platform === "win32") return { sync: async () => await Promise.resolve(), close: () => undefined };
  const fd = openSync(folder, "r");
  return {
    async sync() {
      await syncFile(fd).catch((error: unknown) => {
        throw fileError(error, folder);
      });
    },
    close: () => closeSync(fd),
  };
}
