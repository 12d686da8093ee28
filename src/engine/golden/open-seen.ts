import { type GoldenReport, playsIn } from "../../core/playtest/golden/golden-report.ts";
import { readTrace } from "../../core/trace/read-trace.ts";
import { readGolden } from "./golden-files.ts";
import type { GoldenPlace } from "./golden-place.ts";

/** Digests of plays by golden. */
type Shown = Readonly<Record<string, string>>;

/**
 * What a person who accepts plays was shown of them.
 *
 * Where they do not say it, it is what the last check left to be looked at; where it left nothing, what was played for the
 * choice. What is recorded for the first time needs no look.
 *
 * Source: core/playtest/golden/SPEC.md GD16.
 */
export function openSeen(
  { pendingDir }: Pick<GoldenPlace, "pendingDir">,
  { before, accept }: { readonly before: GoldenReport; readonly accept: "missing" | { readonly seen?: Shown | undefined } },
) {
  const played = new Map(Object.entries(playsIn(before)));
  const shown = accept === "missing" ? undefined : accept.seen;
  return {
    /** @param digest  Of the play as it would be written. */
    async isAsShown(golden: string, digest: string): Promise<boolean> {
      if (shown !== undefined) return Object.hasOwn(shown, golden) && shown[golden] === digest;
      const waiting = accept === "missing" ? null : await digestOfPending(pendingDir, golden);
      return (waiting ?? played.get(golden)) === digest;
    },
  };
}

/** Null where nothing waits, or nothing that could have been looked at. */
async function digestOfPending(pendingDir: string, golden: string): Promise<string | null> {
  const file = await readGolden(pendingDir, golden);
  const reading = file.kind === "text" ? readTrace(file.text) : null;
  return reading?.kind === "whole" ? reading.trace.footer.digest : null;
}
