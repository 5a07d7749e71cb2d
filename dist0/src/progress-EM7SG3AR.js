import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  showLayers,
  showProgress
} from "./chunk-UOULEPOL.js";
import "./chunk-RC2VEXNG.js";
export {
  showLayers,
  showProgress
};
