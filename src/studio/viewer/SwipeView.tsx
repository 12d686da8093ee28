import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import type { ModeProps } from "./compared-pair.ts";
import { ImageView } from "./ImageView.tsx";
import { Picture } from "./Picture.tsx";
import styles from "./SwipeView.module.css";

/** Two images in one place under a divider: left of it the first, right of it the second. */
export function SwipeView({ pair, compared, viewer, onPixel }: ModeProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(0.5);
  const image = { width: compared.before.width, height: compared.before.height };
  return (
    <div ref={box} className={styles["swipe"]}>
      <ImageView
        image={image}
        viewer={viewer}
        label={`${pair.captions[0]} left and ${pair.captions[1]} right of a divider: ${pair.before.title}`}
        leads
        onPixel={(pixel) => onPixel(pixel, [compared.before, compared.after])}
      >
        {(frame) => (
          <>
            <div className={styles["half"]} style={{ clipPath: `inset(0 ${100 - share * 100}% 0 0)` }}>
              <Picture set={pair.before} at={viewer.frame} frame={frame} background={viewer.background} />
            </div>
            <div className={styles["half"]} style={{ clipPath: `inset(0 0 0 ${share * 100}%)` }}>
              <Picture set={pair.after} at={viewer.frame} frame={frame} background={viewer.background} />
            </div>
          </>
        )}
      </ImageView>
      <Divider share={share} onShare={setShare} box={box} />
      <span className={styles["left"]}>{pair.captions[0]}</span>
      <span className={styles["right"]}>{pair.captions[1]}</span>
    </div>
  );
}

interface DividerProps {
  readonly share: number;
  readonly onShare: (share: number) => void;
  readonly box: { readonly current: HTMLDivElement | null };
}

const KEYS: Readonly<Record<string, (share: number) => number>> = {
  ArrowLeft: (share) => share - 0.02,
  ArrowRight: (share) => share + 0.02,
  PageDown: (share) => share - 0.1,
  PageUp: (share) => share + 0.1,
  Home: () => 0,
  End: () => 1,
};

function Divider({ share, onShare, box }: DividerProps): ReactNode {
  const move = (event: PointerEvent): void => {
    const area = box.current?.getBoundingClientRect();
    if (area === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onShare(clamp((event.clientX - area.left) / area.width));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = KEYS[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onShare(clamp(next(share)));
  };
  return (
    <div
      className={styles["divider"]}
      style={{ left: `${share * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label="Divider between the two images"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={`${Math.round(share * 100)} % of the first image`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={move}
    />
  );
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
