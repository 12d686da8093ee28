import type { Path } from "../../authored/source-tree.ts";
import type { Findings } from "./findings.ts";
import type { ScriptDeed, ScriptTurn } from "./script-turn.ts";

interface Spoken {
  /** Whose script it is, in a sentence. */
  readonly speaker: string;
  readonly adapter: string;
  readonly script: readonly ScriptTurn[];
  readonly path: Path;
}

/** Finds what keeps a script from being spoken. Source: SPEC.md TS31-TS33. */
export function checkScript({ speaker, adapter, script, path }: Spoken, findings: Findings): void {
  const isScripted = adapter === "scripted" || adapter === "flaky";
  if (!isScripted && script.length > 0) {
    findings.refuse(path, `${speaker} \`${adapter}\` says nothing by a script`, { hint: "Write `scripted`, or remove `script`" });
  }
  if (isScripted && script.length === 0) {
    findings.refuse(path, `${speaker} \`${adapter}\` has no script`, { hint: "Add `script`: what is said, turn by turn" });
  }
  for (const [index, turn] of script.entries()) {
    const here = [...path, index];
    checkDeed(turn, here, findings);
    if (turn.when !== null && turn.when.contains === null && turn.when.tool === null) {
      findings.refuse([...here, "when"], "`when` says nothing", { hint: "Write `contains` or `tool`, or remove it" });
    }
    if (turn.sometimes === null) continue;
    checkDeed(turn.sometimes, [...here, "sometimes"], findings);
    if (adapter === "flaky") continue;
    findings.refuse([...here, "sometimes"], `${speaker} \`${adapter}\` does nothing by chance`, {
      hint: "Write `flaky`, or remove `sometimes`",
    });
  }
}

function checkDeed({ text, toolCalls, error }: ScriptDeed, path: Path, findings: Findings): void {
  const says = text !== null || toolCalls.length > 0;
  if (error !== null && says) {
    findings.refuse(path, "a turn says something and fails", { hint: "Keep `error`, or what is said" });
  }
  if (error === null && !says) {
    findings.refuse(path, "a turn says nothing", { hint: "Write `text`, `toolCalls` or `error`" });
  }
}
