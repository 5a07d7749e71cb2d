import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/commands/color.ts
var isColorful = () => process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";

export {
  isColorful
};
