import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  isFullwidth,
  isWide
} from "./chunk-MER4AQ6E.js";

// node_modules/is-fullwidth-code-point/index.js
function isFullwidthCodePoint(codePoint) {
  if (!Number.isInteger(codePoint)) {
    return false;
  }
  return isFullwidth(codePoint) || isWide(codePoint);
}

export {
  isFullwidthCodePoint
};
