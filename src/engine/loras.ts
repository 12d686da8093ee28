import { z } from "zod";
import { pickRelease } from "../core/assets/stack/pick-release.ts";
import { suggest } from "../core/authored/nearest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { loadRecords, requireCheckpoint } from "./project.ts";
import { defineVerb } from "./verb.ts";

/** Lists LoRAs with the release that would be used. */
export const loraListVerb = defineVerb({
  name: "lora.list",
  summary: "List LoRAs: scope, checkpoints, the release that would be used",
  access: "files",
  input: z.strictObject({ checkpoint: z.string().optional().describe("Only LoRAs for this checkpoint") }),
  async run(studio, input) {
    const { records } = await loadRecords(studio);
    if (input.checkpoint !== undefined) requireCheckpoint(input.checkpoint, records);
    const wanted = [...records.loras.values()].filter(
      ({ checkpoints }) => input.checkpoint === undefined || checkpoints.includes(input.checkpoint),
    );
    return {
      loras: wanted.map((lora) => ({
        id: lora.id,
        scope: lora.scope,
        checkpoints: lora.checkpoints,
        weight: lora.weight.default,
        release: pickRelease(lora, "active_or_latest_approved"),
      })),
    };
  },
});

/** Shows one LoRA and who names it. */
export const loraShowVerb = defineVerb({
  name: "lora.show",
  summary: "Show a LoRA, its releases and who names it",
  access: "files",
  input: z.strictObject({ lora: z.string().describe("Id of the LoRA") }),
  async run(studio, input) {
    const { records } = await loadRecords(studio);
    const lora = records.loras.get(input.lora);
    if (lora === undefined) {
      const message = `there is no LoRA \`${input.lora}\`${suggest(input.lora, records.loras.keys())}`;
      throw new TouchstoneError("LORA_NOT_FOUND", message, { hint: "List LoRAs with `touchstone lora list`" });
    }
    const names = (uses: readonly { lora: string }[] | undefined): boolean => (uses ?? []).some((use) => use.lora === lora.id);
    const usedBy = [
      ...[...records.baselines.values()].filter((baseline) => names(baseline.loras)).map(({ id }) => `baseline ${id}`),
      ...(names(records.project.policies.projectLoras) ? ["policy projectLoras"] : []),
      ...[...records.tags.values()]
        .filter(({ models }) => names([...models.required, ...models.preferred]))
        .map(({ id }) => `tag ${id}`),
      ...[...records.entities.values()].filter((entity) => names(entity.loras)).map(({ id }) => `entity ${id}`),
      ...[...records.specs.values()].filter((spec) => names(spec.loras)).map(({ id }) => `spec ${id}`),
    ];
    return { lora, release: pickRelease(lora, "active_or_latest_approved"), usedBy };
  },
});
