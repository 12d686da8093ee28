import { compareCodeUnits } from "../../canonical/order.ts";
import type { Problem } from "../../errors.ts";
import type { Bundle } from "./bundle.ts";

const HINT = "Export it again from where it comes; see docs/guides/environment.md#bundles";

/** Files of a bundle that are missing, changed or extra, sorted by path. Rule: EB2. */
export function judgeFiles(listed: Bundle["files"], found: ReadonlyMap<string, string>): Problem[] {
  const paths = [...new Set([...Object.keys(listed), ...found.keys()])].toSorted(compareCodeUnits);
  return paths.flatMap((path) => {
    const [wanted, there] = [listed[path], found.get(path)];
    if (wanted === there) return [];
    if (there === undefined) return [refused(`\`${path}\` is missing`)];
    return [refused(wanted === undefined ? `\`${path}\` is not listed` : `\`${path}\` was changed`)];
  });
}

/** Where the environment would live. */
export interface Machine {
  readonly version: string;
  readonly implementation: string;
  readonly platform: string;
}

/** Why a bundle does not fit a machine's Python; undefined where it does. The platform comes first. Rules: EB1, EB3. */
export function judgeMachine({ python }: Bundle, here: Machine): Problem | undefined {
  if (python.platform !== here.platform)
    return refused(`it is for \`${python.platform}\`, and this machine is \`${here.platform}\``);
  const [wanted, found] = [nameOf(python), nameOf(here)];
  return wanted === found ? undefined : refused(`it needs ${wanted}, and ${found} was found`, PYTHON_HINT);
}

const PYTHON_HINT = "Install that Python and name it with `--python`; see docs/guides/environment.md#bundles";

/** E.g. `CPython 3.11`. */
function nameOf({ implementation, version }: Machine): string {
  return `${implementation} ${version.split(".").slice(0, 2).join(".")}`;
}

function refused(message: string, hint = HINT): Problem {
  return { code: "BUNDLE_REFUSED", message, hint };
}
