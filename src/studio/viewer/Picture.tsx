import type { CSSProperties, ReactNode } from "react";
import { boxOf, type Frame } from "./ImageView.tsx";
import type { Background } from "./use-viewer.ts";
import type { ViewedSet } from "./viewed-image.ts";
import styles from "./Picture.module.css";

interface PictureProps {
  readonly set: ViewedSet;
  readonly at: number;
  readonly frame: Frame;
  readonly background: Background;
  readonly style?: CSSProperties | undefined;
}

/**
 * The images of a set in one place, one of them visible. All of them stay decoded, so that playing never flickers.
 */
export function Picture({ set, at, frame, background, style }: PictureProps): ReactNode {
  const shown = set.images.length === 0 ? 0 : at % set.images.length;
  return (
    <div className={styles["picture"]} data-ground={background} style={{ ...boxOf(frame.placement), ...style }}>
      {set.images.map((image, index) => (
        <img
          key={`${index} ${image.src}`}
          src={image.src}
          alt={index === shown ? `${set.title}, ${image.name}` : ""}
          aria-hidden={index === shown ? undefined : true}
          className={frame.exact ? styles["exact"] : undefined}
          data-shown={index === shown || undefined}
          draggable={false}
          decoding="async"
        />
      ))}
    </div>
  );
}
