import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  UserError
} from "./chunk-6OZUCFDW.js";

// src/packets/capture/captured-packet.ts
var BrokenCapture = class extends UserError {
  /** The packet that could not be read. */
  frame;
  reason;
  constructor(frame, reason) {
    super(`From packet ${frame} on, the capture can't be read: ${reason}.`);
    this.name = "BrokenCapture";
    this.frame = frame;
    this.reason = reason;
  }
};
var maxPacketLength = 262144;

export {
  BrokenCapture,
  maxPacketLength
};
