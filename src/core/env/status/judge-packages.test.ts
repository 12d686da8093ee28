import { expect, test } from "vitest";
import { findInstalledTwice, findPackageMismatches, findSharedFiles } from "./judge-packages.ts";

test("[ES11] a package that is missing, added or of another version is named", () => {
  const expected = [
    { name: "numpy", version: "1.26.4" },
    { name: "torch", version: "2.5.1" },
    { name: "wind", version: "1.0" },
  ];
  const installed = [
    { name: "wind", version: "1.0" },
    { name: "numpy", version: "2.1.0" },
    { name: "extra", version: "3" },
  ];
  expect(findPackageMismatches(expected, installed)).toEqual([
    "extra 3 is not in the lock",
    "numpy is 2.1.0 instead of 1.26.4",
    "torch 2.5.1 is missing",
  ]);
  expect(findPackageMismatches(expected, expected.toReversed())).toEqual([]);
});

const dist = (name: string, version: string, ...files: string[]) => ({ name, version, files });

test("[ES12] a package that is installed twice is named with its versions", () => {
  const installed = [dist("numpy", "1.26.4"), dist("torch", "2.5.1"), dist("numpy", "2.1.0")];
  expect(findInstalledTwice(installed)).toEqual(["numpy 1.26.4 and 2.1.0"]);
});

test("[ES12] packages that own one file are named in pairs, each pair once, whatever their order", () => {
  const plain = dist("opencv-python", "4", "cv2/__init__.py", "cv2/cv2.so");
  const headless = dist("opencv-python-headless", "4", "cv2/__init__.py", "cv2/cv2.so");
  const other = dist("wind", "1", "wind/__init__.py");
  const pair = ["opencv-python and opencv-python-headless: cv2/__init__.py"];
  expect(findSharedFiles([plain, other, headless])).toEqual(pair);
  expect(findSharedFiles([headless, plain, other])).toEqual(pair);
  // Twice the same package is another finding.
  expect(findSharedFiles([plain, { ...plain, version: "5" }])).toEqual([]);
});
