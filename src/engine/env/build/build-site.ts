import type { EnvConfig } from "../../../core/env/config.ts";
import type { Studio } from "../../studio.ts";
import type { BuildRequest, BuildResult } from "./build-request.ts";
import type { EnvHome } from "../env-home.ts";
import type { TellStep } from "../env-teller.ts";
import type { EnvTools } from "./env-tools.ts";

/** One generation while it is being built. */
export interface BuildSite {
  readonly studio: Studio;
  readonly home: EnvHome;
  readonly config: EnvConfig;
  readonly request: BuildRequest;
  /** Its folder, which nothing points to. */
  readonly dir: string;
  readonly tools: EnvTools;
  readonly tell: TellStep;
  readonly signal: AbortSignal | undefined;
}

/** What ends a build before there is a generation. */
export type BuildStopped = Exclude<BuildResult, { readonly kind: "built" }>;
