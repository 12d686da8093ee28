import * as fc from "fast-check";
import { expect, test } from "vitest";
import { groupOf, normalizeName } from "./normalize-name.ts";
import { parseRequirement } from "./parse-requirement.ts";

test("[EQ1] names are compared in one spelling, and groups end with a letter or digit", () => {
  expect(["Pillow", "ruamel.yaml", "a__b-.c"].map(normalizeName)).toEqual(["pillow", "ruamel-yaml", "a-b-c"]);
  expect(["My_Pack", "ComfyUI-Manager", "pack."].map(groupOf)).toEqual(["node-my-pack", "node-comfyui-manager", "node-pack"]);
});

test.each([
  ["NumPy", "numpy"],
  ["numpy >= 1.26 , < 2", "numpy>=1.26,<2"],
  ["numpy (>=1.26, <2)", "numpy>=1.26,<2"],
  ["z==1.*,", "z==1.*"],
  ["opencv_python[ B , a,a ]~=4.8.0", "opencv-python[a,b]~=4.8.0"],
  ["empty[]", "empty"],
  ["x===not-a-version", "x===not-a-version"],
  ["x>=1.0rc1,!=1.1.post2,<3.dev0", "x>=1.0rc1,!=1.1.post2,<3.dev0"],
  ["x==1!2.0+cu124", "x==1!2.0+cu124"],
  ["x ; python_version<'3.13'", 'x; python_version < "3.13"'],
  [
    "x; sys.platform=='linux' and (os_name=='nt' or '3' not  in python_version)",
    'x; sys_platform == "linux" and (os_name == "nt" or "3" not in python_version)',
  ],
  [`x; platform_version == '"'`, `x; platform_version == '"'`],
])("[EQ2][EQ3][EQ4] `%s` is a requirement", (text, normal) => {
  expect(parseRequirement(text)?.text).toBe(normal);
});

test("[EQ2] an address ends with a space", () => {
  expect(parseRequirement("Foo[b] @ https://x.org/y.whl#sha256=1;2 ; os_name == 'nt'")).toEqual({
    name: "foo",
    text: 'foo[b] @ https://x.org/y.whl#sha256=1;2 ; os_name == "nt"',
    url: "https://x.org/y.whl#sha256=1;2",
  });
});

test.each([
  "",
  "-x",
  "x-",
  "torch = 2",
  "torch 2",
  "x>=1.*",
  "x~=1",
  "x>=1+local",
  "x==1.0.*.1",
  "x==",
  "x>=1 <2",
  "x[",
  "x[a",
  "x @",
  "x;",
  "x; nothing == '1'",
  "x; constructor == '1'",
  "x; python_version == python_version",
  "x; 'a' == 'a'",
  "x; python_version < '3",
  "x; python_version < '3' and",
  "x; python_versions < '3'",
  "x\n--index-url https://evil.example",
  'x"',
  "x==1\u2028",
  `x; ${"(".repeat(2000)}os_name == 'nt'${")".repeat(2000)}`,
  "x".repeat(5000),
])("[EQ2][EQ3][EQ4] `%s` is none", (text) => {
  expect(parseRequirement(text)).toBe(null);
});

const version = fc.stringMatching(/^\d{1,3}(\.\d{1,3}){1,3}(rc\d)?$/);
const specifier = fc.tuple(fc.constantFrom("==", "!=", "<=", ">=", "<", ">", "~="), version).map((parts) => parts.join(""));
const marker = fc.tuple(fc.constantFrom("python_version", "os_name"), fc.constantFrom("<", "==", "not in"), version);
const requirement = fc.record({
  name: fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/),
  extras: fc.array(fc.stringMatching(/^[a-z]{1,4}$/), { maxLength: 3 }),
  specifiers: fc.array(specifier, { maxLength: 3 }),
  markers: fc.array(marker, { maxLength: 3 }),
  space: fc.constantFrom("", " ", "\t "),
});

test("[EQ2] however it is spaced, the normal spelling is the same, and reads as itself", () => {
  fc.assert(
    fc.property(requirement, ({ name, extras, specifiers, markers, space }) => {
      const tail = markers.map(([variable, operator, value]) => `${variable} ${operator}${space}'${value}'`).join(" and ");
      const write = (gap: string): string =>
        `${gap}${name}${gap}[${extras.join(`${gap},`)}]${specifiers.join(`,${gap}`)}${tail === "" ? "" : `${gap};${gap}${tail}`}${gap}`;
      const parsed = parseRequirement(write(space));
      expect(parsed).toMatchObject({ name: normalizeName(name), url: null });
      expect(parseRequirement(write(""))).toEqual(parsed);
      expect(parseRequirement(parsed?.text ?? "")).toEqual(parsed);
    }),
  );
});
