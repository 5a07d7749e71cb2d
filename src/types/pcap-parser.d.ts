/** What qdoctor uses of pcap-parser 0.2.1, which brings no types. Everything is emitted while `data` is handled. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';

  interface PacketHeader {
    readonly timestampSeconds: number;
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  }

  interface Parser {
    on(event: 'globalHeader', listener: (header: { readonly linkLayerType: number }) => void): this;
    on(event: 'packetHeader', listener: (header: PacketHeader) => void): this;
    on(event: 'packet', listener: (packet: { readonly header: PacketHeader; readonly data: Buffer }) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
  }

  /** Anything that emits `data` with Buffers and can be paused and resumed. */
  export function parse(input: EventEmitter & { pause(): unknown; resume(): unknown }): Parser;
}
