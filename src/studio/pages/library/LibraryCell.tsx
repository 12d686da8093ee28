import { decisionMark, type OutcomeMark, verdictMark } from "../../../core/report/outcome-mark.ts";
import { memo, type MouseEvent, type ReactNode, useEffect, useState } from "react";
import { FRAME_MS, reelsOf, turn } from "../../../core/view/reel.ts";
import type { SelectMode } from "../../../core/view/selection.ts";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { Thumbnail } from "../../thumbnail/Thumbnail.tsx";
import { useReducedMotion } from "../../viewer/use-screen.ts";
import type { LibraryAsset } from "./library-asset.ts";
import styles from "./LibraryGrid.module.css";

interface LibraryCellProps {
  readonly asset: LibraryAsset;
  readonly position: number;
  readonly column: number;
  readonly side: number;
  readonly selected: boolean;
  /** True for the one cell that the tab key reaches. */
  readonly reachable: boolean;
  readonly onChoose: (position: number, mode: SelectMode) => void;
  readonly onOpen: (position: number) => void;
}

/** One asset as a square with its picture; what waits or was refused has a mark. */
export const LibraryCell = memo(function LibraryCell(props: LibraryCellProps): ReactNode {
  const { asset, position, column, side, selected, reachable, onChoose, onOpen } = props;
  const [lively, setLively] = useState(false);
  const mark = markOf(asset);
  const moves = asset.kind === "animation";
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={nameOf(asset)}
      tabIndex={reachable ? 0 : -1}
      data-position={position}
      className={styles["cell"]}
      onClick={(event) => onChoose(position, modeOf(event))}
      onDoubleClick={() => onOpen(position)}
      onPointerEnter={moves ? () => setLively(true) : undefined}
      onPointerLeave={moves ? () => setLively(false) : undefined}
      onFocus={moves ? () => setLively(true) : undefined}
      onBlur={moves ? () => setLively(false) : undefined}
    >
      <div
        className={styles["plate"]}
        style={{ width: side, height: side }}
        data-count={asset.images.length > 1 ? asset.images.length : undefined}
        data-mark={mark?.icon}
        data-tone={mark?.tone}
      >
        <CellPicture asset={asset} side={side} lively={lively} />
      </div>
      {side >= 128 ? <div className={styles["title"]}>{asset.title}</div> : null}
    </div>
  );
});

function modeOf(event: MouseEvent): SelectMode {
  if (event.shiftKey) return "extend";
  return event.ctrlKey || event.metaKey ? "toggle" : "only";
}

/** All that the picture and the mark tell, in words. */
function nameOf(asset: LibraryAsset): string {
  const verdict = verdictMark(asset.verdict).word;
  const decision = decisionMark(asset.decision).word;
  const type = asset.assetType === null ? "" : `${asset.assetType.replaceAll("_", " ")}, `;
  const count = asset.images.length === 1 ? "1 image" : `${asset.images.length} images`;
  return `${asset.title}, ${type}${count}, ${verdict}, ${decision}`;
}

function CellPicture({ asset, side, lively }: { asset: LibraryAsset; side: number; lively: boolean }): ReactNode {
  const frame = useLiveFrame(lively && asset.images.length > 1);
  const frames = lively ? (reelsOf(asset.images)[0]?.images ?? []) : asset.images;
  const image = frames[lively ? turn(0, frame, frames.length) : 0];
  if (image === undefined) return <span className={styles["none"]}>no image</span>;
  return <Thumbnail src={thumbnailUrl(image, side)} image={image} side={side} />;
}

/** Counts frames while the pointer or the focus is on the cell; stands still for those who asked for less motion. */
function useLiveFrame(lively: boolean): number {
  const still = useReducedMotion();
  const [frame, setFrame] = useState(0);
  const runs = lively && !still;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => setFrame((now) => now + 1), FRAME_MS);
    return () => {
      clearInterval(timer);
      setFrame(0);
    };
  }, [runs]);
  return frame;
}

/** What was approved needs no mark: it is what a library is for. */
function markOf({ decision, verdict }: LibraryAsset): OutcomeMark | undefined {
  if (decision === "approved") return undefined;
  return decision === "rejected" || verdict === null ? decisionMark(decision) : verdictMark(verdict);
}
