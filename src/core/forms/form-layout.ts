import type { FormKind } from "./form-field.ts";

/** A part of a form, under one heading. Fields are named by their path; those of `more` are folded away at first. */
export interface SectionLayout {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly fields: readonly string[];
  readonly more?: readonly string[];
}

const PROMPT_HINTS = "What it adds to every prompt.";

/** How each kind of record is laid out. What no section names is appended, so nothing can go missing. */
export const FORM_LAYOUT: Readonly<Record<FormKind, readonly SectionLayout[]>> = {
  spec: [
    {
      id: "what",
      title: "What it is",
      help: "Names for people and for policies.",
      fields: ["title", "id", "assetType", "entityLink"],
      more: ["status"],
    },
    { id: "output", title: "How it comes out", help: "What is produced, image by image.", fields: ["output"] },
    {
      id: "shows",
      title: "What it shows",
      help: "Words and tags; tags bring their own words, LoRAs and demands.",
      fields: ["prompt", "tags"],
      more: ["promptPolicy"],
    },
    {
      id: "model",
      title: "Which model",
      help: "The base model, how it is spoken to, and what adjusts it.",
      fields: ["checkpoint", "profile", "baseline", "loras"],
      more: ["loraPolicy", "workflow"],
    },
    {
      id: "contract",
      title: "What it must hold",
      help: "Demands that every image is checked against. What you leave out is not asked for here.",
      fields: ["contract.background", "contract.marginPx", "contract.maxColors", "contract.palette"],
      more: ["contract"],
    },
    {
      id: "style",
      title: "Style and seeds",
      help: "What keeps it like its siblings, and repeatable.",
      fields: ["style", "seed"],
    },
    { id: "pin", title: "Frozen", help: "Written when the spec becomes ready.", fields: [], more: ["pin"] },
  ],
  project: [
    { id: "project", title: "Project", help: "Its name.", fields: ["title", "id"] },
    {
      id: "contract",
      title: "Demands on every asset",
      help: "The project's layer of every contract.",
      fields: ["policies.contract"],
    },
    { id: "assetTypes", title: "By asset type", help: "Demands on one type of asset.", fields: ["policies.assetTypes"] },
    {
      id: "stack",
      title: "Stack",
      help: "How many LoRAs may meet, how strong, and which must not.",
      fields: ["policies.stack", "policies.projectLoras"],
    },
    {
      id: "checkpoints",
      title: "Checkpoints",
      help: "Defaults and limits by base model.",
      fields: ["policies.checkpoints"],
    },
    {
      id: "prompt",
      title: "Prompt and safety",
      help: "What a spec may replace, and what nothing displaces.",
      fields: ["policies.runtimeSafety", "policies.prompt"],
    },
    { id: "seed", title: "Seeds", help: "For specs that say nothing.", fields: ["policies.seed"] },
    { id: "routing", title: "Routing", help: "Where a verdict sends a version.", fields: ["policies.routing"] },
    { id: "retry", title: "Retries", help: "How often, how long apart, and what then.", fields: ["policies.retry"] },
    {
      id: "work",
      title: "Work",
      help: "How much runs at once, and what goes first.",
      fields: ["policies.concurrency", "policies.priority"],
    },
    { id: "entities", title: "Entities", help: "How alike a family must look.", fields: ["policies.entities"] },
    { id: "feedback", title: "Live updates", help: "How screens follow what happens.", fields: ["policies.feedback"] },
    {
      id: "trials",
      title: "Trials",
      help: "Which models agents are tried with, and what is kept of it.",
      fields: ["policies.trials"],
    },
  ],
  checkpoint: [
    {
      id: "what",
      title: "What it is",
      help: "Its name, and what it can make.",
      fields: ["title", "id", "family", "supportedAssetTypes"],
    },
    { id: "defaults", title: "Parameters", help: "How it draws when nothing else is said.", fields: ["defaults"] },
    { id: "files", title: "Files", help: "Needed only with a workflow.", fields: [], more: ["weights", "vae"] },
  ],
  profile: [
    { id: "what", title: "What it is", help: "Whose dialect this is.", fields: ["id", "version", "checkpointId", "notes"] },
    {
      id: "words",
      title: "Words",
      help: "Text that enters every prompt, and text for one asset type or preset.",
      fields: ["base", "perAssetType", "presets"],
    },
    {
      id: "writing",
      title: "Writing",
      help: "How a prompt is put together.",
      fields: ["templateFamily", "separator", "emphasis", "unmappedTags", "tagOrderPolicy", "tagOrder"],
    },
  ],
  baseline: [
    { id: "what", title: "What it is", help: "The one model it fits.", fields: ["id", "checkpointId", "profile", "version"] },
    { id: "stack", title: "Stack", help: "Its LoRAs, in order.", fields: ["loras", "limits"] },
    { id: "hints", title: "Prompt hints", help: PROMPT_HINTS, fields: ["promptHints"] },
    { id: "contract", title: "Demands", help: "What every output made with it must hold.", fields: [], more: ["contract"] },
    { id: "assetTypes", title: "By asset type", help: "What differs for one type of asset.", fields: ["assetTypes"] },
  ],
  lora: [
    {
      id: "what",
      title: "What it is",
      help: "Where it goes and what it fits.",
      fields: ["id", "scope", "checkpoints", "assetTypes"],
    },
    { id: "use", title: "How it is used", help: "Strength and words.", fields: ["weight", "triggerWords", "recommendedFor"] },
    { id: "files", title: "Files", help: "Releases, or one file without releases.", fields: ["releases", "file", "sha256"] },
  ],
  tags: [{ id: "tags", title: "Tags", help: "The one home of all policy bound to a tag.", fields: ["tags"] }],
  entity: [
    {
      id: "what",
      title: "What it is",
      help: "A family of assets that must look like one thing.",
      fields: ["title", "id", "kind"],
    },
    { id: "look", title: "Its look", help: "What its members share.", fields: ["palette", "loras", "anchor"] },
  ],
};
