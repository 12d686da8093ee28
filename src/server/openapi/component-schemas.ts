import { z } from "zod";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import type { VerbName } from "../api.ts";
import { ANSWERS } from "./answers.ts";
import { EnvironmentValue, EvidenceValue } from "./answers/evidence.ts";
import { EventValue } from "./answers/events.ts";
import { EnvWorkValue, HeartbeatValue, ProgressValue } from "./answers/live.ts";
import { ConsideredValue, PlanDifferenceValue, PlanValue } from "./answers/plan.ts";
import { AttemptValue, JobValue, ImageValue, RenderValue, ReplayValue, VersionValue } from "./answers/rows.ts";
import { LoraValue } from "./answers/loras.ts";
import { ChoicesValue } from "./answers/records.ts";
import { BlockerValue, SpecValue } from "./answers/specs.ts";
import { FailureValue, PlaceValue, ProblemValue } from "./answers/values.ts";
import type { JsonSchema } from "./json-schema.ts";

/** Shapes that have a name of their own in the document, because several answers hold them. */
const SHARED = {
  Attempt: AttemptValue,
  Blocker: BlockerValue,
  Choices: ChoicesValue,
  Considered: ConsideredValue,
  Environment: EnvironmentValue,
  EnvWork: EnvWorkValue,
  Event: EventValue,
  Evidence: EvidenceValue,
  Failure: FailureValue,
  Heartbeat: HeartbeatValue,
  Image: ImageValue,
  Job: JobValue,
  Lora: LoraValue,
  Place: PlaceValue,
  Plan: PlanValue,
  PlanDifference: PlanDifferenceValue,
  Problem: ProblemValue,
  Progress: ProgressValue,
  Render: RenderValue,
  Replay: ReplayValue,
  Spec: SpecValue,
  Version: VersionValue,
} as const satisfies Record<string, z.ZodType>;

/** A reference to a named schema, e.g. `#/components/schemas/Plan`. */
export function schemaRef(name: keyof typeof SHARED): JsonSchema {
  return { $ref: refTo(name) };
}

/** A reference to what a verb answers. Verbs that answer alike share one schema. */
export function answerRef(verb: VerbName): JsonSchema {
  return { $ref: refTo(ANSWER_NAMES.get(ANSWERS[verb]) ?? "") };
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

/** The first verb of each answer names it, e.g. `JobListAnswer`. */
const ANSWER_NAMES: ReadonlyMap<z.ZodType, string> = new Map(
  (Object.entries(ANSWERS) as [VerbName, z.ZodType][])
    .toReversed()
    .map(([verb, schema]) => [schema, `${pascalCase(verb)}Answer`]),
);

/** `job.list` as `JobList`. */
export function pascalCase(verb: string): string {
  return verb.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** All named schemas; one that holds another refers to it. */
export function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SHARED)) registry.add(schema, { id });
  for (const [schema, id] of ANSWER_NAMES) if (!registry.has(schema)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: refTo, io: "output", target: "draft-2020-12" });
  const plain = Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema] as const);
  return Object.fromEntries(plain.toSorted(([a], [b]) => compareCodeUnits(a, b))) as Record<string, JsonSchema>;
}
