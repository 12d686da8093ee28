import { once } from "node:events";
import type { Server } from "node:http";

/**
 * Ports that systems never give away by themselves (those begin at 32768 or above). A server that is down for a moment
 * finds its port free again; one of theirs would by then belong to whoever asked for any port, and prompts of one test
 * would arrive at the server of another.
 */
const PORTS = { first: 12_000, count: 20_000 } as const;

/** Listens on the given port of loopback; on 0, on a port that it can come back to. @returns the port. */
export async function listenOnOwnPort(server: Server, port: number): Promise<number> {
  if (port !== 0) return await listenOn(server, port);
  for (;;) {
    const chosen = PORTS.first + Math.floor(Math.random() * PORTS.count);
    try {
      return await listenOn(server, chosen);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}

async function listenOn(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return port;
}
