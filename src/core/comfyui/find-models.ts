import { findModelFile } from "../workflow/find-model-file.ts";
import type { Slot, Template } from "../workflow/template.ts";
import type { Problem } from "../errors.ts";
import type { ServerModels } from "./server-facts.ts";
import type { ServerProbe } from "./server-probe.ts";

/** A model file as its record names it, with the digest that the record claims. */
interface NamedModel {
  readonly file: string;
  readonly sha256: string;
}

/** The model files of a plan. */
export interface PlanModels {
  readonly checkpoint: NamedModel;
  readonly vae: NamedModel | null;
  /** In the order of the plan's stack. */
  readonly loras: readonly NamedModel[];
}

/** A file that the graph reads, and the server's own name of it. */
export interface FoundModel extends NamedModel {
  readonly folder: keyof ServerModels;
  readonly name: string;
}

/** The server's names of a plan's model files. */
export interface FoundModels {
  readonly checkpoint: string;
  readonly vae: string | null;
  readonly loras: readonly string[];
  /** Those that the graph reads. */
  readonly used: readonly FoundModel[];
  /** Those that it would read and that the server does not have. */
  readonly problems: readonly Problem[];
}

/**
 * Finds the model files that a workflow reads among those that the server offers for the very inputs they are bound to: a
 * workflow may load its checkpoint from another folder than the usual one, or need none. Files that nothing reads keep the
 * names of their records and are not missed.
 *
 * Source: SPEC.md CF50-CF52.
 */
export function findModels(template: Template, probe: ServerOffer, { files, weights }: Wanted): FoundModels {
  const looks = {
    checkpoint: look(template, probe, { folder: "checkpoints", isSlot: isField("checkpoint.file") }),
    vae: look(template, probe, { folder: "vae", isSlot: isField("vae.file") }),
    lora: look(template, probe, { folder: "loras", isSlot: ({ from }) => from.kind === "loraFile" }),
  };
  const checkpoint = looks.checkpoint(files.checkpoint);
  const vae = files.vae === null ? null : looks.vae(files.vae);
  const loras = files.loras.map((lora, index) => (weights[index] === 0 ? unread(lora) : looks.lora(lora)));
  const all = [checkpoint, ...loras, ...(vae === null ? [] : [vae])];
  return {
    checkpoint: checkpoint.name,
    vae: vae?.name ?? null,
    loras: loras.map(({ name }) => name),
    used: all.flatMap(({ used }) => used ?? []),
    problems: all.flatMap(({ problem }) => problem ?? []),
  };
}

interface Wanted {
  readonly files: PlanModels;
  /** Of the plan's LoRAs, in the order of its stack; those of weight zero are not read. */
  readonly weights: readonly number[];
}

type ServerOffer = Pick<ServerProbe, "models" | "catalogue">;

interface Look {
  readonly name: string;
  readonly used?: FoundModel;
  readonly problem?: Problem;
}

interface Place {
  readonly folder: keyof ServerModels;
  readonly isSlot: (slot: Slot) => boolean;
}

const isField = (field: string) => (slot: Slot) => slot.from.kind === "field" && slot.from.field === field;

const unread = ({ file }: NamedModel): Look => ({ name: file });

/** How a file of one kind is looked for. */
function look(template: Template, probe: ServerOffer, { folder, isSlot }: Place): (model: NamedModel) => Look {
  const slots = [...template.slots].flatMap(([id, slots]) => slots.filter(isSlot).map(({ input }) => ({ id, input })));
  const [slot] = slots;
  if (slot === undefined) return unread;
  const nodeClass = probe.catalogue.get(template.graph[slot.id]?.class_type ?? "");
  const offered = nodeClass?.inputs.find(({ name }) => name === slot.input)?.choices ?? probe.models[folder];
  const choices = offered.filter((choice) => typeof choice === "string");
  return (model) => {
    const match = findModelFile(choices, model.file);
    if (match.found !== null) return { name: match.found, used: { ...model, folder, name: match.found } };
    return { name: model.file, problem: missing(model.file, folder, match.nearest) };
  };
}

function missing(file: string, folder: string, nearest: string | null): Problem {
  const near = nearest === null ? "" : `; the nearest is \`${nearest}\``;
  const hint = "Put the file there, or correct its name in the record";
  return { code: "MODEL_MISSING", message: `the server has no \`${file}\` in its folder \`${folder}\`${near}`, hint };
}
