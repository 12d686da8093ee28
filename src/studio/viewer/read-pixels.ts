import type { Pixels } from "../../core/checks/check.ts";

const KEPT = 64;
const known = new Map<string, Promise<Pixels>>();

/**
 * Reads an image's pixels, exactly as stored: straight alpha, no colour conversion. The last few stay in memory.
 *
 * A 2D canvas multiplies colours by their alpha and back, which loses the last bits of what is half transparent; WebGL does
 * not, so it is asked first.
 */
export function readPixels(src: string): Promise<Pixels> {
  const kept = known.get(src);
  if (kept !== undefined) return kept;
  const pixels = decode(src);
  known.set(src, pixels);
  pixels.catch(() => known.delete(src));
  const oldest = known.keys().next().value;
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return pixels;
}

async function decode(src: string): Promise<Pixels> {
  const response = await fetch(src);
  const bitmap = await createImageBitmap(await response.blob(), {
    premultiplyAlpha: "none",
    colorSpaceConversion: "none",
  });
  const { width, height } = bitmap;
  const rgba = readWithWebgl(bitmap) ?? readWithCanvas(bitmap);
  bitmap.close();
  return { width, height, rgba };
}

/** Undefined where the browser has no WebGL, or the image is larger than it takes. */
function readWithWebgl(bitmap: ImageBitmap): Uint8Array | undefined {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl");
  if (gl === null || Math.max(bitmap.width, bitmap.height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return undefined;
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, gl.getParameter(gl.TEXTURE_BINDING_2D), 0);
  const rgba = new Uint8Array(bitmap.width * bitmap.height * 4);
  gl.readPixels(0, 0, bitmap.width, bitmap.height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  const failed = gl.getError() !== gl.NO_ERROR;
  // Browsers keep few contexts; a forgotten one would take another's place.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return failed ? undefined : rgba;
}

function readWithCanvas(bitmap: ImageBitmap): Uint8Array {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
  if (context === null) return new Uint8Array(bitmap.width * bitmap.height * 4);
  context.drawImage(bitmap, 0, 0);
  return Uint8Array.from(context.getImageData(0, 0, bitmap.width, bitmap.height).data);
}
