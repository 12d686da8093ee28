import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { TouchstoneError } from "../core/errors.ts";
import { blobRoutes } from "./blob-routes.ts";
import { playtestRunRoute } from "./playtest-run-route.ts";
import { playtestTraceRoute } from "./playtest-trace-route.ts";
import { previewRoutes } from "./preview-routes.ts";
import { answerBug, answerFailure } from "./failure-answer.ts";
import { buildOpenApi } from "./openapi/build-openapi.ts";
import { pageRoutes } from "./page-routes.ts";
import type { Safety } from "./safety/create-safety.ts";
import type { ServerContext } from "./server-context.ts";
import { sheetRoutes } from "./sheet-routes.ts";
import { streamRoutes } from "./stream-routes.ts";
import { trialTraceRoute } from "./trial-trace-route.ts";
import { verbRoutes } from "./verb-routes.ts";

/** All that the server answers, behind its safety rules. Failures are turned into answers here, and nowhere else. */
export function createApp(server: ServerContext, safety: Safety): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    if (error instanceof TouchstoneError) return answerFailure(context, error);
    server.onBug(error);
    return answerBug(context);
  });
  app.route("/", safety.routes);
  // Built when somebody asks for it: it is large, and most servers are never asked.
  let document: ReturnType<typeof buildOpenApi> | undefined;
  app.get("/api/openapi.json", (context) => context.json((document ??= buildOpenApi({ version: server.studio.version }))));
  app.route("/", playtestRunRoute(server));
  app.route("/api/projects/:project", projectRoutes(server));
  app.all("/api/*", () => {
    throw new TouchstoneError("PAGE_NOT_FOUND", "there is nothing at this address of the API", {
      hint: "See `/api/openapi.json`",
    });
  });
  app.route("/", pageRoutes(server));
  return app;
}

/** What belongs to the one project that is served. */
function projectRoutes(server: ServerContext): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .use("*", async (context, next) => {
      const asked = context.req.param("project");
      if (asked !== server.projectId) {
        const hint = `This server serves \`${server.projectId}\``;
        throw new TouchstoneError("PROJECT_NOT_FOUND", `there is no project \`${asked}\` here`, { hint });
      }
      await next();
    })
    .route("/", streamRoutes(server))
    .route("/", blobRoutes(server))
    .route("/", previewRoutes(server))
    .route("/", sheetRoutes(server))
    .route("/", playtestTraceRoute(server))
    .route("/", trialTraceRoute(server))
    .route("/", verbRoutes(server));
}
