/** One colour as `0xRRGGBB`. */
export type Rgb = number;

/**
 * Seven tones of one material: 0 outline, 1 deep shade, 2 shade, 3 base, 4 light, 5 bright, 6 glint.
 * Shadows lean to violet and lights to yellow, as daylight does.
 */
export type Ramp = readonly Rgb[];

/** Reads a ramp written as seven hex colours. */
function ramp(text: string): Ramp {
  return text.split(" ").map((hex) => Number.parseInt(hex, 16));
}

// Computed once in OKLCH (even lightness steps, chroma cut to sRGB) and kept as numbers, because colour
// conversion needs cube roots that differ between machines.

/** The colour wheel in 24 steps of 15 degrees of OKLCH hue, from rose (5) to pink (350). */
export const WHEEL: readonly Ramp[] = [
  "21001f 5d004a a01866 df4878 fe7c8a ffada8 fed4cf",
  "2b011c 6c0440 b12052 ee535e fe9280 febeaa fde3d9",
  "360419 7a0e32 bf2e39 f8633e fea47a ffcdae fef0e7",
  "3f0b14 851b20 c73f0d fa7708 feb37b fedaba fef9f5",
  "46130c 8a2b01 bc5b03 ed900d febb69 fedfb7 fff9f2",
  "491a01 823f00 b36d00 e0a107 ffc240 fee2aa fffaef",
  "462300 784b05 a77902 cfae0b f2cc21 fee68b fffae9",
  "0e3710 2e6600 729002 b8b900 dbd636 f1ec90 fffdd8",
  "00351f 00672f 40980e 94c210 c0dd4d e2f096 f9feda",
  "013026 056046 0b954f 60c648 9fe264 d1f39f f5ffe5",
  "012a28 06584e 0b8b6a 00c370 75e57c bff5aa f3ffec",
  "002326 054f50 008174 15b790 01e397 a1f2b7 e4ffe6",
  "001b23 04454f 0d7578 15aa9d 0bd5b2 82ebc3 d1f7e4",
  "001320 003c4f 006a7b 0e9ea4 1bc7c0 5be3cf c2eee3",
  "001026 003552 03617e 0691a9 0abac9 2bd9dc b6e4e2",
  "000b31 002d5c 005786 0785b0 03aed2 0ccde9 addae1",
  "030931 00206f 014d93 0779be 03a2e0 07c1f7 a3d2e4",
  "080731 14186c 1a3caa 2067db 0094fc 45b5ff a1cbe7",
  "0c0630 201169 3831a6 5159d7 5586fe 6eaafd a6c5e9",
  "10052f 290c66 4b28a1 6f4ecf a16cee c38bf1 cfb6df",
  "13042e 320763 5c2199 8846c4 ba64de d787e1 d9b6d8",
  "16032c 3b0560 6d1d91 a041b5 d261ca e987ce e2bad2",
  "19022a 44045c 7d1a86 b73fa3 e861b5 f98dbc ebc1ce",
  "1c0126 4f0356 8e1979 cc418f fc659d ff9bae f4cace",
].map(ramp);

const MATERIALS = {
  iron: "0e0f14 31363f 5b6270 8893a2 acbbc8 cdd8df eff3f6",
  steel: "1b1d23 434955 6d7989 9cadbd bbcfdb d9e8ee f5fbfe",
  gold: "3d160e 833a14 bc7000 e8b12d fbcf66 fee7ae fffaed",
  bronze: "200606 4d1910 874321 ba7740 e1a162 ebc69e f7e8d7",
  copper: "20050b 4e131c 8b3930 c26b49 e99664 f1bf9a f7e3d4",
  silver: "292f4b 565e79 8590a7 bec4ce d4dbe3 e7edf1 f8fafc",
  obsidian: "0f0e16 1b1827 2a2439 40384f 62556c 7c6a81 8f8391",
  wood: "210c0b 4b231c 744028 97653d b58557 c4a079 cbbcaa",
  oak: "301915 623728 915b39 b88755 d7a872 e1c6a2 ebe0d2",
  darkwood: "1a0a0c 361617 532820 6d402c 885d41 9c7352 a48d79",
  leather: "1d080a 451a18 6e3525 925837 b27b51 c39870 c8b6a3",
  stone: "131317 35363e 5a5c67 838691 a2a8b3 bcc1c9 d7dadc",
  slate: "0e0f16 222633 3c4356 596378 758498 8d9eae acb4bb",
  marble: "444766 7c819e abb1ca dcdee3 e7eaef f1f3f6 f9fafb",
  bone: "584126 857359 b0a386 e0d4b3 eee4c7 f7f0dc fdfaf2",
  paper: "5d452b 938066 c3b089 efdcb1 f8e9c2 fcf2d8 fefaef",
  grass: "002d20 035838 178634 6dad3b 9ccb50 c6dc95 e5edcf",
  moss: "00190a 093b16 355c1a 677b29 8b9946 a7ae6c bec1a6",
  leafm: "001610 013b2b 006638 3d8f35 72af47 a0c273 c6d2b5",
  dirt: "231212 462522 673b2d 83583d 9d7453 ae8a68 b4a290",
  clay: "250c12 542329 833f39 ac654b cc8660 d7a582 d7c4b5",
  sand: "553d23 917550 bd9f68 e3c78a f3dca6 fcedc7 fffaed",
  water: "0a152f 17396c 1665a4 2696d1 3abdee 86d5ed c9e6ee",
  deepwater: "070d25 132655 184481 2266a4 2c89c1 49a3cf 8db6c8",
  ice: "31455f 617c97 79aac6 9bd9ef b1ecf8 cff7fb edfeff",
  snow: "44506e 7c8aa5 b2c4d9 e2effa e8f5fd eff8fd f7fbfd",
  cloud: "46506e 7e8ba6 b4c4da e5f0fc e9f5fe f0f9fe f7fbfd",
  coal: "0f0f14 1a1923 272633 373644 524d5c 67606f 79737e",
  ink: "0f0e16 1a1926 211f30 2d2b3e 453e53 584e62 685e6e",
  white: "4c5170 858ba8 bcc4dd f2f3f6 f5f6f9 f7f8fa f9fafb",
  cloth: "5b3d29 8f7761 b4a28d dfceb8 eee0cc f7eee0 fdfaf4",
  skin0: "5f3b38 97766e c8a28f f0ccb1 fbdec3 ffedd9 fef9f3",
  skin1: "5a4341 8c635b bb8871 e3b28e f6ceaa ffe5cb fff9f2",
  skin2: "3a2322 6d413b 9e654f c8906b e6b388 efd2b4 f9ede0",
  skin3: "210d0f 4c2523 764233 9a6649 b98762 c8a381 cebfb0",
  skin4: "1a0a0c 38191a 562d26 704734 8c644a a17a5b a89382",
  hairblack: "0f0f15 191925 252534 363647 534f61 696275 7d7784",
  hairbrown: "1a0a0b 361615 562b1f 71462e 8f6546 a47d5a ac9885",
  hairauburn: "20050d 480d1b 752423 9b462c bc6a3e cd895a cbac95",
  hairblond: "513627 895a34 b88642 deb866 f3d38b fde8b8 fefaef",
  hairsilver: "363a58 616681 8d94ab bfc4d2 d4dbe6 e6edf4 f8fafd",
  hairred: "26000b 60001c 9d201e d05320 f57d30 f8a970 edd2bc",
  goblin: "001d10 004724 34722a 759b3d 9fbb58 c2cf91 dee3cb",
  brick: "250814 551a2b 853238 b05646 d07956 dc9974 d7bbaa",
  foliageAutumn: "290409 641618 9c3717 cb6620 ec8c39 f0b37a ebd5c0",
  ruby: "260017 54002f 93003e d31e3d fe533f fd8e6b edbfad",
  night: "0d0d1f 151538 202352 30376c 40578b 4c70a3 6b86a6",
  dusk: "170d24 3a2451 633d79 8e5b99 b677b0 cd92bb d0b5c5",
  fire: "4a1226 8f1d23 d23a1a f4731c fdae2b fee06a fffbd0",
  lava: "2b1420 54192a a32a1f e2541b fb9526 fdd050 fff3ae",
  frost: "1d2f66 2f5aa0 4d8fd0 7cc0ee aee2fa d9f5ff ffffff",
  spirit: "1b3a4a 2a6a74 43a09c 78d4c2 aef0dc dcfff0 ffffff",
} as const;

export type Material = keyof typeof MATERIALS;

/** The ramp of each named material. */
export const RAMPS: Readonly<Record<Material, Ramp>> = Object.fromEntries(
  Object.entries(MATERIALS).map(([name, text]) => [name, ramp(text)]),
) as Record<Material, Ramp>;
