import { readTextFile } from "../../adapters/files/read-text-file.ts";
import { LIMITS } from "../../core/authored/limits.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import type { AuthoredSource } from "../../core/authored/read-source.ts";
import { firstPolicy } from "../../core/playtest/policies/first-policy.ts";
import { listedPolicy } from "../../core/playtest/policies/listed-policy.ts";
import type { Policy } from "../../core/playtest/policies/policy.ts";
import { randomPolicy } from "../../core/playtest/policies/random-policy.ts";
import type { Playtest, PlayRequest } from "../../core/playtest/run/play-request.ts";
import { applyScript } from "../../core/playtest/script/apply-script.ts";
import { readScript } from "../../core/playtest/script/read-script.ts";
import type { ScriptRun } from "../../core/playtest/script/script.ts";
import { problemsError } from "./problems-error.ts";

/** Who is to take the choices. */
export interface PolicyChoice {
  readonly base: "first" | "random" | NamedFile;
  /** Ids of choices to take before it; empty for none. */
  readonly choices: readonly string[];
}

/** One play that is asked for: how its request is completed, and whether it went as was wanted. */
export interface WantedPlay {
  /** As a script names it; null where none does. */
  readonly name: string | null;
  complete(request: Omit<PlayRequest, "policy">): PlayRequest;
  /** It ended, or stopped as its script wanted, and nothing was met that the script did not expect. */
  isMet(playtest: Pick<Playtest, "outcome" | "mismatches">): boolean;
}

/**
 * The plays that a choice of policy asks for: one, or as many as its script has runs.
 *
 * @throws TouchstoneError what `readTextFile` throws; INPUT_INVALID with every problem of a script.
 */
export async function loadWanted({ base, choices }: PolicyChoice): Promise<readonly WantedPlay[]> {
  const after = (policy: Policy): Policy => (choices.length === 0 ? policy : listedPolicy(choices, policy));
  if (typeof base === "string") return [playBy(base, after)];
  const runs = readScriptRuns({ file: base.name, text: await readTextFile(base, LIMITS.maxBytes) });
  return runs.map((run) => playScript(run, after));
}

/** One play by a policy that expects nothing but an end. */
export function playBy(base: "first" | "random", after: (policy: Policy) => Policy = (policy) => policy): WantedPlay {
  const policy = base === "first" ? firstPolicy : randomPolicy;
  return {
    name: null,
    complete: (request) => ({ ...request, policy: after(policy) }),
    isMet: ({ outcome }) => outcome === "ended",
  };
}

/** One play as a script's run wants it. */
export function playScript(run: ScriptRun, after: (policy: Policy) => Policy = (policy) => policy): WantedPlay {
  const expectsStop = run.statements.some(({ kind }) => kind === "outcome" || kind === "stop");
  return {
    name: run.name,
    complete(request) {
      const completed = applyScript(run, request);
      return { ...completed, policy: after(completed.policy) };
    },
    isMet: ({ outcome, mismatches }) => mismatches.length === 0 && (outcome === "ended" || expectsStop),
  };
}

/** @throws TouchstoneError INPUT_INVALID with every problem and its place. */
export function readScriptRuns(source: AuthoredSource): readonly ScriptRun[] {
  const reading = readScript(source);
  if (reading.kind === "invalid") throw problemsError(source.file, reading.problems);
  return reading.runs;
}
