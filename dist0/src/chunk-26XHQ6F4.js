import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  printableLine
} from "./chunk-FQLSMQAT.js";

// src/report/command-line.ts
function quoteWord(word) {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (printableLine(word) === word) return inQuotes(word);
  const [, text = "", newlines = ""] = word.match(/^(.*?)(\n*)$/s) ?? [];
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("%", "%%").replace(/^-|[^ -~]/gu, inOctal);
  return `"$(printf ${inQuotes(escaped)})"${newlines === "" ? "" : inQuotes(newlines)}`;
}
var inQuotes = (text) => `'${text.replaceAll("'", "'\\''")}'`;
var inOctal = (character) => [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
function commandLines(argv, width) {
  const lines = [];
  let line = "";
  for (const word of argv.map(quoteWord)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || longer.length + 2 <= width) {
      line = longer;
    } else {
      lines.push(`${line} \\`);
      line = `    ${word}`;
    }
  }
  return [...lines, line];
}

export {
  commandLines
};
