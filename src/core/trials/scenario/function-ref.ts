import { joinPath, pathFault } from "../../authored/include-path.ts";
import type { Path } from "../../authored/source-tree.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Findings } from "./findings.ts";
import type { ModuleRef } from "./scenario.ts";

const HINT = "Write `file.ts#name`, from the scenario's folder or one below";

/**
 * A function of the author's, written `file.ts#name` or `file.ts` for its default export; null where it cannot be one.
 * Its file lies in the scenario's folder or below, wherever the reference is written.
 */
export function readFunctionRef(written: string, path: Path, findings: Findings): ModuleRef | null {
  const [named = "", name = "default", ...more] = written.split("#");
  const file = joinPath("", named);
  const fault = faultOf({ named, file, name, more });
  if (fault === null) return { file, name, place: findings.placeOf(path) };
  findings.refuse(path, `\`${quoteForMessage(written)}\` ${fault}`, { hint: HINT });
  return null;
}

/** A reference in the one form that it is known by. */
export function refOf({ file, name }: ModuleRef): string {
  return `${file}#${name}`;
}

interface Parts {
  readonly named: string;
  readonly file: string;
  readonly name: string;
  readonly more: readonly string[];
}

function faultOf({ named, file, name, more }: Parts): string | null {
  if (more.length > 0 || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return "names no function";
  if (pathFault(named) !== null) return "is no path from the scenario's folder";
  if (file.startsWith("..")) return "leads out of the scenario's folder";
  return /\.[cm]?[jt]s$/.test(file) ? null : "is no JavaScript or TypeScript file";
}
