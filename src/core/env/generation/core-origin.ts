import { byKey } from "../../canonical/order.ts";
import { normalizeName } from "../requirement/normalize-name.ts";
import type { LockFacts, LockedPackage } from "../truth/truth.ts";
import type { CoreChange } from "./core-impact.ts";

/** Where the packages of a generation come from. */
export interface Origins {
  readonly lock: LockFacts;
  /** Packages that are built from source instead of installed from wheels. */
  readonly buildsAllowed: readonly string[];
}

/**
 * The core packages that come from elsewhere in the same version: from an address in the place of an index, from another index,
 * or built here. By version alone nothing has changed; what runs may be anything.
 *
 * @param corePackages  Names in any spelling.
 * Source: SPEC.md EG7.
 */
export function coreOriginsMoved(before: Origins, after: Origins, corePackages: readonly string[]): CoreChange[] {
  const core = new Set(corePackages.map(normalizeName));
  const was = new Map(before.lock.packages.map((one) => [`${one.name} ${one.version}`, originOf(one, before)]));
  const moved = after.lock.packages.flatMap((one) => {
    const [from, to] = [was.get(`${one.name} ${one.version}`), originOf(one, after)];
    return from === undefined || from === to || !core.has(one.name) ? [] : [{ name: one.name, before: from, after: to }];
  });
  return moved.toSorted(byKey(({ name }) => name));
}

function originOf({ name, version, source }: LockedPackage, { buildsAllowed }: Origins): string {
  const shown = source.replace(/\/\/[^/@]*@/, "//");
  return `${version} ${buildsAllowed.includes(name) ? "built of what is" : "from"} ${shown}`;
}
