import { malformed } from "../../core/comfyui/classify-failure.ts";
import { fieldOf, textIn } from "../../core/comfyui/fields.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { expectOk } from "./ask-for-json.ts";
import type { Http } from "./http.ts";

/** Our own folder among the server's inputs: names of others never meet ours. */
const FOLDER = "touchstone";

/** Uploads a PNG under a name that its content decides. @returns the name by which `LoadImage` finds it: the server's word counts. */
export async function uploadFile(http: Http, name: string, bytes: Uint8Array): Promise<string> {
  const form = new FormData();
  form.set("image", new Blob([new Uint8Array(bytes)], { type: "image/png" }), name);
  form.set("type", "input");
  form.set("subfolder", FOLDER);
  form.set("overwrite", "true");
  const whole = new Response(form);
  const type = whole.headers.get("content-type") ?? "";
  const sent = { type, bytes: new Uint8Array(await whole.arrayBuffer()) };
  const answer = await http.ask({ method: "POST", path: "/api/upload/image", form: sent });
  expectOk(answer);
  const stored = textIn(fieldOf(answer.body, "name"));
  if (stored !== null) return [textIn(fieldOf(answer.body, "subfolder")) ?? "", stored].filter((part) => part !== "").join("/");
  const { code, message, hint } = malformed("an upload without a name");
  throw new TouchstoneError(code, message, { hint });
}
