import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Builds the trace view to dist/trace-view as one script and one style sheet with its fonts in it: `touchstone trace view`
// writes both into one page that opens from a disk.
export default defineConfig({
  root: "src/studio/trace-file",
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../../../dist/trace-view",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Nothing may be asked for, so nothing lies beside it.
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    rolldownOptions: {
      input: "src/studio/trace-file/main.tsx",
      output: { entryFileNames: "viewer.js", assetFileNames: "viewer[extname]", codeSplitting: false },
    },
  },
});
