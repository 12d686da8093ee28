/**
 * The failure catalogue: each code a user can meet, with what it means at every edge.
 * Codes are public API. `docs/reference/errors.md` is generated from this table.
 */
export const FAILURES = {
  /** A file, flag or argument is not valid; `problems` name each place. */
  INPUT_INVALID: { http: 422, exit: 4, retry: "non_retryable" },
  /** The command line itself is wrong: an unknown command, flag or a missing argument. */
  USAGE: { http: 400, exit: 4, retry: "non_retryable" },
  /** An authored file could not be read as YAML or JSON. */
  FILE_SYNTAX: { http: 422, exit: 4, retry: "non_retryable" },
  /** An authored file is larger, deeper or more repetitive than the limits allow. */
  FILE_TOO_LARGE: { http: 413, exit: 4, retry: "non_retryable" },
  /** An authored file is not UTF-8 text. */
  FILE_ENCODING: { http: 422, exit: 4, retry: "non_retryable" },
  /** Two authored records carry one id. */
  DUPLICATE_ID: { http: 422, exit: 4, retry: "non_retryable" },
  /** No folder with `touchstone.yaml` was found. */
  PROJECT_NOT_FOUND: { http: 404, exit: 4, retry: "non_retryable" },
  /** The folder already holds a project. */
  PROJECT_EXISTS: { http: 409, exit: 4, retry: "non_retryable" },
  /** The named file does not exist. */
  FILE_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named spec does not exist. */
  SPEC_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named version does not exist. */
  VERSION_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named job does not exist. */
  JOB_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named LoRA does not exist. */
  LORA_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named checkpoint does not exist. */
  CHECKPOINT_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named profile, baseline, entity or file of records does not exist. */
  RECORD_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named run of trials does not exist. */
  RUN_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named trial, or its trace, does not exist. */
  TRIAL_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** Another live process writes the run of trials. */
  RUN_LOCKED: { http: 423, exit: 6, retry: "resource_exhausted" },
  /** A version has no image with that variant and part. */
  IMAGE_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** No plan satisfies the spec: each blocker is named. */
  PLAN_BLOCKED: { http: 409, exit: 1, retry: "policy" },
  /** The spec is not ready, so nothing may be made from it. */
  SPEC_NOT_READY: { http: 409, exit: 6, retry: "policy" },
  /** `spec ready` was refused; each blocker is named. */
  READY_REFUSED: { http: 409, exit: 6, retry: "policy" },
  /** A released profile file changed under its version. */
  PROFILE_CHANGED: { http: 409, exit: 4, retry: "non_retryable" },
  /** `touchstone.lock` is damaged or disagrees with a spec's pin. */
  LOCK_DAMAGED: { http: 409, exit: 5, retry: "non_retryable" },
  /** The request does not fit the state of what it names, e.g. rejecting a rejected version. */
  STATE_CONFLICT: { http: 409, exit: 6, retry: "policy" },
  /** Another live process owns the project folder. */
  PROJECT_LOCKED: { http: 423, exit: 6, retry: "resource_exhausted" },
  /** The entity has moved on since the caller read it (optimistic concurrency). */
  EXPECTATION_FAILED: { http: 409, exit: 1, retry: "retryable" },
  /** One idempotency key was used with two payloads. */
  IDEMPOTENCY_CONFLICT: { http: 409, exit: 1, retry: "non_retryable" },
  /** The stored record contradicts itself: the log, a blob, evidence or a projection is damaged. */
  STORE_DAMAGED: { http: 500, exit: 5, retry: "non_retryable" },
  /** The store was written by a newer Touchstone. */
  STORE_TOO_NEW: { http: 409, exit: 3, retry: "non_retryable" },
  /** The disk refused a write. Nothing that was acknowledged is affected. */
  DISK_FULL: { http: 507, exit: 3, retry: "resource_exhausted" },
  /** The disk failed; the store stops accepting writes. */
  DISK_FAILED: { http: 500, exit: 3, retry: "non_retryable" },
  /** The folder cannot be written. */
  READ_ONLY: { http: 403, exit: 3, retry: "non_retryable" },
  /** The renderer failed to make an image. */
  RENDER_FAILED: { http: 502, exit: 3, retry: "retryable" },
  /** The spec needs a renderer that this installation does not have. */
  RENDERER_MISSING: { http: 409, exit: 3, retry: "upstream_unavailable" },
  /** No server answered at the backend's address. */
  BACKEND_UNREACHABLE: { http: 502, exit: 3, retry: "upstream_unavailable" },
  /** The backend knows nothing of a prompt that it had accepted: it was restarted, or its history was cleared. */
  BACKEND_LOST: { http: 502, exit: 3, retry: "retryable" },
  /** The backend accepted a prompt and made no progress for too long. */
  BACKEND_TIMEOUT: { http: 504, exit: 3, retry: "timeout" },
  /** The backend answered with something that is not what ComfyUI answers. */
  BACKEND_MALFORMED: { http: 502, exit: 3, retry: "upstream_malformed" },
  /** The backend ran out of memory. */
  BACKEND_OUT_OF_MEMORY: { http: 507, exit: 3, retry: "resource_exhausted" },
  /** The backend's disk is full. */
  BACKEND_DISK_FULL: { http: 507, exit: 3, retry: "resource_exhausted" },
  /** Somebody stopped the prompt at the backend. */
  BACKEND_INTERRUPTED: { http: 409, exit: 3, retry: "retryable" },
  /** The prompt ended well, but the image that it should have made is not there. */
  BACKEND_OUTPUT_MISSING: { http: 502, exit: 3, retry: "retryable" },
  /** The named backend does not exist. */
  BACKEND_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** There is a backend with this id or address already. */
  BACKEND_EXISTS: { http: 409, exit: 4, retry: "non_retryable" },
  /** A backend's address is not one that Touchstone may connect to. */
  BACKEND_ADDRESS_REFUSED: { http: 403, exit: 6, retry: "policy" },
  /** A workflow does not fit the server that should run it: a node, an input, a type, a range or a choice. */
  WORKFLOW_REFUSED: { http: 422, exit: 4, retry: "non_retryable" },
  /** The backend does not have a model file that the plan needs. */
  MODEL_MISSING: { http: 409, exit: 3, retry: "non_retryable" },
  /** A reference image is not the one that the plan was made with. */
  REFERENCE_CHANGED: { http: 409, exit: 6, retry: "policy" },
  /** A model file on this machine is not the one that its record names by digest. */
  MODEL_DIFFERENT: { http: 409, exit: 6, retry: "policy" },
  /** The process that ran an attempt died before it finished. */
  OWNER_LOST: { http: 503, exit: 3, retry: "retryable" },
  /** A server may not listen there: others could reach it without a token, or read what passes by. */
  BIND_REFUSED: { http: 403, exit: 6, retry: "policy" },
  /** A request names a host that this server does not answer for, as in DNS rebinding. */
  HOST_REFUSED: { http: 421, exit: 6, retry: "policy" },
  /** A request comes from a page of another site. */
  ORIGIN_REFUSED: { http: 403, exit: 6, retry: "policy" },
  /** A request uses a method that nothing here answers to. */
  METHOD_REFUSED: { http: 405, exit: 4, retry: "non_retryable" },
  /** A write does not say that its body is JSON. */
  TYPE_REFUSED: { http: 415, exit: 4, retry: "non_retryable" },
  /** A write lacks the header that pages of other sites cannot send. */
  WRITE_HEADER_MISSING: { http: 403, exit: 4, retry: "non_retryable" },
  /** Nobody is logged in, or the token, cookie or link is not right any more. */
  LOGIN_NEEDED: { http: 401, exit: 6, retry: "policy" },
  /** Too many wrong tokens, cookies or links came from one address. */
  TOO_MANY_TRIES: { http: 429, exit: 6, retry: "resource_exhausted" },
  /** The body of a request is larger than the limit. */
  BODY_TOO_LARGE: { http: 413, exit: 4, retry: "non_retryable" },
  /** The body of a request is not JSON that is accepted. */
  BODY_INVALID: { http: 400, exit: 4, retry: "non_retryable" },
  /** The Studio's sources could not be built. */
  STUDIO_NOT_BUILT: { http: 500, exit: 3, retry: "non_retryable" },
  /** The address to serve at is taken or cannot be had. */
  ADDRESS_REFUSED: { http: 409, exit: 3, retry: "non_retryable" },
  /** There is nothing at this address. */
  PAGE_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The server that owns the project answered with something else than an answer, or not at all. */
  SERVER_FAILED: { http: 502, exit: 3, retry: "upstream_malformed" },
  /** A play took longer than a server lets one take. */
  PLAY_TOO_LONG: { http: 422, exit: 1, retry: "non_retryable" },
  /** The project has no governed environment yet. */
  ENV_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The project has a governed environment already. */
  ENV_EXISTS: { http: 409, exit: 4, retry: "non_retryable" },
  /** Another live process changes the environment. */
  ENV_LOCKED: { http: 423, exit: 6, retry: "resource_exhausted" },
  /** A file of the environment is damaged or missing: truth, lock, index, transaction, snapshot or generation. */
  ENV_DAMAGED: { http: 409, exit: 5, retry: "non_retryable" },
  /** The named transaction does not exist. */
  TX_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named snapshot or generation does not exist. */
  SNAPSHOT_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** The named node pack does not exist. */
  NODE_NOT_FOUND: { http: 404, exit: 1, retry: "non_retryable" },
  /** There is a node pack with this id, or one whose group would have the same name. */
  NODE_EXISTS: { http: 409, exit: 4, retry: "non_retryable" },
  /** Files of a node pack were edited in production, and the change would leave the edits behind. */
  NODE_EDITED: { http: 409, exit: 6, retry: "policy" },
  /** A node pack asks for something that is not taken over without a person's word. */
  REQUIREMENT_REFUSED: { http: 409, exit: 6, retry: "policy" },
  /** Production has moved on since the transaction was built. */
  BASE_MOVED: { http: 409, exit: 6, retry: "policy" },
  /** The change moves core packages, or adds something that runs by itself, and nobody approved that. */
  CORE_APPROVAL_NEEDED: { http: 409, exit: 6, retry: "policy" },
  /** No set of packages satisfies everybody; the conflict report says who asks for what. */
  RESOLUTION_CONFLICT: { http: 409, exit: 1, retry: "non_retryable" },
  /** The candidate's ComfyUI did not start, crashed, hung, or could not import a node pack. */
  CANDIDATE_FAILED: { http: 409, exit: 1, retry: "non_retryable" },
  /** The smoke test of a generation failed. */
  SMOKE_FAILED: { http: 409, exit: 1, retry: "non_retryable" },
  /** There is no `uv` on this machine. */
  UV_MISSING: { http: 503, exit: 3, retry: "non_retryable" },
  /** uv could not lock or install: an index, the network or the disk. */
  UV_FAILED: { http: 502, exit: 3, retry: "retryable" },
  /** There is no `git` on this machine. */
  GIT_MISSING: { http: 503, exit: 3, retry: "non_retryable" },
  /** git could not fetch or check out. */
  GIT_FAILED: { http: 502, exit: 3, retry: "retryable" },
  /** A repository's address is not one that Touchstone fetches from. */
  GIT_ADDRESS_REFUSED: { http: 403, exit: 6, retry: "policy" },
  /** There is no Python that the environment can be built with. */
  PYTHON_UNSUITABLE: { http: 503, exit: 3, retry: "non_retryable" },
  /** The folder is not one of ComfyUI. */
  COMFYUI_NOT_FOUND: { http: 404, exit: 4, retry: "non_retryable" },
  /** The governed ComfyUI did not start, or does not answer. */
  COMFYUI_NOT_STARTED: { http: 503, exit: 3, retry: "non_retryable" },
  /** The governed ComfyUI runs already. */
  COMFYUI_RUNNING: { http: 409, exit: 6, retry: "policy" },
  /** An exported environment is not whole, or does not fit this machine. */
  BUNDLE_REFUSED: { http: 422, exit: 4, retry: "non_retryable" },
  /** The server takes no more clients just now. */
  SERVER_BUSY: { http: 503, exit: 3, retry: "resource_exhausted" },
  /** A story has no such pov, worldline, prompt pack or variable, or a variable cannot hold the value that it was given. */
  STORY_OPTION_UNKNOWN: { http: 422, exit: 4, retry: "non_retryable" },
  /** A trace's end is missing. */
  TRACE_TRUNCATED: { http: 422, exit: 5, retry: "non_retryable" },
  /** A trace is not what was written: a line is broken, or its digest does not hold. */
  TRACE_DAMAGED: { http: 422, exit: 5, retry: "non_retryable" },
  /** A trace has another version of the format. */
  TRACE_VERSION: { http: 422, exit: 5, retry: "non_retryable" },
  /** The file is no trace of Touchstone. */
  TRACE_FOREIGN: { http: 422, exit: 5, retry: "non_retryable" },
  /** Goldens are never written in continuous integration. */
  GOLDENS_KEPT: { http: 403, exit: 6, retry: "policy" },
  /** Two traces are not equal; each cause is a problem. */
  TRACES_DIFFER: { http: 409, exit: 1, retry: "non_retryable" },
  /** A trace is longer than the limit. */
  TRACE_TOO_LARGE: { http: 413, exit: 5, retry: "non_retryable" },
  /** No connection to a provider of models. */
  PROVIDER_UNREACHABLE: { http: 502, exit: 3, retry: "upstream_unavailable" },
  /** A provider of models refused a request: a wrong key, model or parameter, no credit, or an address that redirects. */
  PROVIDER_REFUSED: { http: 502, exit: 3, retry: "non_retryable" },
  /** A provider of models was overloaded, limited the rate or failed at each try. */
  PROVIDER_BUSY: { http: 503, exit: 3, retry: "resource_exhausted" },
  /** A provider of models answered with something that is no answer of its format, or too large. */
  PROVIDER_MALFORMED: { http: 502, exit: 3, retry: "upstream_malformed" },
  /** A provider of models did not answer in the time that there was. */
  PROVIDER_TIMEOUT: { http: 504, exit: 3, retry: "timeout" },
  /** A recording does not hold what assertions look at; each is a problem. */
  EVIDENCE_MISSING: { http: 409, exit: 1, retry: "non_retryable" },
  /** A scenario is not the one that was recorded. */
  SCENARIO_DRIFTED: { http: 409, exit: 1, retry: "policy" },
  /** The script of a `scripted` or `flaky` model has no turn left that fits. */
  SCRIPT_EXHAUSTED: { http: 409, exit: 3, retry: "non_retryable" },
  /** The cost limit of a run of trials is reached; no further call is made. */
  BUDGET_SPENT: { http: 409, exit: 3, retry: "policy" },
  /** A trial asks its model something else than when it was recorded. */
  TRIAL_DIVERGED: { http: 409, exit: 5, retry: "non_retryable" },
  /** A recording has no answer to what a trial asks, or there is nothing recorded at all. */
  RECORDING_MISSING: { http: 404, exit: 5, retry: "non_retryable" },
  /** A command was interrupted; what was done is kept. */
  INTERRUPTED: { http: 503, exit: 130, retry: "retryable" },
} as const satisfies Record<string, Failure>;

/** What a failure code means to an HTTP client, a shell and the job queue. */
interface Failure {
  readonly http: number;
  readonly exit: number;
  /** Failure class for retries (contracts section 7). */
  readonly retry: string;
}

export type FailureCode = keyof typeof FAILURES;

/** Where in an authored file something is; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with input, with its place and the way out. */
export interface Problem {
  readonly code: FailureCode;
  /** One sentence without a full stop, the offending value in backticks. */
  readonly message: string;
  readonly place?: Place;
  /** One imperative sentence. */
  readonly hint?: string;
}

/** A failure that a person can cause or fix. Everything else is a bug and is asserted. */
export class TouchstoneError extends Error {
  override readonly name = "TouchstoneError";
  readonly code: FailureCode;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  /** All findings, when there is more than one thing to fix. */
  readonly problems: readonly Problem[];

  constructor(code: FailureCode, message: string, extra: ErrorExtra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.hint = extra.hint;
    this.place = extra.place;
    this.problems = extra.problems ?? [];
  }
}

interface ErrorExtra {
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  readonly place?: Place | undefined;
  readonly problems?: readonly Problem[];
}

/** Exit codes from the most to the least urgent, when one command has several findings (architecture, Errors). */
const EXIT_URGENCY = [70, 130, 4, 6, 3, 2, 1, 5, 0];

/** The exit code of several findings: the most urgent one; 0 for none. */
export function combineExitCodes(codes: readonly number[]): number {
  return EXIT_URGENCY.find((code) => codes.includes(code)) ?? 0;
}

/** `file:line:column`, as editors and terminals make clickable. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}
