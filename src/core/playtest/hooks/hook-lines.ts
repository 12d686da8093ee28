import { canonicalJson } from "../../canonical/canonical-json.ts";
import type { HookCall, PlaytestHooks } from "./hook-call.ts";

/** Hooks that write every call as one line of canonical JSON with a line feed: for listeners in other languages. Source: SPEC.md PR18. */
export function hookLines(write: (line: string) => void): PlaytestHooks {
  const listen = (call: HookCall): void => write(`${canonicalJson(call)}\n`);
  return {
    on_playtest_start: listen,
    on_scene_enter: listen,
    on_choice_render: listen,
    on_playtest_step: listen,
    on_playtest_finished: listen,
  };
}
