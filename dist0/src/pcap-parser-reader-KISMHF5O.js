import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
import {
  BrokenCapture,
  maxPacketLength
} from "./chunk-G72MGUHJ.js";
import {
  copyOf
} from "./chunk-5RHJENI4.js";
import {
  UserError
} from "./chunk-6OZUCFDW.js";
import "./chunk-RC2VEXNG.js";

// src/packets/capture/pcap-parser-reader.ts
import { EventEmitter } from "node:events";
import { parse } from "pcap-parser";
var Pieces = class extends EventEmitter {
  pause() {
  }
  resume() {
  }
};
var PcapParserReader = class {
  #pieces = new Pieces();
  #found = [];
  #linkType;
  #frame = 0;
  /** Bytes that came less those that complete headers and packets took. */
  #surplus = 0;
  constructor() {
    parse(this.#pieces).on("globalHeader", ({ linkLayerType }) => {
      this.#linkType = linkLayerType & 67108863;
      this.#surplus -= 24;
    }).on("packetHeader", ({ capturedLength }) => {
      if (capturedLength <= maxPacketLength) return;
      throw new BrokenCapture(
        this.#frame + 1,
        `it claims ${capturedLength} bytes, and no packet has more than ${maxPacketLength}`
      );
    }).on("packet", ({ header, data }) => this.#take(header, data)).on("error", (error) => {
      throw new UserError(`The capture can't be read: ${error.message}.`);
    });
  }
  push(piece, packets) {
    this.#surplus += piece.length;
    this.#found = packets;
    this.#pieces.emit("data", Buffer.from(piece.buffer, piece.byteOffset, piece.length));
  }
  #take(header, data) {
    this.#frame += 1;
    this.#surplus -= 16 + data.length;
    this.#found.push({
      frame: this.#frame,
      time: {
        seconds: header.timestampSeconds,
        nanoseconds: Math.min(header.timestampMicroseconds * 1e3, 999999999),
        digits: 6
      },
      linkType: this.#linkType ?? 0,
      // A copy: pcap-parser gives a view, which would keep the whole piece in memory.
      bytes: copyOf(data, 0),
      originalLength: header.originalLength
    });
  }
  end() {
    if (this.#linkType === void 0) throw new UserError("The capture ends in the middle of its file header.");
    if (this.#surplus > 0) throw new BrokenCapture(this.#frame + 1, "the capture ends in the middle of it");
  }
};
export {
  PcapParserReader
};
