import type { StoredEvent } from "./event.ts";

/** Digests of all blobs that an event refers to. A blob that no event refers to may be removed. SPEC.md E12. */
export function blobReferences(event: StoredEvent): readonly string[] {
  if (event.type === "job.queued") return [event.payload.planBlob];
  if (event.type === "job.render_done") {
    const { image, made } = event.payload;
    return made === undefined ? [image.blob] : [image.blob, made.serverBlob];
  }
  if (event.type === "job.superseded") return event.payload.image === null ? [] : [event.payload.image.blob];
  if (event.type === "job.escalated") return event.payload.evidence;
  if (event.type !== "version.created") return [];
  return [event.payload.evidenceBlob, ...event.payload.images.map((image) => image.blob)];
}
