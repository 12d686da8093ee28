import type { FailureJson } from "../../core/api/failure.ts";
import { requestFor, WRITE_HEADER } from "../../core/api/request.ts";
import { ROUTES } from "../../core/api/routes.ts";
import type { VerbInput, VerbName, VerbOutput } from "../../server/api.ts";
import { ApiFailure } from "./api-failure.ts";
import { PROJECT_URL } from "./project-id.ts";

/**
 * Calls a verb of the server.
 *
 * @throws ApiFailure
 */
export async function callVerb<N extends VerbName>(name: N, input: VerbInput<N>, signal?: AbortSignal): Promise<VerbOutput<N>> {
  const { method, path, body } = requestFor(ROUTES[name], input);
  const headers = body === null ? {} : { "content-type": "application/json", [WRITE_HEADER.name]: WRITE_HEADER.value };
  const response = await reach(`${PROJECT_URL}${path}`, { method, headers, body, signal: signal ?? null });
  if (response.ok) return (await response.json()) as VerbOutput<N>;
  throw await failureOf(response);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    const hint = "It will be tried again as soon as the server answers";
    throw new ApiFailure(0, { code: "OFFLINE", message: "the server does not answer", hint, problems: [] });
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const unknown = {
    code: "SERVER_FAILED",
    message: `the server answered with status ${response.status}`,
    hint: null,
    problems: [],
  };
  const { error } = (await response.json().catch(() => ({}))) as { error?: FailureJson };
  return new ApiFailure(response.status, error ?? unknown);
}
