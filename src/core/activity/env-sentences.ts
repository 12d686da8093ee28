import type { EventPayload } from "../events/event.ts";
import type { EntityLink, EventTone, Sentence, SentenceTable } from "./sentence.ts";

type EnvType = Extract<keyof SentenceTable, `env.${string}`>;

/** How each event of the environment looks. What did not become production is never called fine. */
const LOOKS: Readonly<Record<EnvType, { readonly icon: string; readonly tone: EventTone }>> = {
  "env.initialized": { icon: "◆", tone: "plain" },
  "env.staged": { icon: "+", tone: "plain" },
  "env.tx_finished": { icon: "▣", tone: "plain" },
  "env.promoted": { icon: "◆", tone: "gold" },
  "env.promote_failed": { icon: "✕", tone: "fail" },
  "env.rolled_back": { icon: "↶", tone: "plain" },
  "env.node_removed": { icon: "–", tone: "plain" },
  "env.recovered": { icon: "!", tone: "exception" },
  "env.imported": { icon: "◆", tone: "plain" },
  "env.started": { icon: "▸", tone: "plain" },
  "env.stopped": { icon: "–", tone: "plain" },
};

/** Events of the environment in the words of who changed it, with a way to what they are about. */
export const ENV_SENTENCES = Object.fromEntries(
  Object.entries(LOOKS).map(([type, look]) => [
    type,
    ({ payload }: { readonly payload: Payload }): Sentence => ({
      ...look,
      parts: [`${payload.detail.replace(/\.$/, "")} · `, linkOf(type as EnvType, payload)],
    }),
  ]),
) as unknown as Pick<SentenceTable, EnvType>;

type Payload = EventPayload<EnvType>;

/** The transaction that it is about, else the generation that is production afterwards; what only waits is on the page itself. */
function linkOf(type: EnvType, { txid, generation }: Payload): EntityLink {
  if (txid !== null) return { kind: "env", id: txid, text: `transaction ${txid.slice(-SHOWN)}` };
  if (generation === null || type === "env.staged") return { kind: "env", id: "", text: "environment" };
  return { kind: "env", id: String(generation), text: `generation ${generation}` };
}

/** Record ids begin with their time: it is their end that tells them apart. */
const SHOWN = 8;
