import type { Lora } from "../records/lora.ts";
import type { Spec } from "../records/spec.ts";

/** The file of a LoRA that enters a stack. */
export interface PickedRelease {
  readonly version: number | null;
  readonly file: string;
  readonly sha256: string;
}

/**
 * Picks the release of a LoRA: the active one, else (if allowed) the latest approved; latest is the highest version.
 *
 * @returns null when no release is eligible. A LoRA without releases is its own file.
 * Source: contracts section 2, lora; SPEC.md P14.
 */
export function pickRelease(lora: Lora, policy: Spec["loraPolicy"]["releasePolicy"]): PickedRelease | null {
  if (lora.file !== undefined && lora.sha256 !== undefined) {
    return { version: null, file: lora.file, sha256: bare(lora.sha256) };
  }
  const statuses = policy === "active_only" ? (["active"] as const) : (["active", "approved"] as const);
  for (const status of statuses) {
    const [latest] = lora.releases.filter((release) => release.status === status).toSorted((a, b) => b.version - a.version);
    if (latest !== undefined) return { version: latest.version, file: latest.file, sha256: bare(latest.sha256) };
  }
  return null;
}

/** Both spellings of a file digest (`sha256:…` and bare hex) are one value. */
function bare(sha256: string): string {
  return sha256.replace("sha256:", "");
}
