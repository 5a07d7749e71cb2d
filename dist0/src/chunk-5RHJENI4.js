import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/packets/bytes.ts
var u8 = (bytes, at) => bytes[at] ?? 0;
var u16 = (bytes, at) => u8(bytes, at) << 8 | u8(bytes, at + 1);
var u32 = (bytes, at) => u16(bytes, at) * 65536 + u16(bytes, at + 2);
var u16le = (bytes, at) => u8(bytes, at) | u8(bytes, at + 1) << 8;
var u32le = (bytes, at) => u16le(bytes, at) + u16le(bytes, at + 2) * 65536;
var slabLength = 8 * 1024;
var slab = new Uint8Array(slabLength);
var slabUsed = 0;
function copyOf(bytes, at, end = bytes.length) {
  const length = end - at;
  if (slabUsed + length > slab.length) {
    slab = new Uint8Array(Math.max(slabLength, length));
    slabUsed = 0;
  }
  const copy = slab.subarray(slabUsed, slabUsed + length);
  slabUsed += length;
  copy.set(new Uint8Array(bytes.buffer, bytes.byteOffset + at, length));
  return copy;
}
function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
var hexByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function hexText(bytes, separator = "") {
  let text = "";
  for (let at = 0; at < bytes.length; at += 1)
    text += at === 0 ? hexByte[u8(bytes, at)] : separator + hexByte[u8(bytes, at)];
  return text;
}
var macTexts = /* @__PURE__ */ new Map();
var ipv4Texts = /* @__PURE__ */ new Map();
var hex32Texts = /* @__PURE__ */ new Map();
var mostTexts = 1e4;
function remembered(texts, key, text) {
  if (texts.size >= mostTexts) texts.clear();
  texts.set(key, text);
  return text;
}
function macText(bytes, at, length = 6) {
  if (length !== 6) return hexText(bytes.subarray(at, at + length), ":");
  const key = u16(bytes, at) * 4294967296 + u32(bytes, at + 2);
  return macTexts.get(key) ?? remembered(macTexts, key, hexText(bytes.subarray(at, at + length), ":"));
}
var hex32Text = (value) => hex32Texts.get(value) ?? remembered(hex32Texts, value, `0x${value.toString(16).padStart(8, "0")}`);
function ipv4Text(bytes, at) {
  const key = u32(bytes, at);
  return ipv4Texts.get(key) ?? remembered(ipv4Texts, key, bytes.subarray(at, at + 4).join("."));
}
var lists = [];
var mostLists = 16;
var nextList = 0;
function shared(list) {
  for (const earlier of lists) if (isEqual(earlier, list)) return earlier;
  lists[nextList] = list;
  nextList = (nextList + 1) % mostLists;
  return list;
}
function isEqual(one, other) {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
var latin1Text = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
function ipv4Bytes(address) {
  const bytes = address.split(".").map(Number);
  if (bytes.length === 4 && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) return bytes;
  throw new RangeError(`not an IPv4 address: ${address}`);
}
function macBytes(address) {
  if (address === "") return [];
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i.test(address)) throw new RangeError(`not a hardware address: ${address}`);
  return address.split(":").map((byte) => Number.parseInt(byte, 16));
}
function ipv4Number(address) {
  let number = 0;
  let part = -1;
  let dots = 0;
  for (let at = 0; at < address.length; at += 1) {
    const digit = address.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      part = Math.max(part, 0) * 10 + digit;
    } else if (digit === -2 && part >= 0) {
      number = number * 256 + part;
      part = -1;
      dots += 1;
    } else {
      return void 0;
    }
    if (part > 255) return void 0;
  }
  return dots === 3 && part >= 0 ? number * 256 + part : void 0;
}

export {
  u8,
  u16,
  u32,
  u16le,
  u32le,
  copyOf,
  joined,
  hexText,
  macText,
  hex32Text,
  ipv4Text,
  shared,
  latin1Text,
  ipv4Bytes,
  macBytes,
  ipv4Number
};
