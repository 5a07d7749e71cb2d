import { UserError } from '../../errors.ts';
import { copyOf, joined } from '../bytes.ts';
import { BrokenCapture, type CapturedPacket, type CaptureReader } from './captured-packet.ts';

/** A capture format as a row of records, each of which tells its length near its beginning. */
export interface RecordFormat {
  /**
   * How many bytes from `at` on are needed to go on: the whole record where its length is known, else what it takes to
   * know it. Throws `BrokenCapture` for a length that can't be.
   */
  lengthOf(bytes: Uint8Array, at: number, end: number): number;
  /** Reads the whole record `[at, end)` and adds its packet, if it is one, to `packets`. */
  take(bytes: Uint8Array, at: number, end: number, packets: CapturedPacket[]): void;
  /** The number of the packet that comes next, or `header` before the capture has said what it is. */
  position(): number | 'header';
}

/** Cuts a stream of bytes into records. Keeps no more than one unfinished record between two pieces. */
export class RecordReader implements CaptureReader {
  readonly #format: RecordFormat;
  /** The beginning of a record that the pieces so far did not complete. */
  #unfinished: Uint8Array = new Uint8Array(0);

  constructor(format: RecordFormat) {
    this.#format = format;
  }

  push(piece: Uint8Array, packets: CapturedPacket[]): void {
    let at = 0;
    while (this.#unfinished.length > 0) {
      const have = this.#unfinished.length;
      const length = this.#format.lengthOf(this.#unfinished, 0, have);
      if (length <= have) {
        this.#format.take(this.#unfinished, 0, length, packets);
        this.#unfinished = new Uint8Array(0);
        break;
      }
      const more = piece.subarray(at, at + length - have);
      if (more.length === 0) return;
      at += more.length;
      this.#unfinished = joined(this.#unfinished, more);
    }
    this.#unfinished = copyOf(piece, this.#takeWhole(piece, at, packets));
  }

  /** Takes every record that is whole, and gives the place of the first that is not. */
  #takeWhole(piece: Uint8Array, from: number, packets: CapturedPacket[]): number {
    const end = piece.length;
    let at = from;
    while (at < end) {
      const length = this.#format.lengthOf(piece, at, end);
      if (length > end - at) return at;
      this.#format.take(piece, at, at + length, packets);
      at += length;
    }
    return at;
  }

  end(): void {
    const position = this.#format.position();
    if (position === 'header') throw new UserError('The capture ends in the middle of its file header.');
    if (this.#unfinished.length > 0) throw new BrokenCapture(position, 'the capture ends in the middle of it');
  }
}
