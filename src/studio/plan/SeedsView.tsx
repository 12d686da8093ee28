import { useState, type ReactNode } from "react";
import type { Plan } from "../../core/assets/plan/plan.ts";
import { useFlash } from "./flash.ts";
import css from "./plan.module.css";

/** As many as one can take in at once. */
const FIRST_SHOWN = 12;

/** Every image that will be made, with its seed. */
export function SeedsView({ plan }: { readonly plan: Plan }): ReactNode {
  const flash = useFlash();
  const [isWhole, setWhole] = useState(false);
  const { images, references, adjustments } = plan;
  const shown = isWhole ? images : images.slice(0, FIRST_SHOWN);
  const hasVariants = images.some((image) => image.variant > 0);
  return (
    <section aria-label="Images and seeds">
      <h3>
        Images <small>{images.length}</small>
      </h3>
      <ul className={css["seeds"]}>
        {shown.map(({ variant, part, seed }) => (
          <li key={`${variant} ${part}`} data-flash={flash(`seed ${variant} ${part ?? "image"}`)}>
            <span>{part === null ? `take ${variant + 1}` : hasVariants ? `${part}, take ${variant + 1}` : part}</span>
            <code>{seed ?? "drawn when made"}</code>
          </li>
        ))}
      </ul>
      {images.length > FIRST_SHOWN ? (
        <button type="button" className={css["whole"]} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show fewer" : `Show all ${images.length}`}
        </button>
      ) : null}
      {references.length === 0 ? null : (
        <p className={css["none"]}>
          Matched to {references.map(({ ref }) => ref).join(", ")}, by {references.length === 1 ? "its" : "their"} pixels.
        </p>
      )}
      {adjustments.map((adjustment) => (
        <p key={`${adjustment.kind} ${adjustment.by}`} className={css["none"]}>
          Seeds advanced by {adjustment.by}, because the last try failed.
        </p>
      ))}
    </section>
  );
}
