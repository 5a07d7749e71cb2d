import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  CouldNotTell,
  defineCheck,
  told,
  toldPart
} from "./chunk-MI65KTFX.js";
import "./chunk-RC2VEXNG.js";
export {
  CouldNotTell,
  defineCheck,
  told,
  toldPart
};
