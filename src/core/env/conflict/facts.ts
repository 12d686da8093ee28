import type { VersionRange } from "./version-range.ts";

/** Who needs something: the project's own list (core), one of its groups, or a package in some versions. */
export type Party =
  | { readonly kind: "core" }
  | { readonly kind: "group"; readonly group: string }
  | { readonly kind: "package"; readonly name: string; readonly extras: string; readonly range: VersionRange };

/** A package, and the versions of it that are spoken of. */
export interface PackageRange {
  readonly name: string;
  readonly range: VersionRange;
}

/** Why versions that exist cannot be used. */
export type Obstacle = "build" | "python" | "platform" | "yanked";

/** One thing that the resolver says to be so. */
export type Fact =
  | { readonly kind: "needs"; readonly by: Party; readonly needed: PackageRange }
  /** No version exists outside of the range. */
  | { readonly kind: "available"; readonly packages: PackageRange }
  /** No version exists inside of the range. */
  | { readonly kind: "absent"; readonly packages: PackageRange }
  | { readonly kind: "not_found"; readonly name: string }
  | { readonly kind: "unusable"; readonly packages: PackageRange; readonly obstacle: Obstacle };
