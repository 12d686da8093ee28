import styles from "./pixels.module.css";

interface PixelsProps {
  readonly src: string;
  /** Size of the image in its own pixels. */
  readonly width: number;
  readonly height: number;
  /** Side of the square it must fit into, in CSS pixels. */
  readonly box: number;
  readonly alt: string;
}

/** A small picture of an image: nearest neighbour, whole multiples where it fits, a checkerboard behind what is transparent. */
export function Pixels({ src, width, height, box, alt }: PixelsProps) {
  const fit = box / Math.max(width, height);
  const zoom = fit >= 1 ? Math.floor(fit) : fit;
  return (
    <span className={styles["cell"]} style={{ width: box, height: box }}>
      <img
        className={fit >= 1 ? styles["pixelated"] : styles["image"]}
        src={src}
        alt={alt}
        width={Math.round(width * zoom)}
        height={Math.round(height * zoom)}
        loading="lazy"
        decoding="async"
        draggable={false}
      />
    </span>
  );
}
