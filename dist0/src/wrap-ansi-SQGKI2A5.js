import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  wrapAnsi
} from "./chunk-N7N6YPTJ.js";
import "./chunk-MER4AQ6E.js";
import "./chunk-RC2VEXNG.js";
export {
  wrapAnsi as default
};
