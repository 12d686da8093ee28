import { ANTHROPIC } from "./anthropic.ts";
import { OPENAI_CHAT } from "./openai-chat.ts";
import { OPENAI_RESPONSES } from "./openai-responses.ts";

/** Formats of the adapters that are asked by HTTP. */
export const WIRE_FORMATS = { "openai-chat": OPENAI_CHAT, "openai-responses": OPENAI_RESPONSES, anthropic: ANTHROPIC } as const;
