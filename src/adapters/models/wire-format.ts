import type { FailureCode } from "../../core/errors.ts";
import type { ModelReply, ModelRequest, Usage } from "../../core/trials/conversation/model.ts";
import type { Json, JsonMap } from "../../core/trials/json.ts";

/** How requests and answers of one provider look. Pure: nothing here talks to anybody. */
export interface WireFormat {
  readonly publicUrl: string;
  /** Variable that holds the key, where policies name none. */
  readonly keyName: string;
  /** Address of a request. `path` is that of the base URL, without a slash at its end. */
  endpoint(path: string): string;
  headers(apiKey: string | null): Readonly<Record<string, string>>;
  /** @param without  Optional fields of ours that the model refused before. */
  body(request: ModelRequest, without: ReadonlySet<string>): JsonMap;
  /** Fields of ours that a request can do without, where a model refuses them. */
  readonly optional: readonly string[];
  /** Reads an answer with status 200. */
  read(body: Json, request: ModelRequest): Reading;
}

/** An answer, or what is wrong with it. */
export type Reading =
  | ({ readonly kind: "reply" } & ReadReply)
  | { readonly kind: "problem"; readonly code: FailureCode; readonly message: string; readonly isTransient: boolean };

export type ReadReply = Pick<ModelReply, "text" | "toolCalls" | "finish" | "rawFinish" | "usage" | "model" | "opaque">;

/** Something that is no answer of the format. @param what  E.g. "it has no `choices`". */
export function wrongShape(what: string): Reading {
  return {
    kind: "problem",
    code: "PROVIDER_MALFORMED",
    message: `the provider's answer is not one of its format: ${what}`,
    isTransient: false,
  };
}

/** Number of the answer that a request asks for, from 1. */
export function turnOf(request: ModelRequest): number {
  return request.messages.filter(({ role }) => role === "assistant").length + 1;
}

/** Usage where all of its parts agree; null where they do not: such figures are as good as none. */
export function consistentUsage(usage: Usage): Usage | null {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = usage;
  return cacheReadTokens + cacheWriteTokens <= inputTokens && reasoningTokens <= outputTokens ? usage : null;
}
