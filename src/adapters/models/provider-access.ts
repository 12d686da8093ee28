import type { AdapterName } from "../../core/trials/scenario/scenario.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";
import type { ProviderOptions } from "./create-provider.ts";
import { WIRE_FORMATS } from "./wire-formats.ts";

/**
 * Where an adapter's provider answers and with which key, by `policies.trials.providers` and the environment.
 * Offline adapters have neither.
 */
export function findAccess(
  adapter: AdapterName,
  providers: TrialPolicy["providers"],
  env: Readonly<Record<string, string | undefined>>,
): Pick<ProviderOptions, "baseUrl" | "apiKey" | "keyName"> {
  if (adapter === "echo" || adapter === "scripted" || adapter === "flaky") return { baseUrl: null, apiKey: null };
  const { baseUrl = null, apiKeyEnv } = providers[adapter] ?? {};
  const keyName = apiKeyEnv ?? WIRE_FORMATS[adapter].keyName;
  // Variables that were read from files end in line breaks.
  return { baseUrl, apiKey: env[keyName]?.trim() || null, keyName };
}
