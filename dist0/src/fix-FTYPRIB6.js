import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  repairSafely,
  seeWhetherItHelped,
  tellStanding
} from "./chunk-5QZVXPXW.js";
import "./chunk-XT2G2TON.js";
import "./chunk-26XHQ6F4.js";
import "./chunk-XI533R3N.js";
import "./chunk-X27BB6NT.js";
import "./chunk-FQLSMQAT.js";
import "./chunk-OEBLMQLW.js";
import "./chunk-EAZ2GJYZ.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-Z5IQXQWV.js";
import "./chunk-L7SRQQKV.js";
import "./chunk-OMZSPUF2.js";
import "./chunk-FFDNO3YR.js";
import "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";
export {
  repairSafely,
  seeWhetherItHelped,
  tellStanding
};
