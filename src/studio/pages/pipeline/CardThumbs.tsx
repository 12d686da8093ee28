import type { ReactNode } from "react";
import type { BoardCard } from "../../../core/board/board.ts";
import { blobUrl } from "../../api/blob-url.ts";
import { Pixels } from "../../components/Pixels.tsx";
import styles from "./pipeline.module.css";

const SHOWN = 3;
/** Side of a thumbnail in CSS pixels. */
const THUMB = 36;

/** The first images, pixel by pixel on a checkerboard; images that are still to come are empty frames. */
export function CardThumbs({ thumbs, total }: { readonly thumbs: BoardCard["thumbs"]; readonly total: number }): ReactNode {
  const shown = thumbs.slice(0, SHOWN);
  const toCome = Math.max(0, Math.min(SHOWN, total) - shown.length);
  const more = Math.max(0, total - SHOWN);
  return (
    <div className={styles.thumbs}>
      {shown.map(({ blob, width, height }) => (
        <Pixels key={blob} src={blobUrl(blob)} width={width} height={height} box={THUMB} alt="" />
      ))}
      {Array.from({ length: toCome }, (_, index) => (
        <span key={index} className={styles.blank} />
      ))}
      {more > 0 && <span className={styles.moreThumbs}>+{more}</span>}
    </div>
  );
}
