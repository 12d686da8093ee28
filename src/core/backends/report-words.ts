import { countOf } from "../checks/words.ts";
import type { OutcomeMark } from "../report/outcome-mark.ts";
import { memoryWords } from "./backend-words.ts";
import type { MissingPart } from "./find-missing.ts";
import type { BackendReport } from "./report.ts";

/** One finding of a look at a server, with the way out where there is one. */
export interface ReportLine {
  readonly mark: OutcomeMark;
  /** One sentence without a full stop, names between backticks. */
  readonly text: string;
  readonly hint: string | null;
}

const GOOD: OutcomeMark = { icon: "✓", word: "good", tone: "pass" };
const BAD: OutcomeMark = { icon: "✕", word: "wrong", tone: "fail" };
const ODD: OutcomeMark = { icon: "!", word: "to know", tone: "exception" };
const FACT: OutcomeMark = { icon: "·", word: "fact", tone: "unknown" };

/** What a look at a server found, for a person: whether it answers, what it is, what is missing, what is odd. */
export function reportLines(report: BackendReport): readonly ReportLine[] {
  const { reachable, url, version, missing, warnings, detail, hint } = report;
  if (!reachable) return [{ mark: BAD, text: detail ?? `\`${url}\` cannot be reached`, hint }];
  return [
    { mark: GOOD, text: `ComfyUI ${version ?? "of an unknown version"} answers at \`${url}\``, hint: null },
    ...factLines(report),
    ...missing.map(missingLine),
    ...warnings.map((warning) => ({ mark: ODD, text: warning.message, hint: warning.hint })),
  ];
}

function factLines({ devices, models, missing, warnings }: BackendReport): readonly ReportLine[] {
  const { checkpoints, loras, vae } = models;
  const isIdle = warnings.some(({ code }) => code === "no_workflow_specs");
  const named = devices.map((device) => [`\`${device.name}\``, memoryWords(device)].filter((word) => word !== null).join(", "));
  const offered = [
    countOf(checkpoints.length, "checkpoint file"),
    countOf(loras.length, "LoRA"),
    countOf(vae.length, "VAE"),
  ].join(", ");
  return [
    ...named.map((text) => ({ mark: FACT, text, hint: null })),
    { mark: FACT, text: `it offers ${offered}`, hint: null },
    // Where nothing is needed, having all of it says nothing.
    ...(missing.length > 0 || isIdle ? [] : [{ mark: GOOD, text: "it has all that the specs of this project need", hint: null }]),
  ];
}

const KIND_WORDS = {
  node: "node",
  checkpoint: "checkpoint file",
  lora: "LoRA file",
  vae: "VAE file",
  model: "model file",
} as const;
/** Below ComfyUI's folder of models; which one a model of another kind belongs in, its node alone knows. */
const FOLDERS = { checkpoint: "/checkpoints", lora: "/loras", vae: "/vae", model: "" } as const;

function missingLine({ kind, name, nearest, neededBy }: MissingPart): ReportLine {
  const [first = "no spec", ...others] = neededBy;
  const who = others.length === 0 ? `\`${first}\` needs` : `\`${first}\` and ${countOf(others.length, "other spec")} need`;
  return { mark: BAD, text: `it lacks the ${KIND_WORDS[kind]} \`${name}\`, which ${who}`, hint: wayOut(kind, nearest) };
}

function wayOut(kind: MissingPart["kind"], nearest: string | null): string {
  if (kind === "node") {
    const meant = nearest === null ? "" : `; the nearest that it has is \`${nearest}\``;
    return `Install the node pack that brings it, and restart ComfyUI${meant}`;
  }
  const copy = `put the file into ComfyUI's models${FOLDERS[kind]}`;
  return nearest === null
    ? `${copy.charAt(0).toUpperCase()}${copy.slice(1)}`
    : `It has \`${nearest}\`: name that one in the record if it is meant, or ${copy}`;
}
