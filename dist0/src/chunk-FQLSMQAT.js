import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/report/printable.ts
var printable = (text) => text.replace(unprintable, visible);
var printableLine = (text) => printable(text).replace(/[\t\n]/g, visible);
var unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
function visible(character) {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

export {
  printable,
  printableLine
};
