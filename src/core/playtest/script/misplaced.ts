import type { Problem } from "../../errors.ts";
import type { ParsedLine, ScriptSetting } from "./parse-statement.ts";

/** Lines of one run that stand where they mean nothing: settings after the first statement or twice, anything after the end. */
export function findMisplaced(lines: readonly ParsedLine[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let reached: "settings" | "statements" | "end" = "settings";
  for (const line of lines) {
    if (line.kind === "setting") {
      const { setting, place } = line;
      if (reached !== "settings")
        problems.push(problem(place, `\`${setting.kind}\` stands behind the first step`, "Put it before all steps of its run"));
      const key = keyOf(setting);
      if (seen.has(key)) problems.push(problem(place, `\`${key}\` stands twice in one run`, "Remove one of them"));
      seen.add(key);
    }
    if (line.kind !== "statement") continue;
    const { kind } = line.statement;
    if (reached === "end" && kind !== "assert" && kind !== "outcome") {
      problems.push(
        problem(line.place, `\`${kind}\` stands behind the end of its run`, "Put `---` before it to begin another run"),
      );
    }
    reached = reached === "end" || kind === "end" || kind === "stop" ? "end" : "statements";
  }
  return problems;
}

function keyOf(setting: ScriptSetting): string {
  return setting.kind === "set" ? `set: ${setting.name}` : setting.kind;
}

function problem(place: ParsedLine["place"], message: string, hint: string): Problem {
  return { code: "INPUT_INVALID", message, place, hint };
}
