import { resolve } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { diffText, transcript, verifiedText } from "../trace-text.ts";

export const traceDiffCommand: FreeCommand = {
  path: ["trace", "diff"],
  summary: "Compare two traces and say why they differ",
  args: [
    { name: "expected", summary: "The trace as it should be, e.g. a golden" },
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
    const files = [named(context, typed.word("expected")), named(context, typed.word("actual"))] as const;
    const { equal, causes, firstDivergence, groups, warnings, ...rest } = await compareFiles(files, typed.flags("ignore"));
    const diff = { equal, causes, firstDivergence, groups, warnings };
    context.out(context.json ? JSON.stringify(diff) : diffText({ ...diff, ...rest }, context.paint));
    return equal ? 0 : 1;
  },
};

export const traceShowCommand: FreeCommand = {
  path: ["trace", "show"],
  summary: "Read a trace as a transcript: what was said, offered, chosen and changed",
  args: [{ name: "file", summary: "The trace" }],
  examples: ["touchstone trace show out/a.trace.jsonl"],
  async run(context) {
    const { loadTrace } = await import("../../engine/playtest/load-trace.ts");
    const trace = await loadTrace(named(context, context.typed.word("file")));
    context.out(context.json ? JSON.stringify(trace) : transcript(trace, context.paint));
    return 0;
  },
};

export const traceVerifyCommand: FreeCommand = {
  path: ["trace", "verify"],
  summary: "Look whether traces are whole, as they were written",
  args: [{ name: "files", summary: "The traces", many: true }],
  examples: ["touchstone trace verify out/a.trace.jsonl"],
  async run(context) {
    const { exitCodeOfVerified, verifyFiles } = await import("../../engine/playtest/trace-files.ts");
    const verified = await verifyFiles(context.typed.words("files").map((name) => named(context, name)));
    const ok = verified.every((trace) => trace.ok);
    context.out(context.json ? JSON.stringify({ ok, traces: verified }) : verifiedText(verified, context.paint));
    return exitCodeOfVerified(verified);
  },
};

function named({ cwd }: CliContext, name = ""): NamedFile {
  return { path: resolve(cwd, name), name };
}
