import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  Recorder,
  redact,
  redacted,
  secretsInLines
} from "./chunk-WBZTII52.js";
import {
  withProgress
} from "./chunk-L2GOL6EP.js";
import "./chunk-DDEFG4ZF.js";
import "./chunk-26XHQ6F4.js";
import "./chunk-2PPSAOER.js";
import {
  answerMs,
  bridgeRulesCommand,
  clockCommand,
  examine,
  neutralMac,
  probeXid,
  wholeHost
} from "./chunk-MTGVRWRJ.js";
import {
  captureWords,
  dhcpFilter
} from "./chunk-RUHDIWMB.js";
import {
  loadPlaybook,
  refuseOpenValues,
  withAllChecks
} from "./chunk-N32KLSH5.js";
import {
  Qn,
  captureFolder,
  dhcpSocketsCommand,
  haproxy,
  kernelCommand,
  listeningPortsCommand,
  longestName,
  macTableCommand,
  metadataAgent,
  novaCommand,
  ownProxy,
  renderJson,
  socketFilesCommand,
  stackAsText,
  stateFoldersCommand,
  switchQuestion,
  unixListenersCommand,
  usualNovaFiles,
  withHost
} from "./chunk-M6RIB4O2.js";
import "./chunk-MPFUDHQR.js";
import "./chunk-TZBNCHCF.js";
import {
  checksumOf,
  dhcpClientPort,
  dhcpServerPort,
  protocolUdp,
  pseudoHeaderSum,
  udpSum,
  wordSum
} from "./chunk-O2YEG4PM.js";
import {
  agentFileCommands,
  agentNamespace,
  deadPortsCommand,
  inodesCommand,
  listCommand,
  oldProcessesCommand,
  ownNamespacesCommand,
  processesCommand,
  secondLookAfterMs,
  statePaths,
  sumOf,
  switchCommand,
  uuidPattern
} from "./chunk-X27BB6NT.js";
import {
  version
} from "./chunk-MIASDECV.js";
import {
  gather
} from "./chunk-AJPWERR4.js";
import {
  InvalidArgumentError
} from "./chunk-HBDTPUTQ.js";
import {
  printable
} from "./chunk-FQLSMQAT.js";
import {
  checks
} from "./chunk-NTGOW6GL.js";
import "./chunk-GSLR6MXQ.js";
import {
  flowCommands,
  servicesCommand
} from "./chunk-UYFCWSYG.js";
import "./chunk-OEBLMQLW.js";
import {
  netfilterCommand,
  prefixLengthOfMask,
  stackCommand
} from "./chunk-EAZ2GJYZ.js";
import "./chunk-MI65KTFX.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-G72MGUHJ.js";
import "./chunk-YZOUEH3A.js";
import "./chunk-2XQHUW4B.js";
import "./chunk-4VOAQWUS.js";
import {
  ipv4Bytes,
  ipv4Number,
  ipv4Text,
  macText
} from "./chunk-5RHJENI4.js";
import {
  defaultTimeoutMs
} from "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import {
  quoted
} from "./chunk-FFDNO3YR.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/commands/collect.ts
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname as dirname2, join, resolve } from "node:path";

// src/facts/versions.ts
var version2 = (tool, option = "--version") => [tool, { argv: [tool, option] }];
var versionCommands = [
  ["kernel", { argv: ["uname", "-sr"] }],
  version2("ovs-vsctl"),
  version2("dnsmasq"),
  version2("iptables"),
  version2("ip", "-V"),
  version2("tcpdump"),
  version2("haproxy", "-v")
];

// src/host/pack.ts
import { basename, dirname } from "node:path";
var pack = (folder, file) => Qn({ gzip: true, file, cwd: dirname(folder), portable: true, mode: 384 }, [basename(folder)]);

// src/pseudonyms/disguise.ts
import { randomBytes } from "node:crypto";

// src/pseudonyms/names.ts
var everybodys = new Set(
  "localhost localdomain openstacklocal neutron quantum nova openstack openvswitch dnsmasq haproxy host controller compute network".split(
    " "
  )
);
var patterns = [
  // dnsmasq's command line, and its options file.
  /--domain=([^\s,]+)/g,
  /option:domain-(?:name|search),([^\s,]+)/g,
  // Its hosts, by their own names: `MAC,NAME,ADDRESS`. Those that the agent makes up are their addresses.
  /(?:[0-9a-f]{2}:){5}[0-9a-f]{2},(?!host-\d)(?!set:)([A-Za-z][\w.-]*),/g,
  // A lease: `EXPIRY MAC ADDRESS NAME CLIENT-ID`.
  /^\S*?\d+ (?:[0-9a-f]{2}:){5}[0-9a-f]{2} [\d.]+ (?!host-\d)([A-Za-z][\w.-]*) /gm,
  /\bguest=([^\s,]+)/g,
  /\bnova_metadata_(?:host|ip)\s*=\s*([A-Za-z][\w.-]*)/g
];
function namesIn(hostName, texts) {
  const found = [hostName];
  for (const text of texts) {
    for (const pattern of patterns) for (const [, name = ""] of text.matchAll(pattern)) found.push(name);
  }
  const parts = found.flatMap((name) => {
    const clean = name.replace(/\.$/, "");
    const at = clean.indexOf(".");
    return at === -1 ? [clean] : [clean, clean.slice(0, at), clean.slice(at + 1)];
  });
  return [...new Set(parts)].filter(
    (name) => /^[\w.-]*[a-z][\w.-]*$/i.test(name) && name.length > 1 && !everybodys.has(name)
  );
}
var ofInterest = /neutron|quantum|nova|ovs|openvswitch|dnsmasq|haproxy|keepalived|radvd|qemu|kvm|metadata|tcpdump|\bps -/;
var briefProcesses = (text) => text.replace(
  /^(\s*\d+\s+[A-Za-z]\S*\s+(?:(?:\d+|-)\s+){0,2})(\S+) .*$/gm,
  (line, columns, program) => ofInterest.test(line) ? line : `${columns}${program}`
);

// src/pseudonyms/pseudonyms.ts
import { isIPv4, isIPv6 } from "node:net";

// src/pseudonyms/ids.ts
var inNames = 11;
function uuidFor(shuffle, text) {
  const digits = text.replaceAll("-", "");
  let result = shuffle.permuted("uuid", digits.slice(0, 8));
  for (let at = 8; at < Math.min(inNames, digits.length); at += 1) {
    result += shuffle.masked(`uuid ${digits.slice(0, at)}`, digits[at] ?? "");
  }
  result += shuffle.masked(`uuid ${digits.slice(0, inNames)}`, digits.slice(inNames));
  let next = 0;
  return text.replace(/[0-9a-f]/g, () => result[next++] ?? "");
}
var ofAgents = /^[0-9a-f][26ae]163[ef]/;
function macFor(shuffle, digits) {
  const isGroup = (Number.parseInt(digits.slice(0, 2), 16) & 1) === 1;
  if (isGroup || /^(?:00|fe|ff)+$/.test(digits)) return digits;
  const vendor = digits.slice(0, 6);
  const serial = shuffle.permuted("mac", digits.slice(6));
  if (ofAgents.test(vendor)) return `${vendor}${serial}`;
  const [first = "", ...others] = shuffle.digest(`vendor ${vendor}`).slice(0, 6);
  return `${first}${["2", "6", "a", "e"][Number.parseInt(others[0] ?? "0", 16) % 4]}${others.slice(1).join("")}${serial}`;
}
var colons = (digits) => digits.match(/../g)?.join(":") ?? digits;

// src/pseudonyms/addresses.ts
var addressOf = (number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
var networkOf = (number, length) => number - number % 2 ** (32 - length);
var longestReplaced = 24;
var shortestSubnet = 12;
var Addresses = class {
  #shuffle;
  #subnets = /* @__PURE__ */ new Map();
  #public;
  constructor(shuffle) {
    this.#shuffle = shuffle;
    this.#public = whollyPublic.toSorted(
      (one, other) => shuffle.digest(`octet ${one}`) < shuffle.digest(`octet ${other}`) ? -1 : 1
    );
  }
  /** Tells of a subnet; those that are wider than `/24` have to be known before the first address is replaced. */
  learn(address, length) {
    if (length < shortestSubnet || length >= longestReplaced) return;
    const number = ipv4Number(address);
    if (number === void 0) return;
    const known = this.#subnets.get(length) ?? /* @__PURE__ */ new Set();
    this.#subnets.set(length, known.add(networkOf(number, length)));
  }
  /** `length`: of an address that is written as a network; then nothing is left behind its prefix. */
  for(address, length = 32) {
    const number = ipv4Number(address);
    return number === void 0 ? address : addressOf(this.forNumber(number, length));
  }
  forNumber(number, length = 32) {
    const kept = keptBits(number);
    if (kept === 32 || length < 8) return number;
    let end2 = longestReplaced;
    for (const [subnet, known] of this.#subnets) if (subnet < end2 && known.has(networkOf(number, subnet))) end2 = subnet;
    let result = number;
    for (let bit = kept; bit < end2; bit += 1) {
      const prefix = Math.floor(number / 2 ** (32 - bit));
      const flip = Number.parseInt(this.#shuffle.digest(`bit ${bit} ${prefix}`).slice(0, 1), 16) & 1;
      const weight = 2 ** (31 - bit);
      if (flip === 1) result += Math.floor(number / weight) % 2 === 1 ? -weight : weight;
    }
    const first = Math.floor(number / 2 ** 24);
    const at = whollyPublic.indexOf(first);
    if (at !== -1) result += ((this.#public[at] ?? first) - first) * 2 ** 24;
    return number === networkOf(number, length) ? networkOf(result, length) : result;
  }
  /** IPv6 group by group; link-local prefixes and well-known addresses stay, and what was made of a MAC is so again. */
  for6(address) {
    const groups = expanded(address);
    const isKept = /^(?:ff|00|$)/.test(groups[0] ?? "");
    if (isKept) return address;
    const network = groups.slice(0, 4).map((group, at) => {
      const stays = group === "0000" || groups[0]?.startsWith("fe8") === true;
      return stays ? group : this.#shuffle.masked(`ipv6 ${groups.slice(0, at).join(":")}`, group);
    });
    const own = groups.slice(4).join("");
    return compressed([...network, ...this.#interfaceId(own).match(/.{4}/g) ?? []]);
  }
  #interfaceId(id) {
    if (/^0{12}/.test(id)) return id;
    const [, start = "", end2 = ""] = id.match(/^(.{6})fffe(.{6})$/) ?? [];
    if (start === "") return this.#shuffle.permuted("ipv6", id);
    const turned = (digits) => `${(Number.parseInt(digits.slice(0, 2), 16) ^ 2).toString(16).padStart(2, "0")}${digits.slice(2)}`;
    const mac = macFor(this.#shuffle, turned(`${start}${end2}`));
    return `${turned(mac).slice(0, 6)}fffe${mac.slice(6)}`;
  }
};
var mixed = [100, 169, 172, 192, 198];
var whollyPublic = Array.from({ length: 223 }, (_, index) => index + 1).filter(
  (octet) => octet !== 10 && octet !== 127 && !mixed.includes(octet)
);
function keptBits(number) {
  const first = Math.floor(number / 2 ** 24);
  const second = Math.floor(number / 2 ** 16) % 256;
  if (first === 0 || first === 127 || first >= 224) return 32;
  if (first === 169 && second === 254) return 32;
  if (first === 172 && second >= 16 && second < 32) return 12;
  if (first === 100 && second >= 64 && second < 128) return 10;
  return mixed.includes(first) ? 16 : 8;
}
function expanded(address) {
  const [head = "", tail] = address.split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part === "" ? [] : part.split(":"));
  const zeros = tail === void 0 ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  return [...before ?? [], ...Array(Math.max(0, zeros)).fill("0"), ...after ?? []].map(
    (group) => group.padStart(4, "0")
  );
}
var compressed = (groups) => {
  const short = groups.map((group) => group.replace(/^0{1,3}/, "")).join(":");
  return short.replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
};

// src/pseudonyms/replacing.ts
function replaceAddress(bytes, at, replacing) {
  bytes.set(ipv4Bytes(replacing.ipv4(ipv4Text(bytes, at))), at);
}

// src/pseudonyms/dhcp-options.ts
var ofAddresses = /* @__PURE__ */ new Set([
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  16,
  21,
  28,
  32,
  33,
  41,
  42,
  44,
  45,
  48,
  49,
  50,
  54,
  65,
  68,
  69
]);
var ofRoutes = /* @__PURE__ */ new Set([121, 249]);
var ofNobody = /* @__PURE__ */ new Set([
  1,
  2,
  13,
  19,
  20,
  22,
  23,
  24,
  25,
  26,
  27,
  35,
  36,
  37,
  38,
  39,
  46,
  51,
  52,
  53,
  55,
  56,
  57,
  58,
  59,
  60,
  93,
  94,
  108,
  116,
  145
]);
var clientIdentity = 61;
var pad = 0;
var end = 255;
function rewriteOptions(options, replacing) {
  let at = 0;
  while (at + 1 < options.length) {
    const code = options[at] ?? end;
    if (code === end) return;
    if (code === pad) {
      at += 1;
      continue;
    }
    const value = options.subarray(at + 2, at + 2 + (options[at + 1] ?? 0));
    at += 2 + value.length;
    if (ofAddresses.has(code))
      for (let place = 0; place + 4 <= value.length; place += 4) replaceAddress(value, place, replacing);
    else if (ofRoutes.has(code)) rewriteRoutes(value, replacing);
    else if (code === clientIdentity) rewriteIdentity(value, replacing);
    else if (!ofNobody.has(code))
      value.write(replacing.letters(value.toString("latin1")).replace(/[^\x20-\x7e]/g, "x"), "latin1");
  }
}
function rewriteRoutes(value, replacing) {
  let at = 0;
  while (at < value.length) {
    const length = value[at] ?? 0;
    const octets = Math.ceil(length / 8);
    if (at + 1 + octets + 4 > value.length) return;
    const destination = [0, 1, 2, 3].map((index) => index < octets ? value[at + 1 + index] ?? 0 : 0).join(".");
    const other = ipv4Bytes(replacing.ipv4(destination, length));
    value.set(other.slice(0, octets), at + 1);
    replaceAddress(value, at + 1 + octets, replacing);
    at += 1 + octets + 4;
  }
}
function rewriteIdentity(value, replacing) {
  if (value.length < 7) return void value.fill(0, 1);
  value.fill(0, 1, value.length - 6);
  value.write(replacing.mac(value.toString("hex", value.length - 6)), value.length - 6, "hex");
}

// src/pseudonyms/captures.ts
var pcapHeader = 24;
var recordHeader = 16;
var ethernet = 1;
function rewriteCapture(bytes, replacing) {
  const result = Buffer.from(bytes);
  if (result.length < pcapHeader) return void 0;
  const isLittle = [2712847316, 2712812621].includes(result.readUInt32LE(0));
  if (!isLittle && ![2712847316, 2712812621].includes(result.readUInt32BE(0))) return void 0;
  const numberAt = (at2) => isLittle ? result.readUInt32LE(at2) : result.readUInt32BE(at2);
  if ((numberAt(20) & 65535) !== ethernet) return void 0;
  let at = pcapHeader;
  while (at + recordHeader <= result.length) {
    const begin = at + recordHeader;
    at = begin + numberAt(at + 8);
    result.set(rewriteFrame(result.subarray(begin, at), replacing), begin);
  }
  return result;
}
var vlanTags = [33024, 34984];
var arp = 2054;
var ipv4 = 2048;
function rewriteFrame(bytes, replacing) {
  const frame = Buffer.from(bytes);
  if (frame.length < 14) return frame.fill(0);
  const mac = (at2) => {
    const digits = replacing.mac(frame.toString("hex", at2, at2 + 6));
    frame.write(digits, at2, "hex");
  };
  let at = 12;
  while (at + 4 <= frame.length && vlanTags.includes(frame.readUInt16BE(at))) at += 4;
  const type = at + 2 <= frame.length ? frame.readUInt16BE(at) : 0;
  at += 2;
  if (type === arp && frame.length >= at + 28) {
    for (const place of [0, 6, at + 8, at + 18]) mac(place);
    for (const place of [at + 14, at + 24]) replaceAddress(frame, place, replacing);
    return Buffer.from(frame).fill(0, at + 28);
  }
  const isUdp = type === ipv4 && frame.length >= at + 28 && frame[at + 9] === protocolUdp;
  const udpAt = at + ((frame[at] ?? 0) & 15) * 4;
  const isDhcp = isUdp && frame.length >= udpAt + 8 + 240 && [dhcpClientPort, dhcpServerPort].includes(frame.readUInt16BE(udpAt + 2));
  if (!isDhcp) {
    for (const place of [0, 6]) mac(place);
    return frame.fill(0, at);
  }
  const chaddr = frame.toString("hex", udpAt + 36, udpAt + 42);
  const isNeutral = neutralMac(colons(chaddr)) === macText(frame, 6);
  rewriteDatagram(frame, at, udpAt, replacing);
  mac(0);
  if (isNeutral) frame.write(neutralMac(colons(replacing.mac(chaddr))).replaceAll(":", ""), 6, "hex");
  else mac(6);
  return frame;
}
function rewriteDatagram(frame, at, udpAt, replacing) {
  const length = Math.min(frame.readUInt16BE(udpAt + 4), frame.length - udpAt);
  const isHeaderRight = checksumOf(wordSum(frame, at, udpAt)) === 0;
  const stated = frame.readUInt16BE(udpAt + 6);
  const isRight = checksumOf(udpSum(frame, at + 12, udpAt, length)) === 0;
  const isPartial = stated === pseudoHeaderSum(frame, at + 12, length);
  for (const place of [at + 12, at + 16]) replaceAddress(frame, place, replacing);
  rewriteMessage(frame.subarray(udpAt + 8, udpAt + length), replacing);
  frame.fill(0, udpAt + length);
  if (isHeaderRight) {
    frame.writeUInt16BE(0, at + 10);
    frame.writeUInt16BE(checksumOf(wordSum(frame, at, udpAt)), at + 10);
  }
  if (stated === 0) return;
  if (isPartial) frame.writeUInt16BE(pseudoHeaderSum(frame, at + 12, length), udpAt + 6);
  else if (isRight) {
    frame.writeUInt16BE(0, udpAt + 6);
    frame.writeUInt16BE(checksumOf(udpSum(frame, at + 12, udpAt, length)) || 65535, udpAt + 6);
  }
}
function rewriteMessage(message, replacing) {
  const digits = message.toString("hex", 28, 34);
  const own = replacing.mac(digits);
  if (message.readUInt32BE(4) === probeXid(colons(digits))) message.writeUInt32BE(probeXid(colons(own)), 4);
  for (const place of [12, 16, 20, 24]) replaceAddress(message, place, replacing);
  message.write(own, 28, "hex");
  message.fill(0, 44, 236);
  rewriteOptions(message.subarray(240), replacing);
}

// src/pseudonyms/shuffle.ts
import { createHmac } from "node:crypto";
var Shuffle = class {
  #key;
  #known = /* @__PURE__ */ new Map();
  constructor(key2) {
    this.#key = key2;
  }
  /** 64 hexadecimal digits that tell nothing of the text to who doesn't have the key. */
  digest(text) {
    let digest = this.#known.get(text);
    if (digest === void 0) {
      digest = createHmac("sha256", this.#key).update(text).digest("hex");
      this.#known.set(text, digest);
    }
    return digest;
  }
  /** Hexadecimal digits for others, whose prefixes are told apart by `tweak`. */
  masked(tweak, digits) {
    const mask = this.digest(tweak);
    return [...digits].map((digit, at) => xor(digit, mask[at] ?? "0")).join("");
  }
  /** An even number of digits for others: a Feistel network of four rounds, which is one to one. */
  permuted(tweak, digits) {
    let [left, right] = [digits.slice(0, digits.length / 2), digits.slice(digits.length / 2)];
    for (let round = 0; round < 4; round += 1) {
      [left, right] = [right, this.masked(`${tweak} ${round} ${right}`, left)];
    }
    return `${left}${right}`;
  }
  /** Letters for a name, with its length, digits and punctuation: the same with and without capitals. */
  letters(name) {
    const digest = this.digest(`name ${name.toLowerCase()}`);
    return name.replace(
      /[a-z]/gi,
      (_, at) => String.fromCharCode(97 + Number.parseInt(digest.slice(at * 2 % 64, at * 2 % 64 + 2), 16) % 26)
    );
  }
};
var xor = (one, other) => (Number.parseInt(one, 16) ^ Number.parseInt(other, 16)).toString(16);

// src/pseudonyms/pseudonyms.ts
var hexPairs = "[0-9A-Fa-f]{2}";
var tokens = [
  "(?<uuid>[0-9a-f]{8}-[0-9a-f]{1,4}(?:-[0-9a-f]{1,4}){0,3}(?:-[0-9a-f]{1,12})?(?![0-9a-f]))",
  `(?<mac>(?<![0-9A-Fa-f]|[0-9A-Fa-f]:)(?:${hexPairs}:){5,}${hexPairs}(?![0-9A-Fa-f]|:[0-9A-Fa-f]))`,
  String.raw`(?<ipv4>(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d))(?:/(?<length>\d{1,2})(?![\d.]))?`,
  String.raw`(?<dashed>(?<=\bhost-)\d{1,3}(?:-\d{1,3}){3}(?![\d-]))`,
  "(?<ipv6>(?<![0-9A-Za-z.]|[0-9A-Fa-f]:)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![0-9A-Za-z]|:[0-9A-Fa-f]))",
  "(?<=0x)(?<loadedMac>[0-9a-f]{12})(?=->)",
  "(?<=0x)(?<loadedIp>[0-9a-f]{7,8})(?=->NXM_OF_ARP_[ST]PA)",
  String.raw`(?<=\b0000)(?<datapath>[0-9a-f]{12})\b`,
  String.raw`\b(?<socket>[0-9A-F]{8}|[0-9A-F]{32})(?=:[0-9A-F]{4}\b)`,
  "(?<=packet=)(?<packet>[0-9a-f]{28,})"
];
var Pseudonyms = class {
  #shuffle;
  #addresses;
  #pattern;
  /** `texts`: all that is going to be replaced, to know the subnets and the names in it. */
  constructor(key2, hostName, texts) {
    this.#shuffle = new Shuffle(key2);
    this.#addresses = new Addresses(this.#shuffle);
    const names = new Set(namesIn(hostName, texts));
    for (const text of texts) this.#learnSubnets(text);
    const words2 = [...names].toSorted((one, other) => other.length - one.length).map((each) => each.replace(/[.-]/g, String.raw`\$&`));
    const name = words2.length === 0 ? [] : [String.raw`(?<![\w.-])(?<name>${words2.join("|")})(?![\w-])`];
    this.#pattern = new RegExp([...tokens, ...name].join("|"), "g");
  }
  text(text) {
    return text.replace(
      this.#pattern,
      (...match) => this.#replaced(String(match[0]), match.at(-1))
    );
  }
  /** Undefined for a capture that is not of Ethernet. */
  capture(bytes) {
    return rewriteCapture(bytes, this);
  }
  /** Twelve digits for twelve digits. */
  mac(digits) {
    return macFor(this.#shuffle, digits);
  }
  ipv4(address, length) {
    return this.#addresses.for(address, length);
  }
  /** As many letters as there were. */
  letters(text) {
    const replaced = this.text(text);
    return replaced !== text && replaced.length === text.length ? replaced : this.#shuffle.letters(text);
  }
  #replaced(all, groups) {
    const { uuid: uuid2, mac, ipv4: ipv42, dashed, ipv6, loadedMac, loadedIp, datapath, socket, packet, length, name } = groups;
    if (uuid2 !== void 0) return uuidFor(this.#shuffle, uuid2);
    if (mac !== void 0) return this.#macText(mac);
    if (ipv42 !== void 0) return this.#ipv4Text(ipv42, length, all);
    if (dashed !== void 0) return this.#ipv4Text(dashed.replaceAll("-", "."), void 0, all).replaceAll(".", "-");
    if (ipv6 !== void 0) return isIPv6(ipv6) ? this.#addresses.for6(ipv6) : all;
    if (loadedMac !== void 0) return this.mac(loadedMac);
    if (loadedIp !== void 0) return hexOf(this.#addresses.forNumber(Number.parseInt(loadedIp, 16)));
    if (datapath !== void 0) return this.mac(datapath);
    if (socket !== void 0) return socket.length === 32 ? "0".repeat(32) : this.#socketText(socket);
    if (packet !== void 0) return Buffer.from(rewriteFrame(Buffer.from(packet, "hex"), this)).toString("hex");
    return name === void 0 ? all : this.#shuffle.letters(name);
  }
  /** Six bytes, or more of them around a MAC: a DHCP client's identity (RFC 2132, 9.14; RFC 4361). */
  #macText(text) {
    const digits = text.replaceAll(":", "").toLowerCase();
    const other = `${this.#shuffle.masked(`identity ${digits}`, digits.slice(0, -12))}${this.mac(digits.slice(-12))}`;
    const kept = digits.length === 14 && digits.startsWith("01") ? `01${other.slice(2)}` : other;
    return colons(kept);
  }
  #ipv4Text(address, length, all) {
    if (!isIPv4(address)) return all;
    const prefix = length === void 0 ? void 0 : Number(length);
    return `${this.ipv4(address, prefix)}${length === void 0 ? "" : `/${length}`}`;
  }
  /** As /proc/net has it: the bytes in the order of the machine, which is that of x86. */
  #socketText(digits) {
    const swapped = (text) => text.match(/../g)?.toReversed().join("") ?? text;
    const number = this.#addresses.forNumber(Number.parseInt(swapped(digits), 16));
    return swapped(hexOf(number).padStart(8, "0")).toUpperCase();
  }
  #learnSubnets(text) {
    for (const [, address = "", length] of text.matchAll(
      /((?:\d{1,3}\.){3}\d{1,3})(?:\/|","prefixlen":)(\d{1,2})\b/g
    )) {
      this.#addresses.learn(address, Number(length));
    }
    for (const [line] of text.matchAll(/^.*\b255\.(?:\d{1,3}\.){2}\d{1,3}\b.*$/gm)) {
      const all = line.match(/(?:\d{1,3}\.){3}\d{1,3}/g) ?? [];
      const mask = all.find((each) => each.startsWith("255.") && each !== "255.255.255.255");
      const length = mask === void 0 ? void 0 : prefixLengthOfMask(mask);
      if (length === void 0) continue;
      for (const address of all) this.#addresses.learn(address, length);
    }
  }
};
var hexOf = (number) => number.toString(16);

// src/pseudonyms/disguise.ts
function pseudonyms(recorder, key2 = randomBytes(32)) {
  const texts = recorder.texts();
  const known = new Pseudonyms(key2, recorder.name, texts);
  const hide = (text) => known.text(redact(text));
  const sums = new Map(texts.flatMap((text) => sumsOfFiles(text, hide)));
  return {
    text: (text, tool) => hide(tool === "ps" ? briefProcesses(text) : text).replace(/\b[0-9a-f]{64}\b/g, (sum) => sums.get(sum) ?? sum),
    capture: (bytes) => known.capture(bytes)
  };
}
var inDisguise = (data, disguise) => JSON.parse(
  JSON.stringify(data),
  (_, value) => typeof value === "string" ? disguise.text(value) : value
);
function sumsOfFiles(text, hide) {
  const files = /* @__PURE__ */ new Map();
  for (const [, path = "", line = ""] of text.matchAll(/^(\/[^:\n]*):(.*)$/gm)) {
    files.set(path, [...files.get(path) ?? [], line]);
  }
  const ends = ["", "\n"];
  return [...files.values()].flatMap(
    (lines) => ends.map((end2) => [sumOf(`${lines.join("\n")}${end2}`), sumOf(`${hide(lines.join("\n"))}${end2}`)])
  );
}

// src/script/sed.ts
var extended = ({ source }) => source.replace(/\[(\^?)((?:\\.|[^\]\\])*)\]|\(\?:|\\(.)/g, (all, not, set, escaped) => {
  if (set !== void 0) return bracketed(not, set);
  return escaped === void 0 ? "(" : classes[escaped] ?? (escaped === "/" ? "/" : all);
}).replace(/\{0,\d\d+\}/g, "*").replace(/\{1,\d\d+\}/g, "+");
var classes = {
  s: "[[:space:]]",
  S: "[^[:space:]]",
  w: "[[:alnum:]_]",
  d: "[0-9]"
};
var inBrackets = { s: "[:space:]", w: "[:alnum:]_", n: "", t: "	" };
function bracketed(not, set) {
  const inside = set.replace(/\\(.)/g, (_, escaped) => inBrackets[escaped] ?? `\\${escaped}`);
  const plain = inside.replaceAll("\\\\", "\\");
  const isFirst = plain.includes("\\]");
  const rest = plain.replaceAll("\\]", "");
  return rest === "" && !isFirst ? "." : `[${not}${isFirst ? "]" : ""}${rest}]`;
}
var key = "-----BEGIN [A-Z ]*PRIVATE KEY-----";
var redactionProgram = [
  `s~(${key})[^-]*-----END [A-Z ]*-----~\\1(redacted)~g`,
  `/${key}([^(]|$)/,/-----END [A-Z ]*-----/{`,
  `s~(${key}).*~\\1(redacted)~`,
  "t",
  "d",
  "}",
  ...secretsInLines.map(
    ([pattern, replacement]) => `s~${extended(pattern)}~${replacement.replace("$1", "\\1")}~g${pattern.flags.includes("i") ? "I" : ""}`
  )
].join("\n");

// src/script/bundle.ts
var bundleFunctions = (version3, listenSeconds) => String.raw`set -u
umask 077
LC_ALL=C LANG=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL LANG PATH
if [ "$(id -u)" != 0 ]; then
  echo "qdoctor: only root can look into the namespaces and the switch: sudo sh $0" >&2
  exit 3
fi
host=$(uname -n)
started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
name=qdoctor-$(printf %s "$host" | sed 's/[^[:alnum:]_.-]\{1,\}/_/g')-$(printf %s "$started" | tr -d ':-')
target=$name.tar.gz
if [ $# -gt 0 ]; then target=$1; fi
if [ -e "$target" ]; then
  echo "qdoctor: $target is there already" >&2
  exit 2
fi
scratch=$target.part
bundle=$scratch/$name
captures=
napping=
end() {
  for pid in $captures $napping; do kill "$pid" 2>/dev/null; done
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 130' INT TERM HUP
mkdir "$scratch" && mkdir "$bundle" "$bundle/${captureFolder}" || exit 2
limit='timeout ${defaultTimeoutMs / 1e3}'
longest='timeout ${listenSeconds + 30}'
if ! $limit true 2>/dev/null; then limit= longest=; fi

redact() { sed -E ${quoted(redactionProgram)}; }
say() { printf '%s\n' "$1"; }
# One that a signal ends at once.
pause() {
  sleep "$1" &
  napping=$!
  wait "$napping"
  napping=
}
# Lines as JSON: each a word, or all of them one text.
as_words() { sed -e 's/[\\"]/\\&/g' -e 's/.*/"&"/' -e '$!s/$/,/' | tr -d '\n'; }
as_text() { tr -d '\000-\010\013-\037\177' | sed -e 's/[\\"]/\\&/g' -e 's/	/\\t/g' -e 's/$/\\n/' | tr -d '\n'; }

# Sets $file, $argv and $at for a command, redacted.
name_of() {
  at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  argv=$(printf '%s\n' "$@" | redact)
  base=$(printf %s "$argv" | tr '\n' ' ' | sed 's/[^[:alnum:]_.-]\{1,\}/_/g' | cut -c1-${longestName})
  argv=$(printf '%s\n' "$argv" | as_words)
  file=$base
  count=1
  while [ -e "$bundle/$file" ] || [ -e "$bundle/${captureFolder}/$file.pcap" ]; do
    count=$((count + 1))
    file=$base.$count
  done
}

# note END: an entry of the manifest for what name_of was told.
note() { printf ',\n    {"argv":[%s],%s"at":"%s","end":%s}' "$argv" "$asked" "$at" "$1" >>"$scratch/commands"; }

# Leaves the exit code in $code, the file of the output in $answer, and what was said besides in $errors.
ask() {
  input=$1
  shift
  name_of "$@"
  asked=
  if [ -n "$input" ]; then asked="\"input\":\"$(printf %s "$input" | as_text)\","; fi
  code=127
  errors=
  answer=/dev/null
  if ! command -v "$1" >/dev/null 2>&1; then
    note '{"kind":"tool-missing"}'
    return
  fi
  errors=$({ { printf %s "$input" | $limit "$@"; echo "$?" >&3; } | redact >"$bundle/$file"; } 2>&1 3>"$scratch/code" | redact)
  code=$(cat "$scratch/code")
  case $code in
  124 | 143)
    note '{"kind":"timed-out","afterMs":${defaultTimeoutMs}}'
    rm "$bundle/$file"
    ;;
  *)
    text=
    if [ -n "$errors" ]; then text=$(say "$errors" | as_text); fi
    answer=$bundle/$file
    note "{\"kind\":\"exited\",\"exitCode\":$code,\"file\":\"$file\",\"stderr\":\"$text\"}"
    ;;
  esac
}

# The first of several commands that gives an answer, within $enter.
first() {
  for words in "$@"; do
    ask '' $enter $words
    if [ "$code" = 0 ]; then return; fi
  done
}

version() {
  tool=$1
  shift
  ask '' "$@"
  line=$( (cat "$answer"; say "$errors") | sed -n '/./{p;q;}' | as_text | sed 's/\\n$//')
  if [ -n "$line" ]; then printf ',"%s":"%s"' "$tool" "$line" >>"$scratch/versions"; fi
}

listen() {
  if ! command -v tcpdump >/dev/null 2>&1; then return; fi
  name_of "$@"
  asked=
  $longest "$@" </dev/null >"$bundle/${captureFolder}/$file.pcap" 2>/dev/null &
  captures="$captures $!"
  note "{\"kind\":\"streamed\",\"file\":\"${captureFolder}/$file.pcap\"}"
}

finish() {
  for pid in $captures; do kill "$pid" 2>/dev/null; done
  for pid in $captures; do wait "$pid"; done
  captures=
  # What could not listen is no capture; something has been asked since, so the list still ends as it should.
  for capture in "$bundle/${captureFolder}"/*; do
    if [ -s "$capture" ]; then continue; fi
    rm -f "$capture"
    grep -vF "/$(basename "$capture")\"" "$scratch/commands" >"$scratch/others"
    mv "$scratch/others" "$scratch/commands"
  done
  rmdir "$bundle/${captureFolder}" 2>/dev/null
  {
    printf '{\n  "format": "qdoctor.bundle/1",\n  "version": "${version3}",\n  "host": %s,\n' "$(say "$host" | as_words)"
    printf '  "recorded": "%s",\n  "note": "Recorded by a script of qdoctor collect.",\n' "$started"
    printf '  "versions": {%s},\n  "playbook": "full",\n' "$(sed '1s/^,//' "$scratch/versions")"
    printf '  "listenedSeconds": ${listenSeconds},\n  "commands": [%s\n  ]\n}\n' "$(sed '1s/^,//' "$scratch/commands")"
  } >"$bundle/manifest.json"
  case $target in
  *.tar.gz | *.tgz) tar -C "$scratch" -czf "$scratch/packed" "$name" && mv "$scratch/packed" "$target" ;;
  *) mv "$bundle" "$target" ;;
  esac || exit 2
  echo "$(grep -c '"argv"' "$scratch/commands") commands and captures of $host are in $target"
  echo "Diagnose it anywhere: qdoctor --ci --from $target"
}`;

// src/script/collector.ts
var words = (argv) => argv.map((word) => /^\$[a-z]+$/.test(word) ? listed.has(word) ? word : `"${word}"` : quoted(word)).join(" ");
var listed = /* @__PURE__ */ new Set(["$folders", "$tables", "$listened", "$files"]);
var ask = ({ argv, input = "" }) => `ask ${quoted(input)} ${words(argv)}`;
var asks = (...commands) => commands.map(ask).join("\n");
var askAsText = stackAsText.map((group) => `first ${group.map((argv) => quoted(argv.join(" "))).join(" ")}`).join("\n");
var uuid = uuidPattern.source;
var behindArgs = (pattern) => quoted(extended(pattern).replace(/^\^/, ""));
var listen = (namespace) => `listen ${words([...namespace, ...captureWords("$device", dhcpFilter)])}`;
var collectorScript = (version3, listenSeconds) => `#!/bin/sh
# Records what a diagnosis of this host needs, without the secrets in it: sudo sh FILE [BUNDLE.tar.gz]
# Written by qdoctor ${version3}. It sends nothing and changes nothing, and takes some ${listenSeconds + 10} seconds.
${bundleFunctions(version3, listenSeconds)}

# ---- the switch, the processes and the namespaces
${versionCommands.map(([tool, command]) => `version ${tool} ${words(command.argv)}`).join("\n")}
${ask(listCommand)}
list=$answer
${ask(inodesCommand)}
inodes=$(sed -n 's/^\\([0-9]*\\) .*/\\1|/p' "$answer" | tr -d '\\n')
${ask(ownNamespacesCommand)}
own=$(tr '\\n' ' ' <"$answer")
${ask(processesCommand)}
processes=$answer
here="^ *[0-9]+ +[^ ]+ +($(say "$own" | cut -d' ' -f2) +[^ ]+|[^ ]+ +($inodes$(say "$own" | cut -d' ' -f1))) +"
if [ "$code" != 0 ]; then
  ${ask(oldProcessesCommand)}
  processes=$answer
  here='^ *[0-9]+ +[^ ]+ +'
fi
# Those of this host whose command line begins like that, and their numbers.
running() { grep -E "$here$1" "$processes"; }
numbers() { sed 's/^ *\\([0-9]*\\).*/\\1/'; }
${ask(switchCommand)}
if [ "$code" != 0 ]; then
  ask '' ovs-vsctl show
elif grep -q ',4095,' "$answer"; then
  # A port sits there for seconds while the agent wires it.
  pause ${secondLookAfterMs / 1e3}
  ${ask(switchCommand)}
  ${ask(deadPortsCommand)}
fi
${asks(switchQuestion)}
vswitchd=$code
${asks(servicesCommand, netfilterCommand(void 0), kernelCommand, stateFoldersCommand(statePaths))}
enter=
${ask(stackCommand(void 0))}
stack=$answer
if [ "$code" != 0 ]; then
${askAsText}
  ask '' brctl show
fi
host_stack=$stack
${ask(unixListenersCommand)}
listeners=$answer

# ---- what the agents wrote, and their processes
dnsmasq=$(running ${behindArgs(new RegExp(String.raw`^(?:\S*/)?dnsmasq(?: .*)? --(?:dhcp-hostsfile|pid-file)=\S*${uuid}`))})
folders=
for folder in $(say "$dnsmasq" | sed -nE 's~.* --dhcp-hostsfile=([^ ]*)/[^ /]*/[^ /]*( .*)?$~\\1~p;t
s~.* --pid-file=([^ ]*)/[^ /]*/[^ /]*( .*)?$~\\1~p'); do
  case " ${statePaths.map((path) => `${path}/dhcp`).join(" ")} $folders " in
  *" $folder "*) ;;
  *) folders="$folders $folder" ;;
  esac
done
${asks(...Object.values(agentFileCommands(["$folders"])))}
tables=
for pid in $(say "$dnsmasq" | numbers); do tables="$tables /proc/$pid/net/udp"; done
if [ -n "$tables" ]; then ${ask(dhcpSocketsCommand(["$tables"]))}; fi
agent=$(running ${behindArgs(metadataAgent)} | head -n 1)
pid=$(say "$agent" | numbers)
if [ -n "$pid" ] && [ "$(wc -l <"$listeners")" -lt 2 ]; then
  # One that has just been started opens its socket later.
  pause 5
  ${ask(unixListenersCommand)}
  listeners=$answer
fi
listened=
files=${quoted(usualNovaFiles.join(" "))}
if [ -n "$pid" ]; then
  for path in $(sed '$d' "$listeners" | sed 's/.* //'); do listened="$listened /proc/$pid/root$path"; done
  named=$(say "$agent" | grep -oE -- '--config-(file|dir)[= ][^ )]+' | sed 's/^[^= ]*[= ]//')
  paths=$files
  files=
  for path in $(say "$named" | grep . || say "$paths"); do files="$files /proc/$pid/root$path"; done
fi
tables=
for other in $(running ${behindArgs(new RegExp(`(?:${haproxy.source.slice(1)}|${ownProxy.source.slice(1)})`))} | numbers) $pid; do
  tables="$tables /proc/$other/net/tcp /proc/$other/net/tcp6"
done
${asks(socketFilesCommand(["$listened"]), listeningPortsCommand(["$tables"]), novaCommand(["$files"]))}

# ---- each namespace of the agents
namespaces=$(sed 's/ .*//' "$list" | grep -E ${quoted(extended(agentNamespace))})
servers=
for namespace in $namespaces; do
  enter="ip netns exec $namespace"
  ${ask(stackCommand("$namespace"))}
  stack=$answer
if [ "$code" != 0 ]; then
${askAsText}
  fi
  case $namespace in
  qrouter-*) ${ask(netfilterCommand("$namespace"))} ;;
  qdhcp-*)
    device=$(grep -oE 'tap[[:alnum:]_.-]+' "$stack" | head -n 1)
    if [ -n "$device" ]; then servers="$servers $namespace/$device"; fi
    ;;
  esac
done

# ---- the flows of the bridges that the agents program
if [ "$vswitchd" = 0 ]; then
  bridges=$(ovs-vsctl --timeout=5 list-br | grep -xE 'br-int|br-tun')
  for port in $(ovs-vsctl --timeout=5 --bare --columns=name find Interface type=patch); do
    bridges="$bridges $(ovs-vsctl --timeout=5 iface-to-br "$port")"
  done
  for bridge in $(printf '%s\\n' $bridges | sort -u); do
    ${[...flowCommands("$bridge"), macTableCommand("$bridge")].map(ask).join("\n    ")}
  done
fi

# ---- DHCP, at the servers' ports and at both sides of the VMs' bridges, unless those are many
for server in $servers; do
  namespace=$(dirname "$server")
  device=$(basename "$server")
  ${listen(["ip", "netns", "exec", "$namespace"])}
done
guests=
for id in $(grep -oE 'qvb[[:alnum:]_.-]+' "$host_stack" | sort -u | sed 's/^qvb//'); do
  if grep -qw "tap$id" "$host_stack"; then guests="$guests $id"; fi
done
if [ "$(say "$guests" | wc -w)" -le 8 ]; then
  for id in $guests; do
    for device in "qvb$id" "tap$id"; do ${listen([])}; done
  done
fi
pause ${listenSeconds}
${ask(clockCommand)}
pause ${answerMs / 1e3}
# Should an answer be missing, this may tell why.
${ask(bridgeRulesCommand)}
for namespace in $namespaces; do
  case $namespace in qdhcp-*) ${ask(netfilterCommand("$namespace"))} ;; esac
done
finish
`;

// src/commands/collect.ts
function addCollectCommand(program, interrupt) {
  program.command("collect").description("record all that a diagnosis needs, to be diagnosed elsewhere with --from").option("-o, --output <FILE.tar.gz|FOLDER>", "where to (default: a file named after the host and the time)").option("--host <[USER@]HOST>", "of another host, over ssh").option("--playbook <PLAYBOOK>", "record what the steps of this playbook run, too").option("--set <NAME=VALUE>", "a variable of the playbook (repeatable)", gather).option("--passive", "send no packet at all").option("--wait <SECONDS>", "how long to listen for DHCP where nothing may be sent (default: 10)", parseSeconds).option("--timeout <SECONDS>", "limit for the whole run (default: 120)", parseSeconds).option("--quiet", "no progress").option("--pseudonyms", "other addresses, UUIDs and names in place of the real ones, always the same for the same").option("--script", "print a POSIX shell script that records a host without Node; it only listens").addHelpText(
    "after",
    `
Passwords, tokens and keys are taken out before anything is written. Addresses
and names stay, or are replaced by others with --pseudonyms; the diagnosis is
the same.

Examples:
  sudo qdoctor collect                     a file to attach to a ticket
  sudo qdoctor collect -o net01/           a folder to read in
  qdoctor collect --script >record.sh      for a host without Node: sudo sh record.sh
  qdoctor --ci --from qdoctor-net01.tar.gz and what is wrong with that host`
  ).action(async (own) => {
    const options = { ...program.opts(), ...own };
    if (options.script === true && options.playbook !== void 0) {
      throw new UserError("A script records what the built-in checks ask, and no steps of a playbook.", {
        hint: "Leave out --script or --playbook."
      });
    }
    if (options.script === true) process.stdout.write(collectorScript(version, options.wait ?? 10));
    else process.exitCode = await collect(options, interrupt);
  });
}
function parseSeconds(text) {
  const seconds = Number(text);
  if (!(seconds >= 0 && seconds <= 86400) || text === "") throw new InvalidArgumentError("Give a number of seconds.");
  return seconds;
}
var isPacked = (path) => /\.(?:tar\.gz|tgz)$/.test(path);
async function collect(options, interrupt) {
  const { timeout: timeoutSeconds = 120 } = options;
  const own = loadPlaybook(options.playbook ?? "full", checks, options.set);
  refuseOpenValues(own.ask, own.vars);
  return withHost(
    { from: void 0, host: options.host, timeoutSeconds },
    interrupt,
    (host) => collectFrom(host, withAllChecks(own, checks), options, timeoutSeconds, interrupt)
  );
}
async function collectFrom(host, playbook, options, timeoutSeconds, interrupt) {
  const { passive = false, wait: waitSeconds = 10, quiet: isQuiet = false } = options;
  const started = /* @__PURE__ */ new Date();
  const target = options.output ?? `${nameOf(options.pseudonyms === true ? "host" : host.name, started)}.tar.gz`;
  refuseTaken(target);
  const recorder = new Recorder(host);
  const look = { ...wholeHost, passive, waitSeconds, timeoutSeconds, failOn: "error" };
  const [{ report }, versions] = await withProgress(
    { isQuiet },
    (progress) => Promise.all([examine(recorder, playbook, look, progress), versionsOf(recorder)])
  );
  if (interrupt.aborted) return 130;
  const scratch = mkdtempSync(join(isPacked(target) ? tmpdir() : dirname2(resolve(target)), ".qdoctor-"));
  try {
    const disguise = options.pseudonyms === true ? pseudonyms(recorder) : redacted;
    const folder = join(scratch, nameOf(disguise.text(host.name), started));
    const about = {
      note: `Recorded by qdoctor collect. The report of that time: ${reportName}.`,
      versions,
      playbook: playbook.name,
      report: reportName,
      ...passive ? { listenedSeconds: waitSeconds } : {}
    };
    const counts = await recorder.save(folder, about, started, disguise);
    writeFileSync(join(folder, reportName), renderJson(inDisguise(report, disguise)));
    if (isPacked(target)) {
      await pack(folder, `${target}.part`);
      renameSync(`${target}.part`, target);
    } else {
      chmodSync(folder, 448);
      renameSync(folder, target);
    }
    process.stdout.write(
      printable(
        `${counts.commands} commands and ${counts.captures} captures of ${host.name} are in ${target}
Diagnose it anywhere: qdoctor --ci --from ${target}
`
      )
    );
    return 0;
  } catch (cause) {
    if (cause.code === void 0) throw cause;
    throw new UserError(`${target} can't be written.`, { cause, hint: cause.message });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(`${target}.part`, { force: true });
  }
}
var reportName = "report.json";
var nameOf = (name, at) => `qdoctor-${name.replace(/[^\w.-]+/g, "_")}-${at.toISOString().replace(/[-:]|\.\d+/g, "")}`;
function refuseTaken(target) {
  if (!existsSync(dirname2(resolve(target)))) {
    throw new UserError(`There is no folder for ${target}.`, { hint: "Make it, or name another place." });
  }
  if (existsSync(target)) {
    throw new UserError(`${target} is there already.`, { hint: "Name another file or folder." });
  }
}
async function versionsOf(host) {
  const results = await host.run(versionCommands.map(([, command]) => command));
  return Object.fromEntries(
    versionCommands.flatMap(([name], index) => {
      const result = results[index];
      const [line = ""] = result?.kind === "exited" ? `${result.stdout}${result.stderr}`.trim().split("\n") : [];
      return line === "" ? [] : [[name, line]];
    })
  );
}
export {
  addCollectCommand
};
