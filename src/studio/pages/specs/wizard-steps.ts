import type { FormField } from "../../../core/forms/form-field.ts";

/** One question of the wizard. Fields are named by their pattern; `more` is folded away. */
export interface WizardStep {
  readonly id: string;
  readonly short: string;
  readonly question: string;
  readonly help: string;
  readonly fields: readonly string[];
}

/** The questions in their order; the last one shows what was answered and creates it. */
export const WIZARD_STEPS: readonly WizardStep[] = [
  {
    id: "what",
    short: "What",
    question: "What is it?",
    help: "A name for people, and the type of asset: policies, checkpoints and demands speak of types.",
    fields: ["title", "assetType", "id"],
  },
  {
    id: "output",
    short: "How",
    question: "How must it come out?",
    help: "One image, or several that belong together. The size may be left to the checkpoint.",
    fields: [
      "output.kind",
      "output.frames",
      "output.states",
      "output.tiles",
      "output.marks",
      "output.width",
      "output.height",
      "output.variants",
    ],
  },
  {
    id: "model",
    short: "Model",
    question: "Which model draws it?",
    help: "A checkpoint decides the style. Its default profile and baseline apply unless you choose others.",
    fields: ["checkpoint", "baseline", "profile"],
  },
  {
    id: "shows",
    short: "Shows",
    question: "What should it show?",
    help: "Say it in words; tags add their own words, LoRAs and demands. An entity keeps it like its siblings.",
    fields: ["prompt.positive", "prompt.negative", "tags", "entityLink"],
  },
  {
    id: "review",
    short: "Review",
    question: "Is this it?",
    help: "Nothing is made yet. The spec is created as a draft; make it ready when nothing blocks it.",
    fields: [],
  },
];

/** The fields of a form by their patterns, in that order; what does not count is left out. */
export function pickFields(fields: readonly FormField[], patterns: readonly string[]): readonly FormField[] {
  const all = flatten(fields);
  return patterns.flatMap((pattern) => all.find((field) => field.pattern === pattern && field.irrelevant === null) ?? []);
}

function flatten(fields: readonly FormField[]): readonly FormField[] {
  return fields.flatMap((field) => [field, ...flatten(field.fields)]);
}

/** An id made of a title: "Ember sword, icon" as `ember-sword-icon`; a number follows when it is taken. */
export function suggestId(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const id = plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 56);
  if (id === "" || !taken.has(id)) return id;
  let count = 2;
  while (taken.has(`${id}-${count}`)) count += 1;
  return `${id}-${count}`;
}
