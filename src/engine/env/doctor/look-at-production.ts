import { checkGeneration } from "../../../adapters/generations/check-generation.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { type Distribution, findMissingFiles, readDistributions } from "../../../adapters/uv/read-distributions.ts";
import { countOf } from "../../../core/checks/words.ts";
import { normalizeName } from "../../../core/env/requirement/normalize-name.ts";
import { badlyFound, type EnvFound, notLookedAt, wellFound } from "../../../core/env/status/env-check.ts";
import { findInstalledTwice, findPackageMismatches, findSharedFiles } from "../../../core/env/status/judge-packages.ts";
import { findHolder } from "../hold/find-holder.ts";
import { lostPointer } from "../lost-pointer.ts";
import { noEnv } from "../no-env.ts";
import { readUnfinished } from "../hold/unfinished.ts";
import type { EnvScene, Production } from "./env-scene.ts";

const NO_PRODUCTION = notLookedAt("there is no production to look at");
const GO_BACK = "Go back with `touchstone env rollback`; see docs/guides/environment.md#damaged";

/** A change that was cut off, or is under way. @throws TouchstoneError ENV_DAMAGED */
export async function lookAtIntent({ home }: EnvScene): Promise<EnvFound> {
  const [unfinished, holder] = await Promise.all([readUnfinished(home), findHolder(home)]);
  if (holder !== null) return wellFound(`\`${holder.command}\` (pid ${holder.pid}) is at work`);
  if (unfinished === null) return wellFound("nothing is unfinished");
  return badlyFound("fail", {
    detail: `${unfinished} was cut off before it was done`,
    hint: "Run `touchstone env recover`; see docs/guides/environment.md#damaged",
  });
}

/** The files that say what production is. @throws TouchstoneError ENV_NOT_FOUND, ENV_DAMAGED */
export async function lookAtGeneration({ home }: EnvScene): Promise<EnvFound> {
  const number = await readPointer(home);
  if (number === null) throw (await lostPointer(home)) ?? noEnv();
  const problems = await checkGeneration(home, number);
  if (problems.length === 0) return wellFound(`generation ${number} is what was sealed`);
  return badlyFound("fail", {
    detail: `${countOf(problems.length, "file")} of generation ${number} damaged`,
    hint: GO_BACK,
    items: problems.map(({ message }) => message),
  });
}

/** What is installed against what the lock installed. Rule: ES11. */
export async function lookAtPackages({ production }: EnvScene): Promise<EnvFound> {
  if (production === null) return NO_PRODUCTION;
  const installed = await installedIn(production);
  const mismatches = findPackageMismatches(production.loaded.manifest.packages, installed);
  if (mismatches.length === 0) return wellFound(`${countOf(installed.length, "package")}, exactly those of the lock`);
  return badlyFound("fail", {
    detail: `${countOf(mismatches.length, "package")} of production differ from its lock: something installed past the transactions`,
    hint: GO_BACK,
    items: mismatches,
  });
}

/** Rule: ES12. */
export async function lookAtDuplicates({ production }: EnvScene): Promise<EnvFound> {
  if (production === null) return NO_PRODUCTION;
  const installed = await installedIn(production);
  const twice = findInstalledTwice(installed);
  if (twice.length > 0) {
    return badlyFound("fail", {
      detail: `${countOf(twice.length, "package")} installed more than once`,
      hint: GO_BACK,
      items: twice,
    });
  }
  const shared = findSharedFiles(installed);
  if (shared.length === 0) return wellFound("no package is there twice");
  return badlyFound("warn", {
    detail: `${countOf(shared.length, "pair")} of packages own the same files, and the last one installed decides`,
    hint: "Keep one of each pair: see which node pack asks for the other with `touchstone env status --json`",
    items: shared,
  });
}

/** Files that packages say they brought, and that are not there. */
export async function lookAtFiles({ production }: EnvScene): Promise<EnvFound> {
  if (production === null) return NO_PRODUCTION;
  const installed = await readDistributions(production.venv);
  const missing = await Promise.all(
    installed.map(async (one) => (await findMissingFiles(production.venv, one)).map((file) => `${one.name}: ${file}`)),
  );
  const items = missing.flat();
  const total = installed.reduce((sum, { files }) => sum + files.length, 0);
  if (items.length === 0) return wellFound(`${countOf(total, "file")} of packages, all there`);
  return badlyFound("fail", { detail: `${countOf(items.length, "file")} of packages missing`, hint: GO_BACK, items });
}

async function installedIn({ venv }: Production): Promise<readonly Distribution[]> {
  const found = await readDistributions(venv);
  return found.map((one) => ({ ...one, name: normalizeName(one.name) }));
}
