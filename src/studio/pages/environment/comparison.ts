import { CORE_PACKAGES } from "../../../core/env/config.ts";
import type { EnvStatus, GenerationRow } from "./use-environment.ts";

/** What a generation is compared with. */
export interface Comparison {
  readonly kind: "before" | "production";
  /** What is asked of the server for it. */
  readonly input: { readonly against?: number };
  readonly corePackages: readonly string[];
}

/** Compares with production where that is asked for and is another one; else with what it was derived from. */
export function comparisonOf(generation: GenerationRow, { current }: EnvStatus, kind: Comparison["kind"]): Comparison {
  const other = current?.number ?? generation.number;
  const hasOther = other !== generation.number;
  const isProduction = hasOther && (kind === "production" || generation.base === null);
  return {
    kind: isProduction ? "production" : "before",
    input: isProduction ? { against: other } : {},
    corePackages: CORE_PACKAGES,
  };
}
