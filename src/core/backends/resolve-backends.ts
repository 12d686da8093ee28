import { Slug } from "../assets/records/fields.ts";
import { suggest } from "../authored/nearest.ts";
import { judgeAddress } from "../comfyui/judge-address.ts";
import { TouchstoneError } from "../errors.ts";
import type { BackendSource } from "./backend-state.ts";
import { type BackendEntry, MAX_SLOTS } from "./backends-file.ts";
import { deriveId } from "./derive-id.ts";

/** One ComfyUI server to use, whoever named it. */
export interface BackendConfig {
  readonly id: string;
  /** As `judgeAddress` writes it, e.g. `http://127.0.0.1:8188`. */
  readonly url: string;
  readonly source: Exclude<BackendSource, "builtin">;
  /** Whether this project uses it; what a flag or the environment names is always used. */
  readonly enabled: boolean;
  /** Renders of this project that it holds at once: 1 or 2. */
  readonly slots: number;
  /** The only checkpoints (ids) whose renders it is given; null for any. */
  readonly checkpoints: readonly string[] | null;
  /** Its model folder as this machine sees it; null when files cannot be checked here. */
  readonly modelsDir: string | null;
}

/** Who names servers. Empty text names none. */
export interface NamedBackends {
  readonly file: readonly BackendEntry[];
  /** `--backend`: an address, or the id of an entry of the file. */
  readonly flag?: string | undefined;
  /** `TOUCHSTONE_COMFYUI_URL`, which stands for `--backend`. */
  readonly environment?: string | undefined;
}

/**
 * Settles which ComfyUI servers are used: the one that the flag names, else the one that the environment names, else all of
 * the file. A server that is named by its address keeps what the file says of that address.
 *
 * @throws TouchstoneError BACKEND_NOT_FOUND with the nearest id; BACKEND_ADDRESS_REFUSED. Source: SPEC.md BK8-BK10.
 */
export function resolveBackends({ file, flag = "", environment = "" }: NamedBackends): readonly BackendConfig[] {
  const name = flag === "" ? environment : flag;
  if (name === "") return file.map((entry) => configOf(entry, "file"));
  const source = name === environment ? "environment" : "flag";
  return [{ ...findNamed(name, file, source), enabled: true }];
}

function findNamed(name: string, file: readonly BackendEntry[], source: BackendConfig["source"]): BackendConfig {
  const known = file.find(({ id }) => id === name);
  if (known !== undefined) return configOf(known, source);
  if (Slug.safeParse(name).success) throw notFound(name, file);
  const verdict = judgeAddress(name);
  if (!verdict.ok) throw new TouchstoneError("BACKEND_ADDRESS_REFUSED", verdict.reason, { hint: verdict.hint });
  const { url } = verdict;
  const same = file.find((entry) => entry.url === url);
  if (same !== undefined) return configOf(same, source);
  const id = deriveId(
    verdict,
    file.map((entry) => entry.id),
  );
  return { id, url, source, enabled: true, slots: MAX_SLOTS, checkpoints: null, modelsDir: null };
}

function configOf(entry: BackendEntry, source: BackendConfig["source"]): BackendConfig {
  const { id, url, enabled, slots, checkpoints = null, modelsDir = null } = entry;
  return { id, url, source, enabled, slots, checkpoints, modelsDir };
}

/** @returns BACKEND_NOT_FOUND with the nearest id. */
export function notFound(id: string, known: readonly Pick<BackendEntry, "id">[]): TouchstoneError {
  const ids = known.map((each) => each.id);
  const hint =
    ids.length === 0 ? "Name it with `touchstone backend add URL`, or give its address" : `Use one of: ${ids.join(", ")}`;
  return new TouchstoneError("BACKEND_NOT_FOUND", `there is no backend \`${id}\`${suggest(id, ids)}`, { hint });
}
