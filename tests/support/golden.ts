import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What to do with a golden file; see CONTRIBUTING.md. */
export type GoldenMode = "compare" | "accept" | "refuse";

/**
 * Goldens are compared, unless someone asks for them to be written with `TOUCHSTONE_GOLDEN=accept`; where `CI` is set, nothing
 * is ever written, whoever asks.
 */
export function goldenMode(env: Readonly<Record<string, string | undefined>>): GoldenMode {
  if (env["TOUCHSTONE_GOLDEN"] !== "accept") return "compare";
  return (env["CI"] ?? "") === "" || env["CI"] === "false" ? "accept" : "refuse";
}

/** The recorded text to compare with; first the new text is recorded, when that was asked for. */
export function readGolden(file: string, text: string, mode = goldenMode(process.env)): string {
  if (mode === "refuse") throw new Error("goldens are never written where CI is set");
  if (mode === "accept") writeFileSync(file, text);
  if (!existsSync(file)) throw new Error(`${file} is not there; record it with TOUCHSTONE_GOLDEN=accept`);
  return readFileSync(file, "utf8");
}
