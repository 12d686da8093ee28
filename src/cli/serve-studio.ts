import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { TouchstoneError } from "../core/errors.ts";
import type { CliContext } from "./command.ts";

/** Where and how to serve, as typed. */
export interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly insecure: boolean;
  /** Take any free port where this one is taken. */
  readonly anyPort?: boolean;
}

/** The address that is tried when none is named; a guess that nothing common uses. */
const DEFAULT_PORT = 4417;

/** Reads the flags of `serve`. @throws TouchstoneError USAGE where they do not fit together. */
export async function readServeFlags({ typed }: CliContext): Promise<ServeFlags> {
  const [cert, key] = [typed.flag("tls-cert"), typed.flag("tls-key")];
  if ((cert === undefined) !== (key === undefined)) {
    throw new TouchstoneError("USAGE", "`--tls-cert` and `--tls-key` go together", { hint: "Name both files, or neither" });
  }
  return {
    host: typed.flag("host") ?? "127.0.0.1",
    port: typed.number("port") ?? DEFAULT_PORT,
    allowedHosts: typed.flag("allow-host")?.split(",") ?? [],
    tls: cert === undefined || key === undefined ? null : { cert: await readFile(cert), key: await readFile(key) },
    insecure: typed.isOn("insecure"),
  };
}

/** The flags of every command that serves. */
export const SERVE_FLAGS = [
  { name: "host", value: "ADDRESS", summary: "Address to serve at (127.0.0.1: this machine alone)" },
  { name: "port", value: "N", summary: `Port to serve at (${DEFAULT_PORT}); 0 takes a free one`, number: true },
  { name: "allow-host", value: "NAMES", summary: "Names that browsers on other machines use for this one, with commas" },
  { name: "tls-cert", value: "FILE", summary: "Certificate (PEM), for other addresses than this machine's own" },
  { name: "tls-key", value: "FILE", summary: "Private key (PEM) of the certificate" },
  { name: "insecure", summary: "Serve other machines without TLS, on a network that is trusted" },
] as const;

/**
 * Owns a project and serves it until the caller's signal asks to end.
 *
 * @param onReady  Told the address once it answers.
 */
export async function serveStudio(
  context: CliContext,
  { dir, flags }: { dir: string | undefined; flags: ServeFlags },
  onReady: (ready: { url: string; loginUrl: string | null }) => void,
): Promise<void> {
  const studioFiles = await context.loadStudioFiles();
  // Loaded here alone: no other command needs the server.
  const { startServer } = await import("../server/start-server.ts");
  const open = dir === undefined ? context.withStudio : context.openAt(dir);
  await open("own", async (studio) => {
    const onBug = (error: unknown): void =>
      context.talk(`bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const server = await startServer({ studio, studioFiles, onBug, ...flags });
    onReady(server);
    if (!context.signal.aborted) await once(context.signal, "abort");
    context.talk("Ending: work under way is finished and recorded, the rest goes back to the queue");
    await server.close();
  });
}
