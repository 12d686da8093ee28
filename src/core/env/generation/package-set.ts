import { z } from "zod";

/** One installed package. */
export const InstalledPackage = z.strictObject({
  name: z.string().describe("Normalised name"),
  version: z.string().describe("Its version"),
});
export type InstalledPackage = z.infer<typeof InstalledPackage>;

/** What runs by itself in a Python environment: things that a supply chain attack adds. */
export const StartupHook = z.strictObject({
  kind: z.enum(["pth", "sitecustomize", "console_script"]).describe("What it is"),
  name: z.string().describe("The file, relative to the environment, or the script's name"),
  owner: z.string().nullable().describe("The package that brought it; null: none did"),
  digest: z.string().describe("Digest of its content"),
});
export type StartupHook = z.infer<typeof StartupHook>;

const Change = z.strictObject({
  name: z.string().describe("Normalised name"),
  before: z.string().describe("The version that was there"),
  after: z.string().describe("The version that is there"),
});

/** How two environments differ. All lists are sorted by name. */
export const PackageDiff = z.strictObject({
  added: z.array(InstalledPackage).describe("Packages that were not there"),
  removed: z.array(InstalledPackage).describe("Packages that are gone"),
  changed: z.array(Change).describe("Packages whose version changed"),
  startupHooks: z
    .strictObject({
      added: z.array(StartupHook).describe("Hooks that were not there, or have another content"),
      removed: z.array(StartupHook).describe("Hooks that are gone"),
    })
    .describe("What runs by itself"),
});
export type PackageDiff = z.infer<typeof PackageDiff>;
