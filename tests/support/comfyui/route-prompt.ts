import { randomUUID } from "node:crypto";
import type { PromptFault } from "./faults.ts";
import { PROMPT_FAULTS } from "./faults.ts";
import { readAnnotated } from "./file-names.ts";
import type { Life } from "./life.ts";
import { fillChoices } from "./object-info.ts";
import type { Host } from "./options.ts";
import { isObject, numberOf, PythonFloat, type PythonObject, type PythonValue } from "./python-json.ts";
import type { QueueItem } from "./queue.ts";
import { json, readJson, type Call, type Reply } from "./reply.ts";
import { promptError, validatePrompt, type PromptError } from "./validate-prompt.ts";
import { hasLearned } from "./versions.ts";

/** The only form of a prompt id that newer servers take. */
const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** POST /prompt. @param decide  Told of the prompt's fault before it is queued. */
export function postPrompt(host: Host, life: Life, decide: (item: QueueItem, fault: PromptFault) => void): (call: Call) => Reply {
  return (call) => {
    const body = readJson(call) as PythonObject;
    const number = nextNumber(life, body);
    if (!isObject(body) || body["prompt"] === undefined) {
      return refuse(promptError("no_prompt", "No prompt provided", "No prompt provided"));
    }
    // Python raises on both before it looks further.
    if (!isObject(body["prompt"])) throw new TypeError("prompt is not a dict");
    const id = body["prompt_id"] ?? randomUUID();
    if (typeof id !== "string" || (hasLearned(host.version, "uuidCheck") && !CANONICAL_UUID.test(id)))
      return refuse(INVALID_PROMPT_ID);
    const verdict = validatePrompt({
      graph: body["prompt"],
      info: fillChoices(host.info, host.models, host.files),
      version: host.version,
      targets: asTargets(body["partial_execution_targets"]),
      hasImage: (name) => readAnnotated(host.files, name) !== null,
    });
    if (verdict.error !== null) return refuse(verdict.error, verdict.nodeErrors);
    const item = makeItem(host, { body, id, number, outputs: verdict.outputs });
    accept(host, life, { item, call, decide });
    return json({ prompt_id: id, number, node_errors: verdict.nodeErrors });
  };
}

/** Refused prompts use a number up too. */
function nextNumber(life: Life, body: PythonValue): PythonValue {
  const asked = isObject(body) ? numberOf(body["number"]) : null;
  if (asked !== null) return new PythonFloat(asked);
  const number = life.counter++;
  return isObject(body) && body["front"] === true ? -number : number;
}

function refuse(error: PromptError, nodeErrors: unknown = {}): Reply {
  return json({ error, node_errors: nodeErrors }, 400);
}

const INVALID_PROMPT_ID = promptError(
  "invalid_prompt_id",
  "prompt_id must be a valid UUID",
  "prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one",
);

function asTargets(value: PythonValue | undefined): string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}

function makeItem(
  host: Host,
  { body, id, number, outputs }: { body: PythonObject; id: string; number: PythonValue; outputs: readonly string[] },
): QueueItem {
  const clientId = body["client_id"];
  const given = isObject(body["extra_data"]) ? body["extra_data"] : {};
  const client: PythonObject = clientId === undefined ? {} : { client_id: clientId };
  const extraData: PythonObject = { ...given, ...client, create_time: Math.floor(host.clock.nowMs()) };
  const sid = extraData["client_id"];
  return {
    number,
    id,
    graph: body["prompt"] as PythonObject,
    extraData,
    outputs,
    clientId: typeof sid === "string" ? sid : null,
  };
}

function accept(
  host: Host,
  life: Life,
  { item, call, decide }: { item: QueueItem; call: Call; decide: (item: QueueItem, fault: PromptFault) => void },
): void {
  const body = Buffer.from(call.body).toString("utf8");
  const sent = JSON.parse(body) as Record<string, unknown>;
  host.ledger.accept({
    promptId: item.id,
    clientId: item.clientId,
    graph: sent["prompt"],
    extraData: sent["extra_data"] ?? null,
    body,
    atMs: host.clock.nowMs(),
  });
  const fault = host.faults.draw(PROMPT_FAULTS, { nth: host.ledger.accepted.length });
  // Someone cleared the queue before the worker came to it: no trace is left.
  if (fault === "deletedSilently") return;
  if (fault !== null) decide(item, fault);
  life.queue.put(item);
}
