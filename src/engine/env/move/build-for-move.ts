import { join } from "node:path";
import type { Intent } from "../../../core/env/tx/intent.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { buildGeneration } from "../build/build-generation.ts";
import type { BuildRequest, BuildResult } from "../build/build-request.ts";
import type { EnvStep } from "../env-step.ts";
import { reserveNumber } from "../hold/reserve-number.ts";
import { takeBack } from "../hold/take-back.ts";
import type { HeldEnv, IntentFacts } from "../hold/with-env-lock.ts";

/** A generation that is built for a move that follows at once, with no transaction in between. */
export interface BuildingForMove {
  readonly facts: IntentFacts;
  readonly request: Omit<BuildRequest, "number" | "txid" | "observeSeconds" | "logs">;
  readonly onStep?: ((step: EnvStep) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reserves a number, writes the intent that names it as what is built and as where the pointer goes, and builds. A kill before
 * the pointer moves takes the folder back by that name; a child that outlives the kill can only touch that folder, whose number
 * nobody gets again.
 *
 * @returns the intent, the generation being complete.
 * @throws TouchstoneError RESOLUTION_CONFLICT, UV_FAILED, SMOKE_FAILED, GIT_FAILED, and what `buildGeneration` throws; the intent
 *         is ended then, and nothing of the generation is left.
 */
export async function buildForMove(
  studio: Studio,
  held: HeldEnv,
  { facts, request, onStep, signal }: BuildingForMove,
): Promise<Intent> {
  const number = await reserveNumber(held.home);
  const intent = await held.begin({ ...facts, to: number, building: number });
  const logs = { stdout: logOf(held, number, "stdout"), stderr: logOf(held, number, "stderr") };
  try {
    const asked = { ...request, number, txid: null, observeSeconds: null, logs };
    throwUnbuilt(await buildGeneration(studio, held, { request: asked, onStep, signal }));
    return intent;
  } catch (error) {
    await takeBack(studio, held, error);
    throw error;
  }
}

function logOf({ home }: HeldEnv, number: number, stream: string): string {
  return join(home.logs, `generation-${number}.${stream}.log`);
}

function throwUnbuilt(result: BuildResult): void {
  switch (result.kind) {
    case "built":
      return;
    case "conflict":
      throw new TouchstoneError(
        "RESOLUTION_CONFLICT",
        `what is left does not resolve: ${result.conflict.explanation.slice(0, 2000)}`,
        {
          hint: "Production is what it was; see docs/guides/environment.md#conflicts",
        },
      );
    case "failed":
      throw new TouchstoneError(result.code, result.message, {
        hint: "Production is what it was; repeat when what failed is mended; see docs/guides/environment.md#rollback",
      });
  }
}
