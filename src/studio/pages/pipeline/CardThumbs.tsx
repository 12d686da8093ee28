import type { ReactNode } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import { cardFrames } from "../../../core/board/card-frames.ts";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { useProgress } from "../../api/progress-store.ts";
import { Pixels } from "../../components/Pixels.tsx";
import { PreviewPicture } from "./PreviewPicture.tsx";
import styles from "./pipeline.module.css";

/** Side of a thumbnail in CSS pixels. */
const THUMB = 36;

/** The first images, pixel by pixel on a checkerboard, and how the one under way looks; those still to come are empty frames. */
export function CardThumbs({ card }: { readonly card: BoardCard }): ReactNode {
  const { jobId } = card;
  const heard = useProgress(card.stage === "making" ? jobId : null);
  const { thumbs, live, toCome, more } = cardFrames(card, heard?.preview ?? null);
  return (
    <div className={styles.thumbs}>
      {thumbs.map((image) => (
        <Pixels key={image.blob} src={thumbnailUrl(image, THUMB)} width={image.width} height={image.height} box={THUMB} alt="" />
      ))}
      {live && jobId !== null && <PreviewPicture jobId={jobId} box={THUMB} alt="" />}
      {Array.from({ length: toCome }, (_, index) => (
        <span key={index} className={styles.blank} />
      ))}
      {more > 0 && <span className={styles.moreThumbs}>+{more}</span>}
    </div>
  );
}
