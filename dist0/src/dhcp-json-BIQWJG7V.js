import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  dhcpJsonWriter,
  dhcpReportSchema,
  publishPacket
} from "./chunk-YZOUEH3A.js";
import "./chunk-2XQHUW4B.js";
import "./chunk-4VOAQWUS.js";
import "./chunk-5RHJENI4.js";
import "./chunk-RC2VEXNG.js";
export {
  dhcpJsonWriter,
  dhcpReportSchema,
  publishPacket
};
