import { homedir } from "node:os";
import { join } from "node:path";
import { findPython, type PythonFacts } from "../../../src/adapters/uv/find-python.ts";
import { findUv, type Uv } from "../../../src/adapters/uv/find-uv.ts";

/** The real uv and Python of this machine, found as the product finds them. */
export async function toolsForTests(): Promise<{ readonly uv: Uv; readonly python: PythonFacts }> {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const uv = await findUv({ variables: process.env, toolCache: join(cache, "touchstone", "tools") });
  return { uv, python: await findPython(uv, "", process.cwd()) };
}
