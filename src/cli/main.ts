import { readFileSync } from "node:fs";

/**
 * Runs one command line.
 *
 * @param argv  Arguments without program and script, e.g. `["plan", "ember-sword", "--json"]`.
 * @returns the exit code (architecture, Errors).
 */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes("--version") || argv.includes("-V")) {
    process.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  process.stderr.write("Usage: touchstone <noun> <verb>\n");
  return 4;
}

function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
