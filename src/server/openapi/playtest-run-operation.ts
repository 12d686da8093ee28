import { z } from "zod";
import { SceneInput } from "../../engine/playtest/scene-input.ts";
import { ScenePlayedValue } from "./answers/playtest.ts";
import { failuresOf } from "./failures.ts";
import { inputSchemaOf } from "./json-schema.ts";
import type { Operation } from "./verb-operation.ts";

/** `POST /api/playtest/run`: it belongs to no project, so it stands beside them. */
export function playtestRunOperation(): Operation {
  const { $schema: _dialect, ...answer } = z.toJSONSchema(ScenePlayedValue, { io: "output", target: "draft-2020-12" });
  const summary = "Play a scene that is sent, and answer with its trace";
  return {
    operationId: "playtestRun",
    summary,
    description: "Takes these fields, or the scene itself. `prompt_packs`, `max_steps` and `dry_run` are accepted spellings.",
    tags: ["playtest"],
    parameters: [{ $ref: "#/components/parameters/WriteHeader" }],
    requestBody: { required: true, content: { "application/json": { schema: inputSchemaOf(SceneInput) } } },
    responses: { "200": { description: summary, content: { "application/json": { schema: answer } } }, ...failuresOf("write") },
  };
}
