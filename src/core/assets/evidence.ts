import type { Check, Verdict } from "../checks/check.ts";
import type { RouteQuestion } from "../checks/route.ts";
import type { ServerFacts } from "../comfyui/server-facts.ts";
import type { Digest } from "../canonical/digest.ts";
import type { InputKind } from "./plan/inputs.ts";
import type { Plan } from "./plan/plan.ts";
import type { FailureClass, Route } from "./records/project.ts";

/** One authored input of a plan: kind, id and the digest of its document, which is also the name of its blob. */
export type FrozenInput = readonly [kind: InputKind, id: string, digest: Digest];

/** One try at a job. */
export interface AttemptRecord {
  readonly id: string;
  /** Images this attempt made; images of earlier attempts are kept and not listed again. */
  readonly renders: readonly { readonly variant: number; readonly part: string | null }[];
  readonly outcome: "succeeded" | "failed" | "lost" | "drained" | "canceled";
  readonly class: FailureClass | null;
  readonly detail: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** A model file that took part, and its digest; null where nobody could measure it. */
export interface UsedModel {
  readonly file: string;
  readonly sha256: string | null;
}

/** Where the images were made. Outside every digest of decisions; replay compares it. */
export interface Environment {
  /** Id of the governed Python environment; null when none is. */
  readonly envId: string | null;
  /** Model files that took part, sorted; the built-in renderer uses none. */
  readonly models: readonly UsedModel[];
  /** What each server that took part said of itself, in the order of the images; absent for the built-in renderer. */
  readonly servers?: readonly ServerRecord[];
  readonly touchstone: string;
  /** Algorithm version of the built-in renderer; null for others. */
  readonly builtinRenderer: string | null;
}

/** What a server said of itself when it made an image, with the name it had here. */
export interface ServerRecord extends ServerFacts {
  readonly backend: string;
}

/** One image of a version. How a backend made it stands beside it; nothing of that for the built-in renderer. */
export interface ImageRecord {
  readonly variant: number;
  readonly part: string | null;
  readonly seed: number;
  readonly blob: string;
  readonly pixelSha256: string;
  readonly width: number;
  readonly height: number;
  readonly backend?: string;
  readonly promptId?: string;
  /** Nodes whose result came from the server's cache; null when it did not say. */
  readonly cachedNodes?: readonly string[] | null;
  /** Digest of the graph that was submitted. */
  readonly graphDigest?: string;
}

/** How a version came to be: one content-addressed document per version (contracts section 5). */
export interface Evidence {
  readonly format: "touchstone.evidence/1";
  readonly versionId: string;
  readonly specId: string;
  readonly plan: Plan;
  /** What the plan was made from, so that it can be made again. */
  readonly inputs: readonly FrozenInput[];
  readonly jobId: string;
  readonly attempts: readonly AttemptRecord[];
  readonly backend: { readonly kind: "builtin" | "comfyui"; readonly identity: string };
  readonly environment: Environment;
  readonly images: readonly ImageRecord[];
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
  readonly route: Route;
  /** What beside verdict and checks the route was decided from, so that it can be decided again. */
  readonly routedBy: Pick<RouteQuestion, "routing" | "regeneration">;
  /** Why this route, in words. */
  readonly reasons: readonly string[];
  /** Whether the first job of its chain passed; false for every regeneration. */
  readonly firstPass: boolean;
  /** Time spent deciding and drawing, in ms; outside every digest of decisions. */
  readonly timing: { readonly planMs: number; readonly renderMs: number };
}
