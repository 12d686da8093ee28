import { TouchstoneError } from "../core/errors.ts";
import { callVerb, type WithStudio } from "../engine/call-verb.ts";
import { BACKEND_FLAG } from "./backend-flag.ts";
import type { Call } from "./command.ts";
import { callRemote, isServed, type RemoteServer } from "./remote-call.ts";

/** The project that a command works on. */
export interface CallPlace {
  readonly withStudio: WithStudio;
  readonly findDir: () => Promise<string>;
  /** Where the owner of a project serves its verbs, if one does. */
  readonly findServer: (projectDir: string) => RemoteServer | undefined;
}

/**
 * Calls verbs in this process. In the one that owns the project and serves it: those that need the folder to themselves, and
 * those whose answer the owner alone knows in full, unless this process was told of another ComfyUI server.
 */
export function createCall({ withStudio, findDir, findServer }: CallPlace): Call {
  return async (verb, request) => {
    const asksOwner = verb.ownerKnows === true && (process.env[BACKEND_FLAG.env] ?? "") === "";
    const owner = asksOwner && isServed(verb) ? findServer(await findDir()) : undefined;
    if (owner !== undefined) return await callRemote(owner, verb, request);
    try {
      return await callVerb(verb, { ...request, withStudio });
    } catch (error) {
      const isLocked = error instanceof TouchstoneError && error.code === "PROJECT_LOCKED";
      const server = isLocked && isServed(verb) ? findServer(await findDir()) : undefined;
      if (server === undefined) throw error;
      return await callRemote(server, verb, request);
    }
  };
}
