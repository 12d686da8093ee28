import { type ReactNode, useMemo } from "react";
import { generationTrace } from "../../../core/assets/trace/generation-trace.ts";
import { viewGeneration } from "../../../core/trace-view/view-generation.ts";
import { thumbnailUrl } from "../../api/blob-url.ts";
import { Pixels } from "../../components/Pixels.tsx";
import { TraceViewer } from "../../trace/TraceViewer.tsx";
import type { ShownAsset } from "./use-asset.ts";
import styles from "./evidence.module.css";

const THUMBNAIL = 96;

/** How the version came to be, decision by decision, in the view that shows every kind of run. */
export function TraceTab({ shown: { evidence } }: { shown: ShownAsset }): ReactNode {
  const view = useMemo(() => viewGeneration(generationTrace(evidence)), [evidence]);
  const showAsset = (id: string): ReactNode => {
    const image = evidence.images.find(({ blob }) => blob === id);
    if (image === undefined) return null;
    const { width, height, part } = image;
    return (
      <Pixels src={thumbnailUrl(image, THUMBNAIL)} width={width} height={height} box={THUMBNAIL} alt={part ?? "the image"} />
    );
  };
  return (
    <div className={styles["trace"]}>
      <TraceViewer view={view} golden={null} diff={null} showAsset={showAsset} />
    </div>
  );
}
