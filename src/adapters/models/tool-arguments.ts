import type { ToolCall } from "../../core/trials/conversation/message.ts";
import type { Json } from "../../core/trials/json.ts";
import { parseModelJson } from "./model-json.ts";

type Arguments = Pick<ToolCall, "arguments" | "invalid">;

/**
 * Arguments as a model wrote them: a text for the formats of OpenAI, data where a server that is compatible sends that. Nothing
 * at all is no argument; a text that is no JSON is kept as `invalid`, since it is the model's fault and part of what it did.
 */
export function readArguments(written: Json | undefined): Arguments {
  if (typeof written !== "string") return { arguments: written ?? {}, invalid: null };
  if (written.trim() === "") return { arguments: {}, invalid: null };
  const parsed = parseModelJson(written);
  return parsed.kind === "data" ? { arguments: parsed.value, invalid: null } : { arguments: null, invalid: written };
}

/** Arguments as a model gets its own call back. Servers that read them refuse a text that is no JSON, so it is put into some. */
export function argumentsBack(call: Arguments): Json {
  return call.invalid === null ? call.arguments : { INVALID_JSON: call.invalid };
}
