import { type ReactNode, useState } from "react";
import { previewUrl } from "../../api/preview-url.ts";
import { useProgress } from "../../api/progress-store.ts";
import styles from "./pipeline.module.css";

interface PreviewPictureProps {
  readonly jobId: string;
  /** Side of its square in CSS pixels, which is the same before and after there is a picture. */
  readonly box: number;
  readonly alt: string;
}

/** How the image under way looks so far, fitted into a neutral square; an empty one while nothing was seen of it. */
export function PreviewPicture({ jobId, box, alt }: PreviewPictureProps): ReactNode {
  const preview = useProgress(jobId)?.preview ?? null;
  // A picture may be gone before it is fetched, for the image is done: then its place stays empty.
  const [gone, setGone] = useState<number | null>(null);
  return (
    <span className={styles.preview} style={{ width: box, height: box }} data-preview={preview ?? undefined}>
      {preview === null || preview === gone ? null : (
        // The browser goes on showing the picture before until this one is there, so nothing flickers.
        <img src={previewUrl(jobId, preview)} alt={alt} draggable={false} onError={() => setGone(preview)} />
      )}
    </span>
  );
}
