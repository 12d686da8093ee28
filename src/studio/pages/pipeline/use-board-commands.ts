import { useQueryClient } from "@tanstack/react-query";
import type { BoardCard, PendingMove } from "../../../core/board/board.ts";
import { callVerb } from "../../api/call-verb.ts";
import { notify } from "../../components/toast-store.ts";
import type { PendingMoves } from "./use-pending-moves.ts";

/** What can be done to the cards of the board. Each says what it did and how to take it back. */
export interface BoardCommands {
  readonly make: (cards: readonly BoardCard[]) => void;
  readonly retry: (card: BoardCard) => void;
  readonly cancel: (card: BoardCard) => void;
  readonly decide: (card: BoardCard, decision: "approve" | "reject") => void;
}

/** One thing asked of the server, and what is said when it is done. */
interface Command {
  readonly cards: readonly BoardCard[];
  readonly move: Omit<PendingMove, "from">;
  /** Does it. @returns what to say, with the way back. */
  readonly run: () => Promise<{ readonly text: string; readonly undo?: () => Promise<unknown> }>;
}

export function useBoardCommands({ begin, end }: PendingMoves): BoardCommands {
  const client = useQueryClient();
  const refresh = async (): Promise<void> => await client.invalidateQueries({ queryKey: ["pipeline.show"] });
  const thenRefresh = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } finally {
      await refresh();
    }
  };
  const perform = async ({ cards, move, run }: Command): Promise<void> => {
    const specs = cards.map(({ spec }) => spec);
    for (const { spec, stage } of cards) begin([spec], { ...move, from: stage });
    try {
      const { text, undo } = await run();
      notify({ text, ...(undo === undefined ? {} : { undo: async () => await thenRefresh(undo) }) });
    } catch (error) {
      notify({ text: error instanceof Error ? `${capital(error.message)}.` : "It failed.", tone: "fail" });
    } finally {
      // The answer is on the board before the card stops saying what it was asked.
      await refresh();
      end(specs);
    }
  };
  return {
    make: (cards) =>
      void (
        cards.length > 0 && perform({ cards, move: { to: "queued", words: "Asked to make" }, run: async () => await make(cards) })
      ),
    retry: (card) =>
      void perform({ cards: [card], move: { to: "queued", words: "Asked to try again" }, run: async () => await retry(card) }),
    cancel: (card) =>
      void perform({ cards: [card], move: { to: "closed", words: "Asked to cancel" }, run: async () => await cancel(card) }),
    decide: (card, decision) =>
      void perform({
        cards: [card],
        move: decision === "approve" ? { to: "approved", words: "Asked to approve" } : { to: "closed", words: "Asked to reject" },
        run: async () => await decide(card, decision),
      }),
  };
}

async function make(cards: readonly BoardCard[]) {
  const { jobs } = await callVerb("make", { specs: cards.map(({ spec }) => spec), wait: false });
  const queued = jobs.filter(({ reused }) => !reused);
  const there = jobs.length - queued.length;
  const known = there === 0 ? "" : `; of ${there === 1 ? "one" : there} an equal version was there already`;
  const text = queued.length === 1 ? `Queued ${queued[0]?.spec ?? ""}` : `Queued ${queued.length} specs`;
  const undo = async (): Promise<void> => await cancelAll(queued.map(({ id }) => id));
  return { text: `${text}${known}`, ...(queued.length === 0 ? {} : { undo }) };
}

/** Cancels what has not ended. What has is made and stays; only where nothing could be canceled has it failed. */
async function cancelAll(jobs: readonly string[]): Promise<void> {
  const answers = await Promise.allSettled(jobs.map(async (job) => await callVerb("job.cancel", { job })));
  const failed = answers.filter((answer) => answer.status === "rejected");
  if (failed.length === answers.length) throw failed[0]?.reason;
}

async function retry(card: BoardCard) {
  const { job } = await callVerb("job.retry", { job: jobOf(card), wait: false });
  return { text: `Trying ${card.spec} again`, undo: async () => await callVerb("job.cancel", { job: job.id }) };
}

async function cancel(card: BoardCard) {
  const job = jobOf(card);
  await callVerb("job.cancel", { job });
  return { text: `Canceled ${card.spec}`, undo: async () => await callVerb("job.retry", { job, wait: false }) };
}

async function decide(card: BoardCard, decision: "approve" | "reject") {
  const version = card.versionId ?? "";
  const [verb, back] =
    decision === "approve" ? (["asset.approve", "asset.reject"] as const) : (["asset.reject", "asset.approve"] as const);
  await callVerb(verb, { version });
  const text = decision === "approve" ? `Approved ${card.spec} (undo rejects it)` : `Rejected ${card.spec} (undo approves it)`;
  return { text, undo: async () => await callVerb(back, { version }) };
}

function jobOf({ jobId }: BoardCard): string {
  return jobId ?? "";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
