import { Hono } from "hono";
import { readSceneInput } from "../engine/playtest/scene-input.ts";
import { parseBody } from "./safety/parse-body.ts";
import type { ServerContext } from "./server-context.ts";

/** How long one play may take, in ms: the most steps allowed take less than a second where the story itself is sound. Guess. */
const LIMIT_MS = 20_000;

/** Plays a scene that is sent. It belongs to no project, so it stands beside them. */
export function playtestRunRoute({ studio, ending }: ServerContext): Hono {
  return new Hono().post("/api/playtest/run", async (context) => {
    const input = readSceneInput(await parseBody(context.req.raw));
    const signal = AbortSignal.any([context.req.raw.signal, ending]);
    const request = { input, projectDir: studio.projectDir, touchstone: studio.version };
    return context.json(await studio.playThread.call("scene", request, { signal, limitMs: LIMIT_MS }));
  });
}
