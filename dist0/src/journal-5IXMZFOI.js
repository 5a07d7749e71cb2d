import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  Journal,
  differenceLines,
  endWords
} from "./chunk-XT2G2TON.js";
import "./chunk-26XHQ6F4.js";
import "./chunk-FQLSMQAT.js";
import "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";
export {
  Journal,
  differenceLines,
  endWords
};
