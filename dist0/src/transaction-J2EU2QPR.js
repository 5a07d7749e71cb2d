import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  appearedIn,
  applyFix,
  healingOf,
  looksAgainAfterMs,
  rollBack,
  succeeded,
  thisMachine
} from "./chunk-XI533R3N.js";
import "./chunk-X27BB6NT.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import "./chunk-RC2VEXNG.js";
export {
  appearedIn,
  applyFix,
  healingOf,
  looksAgainAfterMs,
  rollBack,
  succeeded,
  thisMachine
};
