import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const EXAMPLES = path.join(import.meta.dirname, "..", "..", "..", "examples");

/** The policies, tags, checkpoints and LoRAs of a sample, with specs that are quickly made. */
export interface Cast {
  readonly sample: "wickwater" | "starter";
  readonly specs: Readonly<Record<string, Sketch>>;
}

/** What differs between specs; the rest is the same for all. */
interface Sketch {
  readonly assetType: string;
  readonly tags: string;
  readonly checkpoint: "copax" | "pony";
  readonly output: string;
  readonly more?: string;
}

/** The one spec whose pixels do not follow from its files alone. */
export const DRAWN_SPEC = "drawn";

const SMALL_SPECS: Cast["specs"] = {
  chip: {
    assetType: "ui_icon",
    tags: "[item:gem, element:ember]",
    checkpoint: "pony",
    output: "{ kind: single_image, width: 16, height: 16, variants: 2 }",
  },
  hop: {
    assetType: "sprite",
    tags: "[creature:slime, motion:idle]",
    checkpoint: "pony",
    output: "{ kind: animation, width: 24, height: 24, frames: 3 }",
  },
  plank: {
    assetType: "ui_button",
    tags: "[ui:button, material:wood]",
    checkpoint: "copax",
    output: "{ kind: ui_states, width: 24, height: 16, states: [normal, hover, pressed, disabled] }",
  },
  // The seed is drawn when the job is accepted: a second job would be another picture.
  [DRAWN_SPEC]: {
    assetType: "ui_icon",
    tags: "[item:potion]",
    checkpoint: "copax",
    output: "{ kind: single_image, width: 16, height: 16 }",
    more: "seed: { mode: random_recorded }",
  },
  // The margin leaves no room for anything, so every version fails its check and the chain runs to its end.
  hopeless: {
    assetType: "ui_icon",
    tags: "[item:key]",
    checkpoint: "copax",
    output: "{ kind: single_image, width: 16, height: 16 }",
    more: "contract: { marginPx: 8 }",
  },
};

const ICON: Sketch = {
  assetType: "ui_icon",
  tags: "[item:gem]",
  checkpoint: "copax",
  output: "{ kind: single_image, width: 16, height: 16 }",
};

/** Each kind of work that a job can be: takes, frames, states, a drawn seed, a chain of regenerations. */
export const SMALL: Cast = { sample: "wickwater", specs: SMALL_SPECS };
const PARADE: Sketch = { ...ICON, output: "{ kind: single_image, width: 128, height: 128, variants: 64 }" };

/** Work that takes seconds, for what must happen in the midst of it. */
export const LONG: Cast = { sample: "starter", specs: { parade: PARADE, pageant: { ...PARADE, tags: "[item:potion]" } } };
/** As few system calls as a project can do with. */
export const TINY: Cast = { sample: "starter", specs: { pebble: ICON, phial: { ...ICON, tags: "[item:potion]" } } };

/** A folder for one test file's projects; removed unless something went wrong that is worth a look. */
export function createWorkshop(name: string): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(path.join(tmpdir(), `touchstone-${name}-`));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Writes a cast's sample with its own specs instead of the sample's, all of them drafts. */
export function writeDraftProject(projectDir: string, { sample, specs }: Cast): void {
  const from = path.join(EXAMPLES, sample);
  mkdirSync(projectDir, { recursive: true });
  cpSync(from, projectDir, { recursive: true, filter: (source) => !source.startsWith(path.join(from, "specs")) });
  mkdirSync(path.join(projectDir, "specs"));
  // Two deaths in a row are to be survived by every kind of job.
  const projectFile = path.join(projectDir, "touchstone.yaml");
  const policies = readFileSync(projectFile, "utf8");
  writeFileSync(projectFile, policies.replace("regenerate: { maxAttempts: 2 }", "regenerate: { maxAttempts: 4 }"));
  for (const [id, sketch] of Object.entries(specs)) {
    writeFileSync(path.join(projectDir, "specs", `${id}.yaml`), specText(id, sketch));
  }
}

function specText(id: string, { assetType, tags, checkpoint, output, more }: Sketch): string {
  const lines = [`id: ${id}`, `title: ${id}`, `assetType: ${assetType}`, `tags: ${tags}`, `checkpoint: ${checkpoint}`];
  const prompt = `prompt: { positive: "a ${id}" }`;
  return `${[...lines, prompt, ...(more === undefined ? [] : [more]), `output: ${output}`].join("\n")}\n`;
}

/** A copy of a project in a new folder. */
export function copyProject(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  return to;
}

/** Removes a project that nobody needs to look at, and what was written about it. */
export function removeProject(projectDir: string, files: readonly string[]): void {
  for (const file of [projectDir, ...files]) rmSync(file, { recursive: true, force: true });
}
