import { truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { openBuiltinBackend } from "../../src/adapters/procedural/builtin-backend.ts";
import { withStudio as openStudio } from "../../src/compose.ts";
import { BUILTIN_ID } from "../../src/core/backends/backends-file.ts";
import { callVerb, type WithStudio } from "../../src/engine/call-verb.ts";
import { specReadyVerb } from "../../src/engine/ready.ts";
import type { Studio } from "../../src/engine/studio.ts";
import { copySample, createWorkshop } from "./sample-game.ts";

/** A project held open by one studio, as a server holds it: any number of verbs may run at once. */
export interface OpenGame {
  readonly studio: Studio;
  /** Calls verbs on that one studio. */
  readonly withStudio: WithStudio;
  /** The project's cap on renders at once on one renderer. */
  readonly perBackend: number;
  /** Hears +1 when a drawing begins and -1 when it ends. */
  onDraw(listener: (change: 1 | -1) => void): void;
  /** Makes the drawing of one spec fail, or no longer. */
  failDrawing(spec: string, error: Error | undefined): void;
  /** Cuts a stored file short. */
  damageBlob(digest: string): void;
  close(): Promise<void>;
}

/** What a test asks of one spec. */
interface Wish {
  readonly variants: number;
  readonly contract?: object;
}

const PER_BACKEND = 2;

/** Opens a small project whose specs, by id, are ready. */
export async function openGame(specs: Readonly<Record<string, Wish>>): Promise<OpenGame> {
  const workshop = createWorkshop("game");
  const dir = copySample(workshop.at("game"), "starter");
  writeFileSync(path.join(dir, "touchstone.yaml"), stringify({ id: "game", title: "Game", policies: POLICIES }));
  for (const [id, wish] of Object.entries(specs))
    writeFileSync(path.join(dir, "specs", `${id}.yaml`), stringify(specOf(id, wish)));
  const failing = new Map<string, Error>();
  const listeners: ((change: 1 | -1) => void)[] = [];
  const opened = Promise.withResolvers<Studio>();
  const closing = Promise.withResolvers<void>();
  const held = openStudio({ projectDir: dir, access: "own", command: "vitest" }, async (studio) => {
    opened.resolve(withPool(studio, watch(studio.drawPool, { failing, listeners })));
    await closing.promise;
  });
  const studio = await Promise.race([opened.promise, held.then(() => Promise.reject(new Error("the studio closed early")))]);
  const withStudio: WithStudio = async (_access, use) => await use(studio);
  await callVerb(specReadyVerb, { input: { specs: Object.keys(specs) }, caller: { by: "person" }, withStudio });
  return {
    studio,
    withStudio,
    perBackend: PER_BACKEND,
    onDraw: (listener) => void listeners.push(listener),
    failDrawing: (spec, error) => void (error === undefined ? failing.delete(spec) : failing.set(spec, error)),
    damageBlob: (digest) => truncateSync(blobPath(dir, digest), 5),
    close: async () => {
      closing.resolve();
      await held;
      workshop.remove();
    },
  };
}

const POLICIES = {
  concurrency: { project: 4, perBackend: PER_BACKEND },
  retry: { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 100 },
};

function specOf(id: string, { variants, contract = {} }: Wish): object {
  const prompt = { positive: `a small ${id}` };
  const output = { kind: "single_image", width: 32, height: 32, variants };
  return { id, title: id, assetType: "ui_icon", checkpoint: "copax", prompt, contract, output };
}

/** The same studio, whose built-in renderer draws with another pool. */
function withPool(studio: Studio, drawPool: Studio["drawPool"]): Studio {
  const builtin = openBuiltinBackend(drawPool, () => studio.elapsedMs());
  const { fleet } = studio;
  return { ...studio, drawPool, fleet: { ...fleet, find: (id) => (id === BUILTIN_ID ? builtin : fleet.find(id)) } };
}

type Watched = Pick<Studio["drawPool"], "draw" | "close">;

function watch(
  pool: Watched,
  by: { failing: ReadonlyMap<string, Error>; listeners: readonly ((change: 1 | -1) => void)[] },
): Watched {
  return {
    close: pool.close,
    async draw(request) {
      for (const [spec, error] of by.failing) if (request.positive.includes(spec)) throw error;
      for (const listener of by.listeners) listener(1);
      try {
        return await pool.draw(request);
      } finally {
        for (const listener of by.listeners) listener(-1);
      }
    },
  };
}

function blobPath(dir: string, digest: string): string {
  const hex = digest.replace("sha256:", "");
  return path.join(dir, ".touchstone", "blobs", hex.slice(0, 2), hex);
}
