import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/host/shell-words.ts
var quoted = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

export {
  quoted
};
