import { resolve } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { toTraceError } from "../../core/trace/trace-error.ts";
import type { TrialReading } from "../../core/trials/record/trial-trace.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { diffText, transcript, verifiedText } from "../trace-text.ts";

export const traceDiffCommand: FreeCommand = {
  path: ["trace", "diff"],
  summary: "Compare two traces and say why they differ",
  args: [
    { name: "expected", summary: "The trace as it should be, e.g. a golden, or a trial's by its id" },
    { name: "actual", summary: "The trace as it is" },
  ],
  flags: [
    {
      name: "ignore",
      value: "PATH",
      summary: "Look past a part, e.g. provenance.digest, steps[*].draws or meta.**",
      many: true,
    },
  ],
  examples: ["touchstone trace diff out/a.trace.jsonl out/b.trace.jsonl --ignore 'meta.**'"],
  async run(context) {
    const { compareFiles } = await import("../../engine/playtest/trace-files.ts");
    const { typed } = context;
    const files = [
      await findFile(context, typed.word("expected") ?? ""),
      await findFile(context, typed.word("actual") ?? ""),
    ] as const;
    const { equal, causes, firstDivergence, groups, warnings, ...rest } = await compareFiles(files, typed.flags("ignore"));
    const diff = { equal, causes, firstDivergence, groups, warnings };
    context.out(context.json ? JSON.stringify(diff) : diffText({ ...diff, ...rest }, context.paint));
    return equal ? 0 : 1;
  },
};

export const traceShowCommand: FreeCommand = {
  path: ["trace", "show"],
  summary: "Read a trace as a transcript: what was said, offered, chosen and changed",
  args: [{ name: "trace", summary: "The trace's file, or a trial's by its id" }],
  examples: ["touchstone trace show out/a.trace.jsonl"],
  async run(context) {
    const file = await findFile(context, context.typed.word("trace") ?? "");
    const { loadTrialTrace } = await import("../../engine/trials/load-trial-trace.ts");
    const reading = await loadTrialTrace(file);
    if (reading.kind !== "damaged") return await showTrial(context, reading, file.name);
    const { loadTrace } = await import("../../engine/playtest/load-trace.ts");
    const trace = await loadTrace(file);
    context.out(context.json ? JSON.stringify(trace) : transcript(trace, context.paint));
    return 0;
  },
};

/** One that was cut off is told up to its cut, which is an error all the same. */
async function showTrial({ json, paint, out }: CliContext, reading: ReadableTrial, name: string): Promise<number> {
  const { trialTranscript } = await import("../trial-transcript.ts");
  out(json ? JSON.stringify(reading.trace) : trialTranscript(reading.trace, paint));
  if (reading.kind === "partial") throw toTraceError(reading.damage, name);
  return 0;
}

type ReadableTrial = Exclude<TrialReading, { readonly kind: "damaged" }>;

export const traceVerifyCommand: FreeCommand = {
  path: ["trace", "verify"],
  summary: "Look whether traces are whole, as they were written",
  args: [{ name: "traces", summary: "The traces' files, or trials' by their ids", many: true }],
  examples: ["touchstone trace verify out/a.trace.jsonl"],
  async run(context) {
    const { exitCodeOfVerified, verifyFiles } = await import("../../engine/playtest/trace-files.ts");
    const words = context.typed.words("traces");
    const verified = await verifyFiles(await Promise.all(words.map(async (word) => await findFile(context, word))));
    const ok = verified.every((trace) => trace.ok);
    context.out(context.json ? JSON.stringify({ ok, traces: verified }) : verifiedText(verified, context.paint));
    return exitCodeOfVerified(verified);
  },
};

async function findFile({ cwd, project }: CliContext, word: string): Promise<NamedFile> {
  const { namedTraceFile } = await import("../../engine/trials/named-trace-file.ts");
  return await namedTraceFile(word, { cwd, startDir: resolve(cwd, project ?? ".") });
}
