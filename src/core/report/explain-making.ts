import type { AttemptRecord, Evidence } from "../assets/evidence.ts";
import type { Plan } from "../assets/plan/plan.ts";
import type { SheetAsset, SheetImage } from "./contact-sheet.ts";
import { showDigest } from "./digest-mark.ts";
import { imageName } from "./image-name.ts";
import { madeWords, serverWords } from "./server-words.ts";
import { html, type Insert, type Markup } from "./markup.ts";

/** Every image with its seed and pixels. */
export function explainImages(asset: SheetAsset): Markup {
  const adjusted = asset.evidence.plan.adjustments.map(
    (adjustment) => html`<p>Seeds advanced by ${adjustment.by}: an earlier version failed its contract.</p>`,
  );
  const { drawnSeed } = asset.evidence.plan;
  const drawn = drawnSeed === null ? null : html`<p>All come from one number drawn for this version: ${drawnSeed}.</p>`;
  return html`<h3>Seeds</h3>
    ${adjusted} ${drawn}
    <table class="seeds">
      <thead>
        <tr>
          <th scope="col">Image</th>
          <th scope="col">Seed</th>
          <th scope="col">Size</th>
          <th scope="col">Pixels</th>
        </tr>
      </thead>
      <tbody>
        ${asset.images.map(showImage)}
      </tbody>
    </table>`;
}

function showImage(image: SheetImage): Markup {
  return html`<tr>
    <th scope="row">${imageName(image)}</th>
    <td class="num">${image.seed}</td>
    <td class="num">${image.width} × ${image.height}</td>
    <td>${showDigest(image.pixelSha256)}</td>
  </tr>`;
}

/** Where and how the images were made: renderer, environment, parameters, attempts. Unknown is a dash. */
export function explainMaking(evidence: Evidence): Markup {
  const { environment, plan, timing } = evidence;
  const rows: readonly (readonly [string, Insert])[] = [
    ["renderer", `${evidence.backend.kind}, ${evidence.backend.identity}`],
    ["algorithm", environment.builtinRenderer ?? "—"],
    ...serverWords(environment).map((words) => ["server", words] as const),
    ...evidence.images.flatMap((image): (readonly [string, Insert])[] => {
      const words = madeWords(image);
      return words === null ? [] : [[imageName(image), words]];
    }),
    ["touchstone", environment.touchstone],
    ["environment", environment.envId ?? "—"],
    [
      "model files",
      environment.models.length === 0
        ? "none"
        : environment.models.map((model) => html`<div><code>${model.file}</code> ${showDigest(model.sha256)}</div>`),
    ],
    ["parameters", showParameters(plan)],
    ["first pass", evidence.firstPass ? "yes" : "no"],
    ["time", `plan ${timing.planMs} ms, drawing ${timing.renderMs} ms`],
  ];
  return html`<h3>Making</h3>
    <table>
      <tbody>
        ${rows.map(showRow)}${evidence.attempts.map(showAttempt)}
      </tbody>
    </table>`;
}

function showParameters({ parameters }: Plan): string {
  if (parameters === null) return "—";
  const { sampler, scheduler, steps, cfg, clipSkip, width, height } = parameters;
  return `${sampler}, ${scheduler}, ${steps} steps, cfg ${cfg}, clip skip ${clipSkip}, ${width} × ${height}`;
}

function showAttempt(attempt: AttemptRecord, index: number): Markup {
  const why = [attempt.outcome, attempt.class, attempt.detail].filter((word) => word !== null).join(", ");
  const count = `${attempt.renders.length} ${attempt.renders.length === 1 ? "image" : "images"}`;
  return showRow([`attempt ${index + 1}`, `${why}; ${count} in ${attempt.endedAtMs - attempt.startedAtMs} ms`]);
}

function showRow([name, value]: readonly [string, Insert]): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`;
}

/** The digests that say whether two versions decided the same. */
export function explainDigests(asset: SheetAsset): Markup {
  const { plan } = asset.evidence;
  const rows: readonly (readonly [string, Insert])[] = [
    ["recipe", showDigest(asset.recipeDigest)],
    ["render", showDigest(plan.renderDigest)],
    ["spec", showDigest(plan.specDigest)],
    ["inputs", showDigest(plan.inputsDigest)],
    ["made from", showInputs(asset.evidence)],
    ["rules", `version ${plan.rulesVersion}`],
    ["version", html`<code>${asset.versionId}</code>`],
    ["job", html`<code>${asset.evidence.jobId}</code>`],
    ...plan.references.map(
      ({ ref, pixelSha256 }) => ["reference", html`<code>${ref}</code> ${showDigest(pixelSha256)}`] as const,
    ),
  ];
  return html`<h3>Digests</h3>
    <table>
      <tbody>
        ${rows.map(showRow)}
      </tbody>
    </table>`;
}

function showInputs({ inputs }: Evidence): Insert {
  return inputs.map(([kind, id], at) => html`${at === 0 ? "" : ", "}${kind} <code>${id}</code>`);
}
