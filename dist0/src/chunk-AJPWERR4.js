import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  InvalidArgumentError
} from "./chunk-HBDTPUTQ.js";

// src/commands/gather.ts
var gather = (value, before) => [
  ...before ?? [],
  value
];
var gatherFormats = (formats) => (text, before) => {
  const [word, ...rest] = text.split("=");
  const format = formats.find((name) => name === word);
  if (format === void 0) {
    const names = new Intl.ListFormat("en-GB").format(formats);
    throw new InvalidArgumentError(`The formats are ${names}, each with =FILE to write it to a file.`);
  }
  return [...before ?? [], { format, file: rest.length === 0 ? void 0 : rest.join("=") }];
};

export {
  gather,
  gatherFormats
};
