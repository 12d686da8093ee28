import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type Store } from "./store.ts";

/** The `.touchstone` folder of a project that does not exist yet; gone when the test ends. */
export function temporaryFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "touchstone-store-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return join(root, ".touchstone");
}

/** The store of project `p`; closed when the test ends. */
export async function temporaryStore(dir = temporaryFolder(), access: "owner" | "read" = "owner"): Promise<Store> {
  const store = await openStore({ dir, projectId: "p", access });
  onTestFinished(() => store.close());
  return store;
}
