import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { withStudio } from "../../../src/compose.ts";
import type { StoredEvent } from "../../../src/core/events/event.ts";
import type { AttemptRow, ImageRow, JobRow, RenderRow, VersionRow } from "../../../src/core/events/rows.ts";
import { callVerb } from "../../../src/engine/call-verb.ts";
import { storeOf } from "../../../src/engine/studio.ts";
import { verifyVerb } from "../../../src/engine/verify.ts";
import type { Store } from "../../../src/store/store.ts";

/** Everything a project's folder says, read without changing it. */
export interface Inspection {
  /** What `touchstone verify` finds. */
  readonly problems: readonly string[];
  readonly events: readonly StoredEvent[];
  readonly jobs: readonly (JobRow & { readonly attempts: readonly AttemptRow[]; readonly made: readonly RenderRow[] })[];
  readonly versions: readonly (VersionRow & { readonly images: readonly ImageRow[] })[];
  /** Files that nothing will ever read: temporary ones, by path in the project. */
  readonly leftovers: readonly string[];
  /** Authored files and the lock, by path in the project. */
  readonly authored: ReadonlyMap<string, string>;
}

/** Reads a project as a bystander would. */
export async function inspectProject(projectDir: string): Promise<Inspection> {
  return await withStudio({ projectDir, access: "read", command: "inspect" }, async (studio) => {
    const store = storeOf(studio);
    const { problems } = await callVerb(verifyVerb, {
      input: {},
      caller: { by: "person" },
      withStudio: async (_access, use) => await use(studio),
    });
    return {
      problems,
      events: allEvents(store),
      jobs: store.listJobs({}).map((job) => ({ ...job, attempts: store.listAttempts(job.id), made: store.listRenders(job.id) })),
      versions: store.listVersions({}).map((version) => ({ ...version, images: store.listImages([version.id]) })),
      leftovers: filesOf(projectDir).filter((file) => file.endsWith(".tmp") || file.includes(".touchstone/blobs/tmp/")),
      authored: readAuthored(projectDir),
    };
  });
}

/** Authored files and the lock of a project, by path. */
function readAuthored(projectDir: string): ReadonlyMap<string, string> {
  const files = filesOf(projectDir).filter((file) => !file.startsWith(".touchstone/") && !file.endsWith(".tmp"));
  return new Map(files.map((file) => [file, readFileSync(path.join(projectDir, file), "utf8")]));
}

function filesOf(dir: string): readonly string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)));
}

function allEvents(store: Store): readonly StoredEvent[] {
  const events: StoredEvent[] = [];
  for (;;) {
    const page = store.readEvents({ since: events.at(-1)?.seq ?? 0, limit: 1000 });
    if (page.events.length === 0) return events;
    events.push(...page.events);
  }
}
