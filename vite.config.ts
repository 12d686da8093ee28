import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Builds the Studio to dist/studio; the server serves exactly the files that lie there.
export default defineConfig({
  root: "src/studio",
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../../dist/studio",
    emptyOutDir: true,
    assetsDir: "built",
    // No inlined files: the page's content security policy allows none.
    assetsInlineLimit: 0,
    target: "es2023",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
