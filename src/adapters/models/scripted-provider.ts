import { openStream, type RandomStream } from "../../core/canonical/random.ts";
import type { Message } from "../../core/trials/conversation/message.ts";
import type { ModelReply, ModelRequest } from "../../core/trials/conversation/model.ts";
import type { ScriptDeed, ScriptTurn } from "../../core/trials/scenario/script-turn.ts";
import { askPatiently, type RetryClock, type RetryPolicy } from "./ask-patiently.ts";
import { judgeStatus, type Attempt, type FailedAttempt } from "./attempt.ts";
import type { ModelProvider } from "./model-provider.ts";
import { turnOf } from "./wire-format.ts";

/** A model that says what is written for it. */
export interface ScriptedOptions {
  readonly script: readonly ScriptTurn[];
  /** The run's. */
  readonly seed: number;
  readonly retry: RetryPolicy | undefined;
  /** Whether what happens `sometimes` happens at all: `flaky`. */
  readonly isFlaky: boolean;
}

/**
 * Opens a provider that follows a script, trial by trial. Time is the script's own: latencies and pauses are counted, and
 * nobody waits. What chance decides depends on the run's seed and the trial's number alone. Source: `SPEC.md` MP16 to MP18.
 */
export function openScriptedProvider(options: ScriptedOptions): ModelProvider {
  const trials = new Map<number, ScriptPlace>();
  return {
    complete: async (request, call) => {
      const place = trials.get(call.trialIndex) ?? openScript(options, call.trialIndex);
      trials.set(call.trialIndex, place);
      const clock = createVirtualClock();
      const tryOnce = async (leftMs: number): Promise<Attempt> =>
        await Promise.resolve(perform(place.next(request), { request, clock, leftMs }));
      return await askPatiently(tryOnce, call, { clock, policy: options.retry, seed: options.seed });
    },
  };
}

interface VirtualClock extends RetryClock {
  advance(ms: number): void;
}

function createVirtualClock(): VirtualClock {
  let nowMs = 0;
  const advance = (ms: number): void => void (nowMs += ms);
  return { now: () => nowMs, advance, wait: async (ms) => await Promise.resolve(advance(ms)) };
}

/** Where one trial stands in the script. */
interface ScriptPlace {
  /** What happens now; null where no turn is left that fits. */
  next(request: ModelRequest): ScriptDeed | null;
}

function openScript({ script, seed, isFlaky }: ScriptedOptions, trialIndex: number): ScriptPlace {
  const used = new Set<ScriptTurn>();
  const turns = script.filter(({ trials }) => trials === null || trials.includes(trialIndex));
  let chance: RandomStream | undefined;
  let failing: ScriptDeed | null = null;
  return {
    next({ messages }) {
      const turn = turns.find((candidate) => !used.has(candidate) && fits(candidate, messages.at(-1)));
      // What fails goes on failing until the script says otherwise.
      if (turn === undefined) return failing;
      if (!turn.repeat) used.add(turn);
      if (turn.sometimes !== null && isFlaky) chance ??= openStream(seed, `flaky/${trialIndex}`);
      const deed = turn.sometimes !== null && happens(turn.sometimes.chance, chance) ? turn.sometimes : turn;
      failing = deed.error === null ? null : deed;
      return deed;
    },
  };
}

/** Draws are 32 bits wide: as fine as any chance that is written. */
const DRAWS = 2 ** 32;

function happens(chance: number, stream: RandomStream | undefined): boolean {
  return stream !== undefined && stream.nextUint32() < chance * DRAWS;
}

function fits({ when }: ScriptTurn, last: Message | undefined): boolean {
  if (when === null) return true;
  if (when.tool !== null && !(last?.role === "tool" && last.name === when.tool)) return false;
  return when.contains === null || (last?.text ?? "").includes(when.contains);
}

interface Stage {
  readonly request: ModelRequest;
  readonly clock: VirtualClock;
  readonly leftMs: number;
}

function perform(deed: ScriptDeed | null, { request, clock, leftMs }: Stage): Attempt {
  if (deed === null) return failed("SCRIPT_EXHAUSTED", "the script has no turn left that fits the call", 0);
  const latencyMs = Math.min(deed.latencyMs, leftMs);
  clock.advance(latencyMs);
  if (deed.latencyMs > leftMs)
    return failed("PROVIDER_TIMEOUT", `the script's answer takes ${deed.latencyMs} ms, and ${leftMs} ms are left`, latencyMs);
  if (deed.error !== null) return fail(deed.error, latencyMs);
  const toolCalls = deed.toolCalls.map((call, index) => ({ id: `call-${turnOf(request)}-${index + 1}`, ...call }));
  const reply: Omit<ModelReply, "failedTries"> = {
    kind: "reply",
    text: deed.text,
    toolCalls,
    finish: toolCalls.length > 0 ? "tool_calls" : "stop",
    rawFinish: null,
    usage: deed.usage,
    model: null,
    opaque: null,
    wire: null,
    latencyMs,
  };
  return { kind: "reply", reply };
}

function fail({ status, message, retryAfterMs }: NonNullable<ScriptDeed["error"]>, latencyMs: number): FailedAttempt {
  if (status === null) return { ...failed("PROVIDER_UNREACHABLE", message, latencyMs), isTransient: true };
  return { ...failed("PROVIDER_BUSY", message, latencyMs), ...judgeStatus(status), status, retryAfterMs };
}

function failed(code: FailedAttempt["code"], message: string, latencyMs: number): FailedAttempt {
  return { kind: "failed", code, message, status: null, isTransient: false, retryAfterMs: null, wire: null, latencyMs };
}
