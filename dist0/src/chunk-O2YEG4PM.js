import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  BrokenCapture,
  maxPacketLength
} from "./chunk-G72MGUHJ.js";
import {
  dhcpFacts
} from "./chunk-2XQHUW4B.js";
import {
  copyOf,
  hexText,
  ipv4Text,
  joined,
  latin1Text,
  macText,
  shared,
  u16,
  u16le,
  u32,
  u32le,
  u8
} from "./chunk-5RHJENI4.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/packets/capture/pcap.ts
var headerLength = 24;
var recordHeaderLength = 16;
function pcapMagic(magic) {
  switch (magic) {
    case 2712847316:
      return { isLittleEndian: false, digits: 6 };
    case 3569595041:
      return { isLittleEndian: true, digits: 6 };
    case 2712812621:
      return { isLittleEndian: false, digits: 9 };
    case 1295823521:
      return { isLittleEndian: true, digits: 9 };
    default:
      return void 0;
  }
}
function pcapFormat(magic, wanted) {
  const read16 = magic.isLittleEndian ? u16le : u16;
  const read32 = magic.isLittleEndian ? u32le : u32;
  const nanosecondsPerUnit = magic.digits === 9 ? 1 : 1e3;
  let header;
  let frame = 0;
  function lengths(bytes, at, minor) {
    const [first, second] = [read32(bytes, at + 8), read32(bytes, at + 12)];
    return minor < 3 || minor === 3 && first > second ? [second, first] : [first, second];
  }
  function readHeader(bytes, at) {
    const major = read16(bytes, at + 4);
    if (major !== 2) throw new UserError(`This is pcap of version ${major}; only version 2 is known.`);
    header = { linkType: read32(bytes, at + 20) & 67108863, minor: read16(bytes, at + 6) };
  }
  return {
    lengthOf: (bytes, at, end) => {
      if (header === void 0) return headerLength;
      if (end - at < recordHeaderLength) return recordHeaderLength;
      const captured = header.minor < 4 ? lengths(bytes, at, header.minor)[0] : read32(bytes, at + 8);
      if (captured <= maxPacketLength) return recordHeaderLength + captured;
      throw new BrokenCapture(frame + 1, `it claims ${captured} bytes, and no packet has more than ${maxPacketLength}`);
    },
    take: (bytes, at, end, packets) => {
      if (header === void 0) return readHeader(bytes, at);
      frame += 1;
      const start = at + recordHeaderLength;
      if (wanted !== void 0 && !wanted(header.linkType, bytes, start, end)) return;
      const seconds = read32(bytes, at);
      const nanoseconds = Math.min(read32(bytes, at + 4) * nanosecondsPerUnit, 999999999);
      packets.push({
        frame,
        time: { seconds, nanoseconds, digits: magic.digits },
        linkType: header.linkType,
        // A copy: the reader's buffer is used again.
        bytes: copyOf(bytes, start, end),
        originalLength: lengths(bytes, at, header.minor)[1]
      });
    },
    position: () => header === void 0 ? "header" : frame + 1
  };
}

// src/packets/capture/pcapng-interface.ts
var endOfOptions = 0;
var ifTsresol = 9;
var ifTsoffset = 14;
function readInterface(bytes, at, end, order) {
  let unitsPerSecond = 1000000n;
  let offsetSeconds = 0n;
  for (let position = at + 8; position + 4 <= end; ) {
    const code = order.u16(bytes, position);
    const length = order.u16(bytes, position + 2);
    const value = position + 4;
    if (code === endOfOptions || value + length > end) break;
    if (code === ifTsresol && length === 1) unitsPerSecond = unitsOf(u8(bytes, value));
    if (code === ifTsoffset && length === 8) offsetSeconds = signedOffset(bytes, value, order);
    position = value + Math.ceil(length / 4) * 4;
  }
  return { linkType: order.u16(bytes, at), snapLength: order.u32(bytes, at + 4), unitsPerSecond, offsetSeconds };
}
var unitsOf = (resolution) => (resolution & 128 ? 2n : 10n) ** BigInt(resolution & 127);
function signedOffset(bytes, at, { u32: u322 }) {
  const [first, second] = [BigInt(u322(bytes, at)), BigInt(u322(bytes, at + 4))];
  const isBig = u322(new Uint8Array([0, 0, 0, 1]), 0) === 1;
  return BigInt.asIntN(64, isBig ? first << 32n | second : second << 32n | first);
}
function timestampOf(from, bytes, at, { u32: u322 }) {
  const units = BigInt(u322(bytes, at)) << 32n | BigInt(u322(bytes, at + 4));
  const seconds = units / from.unitsPerSecond;
  const nanoseconds = units % from.unitsPerSecond * 1000000000n / from.unitsPerSecond;
  return {
    seconds: Number(seconds + from.offsetSeconds),
    nanoseconds: Number(nanoseconds),
    digits: from.unitsPerSecond > 1000000n ? 9 : 6
  };
}

// src/packets/capture/pcapng.ts
var sectionHeaderBlock = 168627466;
var interfaceBlock = 1;
var obsoletePacketBlock = 2;
var simplePacketBlock = 3;
var enhancedPacketBlock = 6;
var numbered = /* @__PURE__ */ new Set([9, 2989, 1073744813]);
var bigEndian = { u16, u32 };
var littleEndian = { u16: u16le, u32: u32le };
var maxBlockLength = 16 * 1024 * 1024;
function pcapngFormat(wanted) {
  let order;
  let interfaces = [];
  let frame = 0;
  function orderOf(bytes, at) {
    const magic = u32(bytes, at + 8);
    if (magic === 439041101) return bigEndian;
    if (magic === 1295788826) return littleEndian;
    throw broken("a section of it has an unknown byte order");
  }
  const broken = (reason) => order === void 0 ? new UserError(`This is no readable pcapng: ${reason}.`) : new BrokenCapture(frame + 1, reason);
  function addPacket(packets, block, source, time, lengths) {
    const { bytes, at, end } = block;
    const from = interfaces[source];
    if (from === void 0) throw broken(`it comes from interface ${source}, which the capture does not describe`);
    const start = at + 8 + lengths.fields;
    if (lengths.captured > end - 4 - start || lengths.captured > maxPacketLength) {
      throw broken(`it claims ${lengths.captured} bytes in a block of ${end - at}`);
    }
    frame += 1;
    const stop = start + lengths.captured;
    if (wanted !== void 0 && !wanted(from.linkType, bytes, start, stop)) return;
    packets.push({
      frame,
      time: time === void 0 || order === void 0 ? void 0 : timestampOf(from, bytes, time, order),
      linkType: from.linkType,
      // A copy: the reader's buffer is used again.
      bytes: copyOf(bytes, start, stop),
      originalLength: lengths.original
    });
  }
  function takeBlock(type, block, packets, { u16: read16, u32: read32 }) {
    const { bytes, at, end } = block;
    const body = at + 8;
    const size = end - at - 12;
    const needs = (length) => {
      if (size < length) throw broken(`a block of type ${type} is too short`);
    };
    switch (type) {
      case interfaceBlock:
        needs(8);
        interfaces.push(readInterface(bytes, body, end - 4, { u16: read16, u32: read32 }));
        return;
      case enhancedPacketBlock:
      case obsoletePacketBlock: {
        needs(20);
        const source = type === enhancedPacketBlock ? read32(bytes, body) : read16(bytes, body);
        addPacket(packets, block, source, body + 4, {
          fields: 20,
          captured: read32(bytes, body + 12),
          original: read32(bytes, body + 16)
        });
        return;
      }
      case simplePacketBlock: {
        needs(4);
        const original = read32(bytes, body);
        const snapLength = interfaces[0]?.snapLength ?? 0;
        const captured = Math.min(original, size - 4, snapLength === 0 ? original : snapLength);
        addPacket(packets, block, 0, void 0, { fields: 4, captured, original });
        return;
      }
      default:
        if (numbered.has(type)) frame += 1;
    }
  }
  return {
    lengthOf: (bytes, at, end) => {
      if (end - at < 12) return 12;
      const isSection = u32(bytes, at) === sectionHeaderBlock;
      const { u32: read32 } = isSection || order === void 0 ? orderOf(bytes, at) : order;
      const length = read32(bytes, at + 4);
      if (length >= (isSection ? 28 : 12) && length <= maxBlockLength && length % 4 === 0) return length;
      throw broken(`a block claims a length of ${length} bytes`);
    },
    take: (bytes, at, end, packets) => {
      if (u32(bytes, at) === sectionHeaderBlock) {
        order = orderOf(bytes, at);
        interfaces = [];
        return;
      }
      if (order === void 0) throw broken("it does not begin with a section header");
      takeBlock(order.u32(bytes, at), { bytes, at, end }, packets, order);
    },
    position: () => order === void 0 ? "header" : frame + 1
  };
}

// src/packets/capture/records.ts
var RecordReader = class {
  #format;
  /** The beginning of a record that the pieces so far did not complete. */
  #unfinished = new Uint8Array(0);
  constructor(format) {
    this.#format = format;
  }
  push(piece, packets) {
    let at = 0;
    while (this.#unfinished.length > 0) {
      const have = this.#unfinished.length;
      const length = this.#format.lengthOf(this.#unfinished, 0, have);
      if (length <= have) {
        this.#format.take(this.#unfinished, 0, length, packets);
        this.#unfinished = new Uint8Array(0);
        break;
      }
      const more = piece.subarray(at, at + length - have);
      if (more.length === 0) return;
      at += more.length;
      this.#unfinished = joined(this.#unfinished, more);
    }
    this.#unfinished = copyOf(piece, this.#takeWhole(piece, at, packets));
  }
  /** Takes every record that is whole, and gives the place of the first that is not. */
  #takeWhole(piece, from, packets) {
    const end = piece.length;
    let at = from;
    while (at < end) {
      const length = this.#format.lengthOf(piece, at, end);
      if (length > end - at) return at;
      this.#format.take(piece, at, at + length, packets);
      at += length;
    }
    return at;
  }
  end() {
    const position = this.#format.position();
    if (position === "header") throw new UserError("The capture ends in the middle of its file header.");
    if (this.#unfinished.length > 0) throw new BrokenCapture(position, "the capture ends in the middle of it");
  }
};

// src/packets/capture/stream.ts
async function* streamCapture(pieces) {
  for await (const batch of streamBatches(pieces)) yield* batch;
}
async function* streamBatches(pieces) {
  const { PcapParserReader } = await import("./pcap-parser-reader-KISMHF5O.js");
  const reader = new SniffingReader(
    (magic) => pcapMagic(magic)?.digits === 6 ? new PcapParserReader() : ownReader(magic)
  );
  for await (const piece of pieces) {
    const packets = [];
    const failure = failureOf(() => reader.push(piece, packets));
    if (packets.length > 0) yield packets;
    if (failure !== void 0) throw failure.error;
  }
  reader.end();
}
function failureOf(action) {
  try {
    action();
    return void 0;
  } catch (error) {
    return { error };
  }
}
function ownReader(magic, wanted) {
  const pcap = pcapMagic(magic);
  if (pcap !== void 0) return new RecordReader(pcapFormat(pcap, wanted));
  return magic === sectionHeaderBlock ? new RecordReader(pcapngFormat(wanted)) : void 0;
}
var SniffingReader = class {
  #choose;
  #reader;
  #head = new Uint8Array(0);
  constructor(choose) {
    this.#choose = choose;
  }
  push(piece, packets) {
    if (this.#reader !== void 0) {
      this.#reader.push(piece, packets);
      return;
    }
    this.#head = joined(this.#head, piece);
    if (this.#head.length < 4) return;
    this.#reader = this.#choose(u32(this.#head, 0));
    if (this.#reader === void 0) throw new UnknownFormat(this.#head.subarray(0, 4));
    this.#reader.push(this.#head, packets);
  }
  end() {
    if (this.#reader === void 0) {
      const isEmpty = this.#head.length === 0;
      throw new UserError(isEmpty ? "The capture is empty." : "The capture ends in the middle of its file header.");
    }
    this.#reader.end();
  }
};
var UnknownFormat = class extends UserError {
  constructor(magic) {
    super(`This is neither pcap nor pcapng: it begins with ${Buffer.from(magic).toString("hex")}.`);
    this.name = "UnknownFormat";
  }
};

// src/packets/link/ethernet.ts
var etherTypeIpv4 = 2048;
var isVlanTag = (etherType) => etherType === 33024 || etherType === 34984 || etherType === 37120 || etherType === 37376 || etherType === 37632;
function ipAfterType(bytes, etherType, at, end) {
  let type = etherType;
  let position = at;
  while (isVlanTag(type)) {
    if (end - position < 4) return -1;
    type = u16(bytes, position + 2);
    position += 4;
  }
  if (type === etherTypeIpv4) return position;
  return type <= 1500 ? ipAfterLlc(bytes, position, end) : -1;
}
function ipAfterLlc(bytes, at, end) {
  if (end - at < 8 || u16(bytes, at) !== 43690 || u8(bytes, at + 2) !== 3) return -1;
  return u16(bytes, at + 6) === etherTypeIpv4 ? at + 8 : -1;
}
var untagged = [];
function vlansAfterType(bytes, etherType, at) {
  if (!isVlanTag(etherType)) return untagged;
  const vlans = [];
  let type = etherType;
  for (let position = at; isVlanTag(type) && position + 4 <= bytes.length; position += 4) {
    vlans.push(u16(bytes, position) & 4095);
    type = u16(bytes, position + 2);
  }
  return vlans;
}

// src/packets/link/ieee80211.ts
function headerLength2(bytes, at) {
  const control = u8(bytes, at);
  const flags = u8(bytes, at + 1);
  const isData = (control & 12) === 8;
  const isEmpty = (control & 64) !== 0;
  const isEncrypted = (flags & 64) !== 0;
  if (!isData || isEmpty || isEncrypted) return -1;
  const hasFourAddresses = (flags & 3) === 3;
  const hasQos = (control & 128) !== 0;
  const hasHtControl = hasQos && (flags & 128) !== 0;
  return 24 + (hasFourAddresses ? 6 : 0) + (hasQos ? 2 : 0) + (hasHtControl ? 4 : 0);
}
function ipInIeee80211(bytes, at, end) {
  const length = headerLength2(bytes, at);
  return length < 0 ? -1 : ipAfterLlc(bytes, at + length, end);
}
function ieee80211Addresses(bytes, at) {
  const [first, second, third, fourth] = [at + 4, at + 10, at + 16, at + 24];
  const flags = u8(bytes, at + 1) & 3;
  const [destination, source] = flags === 0 ? [first, second] : flags === 1 ? [third, second] : flags === 2 ? [first, third] : [third, fourth];
  return { srcMac: macText(bytes, source), dstMac: macText(bytes, destination), vlan: [] };
}

// src/packets/link/layers.ts
var nowhere = { srcMac: null, dstMac: null, vlan: [] };
var ethernet = {
  ipAt: (bytes, at, end) => end - at < 14 ? -1 : ipAfterType(bytes, u16(bytes, at + 12), at + 14, end),
  addresses: (bytes, at) => ({
    srcMac: macText(bytes, at + 6),
    dstMac: macText(bytes, at),
    vlan: vlansAfterType(bytes, u16(bytes, at + 12), at + 14)
  })
};
var linuxCooked = {
  ipAt: (bytes, at, end) => end - at < 16 ? -1 : ipAfterType(bytes, u16(bytes, at + 14), at + 16, end),
  addresses: (bytes, at) => ({
    srcMac: u16(bytes, at + 4) === 6 ? macText(bytes, at + 6) : null,
    dstMac: null,
    vlan: vlansAfterType(bytes, u16(bytes, at + 14), at + 16)
  })
};
var linuxCooked2 = {
  ipAt: (bytes, at, end) => end - at < 20 ? -1 : ipAfterType(bytes, u16(bytes, at), at + 20, end),
  addresses: (bytes, at) => ({
    srcMac: u8(bytes, at + 11) === 6 ? macText(bytes, at + 12) : null,
    dstMac: null,
    vlan: vlansAfterType(bytes, u16(bytes, at), at + 20)
  })
};
var rawIp = {
  ipAt: (bytes, at, end) => end > at && u8(bytes, at) >> 4 === 4 ? at : -1,
  addresses: () => nowhere
};
var loopback = {
  // The address family is in the byte order of the machine that captured; AF_INET is 2 everywhere.
  ipAt: (bytes, at, end) => end - at >= 4 && (u32(bytes, at) === 2 || u32le(bytes, at) === 2) ? at + 4 : -1,
  addresses: () => nowhere
};
var wireless = (skip) => ({
  ipAt: (bytes, at, end) => ipInIeee80211(bytes, at + skip(bytes, at), end),
  addresses: (bytes, at) => ieee80211Addresses(bytes, at + skip(bytes, at))
});
var perPacketInformation = {
  ipAt: (bytes, at, end) => wrapped(bytes, at)?.ipAt(bytes, at + u16le(bytes, at + 2), end) ?? -1,
  addresses: (bytes, at) => wrapped(bytes, at)?.addresses(bytes, at + u16le(bytes, at + 2)) ?? nowhere
};
function wrapped(bytes, at) {
  const linkType = u32le(bytes, at + 4);
  return linkType === 192 ? void 0 : linkLayers.get(linkType);
}
var linkLayers = /* @__PURE__ */ new Map([
  [0, loopback],
  [1, ethernet],
  [12, rawIp],
  [14, rawIp],
  [101, rawIp],
  [105, wireless(() => 0)],
  [108, loopback],
  [113, linuxCooked],
  [119, wireless((bytes, at) => u32le(bytes, at + 4))],
  [127, wireless((bytes, at) => u16le(bytes, at + 2))],
  [163, wireless((bytes, at) => u32(bytes, at + 4))],
  [192, perPacketInformation],
  [228, rawIp],
  [276, linuxCooked2]
]);
var linkLayerOf = (linkType) => linkLayers.get(linkType);

// src/packets/capture/filter.ts
var dhcpServerPort = 67;
var dhcpClientPort = 68;
var protocolUdp = 17;
var isDhcpPort = (port) => port === dhcpServerPort || port === dhcpClientPort;
var mayBeDhcp = (linkType, bytes, at, end) => {
  const link = linkLayerOf(linkType);
  if (link === void 0) return true;
  const ip = link.ipAt(bytes, at, end);
  if (ip < 0 || end - ip < 20 || u8(bytes, ip + 9) !== protocolUdp) return false;
  if ((u16(bytes, ip + 6) & 8191) !== 0) return true;
  const udp = ip + (u8(bytes, ip) & 15) * 4;
  return end - udp >= 4 && (isDhcpPort(u16(bytes, udp)) || isDhcpPort(u16(bytes, udp + 2)));
};

// src/packets/checksum.ts
function wordSum(bytes, at, end, start = 0) {
  let sum = start;
  let position = at;
  for (; position + 1 < end; position += 2) sum += ((bytes[position] ?? 0) << 8) + (bytes[position + 1] ?? 0);
  return position < end ? sum + (u8(bytes, position) << 8) : sum;
}
function checksumOf(sum) {
  let folded = sum;
  while (folded > 65535) folded = (folded & 65535) + Math.floor(folded / 65536);
  return ~folded & 65535;
}
var udpSum = (bytes, addressesAt, udpAt, length) => wordSum(bytes, udpAt, udpAt + length, wordSum(bytes, addressesAt, addressesAt + 8) + 17 + length);
var pseudoHeaderSum = (bytes, addressesAt, length) => ~checksumOf(wordSum(bytes, addressesAt, addressesAt + 8) + 17 + length) & 65535;

// src/packets/dhcp/message.ts
var bootRequest = 1;
var bootReply = 2;
var broadcastFlag = 32768;
var magicCookie = 1669485411;
var optionCode = { pad: 0, overload: 52, end: 255 };
var field = { chaddr: 28, sname: 44, file: 108, cookie: 236, options: 240 };
var blank = {
  htype: 1,
  hops: 0,
  secs: 0,
  flags: 0,
  ciaddr: "0.0.0.0",
  yiaddr: "0.0.0.0",
  siaddr: "0.0.0.0",
  giaddr: "0.0.0.0",
  chaddr: "",
  sname: "",
  file: "",
  options: []
};
var dhcpMessage = (fields) => ({
  ...blank,
  ...fields
});

// src/packets/dhcp/decode-options.ts
function readOptions(bytes) {
  const options = [];
  let problem;
  function readArea(from, end, where) {
    const codes2 = [];
    for (let at = from; at < end; ) {
      const code = u8(bytes, at);
      if (code === optionCode.pad) {
        at += 1;
        continue;
      }
      const stop = at + 2 + u8(bytes, at + 1);
      if (code !== optionCode.end && (at + 1 >= end || stop > end)) {
        problem ??= `option ${code} runs past the end of ${where}`;
        break;
      }
      codes2.push(code);
      if (code === optionCode.end) break;
      addPart(options, code, bytes.subarray(at + 2, stop));
      at = stop;
    }
    return codes2;
  }
  const codes = readArea(field.options, bytes.length, "the packet");
  const place = codes.indexOf(optionCode.overload);
  if (place < 0) return { options, codes: shared(codes), overload: 0, problem };
  const overload = u8(options.find(({ code }) => code === optionCode.overload)?.value ?? new Uint8Array(0), 0);
  const inFile = overload & 1 ? readArea(field.file, field.cookie, 'the field "file"') : [];
  const inSname = overload & 2 ? readArea(field.sname, field.file, 'the field "sname"') : [];
  return {
    options: options.filter(({ code }) => code !== optionCode.overload),
    // Where Wireshark lists them, so that the two can be compared.
    codes: codes.toSpliced(place + 1, 0, ...inSname, ...inFile),
    overload,
    problem
  };
}
function addPart(options, code, value) {
  for (let index = 0; index < options.length; index += 1) {
    const before = options[index];
    if (before?.code === code) {
      options[index] = { code, value: joined(before.value, value) };
      return;
    }
  }
  options.push({ code, value });
}

// src/packets/dhcp/decode.ts
function decodeDhcpMessage(bytes) {
  if (bytes.length < field.sname) return void 0;
  const cookie = u32(bytes, field.cookie);
  const hasCookie = bytes.length >= field.options && cookie === magicCookie;
  const read = hasCookie ? readOptions(bytes) : { options: [], codes: [], overload: 0, problem: withoutCookie(bytes) };
  const message = {
    op: u8(bytes, 0),
    htype: u8(bytes, 1),
    hops: u8(bytes, 3),
    xid: u32(bytes, 4),
    secs: u16(bytes, 8),
    flags: u16(bytes, 10),
    ciaddr: ipv4Text(bytes, 12),
    yiaddr: ipv4Text(bytes, 16),
    siaddr: ipv4Text(bytes, 20),
    giaddr: ipv4Text(bytes, 24),
    chaddr: macText(bytes, field.chaddr, Math.min(u8(bytes, 2), 16)),
    sname: read.overload & 2 ? "" : textTo0(bytes.subarray(field.sname, field.file)),
    file: read.overload & 1 ? "" : textTo0(bytes.subarray(field.file, field.cookie)),
    options: read.options
  };
  return { message, optionCodes: read.codes, incomplete: read.problem };
}
function withoutCookie(bytes) {
  if (bytes.length < field.cookie) return `BOOTP ends after ${bytes.length} of at least ${field.cookie} bytes`;
  const cookie = bytes.subarray(field.cookie, field.options);
  if (cookie.every((byte) => byte === 0)) return void 0;
  return `its options are not read: the magic cookie is 0x${hexText(cookie)} instead of 0x63825363`;
}
function textTo0(bytes) {
  if (bytes[0] === 0) return "";
  const end = bytes.indexOf(0);
  return latin1Text(end < 0 ? bytes : bytes.subarray(0, end));
}

// src/packets/decode-packet.ts
var other = { kind: "other" };
function decodePacket(captured) {
  const { bytes, frame, linkType } = captured;
  const link = linkLayerOf(linkType);
  if (link === void 0) return { kind: "unknown-link", frame, linkType };
  const ip = link.ipAt(bytes, 0, bytes.length);
  if (ip < 0 || bytes.length - ip < 20 || u8(bytes, ip + 9) !== protocolUdp) return other;
  const header = (u8(bytes, ip) & 15) * 4;
  const udp = ip + header;
  const offset = u16(bytes, ip + 6) & 8191;
  if (offset > 0) return { kind: "fragment", frame, packetKey: packetKeyOf(bytes, ip) };
  if (bytes.length - udp < 4 || !(isDhcpPort2(u16(bytes, udp)) || isDhcpPort2(u16(bytes, udp + 2)))) return other;
  const fragmentOf = (u16(bytes, ip + 6) & 8192) === 0 ? null : packetKeyOf(bytes, ip);
  const unreadable = (reason) => ({ kind: "unreadable", frame, reason, fragmentOf });
  if (u8(bytes, ip) >> 4 !== 4 || header < 20) return unreadable("its IPv4 header is broken");
  const cut = whyCut(captured, fragmentOf);
  const ipEnd = u16(bytes, ip + 2) === 0 ? bytes.length : ip + u16(bytes, ip + 2);
  const udpLength = u16(bytes, udp + 4);
  if (bytes.length - udp < 8) return unreadable(cut ?? "it ends inside the UDP header");
  if (udpLength < 8 || ipEnd < udp + 8) return unreadable("its IPv4 or UDP length is shorter than the headers");
  const end = Math.min(udp + udpLength, ipEnd, bytes.length);
  const decoded = decodeDhcpMessage(bytes.subarray(udp + 8, end));
  if (decoded === void 0) return unreadable(cut ?? `it is too short for BOOTP: ${end - udp - 8} of 236 bytes`);
  const { op } = decoded.message;
  if (op !== bootRequest && op !== bootReply)
    return unreadable(cut ?? `it is neither request nor reply: its op is ${op}`);
  const udpChecksum = checksumVerdict(bytes, ip, udp, udpLength, end);
  const addresses = link.addresses(bytes, 0);
  const envelope = {
    frame,
    time: captured.time,
    vlan: addresses.vlan,
    srcMac: addresses.srcMac,
    dstMac: addresses.dstMac,
    srcIp: ipv4Text(bytes, ip + 12),
    dstIp: ipv4Text(bytes, ip + 16),
    udpChecksum,
    isChecksumLeftOut: udpChecksum === "bad" && u16(bytes, udp + 6) === pseudoHeaderSum(bytes, ip + 12, udpLength)
  };
  const isWhole = end === udp + udpLength && fragmentOf === null;
  const incomplete = isWhole ? decoded.incomplete : cut ?? `UDP claims ${udpLength} bytes, but ${end - udp} are there`;
  const packet = dhcpFacts(envelope, decoded.message, decoded.optionCodes, incomplete ?? null);
  return { kind: "dhcp", packet, fragmentOf };
}
function whyCut({ bytes, originalLength }, fragmentOf) {
  if (fragmentOf !== null) return `the first fragment of an IPv4 packet (${fragmentOf})`;
  return bytes.length < originalLength ? `cut short at ${bytes.length} of ${originalLength} bytes` : void 0;
}
var packetKeyOf = (bytes, ip) => `${ipv4Text(bytes, ip + 12)} > ${ipv4Text(bytes, ip + 16)} id 0x${u16(bytes, ip + 4).toString(16)}`;
var isDhcpPort2 = (port) => port === dhcpServerPort || port === dhcpClientPort;
function checksumVerdict(bytes, ip, udp, length, end) {
  if (u16(bytes, udp + 6) === 0) return "absent";
  if (end < udp + length) return "unverified";
  return checksumOf(udpSum(bytes, ip + 12, udp, length)) === 0 ? "good" : "bad";
}

// src/packets/read-dhcp.ts
var maxFragmented = 256;
function dhcpReader() {
  const fragmented = /* @__PURE__ */ new Map();
  const unknownLinks = /* @__PURE__ */ new Set();
  function skippedOf(decoded) {
    switch (decoded.kind) {
      case "dhcp": {
        const { frame, incomplete } = decoded.packet;
        return incomplete === null ? void 0 : { frame, reason: incomplete };
      }
      case "unreadable":
        return { frame: decoded.frame, reason: decoded.reason };
      case "fragment": {
        const { frame, packetKey } = decoded;
        const first = fragmented.get(packetKey);
        if (first === void 0) return void 0;
        return { frame, reason: `a further fragment of the IPv4 packet of frame ${first} (${packetKey})` };
      }
      case "unknown-link": {
        const { frame, linkType } = decoded;
        if (unknownLinks.has(linkType)) return void 0;
        unknownLinks.add(linkType);
        return { frame, reason: `it and others have link type ${linkType}, which qdoctor does not read` };
      }
      case "other":
        return void 0;
    }
  }
  return (captured) => {
    const decoded = decodePacket(captured);
    if ("fragmentOf" in decoded && decoded.fragmentOf !== null)
      remember(fragmented, decoded.fragmentOf, captured.frame);
    const skipped = skippedOf(decoded);
    const events = decoded.kind === "dhcp" ? [decoded] : [];
    return skipped === void 0 ? events : [...events, { kind: "skipped", ...skipped }];
  };
}
function remember(fragmented, key, frame) {
  const [oldest] = fragmented.keys();
  if (fragmented.size >= maxFragmented && oldest !== void 0) fragmented.delete(oldest);
  fragmented.set(key, frame);
}

export {
  streamCapture,
  streamBatches,
  failureOf,
  ownReader,
  SniffingReader,
  UnknownFormat,
  etherTypeIpv4,
  linkLayerOf,
  dhcpServerPort,
  dhcpClientPort,
  protocolUdp,
  mayBeDhcp,
  wordSum,
  checksumOf,
  udpSum,
  pseudoHeaderSum,
  bootRequest,
  broadcastFlag,
  magicCookie,
  optionCode,
  field,
  dhcpMessage,
  decodePacket,
  dhcpReader
};
