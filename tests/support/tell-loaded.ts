import { registerHooks } from "node:module";

// Preloaded into a process (`node --import`): at its end it says on the last line of stderr which packages it loaded.

const packages = new Set<string>();
registerHooks({
  load(url, context, next) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});
process.on("exit", () => void process.stderr.write(`\n${JSON.stringify([...packages])}\n`));
