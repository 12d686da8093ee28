import { findAccess } from "../../adapters/models/provider-access.ts";
import { createRedactor } from "../../core/trials/privacy/create-redactor.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import { ADAPTERS } from "../../core/trials/scenario/scenario.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";

/**
 * Takes out what any of the projects wants taken out, and the keys of all providers.
 *
 * @param env  Where providers' keys are found.
 * @throws TouchstoneError INPUT_INVALID
 */
export function redactorFor(policies: readonly TrialPolicy[], env: Readonly<Record<string, string | undefined>>): Redactor {
  const patterns = new Set(policies.flatMap(({ redact }) => redact));
  const secrets = policies.flatMap(({ providers }) =>
    ADAPTERS.flatMap((adapter) => findAccess(adapter, providers, env).apiKey ?? []),
  );
  return createRedactor({ patterns: [...patterns], secrets: [...new Set(secrets)] });
}
