import { malformed, unexpectedStatus } from "../../core/comfyui/classify-failure.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Answer, Http, Request } from "./http.ts";

/** A JSON answer with status 200, and nothing else. @throws TouchstoneError for any other. */
export async function askForJson(http: Http, request: Request): Promise<unknown> {
  const answer = await http.ask(request);
  expectOk(answer);
  if (answer.body !== undefined) return answer.body;
  const { code, message, hint } = malformed(`\`${request.path}\` is not JSON`);
  throw new TouchstoneError(code, message, { hint });
}

/** @throws TouchstoneError for an answer that is not a success; the status goes along, for a diagnosis in plain words. */
export function expectOk({ status }: Answer): void {
  if (status >= 200 && status < 300) return;
  const { code, message, hint } = unexpectedStatus(status);
  throw Object.assign(new TouchstoneError(code, message, { hint }), { status });
}
