import { describeIssues } from "../authored/issue-problems.ts";
import { shapeOf } from "../authored/schema-shape.ts";
import { TouchstoneError } from "../errors.ts";
import { EnvConfig } from "./config.ts";
import { readToml } from "./toml-tree.ts";

const HINT = "Mend the file; see docs/guides/environment.md#damaged";

/**
 * Reads `env/config.toml`. What is left out has its default; what is wrong never has. Rules: ET10, ET11.
 *
 * @throws TouchstoneError INPUT_INVALID with each problem at its place.
 */
export function readEnvConfig({ file, text }: { readonly file: string; readonly text: string }): EnvConfig {
  const source = readToml({ file, text }, { code: "INPUT_INVALID", hint: HINT });
  const read = EnvConfig.safeParse(source.value);
  if (read.success) return read.data;
  const context = { root: source.root, shape: shapeOf(EnvConfig), kind: undefined, locate: source.locate };
  const problems = describeIssues(read.error.issues, context);
  const [first] = problems;
  if (first === undefined) throw new TypeError("readEnvConfig: a file was refused without a reason");
  throw new TouchstoneError("INPUT_INVALID", first.message, { hint: first.hint ?? HINT, place: first.place, problems });
}
