import type { KnownFiles } from "../adapters/files/project-files.ts";
import type { Lock } from "../core/assets/ready/lock.ts";
import type { ProjectReading } from "../core/authored/read-project.ts";
import type { AuthoredSource } from "../core/authored/read-source.ts";

/** What was read of a project's files before: a process that stays reads again only what has changed. */
export interface ProjectMemory {
  readonly files: KnownFiles;
  /** What all files said together; while they are the same objects, so are the records. */
  reading: { readonly files: readonly AuthoredSource[]; readonly reading: ProjectReading } | undefined;
  lock: { readonly text: string; readonly lock: Lock } | undefined;
}
