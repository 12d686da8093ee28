import sharp from "sharp";
import { isFolder, isInside, splitAnnotated } from "./file-names.ts";
import type { FileShelf } from "./file-shelf.ts";
import { empty, json, type Call, type Reply } from "./reply.ts";

/** POST /upload/image and /upload/mask */
export async function postUpload(files: FileShelf, call: Call): Promise<Reply> {
  const form = await readForm(call);
  const image = form.get("image");
  if (!(image instanceof File) || image.name === "") return empty(400);
  const type = textOf(form, "type", "input");
  if (!isFolder(type)) throw new TypeError(`no such folder: ${type}`);
  const subfolder = textOf(form, "subfolder", "");
  if (!isInside(subfolder) || !isInside([subfolder, image.name].filter(Boolean).join("/"))) return empty(400);
  const bytes = new Uint8Array(await image.arrayBuffer());
  const folder = [type, subfolder].filter(Boolean).join("/");
  const isReplacing = ["true", "1"].includes(textOf(form, "overwrite", ""));
  const name = isReplacing ? image.name : freeName(files, { folder, name: image.name, bytes });
  files.write(`${folder}/${name}`, bytes);
  return json({ name, subfolder, type });
}

async function readForm(call: Call): Promise<FormData> {
  // The request's own content type carries the boundary.
  const type = call.headers["content-type"] ?? "";
  return await new Response(Buffer.from(call.body), { headers: { "content-type": type } }).formData();
}

function textOf(form: FormData, name: string, fallback: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : fallback;
}

/** Equal bytes keep the name; other bytes under a taken name get ` (1)`, ` (2)`, … */
function freeName(files: FileShelf, { folder, name, bytes }: { folder: string; name: string; bytes: Uint8Array }): string {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  for (let tried = name, count = 1; ; tried = `${stem} (${count++})${extension}`) {
    const there = files.read(`${folder}/${tried}`);
    if (there === null || Buffer.compare(there, bytes) === 0) return tried;
  }
}

/** GET /view */
export async function getView(files: FileShelf, call: Call): Promise<Reply> {
  const asked = call.query.get("filename");
  if (asked === null || asked === "") return empty(404);
  const { name, folder } = splitAnnotated(asked);
  if (name.startsWith("/") || name.includes("..")) return empty(400);
  const type = call.query.get("type") ?? folder ?? "output";
  if (!isFolder(type)) return empty(400);
  const subfolder = call.query.get("subfolder") ?? "";
  if (!isInside(subfolder)) return empty(403);
  const filename = name.split("/").at(-1) ?? "";
  const bytes = files.read([type, subfolder, filename].filter(Boolean).join("/"));
  if (bytes === null) return empty(404);
  const shown = await reencode(bytes, call.query, filename);
  return {
    status: 200,
    headers: { "Content-Type": shown.type, "Content-Disposition": `filename="${filename}"` },
    body: shown.bytes,
  };
}

const TYPES: Readonly<Record<string, string>> = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp" };

async function reencode(
  bytes: Uint8Array,
  query: URLSearchParams,
  filename: string,
): Promise<{ bytes: Uint8Array; type: string }> {
  const [preview, quality = "90"] = query.get("preview")?.split(";") ?? [];
  const channel = query.get("channel");
  if (preview === "webp" || preview === "jpeg") {
    const image = await sharp(bytes)
      .toFormat(preview, { quality: Number(quality) })
      .toBuffer();
    return { bytes: image, type: `image/${preview}` };
  }
  if (channel === "rgb") return { bytes: await sharp(bytes).removeAlpha().png().toBuffer(), type: "image/png" };
  if (channel === "a")
    return { bytes: await sharp(bytes).ensureAlpha().extractChannel("alpha").png().toBuffer(), type: "image/png" };
  const type = TYPES[filename.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
  return { bytes, type };
}
