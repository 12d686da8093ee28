import type { ToolCall } from "../conversation/message.ts";
import type { Json } from "../json.ts";
import type { TrialLine } from "../record/trial-lines.ts";
import { sortedJson } from "./sorted-json.ts";
import type { TrialFacts } from "./trial-facts.ts";

type Entry = TrialFacts["transcript"][number];

/** What was said, in order: users and the model in their words, tools in what they were asked and what they answered. */
export function transcriptOf(lines: readonly TrialLine[]): readonly Entry[] {
  return lines.flatMap(entriesOf);
}

function entriesOf(line: TrialLine): readonly Entry[] {
  // The model's own words and the tools' answers have lines of their own.
  if (line.line === "model_request") {
    return line.messages.flatMap((message) => (message.role === "user" ? [{ role: message.role, text: message.text }] : []));
  }
  if (line.line === "model_response") {
    const texts = [line.text ?? "", ...line.toolCalls.map(showCall)].filter((text) => text !== "");
    return texts.map((text) => ({ role: "assistant", text }));
  }
  if (line.line !== "tool_result") return [];
  return [{ role: "tool", text: `${line.name} ${line.isError ? "fails with" : "returns"} ${textOf(line.value)}` }];
}

function showCall({ name, arguments: args, invalid }: ToolCall): string {
  return `calls ${name} with ${invalid ?? sortedJson(args)}`;
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : sortedJson(value);
}
