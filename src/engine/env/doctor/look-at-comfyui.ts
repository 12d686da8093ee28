import { join } from "node:path";
import { findFiles } from "../../../adapters/files/find-files.ts";
import { countOf } from "../../../core/checks/words.ts";
import { badlyFound, type EnvFound, notLookedAt, wellFound } from "../../../core/env/status/env-check.ts";
import { findSelfInstallers, isUnsafeModel } from "../../../core/env/status/judge-files.ts";
import { findNodeEdits } from "../node-edits.ts";
import type { EnvScene } from "./env-scene.ts";

/** Node packs of production whose files are not those that were checked out. */
export async function lookAtNodes({ home, production }: EnvScene): Promise<EnvFound> {
  if (production === null) return notLookedAt("there is no production to look at");
  const { number, nodes } = production;
  const edits = await findNodeEdits(home, { number, nodes });
  if (edits.length === 0)
    return wellFound(nodes.length === 0 ? "no node packs" : `${countOf(nodes.length, "node pack")}, as fetched`);
  return badlyFound("fail", {
    detail: "files of node packs were edited in production",
    hint: "Commit them to a fork and `touchstone env node update ID`, or leave them behind with `--discard-edits`; see docs/guides/environment.md#edited-nodes",
    items: edits,
  });
}

/** Whether something installs past the transactions. Rule: ES14. */
export async function lookAtManager({ production, config }: EnvScene): Promise<EnvFound> {
  const packs = production === null ? [] : findSelfInstallers(production.nodes);
  const isAsked = config?.run.extra_args.includes("--enable-manager") === true;
  if (packs.length === 0 && !isAsked) return wellFound("nothing installs by itself");
  return badlyFound("warn", {
    detail: "ComfyUI-Manager installs packages while ComfyUI runs, past every transaction",
    hint: isAsked
      ? "Take `--enable-manager` out of `run.extra_args` in env/config.toml"
      : `Remove it with \`touchstone env node remove ${packs[0] ?? "ID"}\`; packs are added with \`touchstone env node add\``,
    items: packs,
  });
}

/** Model files that can run code when they are loaded. They are known by name; none is opened. Rule: ES13. */
export async function lookAtModels({ comfyuiDir }: EnvScene): Promise<EnvFound> {
  if (comfyuiDir === null) return notLookedAt("the config could not be read");
  const { files, isCut } = await findFiles(join(comfyuiDir, "models"), isUnsafeModel);
  if (files.length > 0) {
    return badlyFound("warn", {
      detail: `${countOf(files.length, "model file")} in a format that can run code when it is loaded`,
      hint: "Use .safetensors files instead, and delete these",
      items: files,
    });
  }
  return wellFound(isCut ? "no unsafe file among the first 200000 of the models" : "no model file that can run code");
}
