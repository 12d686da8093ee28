import type { PlayRequest } from "../run/play-request.ts";
import type { ScriptRun } from "./script.ts";
import { scriptPolicy } from "./script-policy.ts";

/** A request as one run of a script wants it played: what the script says stands over what the caller asks for. Source: SPEC.md SR4. */
export function applyScript(run: ScriptRun, request: Omit<PlayRequest, "policy">): PlayRequest {
  return {
    ...request,
    policy: scriptPolicy(run),
    pov: run.pov ?? request.pov,
    worldline: run.worldline ?? request.worldline,
    seed: run.seed ?? request.seed,
    variables: { ...request.variables, ...run.variables },
  };
}
