import { EventEmitter } from 'node:events';
import { parse } from 'pcap-parser';
import { UserError } from '../../errors.ts';
import { copyOf } from '../bytes.ts';
import { BrokenCapture, type CapturedPacket, type CaptureReader, maxPacketLength, zeros } from './captured-packet.ts';

/** What pcap-parser reads from. It never has to wait: each piece is handled before `emit` returns. */
class Pieces extends EventEmitter {
  pause(): void {}
  resume(): void {}
}

/**
 * Classic pcap with microseconds, the format of every tcpdump, by pcap-parser, with a guard around it: pcap-parser waits
 * for ever for a packet of absurd length, keeping all that comes, and is silent about a capture that ends inside one.
 */
export class PcapParserReader implements CaptureReader {
  readonly #pieces = new Pieces();
  #found: CapturedPacket[] = [];
  #linkType: number | undefined;
  #frame = 0;
  /** Bytes that came less those that complete headers and packets took. */
  #surplus = 0;

  constructor() {
    parse(this.#pieces)
      .on('globalHeader', ({ linkLayerType }) => {
        // The upper bits tell the length of a frame check sequence.
        this.#linkType = linkLayerType & 0x3ffffff;
        this.#surplus -= 24;
      })
      .on('packetHeader', ({ capturedLength }) => {
        if (capturedLength <= maxPacketLength) return;
        throw new BrokenCapture(
          this.#frame + 1,
          `it claims ${capturedLength} bytes, and no packet has more than ${maxPacketLength}`,
        );
      })
      .on('packet', ({ header, data }) => this.#take(header, data))
      .on('error', (error) => {
        throw new UserError(`The capture can't be read: ${error.message}.`);
      });
  }

  push(piece: Uint8Array, packets: CapturedPacket[]): void {
    this.#surplus += piece.length;
    this.#found = packets;
    this.#pieces.emit('data', Buffer.from(piece.buffer, piece.byteOffset, piece.length));
  }

  #take(
    header: { timestampSeconds: number; timestampMicroseconds: number; originalLength: number },
    data: Buffer,
  ): void {
    this.#frame += 1;
    const { timestampSeconds, timestampMicroseconds, originalLength } = header;
    if (data.length + originalLength + timestampSeconds + timestampMicroseconds === 0)
      throw new BrokenCapture(this.#frame, zeros);
    this.#surplus -= 16 + data.length;
    this.#found.push({
      frame: this.#frame,
      time: {
        seconds: header.timestampSeconds,
        nanoseconds: Math.min(header.timestampMicroseconds * 1000, 999_999_999),
        digits: 6,
      },
      linkType: this.#linkType ?? 0,
      // A copy: pcap-parser gives a view, which would keep the whole piece in memory.
      bytes: copyOf(data, 0),
      originalLength: header.originalLength,
    });
  }

  end(): void {
    if (this.#linkType === undefined) throw new UserError('The capture ends in the middle of its file header.');
    if (this.#surplus > 0) throw new BrokenCapture(this.#frame + 1, 'the capture ends in the middle of it');
  }
}
