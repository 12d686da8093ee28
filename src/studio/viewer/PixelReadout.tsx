import type { ReactNode } from "react";
import type { PixelReading } from "./use-pixel.ts";
import styles from "./PixelReadout.module.css";

/** Where the pointer is and what colours are there; nothing while it is beside the image. */
export function PixelReadout({ reading }: { reading: PixelReading | null }): ReactNode {
  if (reading === null) return null;
  return (
    <span className={styles["readout"]}>
      <span>
        x {reading.x} y {reading.y}
      </span>
      {reading.colors.map((color, index) => (
        <span key={index === 0 ? "first" : "second"} className={styles["color"]}>
          <Swatch color={color} />
          {color === null ? "—" : color.join(" ")}
        </span>
      ))}
    </span>
  );
}

function Swatch({ color }: { color: readonly number[] | null }): ReactNode {
  if (color === null) return null;
  const [red = 0, green = 0, blue = 0, alpha = 0] = color;
  return (
    <span
      className={styles["swatch"]}
      style={{ backgroundColor: `rgb(${red} ${green} ${blue} / ${alpha / 255})` }}
      aria-hidden="true"
    />
  );
}
