import { z } from "zod";
import { compareCodeUnits } from "../../canonical/order.ts";
import { readDamageableToml } from "./read-damageable.ts";
import { PROJECT_NAME } from "./render-pyproject.ts";
import type { LockedPackage, LockFacts } from "./truth.ts";

const Needs = z.array(z.looseObject({ name: z.string() }));

/** Where a package comes from has one key that says how: `registry`, `git`, `url`, `path`, `directory`, `editable`, `virtual`. */
const LockPackage = z.looseObject({
  name: z.string().min(1),
  // A folder may leave it to be found out.
  version: z.string().min(1).optional(),
  source: z.record(z.string(), z.unknown()),
  sdist: z.unknown().optional(),
  wheels: z.array(z.unknown()).optional(),
  dependencies: Needs.optional(),
  "optional-dependencies": z.record(z.string(), Needs).optional(),
});

/** uv reads and writes version 1 since it has lock files; another one means other rules. */
const LOCK_VERSION = 1;

const UvLock = z.looseObject({
  version: z.literal(LOCK_VERSION),
  package: z.array(LockPackage).max(50_000).default([]),
});

/**
 * The facts of a `uv.lock`. Rules: ET6, ET7.
 *
 * @throws TouchstoneError ENV_DAMAGED with the place.
 */
export function readUvLock({ file, text }: { readonly file: string; readonly text: string }): LockFacts {
  const lock = readDamageableToml({ file, text }, UvLock);
  const packages = lock.package.filter(({ name, source }) => !(name === PROJECT_NAME && "virtual" in source)).map(factsOf);
  return {
    schemaVersion: lock.version,
    packages: packages.toSorted((a, b) => compareCodeUnits(a.name, b.name) || compareCodeUnits(a.version, b.version)),
  };
}

function factsOf(found: z.output<typeof LockPackage>): LockedPackage {
  const needs = [found.dependencies ?? [], ...Object.values(found["optional-dependencies"] ?? {})].flat();
  return {
    name: found.name,
    version: found.version ?? "0",
    source: Object.values(found.source).filter((where) => typeof where === "string")[0] ?? "",
    isSourceOnly: (found.wheels ?? []).length === 0,
    needs: [...new Set(needs.map(({ name }) => name))].toSorted(compareCodeUnits),
  };
}
