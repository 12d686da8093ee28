/** Words that are written otherwise than their key. */
const WORDS: Readonly<Record<string, string>> = {
  id: "id",
  lora: "LoRA",
  loras: "LoRAs",
  cfg: "CFG",
  clip: "CLIP",
  vae: "VAE",
  uri: "URI",
  sha256: "SHA-256",
  algo: "algorithm",
  ui: "UI",
  fnv1a32: "FNV-1a, 32 bits",
  colors: "colours",
  refs: "references",
};

/** Units at the end of a key. */
const UNITS: Readonly<Record<string, string>> = { px: "px", ms: "ms", pct: "%" };

/** Keys whose label says more than the key does, by the last steps of the pattern. */
const LABELS: Readonly<Record<string, string>> = {
  checkpointId: "Checkpoint",
  perAssetType: "By asset type",
  perCheck: "By check",
  perJobType: "By type of job",
  perBackend: "On one renderer",
  cfg: "CFG scale",
  "prompt.positive": "Shows",
  "prompt.negative": "Must not show",
  "weight.default": "Default weight",
  "weight.min": "Smallest weight",
  "weight.max": "Largest weight",
  "entities.default": "Other kinds",
  "limits.stack": "Largest stack",
  "concurrency.project": "In the project",
  "incompatible.0": "First LoRA",
  "incompatible.1": "Second LoRA",
  "incompatible.2": "Why",
};

/**
 * A field's name for people, made from its key: `marginPx` as "Margin (px)".
 *
 * @param pattern  E.g. `policies.retry.baseDelayMs`; the last step that is no `*` names it.
 */
export function fieldLabel(pattern: string): string {
  const steps = pattern.split(".").filter((step) => step !== "*");
  const key = steps.at(-1) ?? "";
  return LABELS[steps.slice(-2).join(".")] ?? LABELS[key] ?? humanise(key);
}

/** A value of a closed list for people: `baseline_then_project` as "Baseline then project". */
export function valueLabel(value: string): string {
  return humanise(value);
}

/** A label inside a sentence: "Project LoRAs" as "project LoRAs"; names keep their capitals. */
export function inSentence(label: string): string {
  return label
    .split(" ")
    .map((word) => (/^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word))
    .join(" ");
}

function humanise(key: string): string {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .map((word) => word.toLowerCase());
  const unit = words.length > 1 ? UNITS[words.at(-1) ?? ""] : undefined;
  const named = (unit === undefined ? words : words.slice(0, -1)).map((word) => WORDS[word] ?? word).join(" ");
  const text = named.charAt(0).toUpperCase() + named.slice(1);
  return unit === undefined ? text : `${text} (${unit})`;
}
