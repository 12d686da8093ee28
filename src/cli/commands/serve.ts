import type { FreeCommand } from "../command.ts";
import { readServeFlags, SERVE_FLAGS, serveStudio } from "../serve-studio.ts";

export const serveCommand: FreeCommand = {
  path: ["serve"],
  summary: "Open the Studio: serve the project until Ctrl-C",
  flags: SERVE_FLAGS,
  examples: ["touchstone serve", "touchstone serve --port 0 --json"],
  async run(context) {
    const flags = await readServeFlags(context);
    await serveStudio(context, { dir: undefined, flags }, ({ url, loginUrl }) => {
      // The first line is the address, for scripts that wait for it.
      context.out(context.json ? JSON.stringify({ url, loginUrl, pid: process.pid }) : url);
      if (loginUrl !== null) context.talk(`Log in once, within ten minutes: ${loginUrl}`);
      context.talk("The Studio is open; Ctrl-C ends it");
    });
    return 0;
  },
};
