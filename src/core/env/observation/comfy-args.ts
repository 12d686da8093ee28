/** What a start of ComfyUI depends on. Paths are absolute. */
export interface ComfyStart {
  /** The ComfyUI folder, which holds `main.py`, models, inputs and outputs. */
  readonly comfyuiDir: string;
  /** The generation, whose `custom_nodes` alone are loaded. */
  readonly generationDir: string;
  /** For an observation: a folder to write in, so that nothing of a ComfyUI that runs beside it is touched; null for a run. */
  readonly scratchDir: string | null;
  /** Whether this ComfyUI knows `--database-url`; those that do refuse to share their database. */
  readonly hasDatabase: boolean;
  readonly port: number;
  /** Words of the person's own, e.g. `--cpu`; of a flag that is given twice, ComfyUI takes the last. */
  readonly extraArgs: readonly string[];
}

/** Flags of ours that say where things lie on this machine, each with the word behind it. */
const PLACE_FLAGS: ReadonlySet<string> = new Set([
  "--base-directory",
  "--extra-model-paths-config",
  "--output-directory",
  "--input-directory",
  "--temp-directory",
  "--user-directory",
  "--listen",
  "--port",
]);

/** Folders that must be there before ComfyUI starts: it refuses `--user-directory` otherwise. */
export function comfyFolders({ comfyuiDir, scratchDir }: Pick<ComfyStart, "comfyuiDir" | "scratchDir">) {
  const own = scratchDir ?? comfyuiDir;
  return { input: `${comfyuiDir}/input`, output: `${own}/output`, user: `${own}/user` };
}

/**
 * The words that the generation's Python gets: ComfyUI's `main.py` and its arguments. Node packs come from the generation alone;
 * models, inputs, outputs and settings stay where ComfyUI has them, unless the person's own words say otherwise. An observation
 * gets folders and a database of its own, whatever the person says: ComfyUI empties its `temp` folder as it starts, and refuses
 * a database that another one uses.
 *
 * Source: reference on ComfyUI, `--base-directory`; tried with ComfyUI 0.33.
 */
export function comfyArgs(start: ComfyStart): readonly string[] {
  const { comfyuiDir, generationDir, scratchDir, hasDatabase, port, extraArgs } = start;
  const { input, output, user } = comfyFolders(start);
  const places = {
    "--output-directory": output,
    "--input-directory": input,
    // The folder is `temp` in what is named here.
    "--temp-directory": scratchDir ?? comfyuiDir,
    "--user-directory": user,
    "--listen": "127.0.0.1",
    ...(scratchDir !== null && hasDatabase ? { "--database-url": "sqlite:///:memory:" } : {}),
  };
  const fixed = { "--base-directory": generationDir, "--port": String(port) };
  const paths = ["--extra-model-paths-config", `${generationDir}/paths.yaml`, "--disable-auto-launch"];
  const [first, last] = scratchDir === null ? [places, fixed] : [{}, { ...places, ...fixed }];
  return [`${comfyuiDir}/main.py`, ...paths, ...wordsOf(first), ...extraArgs, ...wordsOf(last)];
}

function wordsOf(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flat();
}

/**
 * A command line of ComfyUI without what only says where things lie: two generations with the same content are the same
 * environment, at whatever number and port.
 */
export function withoutPlaces(argv: readonly string[]): readonly string[] {
  return argv.filter((word, at) => !PLACE_FLAGS.has(word) && !PLACE_FLAGS.has(argv[at - 1] ?? ""));
}
