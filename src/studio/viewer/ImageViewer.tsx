import type { ReactNode } from "react";
import type { ComparedPair } from "./compared-pair.ts";
import { CompareView } from "./CompareView.tsx";
import { ImageView } from "./ImageView.tsx";
import { Picture } from "./Picture.tsx";
import { PixelReadout } from "./PixelReadout.tsx";
import type { Comparison } from "./use-compare.ts";
import { usePixel } from "./use-pixel.ts";
import { useViewerActions } from "./use-viewer-actions.ts";
import type { Viewer } from "./use-viewer.ts";
import { imageAt, type ViewedSet } from "./viewed-image.ts";
import { ViewerBar } from "./ViewerBar.tsx";
import styles from "./ImageViewer.module.css";

interface ImageViewerProps {
  readonly set: ViewedSet;
  readonly viewer: Viewer;
  /** What the set is compared with; the comparison says how. */
  readonly compare?: { readonly pair: ComparedPair; readonly comparison: Comparison } | undefined;
  /** More tools for the bar. */
  readonly children?: ReactNode;
}

/** An image, or two compared, in the largest place there is, with the tools below. */
export function ImageViewer({ set, viewer, compare, children }: ImageViewerProps): ReactNode {
  const { reading, report } = usePixel();
  useViewerActions(viewer, compare?.comparison);
  const image = imageAt(set, viewer.frame);
  return (
    <div className={styles["viewer"]}>
      <div className={styles["stage"]}>
        {compare !== undefined ? (
          <CompareView pair={compare.pair} comparison={compare.comparison} viewer={viewer} onPixel={report} />
        ) : image === undefined ? (
          <p className={styles["none"]}>This version has no image.</p>
        ) : (
          <ImageView
            image={image}
            viewer={viewer}
            label={`${set.title}, ${image.name}`}
            leads
            onPixel={(pixel) => report(pixel, [image])}
          >
            {(frame) => <Picture set={set} at={viewer.frame} frame={frame} background={viewer.background} />}
          </ImageView>
        )}
        <PixelReadout reading={reading} />
      </div>
      <ViewerBar viewer={viewer} comparison={compare?.comparison}>
        {children}
      </ViewerBar>
    </div>
  );
}
