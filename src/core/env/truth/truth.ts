/** A package index. `flat` is a folder or page that lists files; its `url` may be a path relative to the generation. */
export interface PackageIndex {
  readonly name: string;
  readonly url: string;
  readonly format: "simple" | "flat";
  /** Asked only for packages that `sources` sends there, e.g. torch's builds for one CUDA version. */
  readonly explicit: boolean;
  /** Stands in the place of PyPI. */
  readonly default: boolean;
}

/**
 * What `pyproject.toml` of a generation declares, read and written as a whole. Requirements are texts of PEP 508.
 * Core packages stand in the project's own dependencies, so that no node pack can move them without a failing lock.
 *
 * Source: contracts, section 9; docs/decisions/0035.
 */
export interface Truth {
  /** E.g. `==3.11.*`. */
  readonly requiresPython: string;
  /** Markers of the only platform that is resolved for, e.g. `sys_platform == 'linux' and platform_machine == 'x86_64'`. */
  readonly environments: readonly string[];
  /** `[project].dependencies`, sorted. */
  readonly core: readonly string[];
  /** `[dependency-groups]`: group name (`node-<id>`) to sorted requirements. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** `[tool.uv] override-dependencies`, sorted; who owns each stands in the node records. */
  readonly overrides: readonly string[];
  readonly indexes: readonly PackageIndex[];
  /** Package to the name of the only index that it comes from. */
  readonly sources: Readonly<Record<string, string>>;
  /** Versions newer than this are not taken: a duration as `7 days`, a moment, or null for no limit. */
  readonly excludeNewer: string | null;
  /** Packages that may be built from source, sorted; all others are wheels. */
  readonly buildsAllowed: readonly string[];
}

/** One package of `uv.lock`, which is the only source of facts about a resolution. */
export interface LockedPackage {
  /** Normalised name. */
  readonly name: string;
  readonly version: string;
  /** Where it comes from, e.g. `https://pypi.org/simple`, `idx`, `git+https://…#commit`. */
  readonly source: string;
  /** Whether only a source distribution was found. */
  readonly isSourceOnly: boolean;
  /** Names of what it needs. */
  readonly needs: readonly string[];
}

/** `uv.lock`, as far as decisions use it. Packages are sorted by name, then version; the project itself is left out. */
export interface LockFacts {
  readonly schemaVersion: number;
  readonly packages: readonly LockedPackage[];
}
