import { PROJECT_URL } from "./project-id.ts";

/** Where it is shown how the image that a job works on looks so far. @param preview  Which picture; each is asked for once. */
export function previewUrl(jobId: string, preview: number): string {
  return `${PROJECT_URL}/jobs/${encodeURIComponent(jobId)}/preview?n=${preview}`;
}
