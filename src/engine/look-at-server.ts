import { diagnose } from "../core/backends/diagnose.ts";
import { type BackendReport, describeServer, describeUnreachable } from "../core/backends/report.ts";
import type { BackendConfig } from "../core/backends/resolve-backends.ts";
import { TouchstoneError } from "../core/errors.ts";
import { loadWorkflowSpecs } from "./load-workflow-specs.ts";
import type { Studio } from "./studio.ts";

/** Looks at a ComfyUI server once, for what the project needs of it. Never rejects for one that is down. */
export async function lookAtServer(studio: Studio, config: BackendConfig): Promise<BackendReport> {
  const { id, url, checkpoints, modelsDir } = config;
  const specs = await loadWorkflowSpecs(studio, checkpoints);
  // Few look at servers, and what talks to them is no small thing to load.
  const { openComfyClient } = await import("../adapters/comfyui/comfy-client.ts");
  try {
    const client = openComfyClient({ id, url }, { nowMs: () => studio.nowMs(), newId: () => studio.newId() });
    try {
      const probe = await client.probe({ refresh: true });
      return describeServer({ url, probe, specs, hasModelsDir: modelsDir !== null });
    } finally {
      await client.close();
    }
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return describeUnreachable(url, diagnose(url, error));
  }
}
