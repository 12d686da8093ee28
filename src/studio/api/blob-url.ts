import { PROJECT_URL } from "./project-id.ts";

/** Where a stored file is, e.g. an image of a version. It never changes, so the browser keeps it. */
export function blobUrl(digest: string): string {
  return `${PROJECT_URL}/blobs/${digest}`;
}
