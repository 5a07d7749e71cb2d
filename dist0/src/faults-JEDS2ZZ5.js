import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  faults
} from "./chunk-5QATCPZZ.js";
import "./chunk-XZGLRBJB.js";
import "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";
export {
  faults
};
