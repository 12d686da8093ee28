import { execFileSync } from "node:child_process";
import { transform } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "vite";

// Writes dist/: the same modules as plain JavaScript, file by file, for a published package (Node strips no types inside
// node_modules). File by file rather than in one bundle, because threads and templates are found beside their module.
const ROOT = resolve(import.meta.dirname, "..");
const target = resolve(process.argv[2] ?? join(ROOT, "dist"));

rmSync(target, { recursive: true, force: true });
for (const file of readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })) {
  // The Studio is built by its own tool, for browsers.
  if (!file.endsWith(".ts") || file.endsWith(".test.ts") || file.startsWith("studio/")) continue;
  const out = join(target, file.replace(/\.ts$/, ".js"));
  const source = readFileSync(join(ROOT, "src", file), "utf8");
  const { code } = await transform(source, { loader: "ts", format: "esm", target: "node24", sourcefile: file });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, pointToJavaScript(code));
}

writeDeclarations();

await build({
  configFile: join(ROOT, "trace-file.config.ts"),
  root: join(ROOT, "src", "studio", "trace-file"),
  build: { outDir: join(target, "trace-view") },
  logLevel: "error",
});

await build({
  configFile: join(ROOT, "vite.config.ts"),
  root: join(ROOT, "src", "studio"),
  build: { outDir: join(target, "studio") },
  logLevel: "error",
});

/** Types of what the package exports, and of all that those name. */
function writeDeclarations(): void {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", join(ROOT, "tsconfig.lib.json"), "--outDir", target], { stdio: "inherit" });
  for (const file of readdirSync(target, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".d.ts")) continue;
    const path = join(target, file);
    writeFileSync(path, pointToJavaScript(readFileSync(path, "utf8")));
  }
}

/** Relative module names end in `.ts` in the source and in `.js` here; that goes for threads' files as well. */
function pointToJavaScript(code: string): string {
  return code.replace(/(["'])(\.{1,2}\/[\w./-]+)\.ts\1/g, "$1$2.js$1");
}
