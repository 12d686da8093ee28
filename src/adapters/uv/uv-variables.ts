import { join } from "node:path";

/** Where packages come from and how they are reached is the user's to say; what is resolved, and where to, is the truth's. */
const KEPT: ReadonlySet<string> = new Set([
  "UV_CACHE_DIR",
  "UV_CONCURRENT_DOWNLOADS",
  "UV_DEFAULT_INDEX",
  "UV_EXTRA_INDEX_URL",
  "UV_FIND_LINKS",
  "UV_HTTP_RETRIES",
  "UV_HTTP_TIMEOUT",
  "UV_INSECURE_HOST",
  "UV_KEYRING_PROVIDER",
  "UV_LINK_MODE",
  "UV_NATIVE_TLS",
  "UV_NO_INDEX",
  "UV_OFFLINE",
  "UV_SYSTEM_CERTS",
]);
/** Taking the newest version of any index, and not of the first that has the package, invites confused names. */
const DROPPED: ReadonlySet<string> = new Set(["UV_INDEX_STRATEGY", "VIRTUAL_ENV"]);
const KEPT_PREFIX = "UV_INDEX";
const DROPPED_PREFIXES = ["UV_", "PYTHON", "CONDA_", "PIP_"];

/**
 * The variables that uv runs with: the machine's own, without what would change a resolution behind the truth's back. The
 * user's configuration files are looked for in a folder that is not there: `UV_NO_CONFIG` would drop the truth's as well.
 */
export function uvVariables({
  variables,
  toolCache,
}: {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly toolCache: string;
}): Readonly<Record<string, string>> {
  const kept = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && isKept(entry[0]));
  const nowhere = join(toolCache, "no-configuration");
  return {
    ...Object.fromEntries(kept),
    XDG_CONFIG_HOME: nowhere,
    XDG_CONFIG_DIRS: nowhere,
    UV_PYTHON_DOWNLOADS: "never",
    UV_NO_PROGRESS: "1",
    NO_COLOR: "1",
  };
}

function isKept(name: string): boolean {
  if (KEPT.has(name)) return true;
  if (DROPPED.has(name)) return false;
  return name.startsWith(KEPT_PREFIX) || !DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix));
}
