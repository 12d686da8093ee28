import type { ToolCall } from "../conversation/message.ts";
import type { MockCase, MockOutcome } from "../scenario/mock.ts";
import type { MockedTool } from "../scenario/scenario.ts";
import { fitsPattern } from "./fits-pattern.ts";

/**
 * What a tool's mock says to a call; null where no case of it is for these arguments, or it has none.
 *
 * @param nth  From 0: how many calls of this tool were answered before.
 *
 * Source: SPEC.md TL7-TL9.
 */
export function answerFromMock(
  { mock }: MockedTool,
  call: ToolCall,
  nth: number,
): (MockOutcome & { readonly latencyMs: number }) | null {
  const { pick, cases } = mock;
  if (pick === "none") return null;
  const chosen: MockCase | undefined =
    pick === "nth" ? (cases[nth] ?? cases.at(-1)) : cases.find(({ when }) => when === null || fitsPattern(when, call.arguments));
  return chosen === undefined ? null : { ...chosen.outcome, latencyMs: chosen.latencyMs };
}
