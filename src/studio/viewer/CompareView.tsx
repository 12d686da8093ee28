import type { ReactNode } from "react";
import type { ComparedPair, ModeProps } from "./compared-pair.ts";
import { DifferenceView } from "./DifferenceView.tsx";
import { ImageView } from "./ImageView.tsx";
import { Picture } from "./Picture.tsx";
import { SwipeView } from "./SwipeView.tsx";
import type { Comparison } from "./use-compare.ts";
import type { PixelReport } from "./use-pixel.ts";
import type { Viewer } from "./use-viewer.ts";
import { imageAt, type ViewedImage, type ViewedSet } from "./viewed-image.ts";
import styles from "./CompareView.module.css";

interface CompareViewProps {
  readonly pair: ComparedPair;
  readonly viewer: Viewer;
  readonly comparison: Comparison;
  readonly onPixel: PixelReport;
}

/** Two images compared: side by side, under a divider, in turn, or by what differs. All views share one zoom and place. */
export function CompareView({ pair, viewer, comparison, onPixel }: CompareViewProps): ReactNode {
  const before = imageAt(pair.before, viewer.frame);
  const after = imageAt(pair.after, viewer.frame);
  if (before === undefined || after === undefined) return <p className={styles["none"]}>One of the two has no image.</p>;
  const compared = { before, after };
  switch (comparison.mode) {
    case "two-up":
      return <TwoUp pair={pair} compared={compared} viewer={viewer} onPixel={onPixel} />;
    case "swipe":
      return <SwipeView pair={pair} compared={compared} viewer={viewer} onPixel={onPixel} />;
    case "blink":
      return <Blink pair={pair} compared={compared} viewer={viewer} onPixel={onPixel} flipped={comparison.flipped} />;
    case "difference":
      return <DifferenceView pair={pair} compared={compared} viewer={viewer} onPixel={onPixel} />;
  }
}

function TwoUp({ pair, compared, viewer, onPixel }: ModeProps): ReactNode {
  return (
    <div className={styles["twoUp"]}>
      <Side set={pair.before} image={compared.before} caption={pair.captions[0]} {...{ viewer, onPixel }} leads />
      <Side set={pair.after} image={compared.after} caption={pair.captions[1]} {...{ viewer, onPixel }} />
    </div>
  );
}

function Blink({ pair, compared, viewer, onPixel, flipped }: ModeProps & { flipped: boolean }): ReactNode {
  const shown = flipped ? pair.after : pair.before;
  const image = flipped ? compared.after : compared.before;
  return <Side set={shown} image={image} caption={pair.captions[flipped ? 1 : 0]} {...{ viewer, onPixel }} leads />;
}

interface SideProps {
  readonly set: ViewedSet;
  readonly image: ViewedImage;
  readonly caption: string;
  readonly viewer: Viewer;
  readonly onPixel: PixelReport;
  readonly leads?: boolean;
}

function Side({ set, image, caption, viewer, onPixel, leads = false }: SideProps): ReactNode {
  return (
    <ImageView
      image={image}
      viewer={viewer}
      label={`${caption}: ${set.title}, ${image.name}`}
      caption={caption}
      leads={leads}
      onPixel={(pixel) => onPixel(pixel, [image])}
    >
      {(frame) => <Picture set={set} at={viewer.frame} frame={frame} background={viewer.background} />}
    </ImageView>
  );
}
