import { shortDigest } from "../../canonical/digest.ts";
import { compareCodeUnits } from "../../canonical/order.ts";
import type { RawTrace } from "../../trace/envelope.ts";
import { TRACE_FORMAT } from "../../trace/envelope.ts";
import { digestTrace } from "../../trace/trace-digest.ts";
import type { Evidence, ImageRecord } from "../evidence.ts";
import type { Considered, Fragment, Plan } from "../plan/plan.ts";
import type { GenerationStep } from "./generation-step.ts";

type Step = Omit<GenerationStep, "i">;
type Settled = NonNullable<GenerationStep["set"]>;

/**
 * How a version came to be, as a trace: its plan decision by decision, its prompt, its images and checks, its verdict and
 * route. It says nothing that the evidence does not say, so it can be made at any time, and is the same each time. Ids,
 * times, attempts and machines are in the environment: two versions that were decided and look the same have one digest.
 *
 * Source: contracts, sections 5 and 8; SPEC.md P84, P85.
 */
export function generationTrace(evidence: Evidence): RawTrace {
  const { plan, images, checks, verdict, route } = evidence;
  const header = {
    format: TRACE_FORMAT,
    kind: "generation" as const,
    spec: evidence.specId,
    renderer: plan.renderer,
    rulesVersion: plan.rulesVersion,
  };
  const lines = stepsOf(evidence).map((step, i): GenerationStep => ({ i, ...step }));
  const footer = { outcome: verdict, route, counts: { steps: lines.length, images: images.length, checks: checks.length } };
  const trace = { header, lines, footer: { ...footer, digest: "" }, environment: environmentOf(evidence) };
  return { ...trace, footer: { ...footer, digest: digestTrace(trace) } };
}

function stepsOf(evidence: Evidence): readonly Step[] {
  const { plan, images, checks, verdict, route, reasons } = evidence;
  return [
    inputsStep(evidence),
    ...DECISIONS.flatMap((kind) => decisionStep(plan, kind)),
    ...promptStep(plan),
    seedStep(plan),
    ...parameterStep(plan),
    { step: "recipe", set: settle("policy", { render: plan.renderDigest, recipe: plan.recipeDigest }) },
    ...images.map(imageStep),
    ...checks.map(checkStep),
    { step: "verdict", outcome: verdict },
    { step: "route", outcome: route, why: [...reasons] },
  ];
}

function inputsStep({ inputs }: Evidence): Step {
  const digests = inputs.map(([kind, id, digest]) => [`${kind} ${id}`, digest] as const);
  return { step: "inputs", set: settle("frozen", Object.fromEntries(digests)) };
}

/** Kinds of decisions in the order in which a plan is made. */
const DECISIONS = [
  "spec",
  "checkpoint",
  "profile",
  "baseline",
  "preset",
  "entity",
  "tag",
  "lora",
  "contract",
  "workflow",
  "reference",
] as const satisfies readonly Considered["kind"][];

/** All that was considered of one kind; no step where there was nothing of it. */
function decisionStep(plan: Plan, kind: (typeof DECISIONS)[number]): readonly Step[] {
  const { chosen, skipped, blocked } = plan.explanation;
  const of = (list: readonly Considered[]) =>
    list.filter((one) => one.kind === kind).map(({ id, detail }) => ({ id, why: detail }));
  const set = SETTLED[kind]?.(plan) ?? {};
  const [taken, refused] = [of(chosen), [...of(skipped), ...of(blocked)]];
  if (taken.length + refused.length + Object.keys(set).length === 0) return [];
  return [{ step: kind, ...some("chosen", taken), ...some("refused", refused), ...someSet(set) }];
}

/** What a plan says of each kind beside the candidates. */
const SETTLED: Readonly<Partial<Record<Considered["kind"], (plan: Plan) => Settled>>> = {
  checkpoint: ({ checkpoint }) =>
    checkpoint === null ? {} : settle("plan", { checkpoint: checkpoint.id, family: checkpoint.family }),
  profile: ({ profile }) => (profile === null ? {} : settle("plan", { profile: `${profile.id} v${profile.version}` })),
  baseline: ({ baseline }) => (baseline === null ? {} : settle("plan", { baseline: `${baseline.id} v${baseline.version}` })),
  lora: ({ stack }) => Object.fromEntries(stack.map(({ lora, weight, layer }) => [`lora ${lora}`, { value: weight, by: layer }])),
  contract: ({ contract }) =>
    Object.fromEntries(
      Object.entries(contract).map(([field, { value, layer, recordId }]) => [
        `contract ${field}`,
        { value: plainValue(value), by: `${layer} ${recordId}` },
      ]),
    ),
  reference: ({ references }) =>
    Object.fromEntries(references.map(({ ref, pixelSha256 }) => [ref, { value: pixelSha256, by: "file" }])),
  workflow: ({ workflowDigest }) => (workflowDigest === null ? {} : settle("plan", { workflow: workflowDigest })),
};

/** The prompt, with every piece that stands in it or was left out. */
function promptStep({ prompt }: Plan): readonly Step[] {
  if (prompt === null) return [];
  const set = settle("compiler", { positive: prompt.positive, negative: prompt.negative });
  const [used, left] = [prompt.trace.filter(({ order }) => order !== null), prompt.trace.filter(({ order }) => order === null)];
  return [
    { step: "prompt", ...some("chosen", used.map(fragmentCandidate)), ...some("refused", left.map(fragmentCandidate)), set },
  ];
}

function fragmentCandidate(fragment: Fragment): { readonly id: string; readonly why: string } {
  const { layer, recordId, text, polarity, weight } = fragment;
  const weighed = weight === 1 ? text : `${text} × ${weight}`;
  const left = fragment.displaced === true ? ": displaced by the spec" : fragment.order === null ? ": stands there already" : "";
  return { id: `${layer} ${recordId}`, why: `${polarity}: ${weighed}${left}` };
}

function seedStep({ images, drawnSeed }: Plan): Step {
  const seeds = images.map(({ variant, part, seed }) => [`seed ${imageName({ variant, part })}`, seed] as const);
  const drawn = drawnSeed === null ? [] : [`the seeds come of \`${drawnSeed}\`, which was drawn once and written down`];
  return { step: "seed", ...some("why", drawn), set: settle("seed policy", Object.fromEntries(seeds)) };
}

function parameterStep({ parameters }: Plan): readonly Step[] {
  return parameters === null ? [] : [{ step: "parameters", set: settle("plan", { ...parameters }) }];
}

function imageStep({ variant, part, seed, pixelSha256, width, height }: ImageRecord): Step {
  const name = imageName({ variant, part });
  const said = `${width} × ${height} pixels from seed ${seed}`;
  return { step: "image", of: name, why: [said], set: settle("renderer", { [`pixels ${name}`]: pixelSha256 }) };
}

function checkStep({ check, outcome, severity, score, threshold, evidence }: Evidence["checks"][number]): Step {
  const numbers = Object.keys(evidence.numbers)
    .toSorted(compareCodeUnits)
    .map((name) => `${name} ${evidence.numbers[name]}`);
  const scored = score === undefined ? [] : [`score ${score}${threshold === undefined ? "" : `, and ${threshold} is asked for`}`];
  const why = [
    ...(evidence.note === undefined ? [] : [evidence.note]),
    ...scored,
    ...(numbers.length === 0 ? [] : [numbers.join(", ")]),
  ];
  return { step: "check", of: check, outcome, ...some("why", why), set: settle(severity, { [`check ${check}`]: outcome }) };
}

/** Never hashed: which version it is, and what came in between. */
function environmentOf({ versionId, jobId, attempts, backend, environment, images, timing }: Evidence): RawTrace["environment"] {
  return {
    version: versionId,
    job: jobId,
    touchstone: environment.touchstone,
    backend: `${backend.kind} ${backend.identity}`,
    env: environment.envId,
    models: environment.models.map(({ file, sha256 }) => `${file} ${sha256 === null ? "unmeasured" : shortDigest(sha256)}`),
    attempts: attempts.map(({ outcome, detail }) => (detail === null ? outcome : `${outcome}: ${detail}`)),
    images: Object.fromEntries(images.map((image) => [imageName(image), image.blob])),
    renderMs: timing.renderMs,
  };
}

/** E.g. `0` for the only image of the first variant, `2 frame:1`. */
function imageName({ variant, part }: { readonly variant: number; readonly part: string | null }): string {
  return part === null ? String(variant) : `${variant} ${part}`;
}

function settle(by: string, values: Readonly<Record<string, string | number | boolean | null>>): Settled {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, by }]));
}

/** A demand as one value: the parts of a composite one stand one after the other. */
function plainValue(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "number" || typeof value === "boolean" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(" ");
  return Object.entries(value as object)
    .map(([name, part]) => `${name} ${String(plainValue(part))}`)
    .join(", ");
}

function some<Key extends string, Item>(key: Key, list: Item[]): { [K in Key]?: Item[] } {
  return (list.length === 0 ? {} : { [key]: list }) as { [K in Key]?: Item[] };
}

function someSet(set: Settled): { set?: Settled } {
  return Object.keys(set).length === 0 ? {} : { set };
}
