import type sharp from "sharp";

let loading: Promise<typeof sharp> | undefined;

/** The image library, loaded when the first image is read or written: it takes 25 MB, and many processes meet no image. */
export async function loadSharp(): Promise<typeof sharp> {
  loading ??= import("sharp").then((module) => module.default);
  return await loading;
}
