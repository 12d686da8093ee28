import type { EventPayload, StoredEvent } from "../../../src/core/events/event.ts";
import type { AcceptedPrompt } from "../comfyui/ledger.ts";
import type { ServerLife } from "./comfy-server.ts";
import type { Inspection } from "./inspect-project.ts";

type Submitted = StoredEvent & { readonly payload: EventPayload<"job.submitted"> };

/**
 * Checks what must hold between a project and the one server that made its images, whatever was killed; says what does not.
 *
 * The rule of double executions: within one life of the server no image is accepted twice and no prompt runs twice. Only
 * the death of the server may cost a second execution, since it forgets what it made. Of all executions of an image one is
 * counted: the one whose prompt its record names.
 */
export function findRenderProblems(found: Inspection, lives: readonly ServerLife[]): readonly string[] {
  const submitted = found.events.filter((event): event is Submitted => event.type === "job.submitted");
  return [
    ...findUnmadeRenders(found, submitted, lives),
    ...lives.flatMap(({ accepted }) => accepted.flatMap((prompt) => findUnwritten(prompt, submitted))),
    ...lives.flatMap(findDoubleWork),
  ];
}

/** Every counted render was sent under an id that was written down for this image before, and that the server executed. */
function findUnmadeRenders(
  { jobs }: Inspection,
  submitted: readonly Submitted[],
  lives: readonly ServerLife[],
): readonly string[] {
  const executed = new Set(
    lives.flatMap(({ executions }) => executions.filter(({ outcome }) => outcome === "success").map(({ promptId }) => promptId)),
  );
  const made = jobs.flatMap((job) => job.made);
  const isWritten = ({ jobId, variant, part, promptId, seq }: (typeof made)[number]): boolean =>
    submitted.some(
      ({ entityId, payload, seq: sentAt }) =>
        entityId === jobId &&
        payload.variant === variant &&
        payload.part === part &&
        payload.promptId === promptId &&
        sentAt < seq,
    );
  return [
    ...made.filter((render) => !isWritten(render)).map(({ jobId, promptId }) => `${promptId} of ${jobId} was not written down`),
    ...made.filter(({ promptId }) => !executed.has(promptId ?? "")).map(({ promptId }) => `${promptId} counts and never ran`),
  ];
}

/** Both clocks are this machine's. */
function findUnwritten({ promptId, atMs }: AcceptedPrompt, submitted: readonly Submitted[]): readonly string[] {
  const isWritten = submitted.some(({ payload, ts }) => payload.promptId === promptId && ts <= atMs);
  return isWritten ? [] : [`${promptId} was sent before it was written down`];
}

function findDoubleWork({ accepted, executions }: ServerLife, life: number): readonly string[] {
  return [
    ...repeated(accepted.map(({ graph }) => imageOf(graph))).map((image) => `life ${life}: ${image} was accepted twice`),
    ...repeated(accepted.map(({ promptId }) => promptId)).map((id) => `life ${life}: ${id} was accepted twice`),
    ...repeated(executions.map(({ promptId }) => promptId)).map((id) => `life ${life}: ${id} ran twice`),
  ];
}

/** The prefix of its file name names one image and no other one. */
function imageOf(graph: unknown): string {
  const nodes = Object.values(graph as Record<string, { inputs: Record<string, unknown> }>);
  return nodes.map(({ inputs }) => inputs["filename_prefix"]).join("");
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
