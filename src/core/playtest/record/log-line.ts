import { canonicalJson } from "../../canonical/canonical-json.ts";
import type { PlaytestTrace } from "./playtest-trace.ts";

/** The `.log` beside a trace: what a dashboard needs, as one line of JSON, ended by a line feed. Source: contracts, section 8.1; SPEC.md PR21. */
export function playtestLog({ header, footer }: Pick<PlaytestTrace, "header" | "footer">): string {
  const { story, seed, pov, worldline } = header;
  const { counts, digest, assets } = footer;
  return `${canonicalJson({ scene: story.id, seed, pov, worldline, steps: counts.steps, digest, asset_manifest: assets })}\n`;
}
