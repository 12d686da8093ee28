import { loraListVerb, loraShowVerb } from "../../engine/loras.ts";
import { defineCommand } from "../command.ts";
import { formatTable } from "../table.ts";

export const loraListCommand = defineCommand({
  path: ["lora", "list"],
  summary: "List LoRAs: scope, checkpoints, the release that would be used",
  flags: [{ name: "checkpoint", value: "ID", summary: "Only LoRAs for this checkpoint" }],
  examples: ["touchstone lora list", "touchstone lora list --checkpoint pony"],
  verb: loraListVerb,
  toInput: (typed) => ({ checkpoint: typed.flag("checkpoint") }),
  render: ({ loras }, paint) =>
    loras.length === 0
      ? "No LoRAs. Describe one as loras/<id>.yaml"
      : formatTable(
          loras.map((lora) => [
            paint.bold(lora.id),
            lora.scope,
            lora.checkpoints.join(", "),
            `× ${lora.weight}`,
            lora.release === null
              ? paint.ask("no usable release")
              : lora.release.version === null
                ? ""
                : `release ${lora.release.version}`,
          ]),
          paint.columns,
        ),
});

export const loraShowCommand = defineCommand({
  path: ["lora", "show"],
  summary: "Show a LoRA, its releases and who names it",
  args: [{ name: "lora", summary: "Id of the LoRA" }],
  examples: ["touchstone lora show forged-iron"],
  verb: loraShowVerb,
  toInput: (typed) => ({ lora: typed.word("lora") }),
  render: ({ lora, release, usedBy }, paint) => {
    const facts = [
      ["scope", lora.scope],
      ["checkpoints", lora.checkpoints.join(", ")],
      ["asset types", lora.assetTypes.join(", ") || "all"],
      ["weight", `${lora.weight.default} (${lora.weight.min} to ${lora.weight.max})`],
      ["trigger words", lora.triggerWords.join(", ") || "none"],
      ["recommended for", lora.recommendedFor.join(", ") || "—"],
      ["used", release === null ? "no usable release" : release.file],
      ["named by", usedBy.join(", ") || "nobody"],
    ];
    const releases = lora.releases.map((one) => [`  v${one.version}`, one.status, one.file]);
    const shown = formatTable(
      facts.map(([name = "", value = ""]) => [paint.dim(name), value]),
      paint.columns,
    );
    return [paint.bold(lora.id), shown, ...(releases.length === 0 ? [] : [paint.bold("Releases"), formatTable(releases)])].join(
      "\n",
    );
  },
});
