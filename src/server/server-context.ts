import type { Studio } from "../engine/studio.ts";
import type { Hub } from "./stream/hub.ts";

/** One file of the Studio, as built. */
export interface StudioFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** What the resources of one server share. */
export interface ServerContext {
  readonly studio: Studio;
  /** Id of the one project that is served. */
  readonly projectId: string;
  readonly hub: Hub;
  /** The Studio's files by path, e.g. `/index.html`; empty where it was not built. Only what is in here is ever served. */
  readonly studioFiles: ReadonlyMap<string, StudioFile>;
  /** Aborted when the server is asked to end: long work stops at a safe point. */
  readonly ending: AbortSignal;
  /** Told of each bug; the client sees nothing of it. */
  readonly onBug: (error: unknown) => void;
}
