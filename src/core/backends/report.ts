import type { ServerDevice, ServerFacts, ServerModels } from "../comfyui/server-facts.ts";
import type { Trouble } from "./diagnose.ts";
import type { BackendWarning } from "./backend-warning.ts";
import { findMissing, type MissingPart } from "./find-missing.ts";
import type { LookedAt } from "./looked-at.ts";
import { findWarnings } from "./warnings.ts";

/** What one look at a ComfyUI server means for a project. */
export interface BackendReport {
  readonly reachable: boolean;
  readonly url: string;
  /** ComfyUI's version, e.g. `0.33.0`; null while not known. */
  readonly version: string | null;
  readonly devices: readonly ServerDevice[];
  readonly models: ServerModels;
  /** What specs with a workflow need and the server lacks. */
  readonly missing: readonly MissingPart[];
  /** What is odd about it; none of it keeps work from being done. */
  readonly warnings: readonly BackendWarning[];
  readonly facts: ServerFacts | null;
  /** Prompts on it, whoever asked for them. */
  readonly queue: { readonly running: number; readonly pending: number } | null;
  /** Why it cannot be reached, in plain words; null when it can. */
  readonly detail: string | null;
  /** What to do about that. */
  readonly hint: string | null;
}

/** Describes a server that answered: what it is, what it lacks, and what is odd about it. Source: SPEC.md BK11-BK13. */
export function describeServer(looked: LookedAt): BackendReport {
  const { url, probe, specs } = looked;
  return {
    reachable: true,
    url,
    version: probe.facts.comfyuiVersion,
    devices: probe.facts.devices,
    models: probe.models,
    missing: findMissing(specs, probe),
    warnings: findWarnings(looked),
    facts: probe.facts,
    queue: probe.queue,
    detail: null,
    hint: null,
  };
}

/** Describes a server that could not be looked at. @param url  Fit to be repeated, see `showAddress`. */
export function describeUnreachable(url: string, { detail, hint }: Trouble): BackendReport {
  return {
    reachable: false,
    url,
    version: null,
    devices: [],
    models: { checkpoints: [], loras: [], vae: [] },
    missing: [],
    warnings: [],
    facts: null,
    queue: null,
    detail,
    hint,
  };
}
