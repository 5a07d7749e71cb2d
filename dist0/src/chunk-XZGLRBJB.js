import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/facts/within.ts
var within = (namespace, ...words) => namespace === void 0 ? words : ["ip", "netns", "exec", namespace, ...words];
var ip = (namespace, ...words) => namespace === void 0 ? ["ip", ...words] : ["ip", "-n", namespace, ...words];

export {
  within,
  ip
};
