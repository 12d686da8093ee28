import { join } from "node:path";
import { byKey } from "../../core/canonical/order.ts";
import type { OverruledNeed } from "../../core/env/generation/overruled-need.ts";
import { normalizeName } from "../../core/env/requirement/normalize-name.ts";
import type { Uv } from "./find-uv.ts";
import { runUv, type UvWork } from "./run-uv.ts";

/** Metadata of some hundred packages is read. */
const CHECK_LIMIT_MS = 60_000;
const NEED = /^The package `([^`]+)` requires `([^`]+)`, but (?:`([^`]+)` is installed|it's not installed)/gm;

/**
 * What installed packages ask for and do not have: an override that was approved for one node pack overrules every package that
 * asks for something else, also one that comes later.
 *
 * @returns sorted by the package that asks.
 * @throws the reason of `signal`, where that ended it.
 */
export async function checkNeeds(uv: Uv, work: UvWork): Promise<readonly OverruledNeed[]> {
  const there = { ...work, python: join(work.dir, ".venv") };
  const end = await runUv(uv, { args: ["pip", "check"], timeoutMs: CHECK_LIMIT_MS }, there);
  const found = [...`${end.stdout}\n${end.stderr}`.matchAll(NEED)].map(([, by = "", requirement = "", installed]) => ({
    by: normalizeName(by),
    requirement,
    installed: installed ?? null,
  }));
  return found.toSorted(byKey(({ by, requirement }) => `${by} ${requirement}`));
}
