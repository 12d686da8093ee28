import { createHash } from "node:crypto";
import { createAppendFile } from "../../adapters/files/append-file.ts";
import { canonicalJson } from "../../core/canonical/canonical-json.ts";
import { digestRuleOf } from "../../core/trace/digest-rule.ts";
import type { TraceDigest } from "../../core/trace/trace-digest.ts";
import { redactEntry, redactHeader } from "../../core/trials/privacy/redact-entry.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import { stripEntry, stripHeader } from "../../core/trials/record/strip-for-metadata.ts";
import type { TrialHeader } from "../../core/trials/record/trial-lines.ts";
import type { Json } from "../../core/trials/json.ts";
import { unbornOf } from "./run-files.ts";
import type { TraceSink } from "./run-store.ts";

/** What a trace's file begins with. */
export interface TraceStart {
  readonly path: string;
  readonly header: TrialHeader;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly redactor: Redactor;
}

/** A trace's file while it is written. */
export interface OpenTrace extends TraceSink {
  /** Lets go of the file of a trial that was broken off; what was written stays. */
  abandon(): void;
}

/**
 * Begins a trace's file. Each line is in it when `record` returns, so that a process that is killed loses none.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED
 */
export function openTraceFile({ path, header, environment, redactor }: TraceStart): OpenTrace {
  const isFull = header.recordingMode === "full";
  const begun = { ...(isFull ? redactHeader(header, redactor) : stripHeader(header)) };
  const about = { environment: redactor.json(environment as { readonly [key: string]: Json }) };
  const digest = openDigest();
  digest.add(RULE.header(begun));
  const file = openLines(path, `${canonicalJson(begun)}\n${canonicalJson(about)}\n`);
  let next = 0;
  return {
    record(entry) {
      const line = { i: next, ...redactEntry(isFull ? entry : stripEntry(entry), redactor) };
      const text = canonicalJson(line);
      file.append(text);
      if (RULE.covers(line)) digest.add(text);
      next += 1;
      return line.i;
    },
    async finish(footer) {
      digest.add(RULE.footer({ ...footer }));
      const sealed = { ...footer, digest: digest.value() };
      file.append(canonicalJson(sealed));
      await file.finish();
      return { digest: sealed.digest };
    },
    abandon: () => file.abandon(),
  };
}

const RULE = digestRuleOf("trial");

/** As `openTraceDigest`, by Node's own SHA-256: of a run's time, core's would take a tenth. */
function openDigest(): TraceDigest {
  const hash = createHash("sha256");
  return {
    add: (line) => void hash.update(`${line}\n`),
    value: () => `sha256:${hash.digest("hex")}`,
  };
}

/** A new file of lines, which ends at its first failure: what stands before it is a whole beginning. */
interface Lines {
  append(line: string): void;
  finish(): Promise<void>;
  abandon(): void;
}

function openLines(path: string, first: string): Lines {
  const file = createAppendFile(path, { unborn: unbornOf(path), text: first });
  let failure: unknown;
  let isOpen = true;
  const abandon = (): void => {
    if (isOpen) file.close();
    isOpen = false;
  };
  return {
    append(line) {
      if (failure !== undefined) throw failure;
      try {
        file.append(`${line}\n`);
      } catch (error) {
        failure = error;
        abandon();
        throw error;
      }
    },
    async finish() {
      try {
        await file.sync();
      } finally {
        abandon();
      }
    },
    abandon,
  };
}
