import { expect, test } from "vitest";
import { judgeIp } from "./judge-ip.ts";

test.each([
  ["127.0.0.1", "loopback"],
  ["127.255.0.3", "loopback"],
  ["::1", "loopback"],
  ["::ffff:127.0.0.1", "loopback"],
  ["0:0:0:0:0:ffff:7f00:1", "loopback"],
  ["10.1.2.3", "private"],
  ["172.16.0.1", "private"],
  ["172.32.0.1", "public"],
  ["192.168.0.1", "private"],
  ["100.64.0.1", "private"],
  ["100.128.0.1", "public"],
  ["fd12:3456::1", "private"],
  ["8.8.8.8", "public"],
  ["2606:4700::1111", "public"],
  ["2002:0a00:0001::1", "private"],
  ["64:ff9b::8.8.8.8", "public"],
] as const)("[CF3] %s is %s", (ip, kind) => expect(judgeIp(ip)).toBe(kind));

test.each([
  "0.0.0.0",
  "0.1.2.3",
  "169.254.169.254",
  "224.0.0.1",
  "255.255.255.255",
  "100.100.100.200",
  "192.0.0.192",
  "::",
  "fe80::1",
  "febf::1",
  "ff02::1",
  "fd00:ec2::254",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "::169.254.169.254",
  "64:ff9b::a9fe:a9fe",
  "2002:a9fe:a9fe::",
])("[CF3] %s is refused", (ip) => expect(judgeIp(ip)).toBe("refused"));

test.each([
  "",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "010.0.0.1",
  "a",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "::g",
  "fe80::1%eth0",
  "1:2:3:4:5:6:7::8:9",
])("[CF3] `%s`, which is no address, is refused", (ip) => expect(judgeIp(ip)).toBe("refused"));
