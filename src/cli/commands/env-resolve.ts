import { createInterface } from "node:readline";
import type { Conflict } from "../../core/env/conflict/conflict.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { TxAnswer } from "../../engine/env/tx/tx-site.ts";
import { askForPins } from "../ask-for-pins.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { callEnv } from "../env-command.ts";
import { readTimeout, readWait, TIMEOUT_FLAG, WAIT_FLAG } from "../env-flags.ts";
import { txAnswerText, txExitCode } from "../env-tx-text.ts";

export const envResolveCommand: FreeCommand = {
  path: ["env", "resolve"],
  summary: "Settle a conflict with pins, which override what everybody asks for; on a terminal it shows it and asks",
  args: [{ name: "tx", summary: "The transaction, or the beginning of its id" }],
  flags: [
    {
      name: "pin",
      value: "PIN",
      summary: "An override, as `package==version`; of two for one package the last holds",
      many: true,
    },
    { name: "drop", value: "PACKAGE", summary: "Take the override of this package back", many: true },
    TIMEOUT_FLAG,
    WAIT_FLAG,
  ],
  examples: [],
  async run(context) {
    const { typed } = context;
    const [pins, drop] = [typed.flags("pin"), typed.flags("drop")];
    if (pins.length + drop.length > 0) return tell(context, await resolve(context, { pins, drop }));
    if (!process.stdin.isTTY || context.json) throw noTerminal(typed.word("tx") ?? "TX");
    return await resolveByTalk(context);
  },
};

function noTerminal(txid: string): TouchstoneError {
  return new TouchstoneError("USAGE", "which pins are to settle it is a question, and nobody can answer here", {
    hint: `Look with \`touchstone env tx inspect ${txid}\`, then name them: \`--pin package==version\`, \`--drop package\`; see docs/guides/environment.md#conflicts`,
  });
}

interface Choice {
  readonly pins: readonly string[];
  readonly drop: readonly string[];
}

async function resolve(context: CliContext, choice: Choice): Promise<TxAnswer> {
  const { envResolveVerb } = await import("../../engine/env/tx/resolve-tx.ts");
  const { typed } = context;
  const input = { txid: typed.word("tx"), ...choice, timeoutSeconds: readTimeout(typed), waitMs: readWait(typed) };
  return await callEnv(context, envResolveVerb, { input, progress: true });
}

function tell({ json, paint, out }: CliContext, answer: TxAnswer): number {
  out(json ? JSON.stringify(answer) : txAnswerText(answer, paint));
  return txExitCode(answer);
}

/** Shows the conflict and asks, until it is settled or left as it is. */
async function resolveByTalk(context: CliContext): Promise<number> {
  const { envTxInspectVerb } = await import("../../engine/env/tx/inspect-tx.ts");
  let answer: TxAnswer = await callEnv(context, envTxInspectVerb, { input: { txid: context.typed.word("tx") }, progress: false });
  // One that is resolved already may be resolved otherwise; after that only what is not yet asks again.
  for (let { conflict } = answer; conflict !== null; conflict = openConflict(answer)) {
    const pins = await askInTerminal(context, conflict);
    if (pins === null) break;
    answer = await resolve(context, { pins, drop: [] });
  }
  return tell(context, answer);
}

function openConflict({ tx, conflict }: TxAnswer): Conflict | null {
  return tx.status === "needs_resolution" ? conflict : null;
}

async function askInTerminal({ paint, signal }: CliContext, conflict: Conflict): Promise<readonly string[] | null> {
  // Questions are talk: stdout belongs to data.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((done) => terminal.once("close", () => done(undefined)));
  try {
    return await askForPins(conflict, paint, async (question) => {
      const answered = new Promise<string>((done) => terminal.question(question, { signal }, done));
      return await Promise.race([answered, ended]);
    });
  } finally {
    terminal.close();
  }
}
