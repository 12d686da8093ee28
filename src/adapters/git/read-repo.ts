import type { Git } from "./find-git.ts";
import { runGit } from "./run-git.ts";

interface At {
  readonly repoDir: string;
  readonly commit: string;
}

/** Paths of all files of a commit, submodules and links left out. @throws TouchstoneError GIT_FAILED */
export async function listFilesAt(git: Git, { repoDir, commit }: At): Promise<readonly string[]> {
  const what = `the files of \`${commit}\` could not be listed`;
  const lines = await runGit(git, what, { cwd: repoDir, repoDir, args: ["ls-tree", "-r", "-z", "--end-of-options", commit] });
  return lines.split("\0").flatMap((line) => {
    const [, path] = /^100(?:644|755) blob [0-9a-f]+\t([\s\S]+)$/.exec(line) ?? [];
    return path === undefined ? [] : [path];
  });
}

/** The text of one file of a commit. @throws TouchstoneError GIT_FAILED */
export async function readFileAt(git: Git, { repoDir, commit, path }: At & { readonly path: string }): Promise<string> {
  const what = `\`${path}\` of \`${commit}\` could not be read`;
  return await runGit(git, what, { cwd: repoDir, repoDir, args: ["cat-file", "blob", "--end-of-options", `${commit}:${path}`] });
}
