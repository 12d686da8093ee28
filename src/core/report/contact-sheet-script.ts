/**
 * The page's script: selection, filters, zoom, moving pictures, pressable buttons and the stage, all from one table of
 * actions. It reads the page only, never text as markup; motion starts paused where people asked for less of it.
 */
export const CONTACT_SHEET_SCRIPT = `"use strict";
(() => {
const all = (query, from = document) => [...from.querySelectorAll(query)];
const one = (query, from = document) => from.querySelector(query);
const FRAME_MS = 125;
const plates = all(".plate"), frame = one(".frame"), stage = one("#stage"), find = one("#find"), choices = all("[data-by]");
const total = one("#shown").textContent;
let zoom = 2, playing = !matchMedia("(prefers-reduced-motion: reduce)").matches, tick = 0, current = null, picked = 0;
document.documentElement.classList.add("scripted");

const make = (name, text) => { const element = document.createElement(name); if (text) element.textContent = text; return element; };
const imagesOf = (plate) => all("img", plate);
const isKind = (plate, kind) => plate.dataset.kind === kind;
const isNarrow = () => innerWidth < 900;
const visible = () => plates.filter((plate) => !plate.hidden);

function paint(canvas, image, scale, repeat = 1) {
  const width = image.naturalWidth, height = image.naturalHeight;
  if (canvas.width !== width * repeat) canvas.width = width * repeat;
  if (canvas.height !== height * repeat) canvas.height = height * repeat;
  canvas.style.width = width * repeat * scale + "px";
  canvas.style.height = height * repeat * scale + "px";
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let y = 0; y < repeat; y++) for (let x = 0; x < repeat; x++) context.drawImage(image, x * width, y * height);
}

const reels = [];
function prepareAnimation(take) {
  const canvas = make("canvas"), frames = all("img", take);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", frames[0].alt.replace(/, frame .*/, "") + ", " + frames.length + " frames in motion");
  one(".live", take).append(canvas);
  one(".live", take).hidden = false;
  reels.push({ frames, show: (image) => paint(canvas, image, zoom), take });
}

const redraws = [];
function prepareButton(take) {
  const images = new Map(all("img", take).map((image) => [image.dataset.part, image]));
  const first = images.values().next().value;
  const button = make("button"), canvas = make("canvas"), state = { hover: false, pressed: false, focus: false };
  button.type = "button";
  button.setAttribute("aria-label", "Try it: " + first.alt.replace(/, [^,]*$/, ""));
  const draw = () => {
    const name = state.pressed ? "pressed" : state.hover ? "hover" : state.focus ? "focused" : "normal";
    paint(canvas, images.get(name) ?? images.get("normal") ?? first, zoom);
  };
  const when = (event, key, value) => button.addEventListener(event, () => { state[key] = value; draw(); });
  when("pointerenter", "hover", true); when("pointerleave", "hover", false); when("pointerleave", "pressed", false);
  when("pointerdown", "pressed", true); when("pointerup", "pressed", false);
  when("focus", "focus", true); when("blur", "focus", false);
  button.append(canvas);
  one(".live", take).append(button, make("p", "try it"));
  one(".live", take).hidden = false;
  redraws.push(draw);
}

function drawMoving() {
  for (const reel of reels) if (!reel.take.closest(".plate").hidden) reel.show(reel.frames[tick % reel.frames.length]);
  if (current && isKind(current, "animation") && playing) {
    const own = reels.filter((reel) => current.contains(reel.take)).find((reel) => reel.frames.includes(imagesOf(current)[picked]));
    if (own) showOnStage(own.frames[tick % own.frames.length]);
  }
}

function setZoom(value) {
  zoom = Math.min(6, Math.max(1, value));
  one("#zoom").textContent = zoom + "×";
  for (const plate of plates) {
    const scale = isKind(plate, "animation") || isKind(plate, "ui_states") ? Math.max(1, zoom - 1) : zoom;
    for (const image of imagesOf(plate)) { image.width = image.naturalWidth * scale; image.height = image.naturalHeight * scale; }
  }
  for (const draw of redraws) draw();
  drawMoving();
}

function setPlaying(value) {
  playing = value;
  const button = one("[data-act=play]");
  button.textContent = playing ? "Pause" : "Play";
  button.setAttribute("aria-pressed", String(playing));
  if (current) showOnStage(imagesOf(current)[picked]);
}

const canvas = make("canvas"), repeated = make("canvas"), caption = make("p"), show = make("div");
show.className = "show";
show.append(canvas, repeated);
stage.append(show, caption);
canvas.setAttribute("aria-hidden", "true");
repeated.setAttribute("aria-hidden", "true");
function showOnStage(image) {
  stage.hidden = false;
  const width = image.naturalWidth, height = image.naturalHeight, isTile = isKind(current, "tileset");
  const roomPx = isNarrow() ? innerHeight * 0.22 : 256;
  paint(canvas, image, Math.max(1, Math.floor(Math.min((isTile ? 180 : 392) / width, roomPx / height))));
  repeated.hidden = !isTile;
  if (isTile) paint(repeated, image, Math.max(1, Math.floor(Math.min(196 / (3 * width), roomPx / (3 * height)))), 3);
  caption.textContent = [image.dataset.name, width + " × " + height, "seed " + image.dataset.seed].join(" · ");
}

function select(plate, index = 0, { open = true, scroll = false } = {}) {
  if (!plate) return;
  current?.removeAttribute("aria-current");
  current = plate;
  picked = index;
  plate.setAttribute("aria-current", "true");
  const id = plate.id.replace("plate-", "why-");
  for (const why of all(".why")) why.hidden = why.id !== id;
  if (open) frame.classList.remove("closed");
  showOnStage(imagesOf(plate)[index]);
  if (scroll) plate.scrollIntoView({ block: "nearest" });
  one("#inspector").scrollTop = 0;
}

function choose(plate, options) {
  select(plate, 0, options);
  history.replaceState(null, "", "#" + plate.id.replace("plate-", "why-"));
}

function move(by) {
  const list = visible(), at = list.indexOf(current);
  const next = list[Math.min(list.length - 1, Math.max(0, at === -1 ? 0 : at + by))];
  if (next) { choose(next, { scroll: true }); one("a", next).focus({ preventScroll: true }); }
}

function step(by) {
  if (!current) return;
  const images = imagesOf(current);
  picked = (picked + by + images.length) % images.length;
  if (isKind(current, "animation") && playing) setPlaying(false);
  showOnStage(images[picked]);
}

function filter() {
  const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const plate of plates) {
    const said = words.every((word) => plate.dataset.words.includes(word));
    plate.hidden = !(said && choices.every((choice) => choice.value === "" || plate.dataset[choice.dataset.by] === choice.value));
  }
  for (const group of all(".wall-group")) group.hidden = all(".plate:not([hidden])", group).length === 0;
  const left = visible();
  one("#nothing").hidden = left.length > 0;
  one("#shown").textContent = left.length === plates.length ? total : left.length + " of " + plates.length + " assets, " + left.flatMap(imagesOf).length + " images";
}

const grounds = ["", "dark", "light"];
function nextGround() {
  const at = grounds.indexOf(document.body.dataset.ground ?? "");
  document.body.dataset.ground = grounds[(at + 1) % grounds.length];
}

const actions = [
  { id: "find", label: "Filter", keys: ["/"], run: () => find.focus() },
  { id: "next", label: "Next asset", keys: ["j", "ArrowRight"], run: () => move(1) },
  { id: "previous", label: "Previous asset", keys: ["k", "ArrowLeft"], run: () => move(-1) },
  { id: "why", label: "Read why", keys: ["Enter"], run: () => { if (current) { frame.classList.remove("closed"); one(".why:not([hidden]) h2").focus(); } } },
  { id: "image", label: "Next image of the asset", keys: ["]"], run: () => step(1) },
  { id: "back", label: "Previous image of the asset", keys: ["["], run: () => step(-1) },
  { id: "in", label: "Zoom in", keys: ["+", "="], run: () => setZoom(zoom + 1) },
  { id: "out", label: "Zoom out", keys: ["-"], run: () => setZoom(zoom - 1) },
  { id: "exact", label: "One to one", keys: ["1"], run: () => setZoom(1) },
  { id: "ground", label: "Backdrop: checks, dark, light", keys: ["b"], run: nextGround },
  { id: "play", label: "Play or pause", keys: [" "], run: () => setPlaying(!playing) },
  { id: "inspector", label: "Show or hide why", keys: ["i"], run: () => frame.classList.toggle("closed") },
  { id: "keys", label: "These keys", keys: ["?"], run: () => one("#keys").showModal() },
];
for (const action of actions) {
  for (const button of all(\`[data-act=\${action.id}]\`)) button.addEventListener("click", action.run);
  const keys = make("dt"), label = make("dd", action.label);
  keys.append(...action.keys.map((key) => make("kbd", key === " " ? "Space" : key)));
  one("#keys dl").append(keys, label);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.key === "Escape") return escape();
  if (event.target.closest("input, select")) return event.key === "Enter" ? enterFromFilter(event) : undefined;
  if ((event.key === " " || event.key === "Enter") && event.target.closest("button, summary")) return;
  const action = actions.find(({ keys }) => keys.includes(event.key));
  if (!action) return;
  event.preventDefault();
  action.run();
}
function escape() {
  if (document.activeElement === find || find.value !== "" || choices.some((choice) => choice.value !== "")) {
    find.value = "";
    for (const choice of choices) choice.value = "";
    filter();
    find.blur();
  } else frame.classList.add("closed");
}
function enterFromFilter(event) {
  event.preventDefault();
  find.blur();
  const [first] = visible();
  if (first) { choose(first, { scroll: true }); one("a", first).focus({ preventScroll: true }); }
}

document.addEventListener("keydown", onKey);
find.addEventListener("input", filter);
for (const choice of choices) choice.addEventListener("change", filter);
one("#tools").addEventListener("submit", (event) => event.preventDefault());
one("#wall").addEventListener("click", (event) => {
  const plate = event.target.closest(".plate");
  if (!plate || event.target.closest(".live")) return;
  event.preventDefault();
  choose(plate, { scroll: isNarrow() });
  const index = imagesOf(plate).indexOf(event.target);
  if (index > 0) { picked = index; showOnStage(event.target); }
});

async function start() {
  await Promise.all(all("#wall img").map((image) => image.decode().catch(() => undefined)));
  for (const take of all(".animation .take")) prepareAnimation(take);
  for (const take of all(".ui_states .take")) prepareButton(take);
  const linked = document.getElementById(location.hash.slice(1).replace("why-", "plate-"));
  select(linked ?? plates[0], 0, { open: linked !== null || !isNarrow(), scroll: linked !== null });
  if (!linked && isNarrow()) frame.classList.add("closed");
  setZoom(zoom);
  setPlaying(playing);
  setInterval(() => { if (playing) { tick++; drawMoving(); } }, FRAME_MS);
}
void start();
})();
`;
