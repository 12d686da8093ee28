import type { CallPlace, ModelAnswer, ModelReply, Usage } from "../conversation/model.ts";
import type { GivenVote, JudgeQuestion, JudgeVote, VoteSource } from "./judge-question.ts";
import { readVote } from "./read-vote.ts";

/** How judges are asked. */
export interface VotePorts {
  readonly trialIndex: number;
  /** Asks the provider of the question's adapter (with the assertion's script, where it is offline). */
  complete(question: JudgeQuestion, place: CallPlace): Promise<ModelAnswer>;
  /** Null where the price is not known. */
  price(model: string, usage: Usage | null): number | null;
}

/** Votes of models that are asked for them. The vote's number is the call's `ordinal`. */
export function askVotes(ports: VotePorts): VoteSource {
  return {
    async vote(question, vote) {
      const answer = await ports.complete(question, { trialIndex: ports.trialIndex, ordinal: vote });
      return { vote: toVote(question, vote, { answer, ports }), isRecorded: false };
    },
  };
}

interface Answered {
  readonly answer: ModelAnswer;
  readonly ports: VotePorts;
}

function toVote(question: JudgeQuestion, vote: number, { answer, ports }: Answered): JudgeVote {
  const { assertion, request, adapter, promptHash } = question;
  const asked = {
    line: "judge_vote" as const,
    assertion: assertion.name,
    vote,
    promptHash,
    judge: `${adapter}/${request.model}`,
  };
  if (answer.kind === "failure") {
    const problem = `${answer.code}: ${answer.message}`;
    return { ...asked, scores: null, problem, unasked: true, usage: null, costUsd: null, raw: null };
  }
  const reading = readVote(answer, assertion);
  const read = "problem" in reading ? { scores: null, problem: reading.problem } : { scores: reading.scores, problem: null };
  const paid = { usage: answer.usage, costUsd: ports.price(request.model, answer.usage) };
  return { ...asked, ...read, unasked: false, ...paid, raw: rawOf(answer) };
}

/** What a judge said, as text. */
function rawOf({ text, toolCalls }: ModelReply): string | null {
  if (toolCalls.length === 0) return text;
  return JSON.stringify(toolCalls.map(({ name, arguments: args, invalid }) => ({ name, arguments: invalid ?? args })));
}

/**
 * Votes of a recording, and of another source where it has none. A vote is used again where the question is the same to the
 * letter: judge, prompt and trial. One that could not be read is, too, else judging anew would be asking until it passes; one
 * that nobody answered is asked for again.
 *
 * @param recorded  Oldest first: the oldest vote of a number stands.
 */
export function reuseVotes(recorded: readonly JudgeVote[], otherwise: VoteSource): VoteSource {
  const byQuestion = new Map<string, JudgeVote>();
  for (const vote of recorded) {
    if (vote.unasked || vote.promptHash === "") continue;
    // Two assertions may ask the same; each has votes of its own, and one that was renamed has those of the old name.
    for (const name of [vote.assertion, ""]) {
      const key = keyOf(vote, name);
      if (!byQuestion.has(key)) byQuestion.set(key, vote);
    }
  }
  return {
    async vote(question, vote): Promise<GivenVote> {
      const { promptHash, assertion } = question;
      const asked = { promptHash, vote };
      const found = byQuestion.get(keyOf(asked, assertion.name)) ?? byQuestion.get(keyOf(asked, ""));
      return found === undefined
        ? await otherwise.vote(question, vote)
        : { vote: { ...found, assertion: assertion.name }, isRecorded: true };
    },
  };
}

function keyOf({ promptHash, vote }: Pick<JudgeVote, "promptHash" | "vote">, name: string): string {
  return `${promptHash} ${vote} ${name}`;
}
