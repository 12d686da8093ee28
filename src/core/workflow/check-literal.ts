import { findModelFile } from "./find-model-file.ts";
import type { GraphProblem, MissingModel, ProblemSubject } from "./graph-problem.ts";
import type { NodeInput } from "./node-catalogue.ts";
import { findNearest } from "../authored/nearest.ts";

/** Whether a value is one that an input takes: its type, its bounds, its choices. Types of custom nodes are not judged. */
export function checkLiteral(input: NodeInput, value: unknown, subject: ProblemSubject): readonly GraphProblem[] {
  const problem = judge(input, value);
  return problem === null ? [] : [{ ...subject, modelFile: null, ...problem }];
}

type Judgement = Pick<GraphProblem, "code" | "message" | "hint"> & { readonly modelFile?: MissingModel };

function judge(input: NodeInput, value: unknown): Judgement | null {
  if (input.choices !== null) return judgeChoice(input.name, input.choices, value);
  switch (input.type) {
    case "INT":
      return Number.isInteger(value) ? judgeBounds(input, value as number) : wrongType(input, "a whole number", value);
    case "FLOAT":
      return typeof value === "number" ? judgeBounds(input, value) : wrongType(input, "a number", value);
    case "BOOLEAN":
      return typeof value === "boolean" ? null : wrongType(input, "`true` or `false`", value);
    case "STRING":
      // The server writes a number as text.
      return typeof value === "string" || typeof value === "number" ? null : wrongType(input, "a text", value);
    default:
      return LINK_ONLY.includes(input.type) ? wrongType(input, `a link to an output of type \`${input.type}\``, value) : null;
  }
}

/** Types of ComfyUI that no literal can be. */
const LINK_ONLY: readonly string[] = ["MODEL", "CLIP", "VAE", "CONDITIONING", "LATENT", "IMAGE", "MASK", "CONTROL_NET"];

function wrongType({ name }: NodeInput, expected: string, value: unknown): Judgement {
  const message = `input \`${name}\` takes ${expected}, not \`${JSON.stringify(value)}\``;
  return { code: "wrong_type", message, hint: "Bind another field to it, or correct the value in the workflow" };
}

function judgeBounds({ name, min, max }: NodeInput, value: number): Judgement | null {
  const limit = min !== null && value < min ? `at least ${min}` : max !== null && value > max ? `at most ${max}` : null;
  if (limit === null) return null;
  const message = `input \`${name}\` must be ${limit}, not \`${value}\``;
  return { code: "out_of_range", message, hint: "Choose a value inside the server's bounds" };
}

function judgeChoice(name: string, choices: NonNullable<NodeInput["choices"]>, value: unknown): Judgement | null {
  if (choices.some((choice) => choice === value)) return null;
  if (typeof value === "string" && isModel(name, value)) return missingModel(name, choices, value);
  const nearest = typeof value === "string" ? findNearest(value, choices.map(String)) : undefined;
  const offered =
    choices.length === 0
      ? "nothing"
      : choices
          .slice(0, SHOWN_CHOICES)
          .map((choice) => `\`${choice}\``)
          .join(", ");
  const more = choices.length > SHOWN_CHOICES ? ` and ${choices.length - SHOWN_CHOICES} more` : "";
  const message = `input \`${name}\` has no choice \`${String(value)}\`; the server offers ${offered}${more}`;
  const hint = nearest === undefined ? "Choose one that the server offers" : `Use \`${nearest}\` if that is meant`;
  return { code: "wrong_choice", message, hint };
}

/** A sentence stays readable with this many names. Guess. */
const SHOWN_CHOICES = 8;

const MODEL_KINDS: Readonly<Record<string, MissingModel["kind"]>> = {
  ckpt_name: "checkpoint",
  lora_name: "lora",
  vae_name: "vae",
};

function isModel(name: string, value: string): boolean {
  return Object.hasOwn(MODEL_KINDS, name) || /\.(safetensors|sft|ckpt|pth?|bin|gguf|onnx)$/i.test(value);
}

function missingModel(name: string, choices: NonNullable<NodeInput["choices"]>, file: string): Judgement {
  const kind = MODEL_KINDS[name] ?? "model";
  const match = findModelFile(choices.map(String), file);
  const nearest = match.found ?? match.nearest;
  return {
    code: "missing_model",
    message: `the server has no ${kind === "lora" ? "LoRA" : kind === "vae" ? "VAE" : kind} \`${file}\``,
    hint: nearest === null ? FETCH : `${FETCH}; it has \`${nearest}\``,
    modelFile: { kind, file, nearest },
  };
}

const FETCH = "Put the file into the server's model folder, or name one that it has";
