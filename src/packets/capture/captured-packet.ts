import { UserError } from '../../errors.ts';

/** When a packet was captured. */
export interface Timestamp {
  /** Since 1970, UTC. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** How many digits of the nanoseconds the capture holds. */
  readonly digits: 6 | 9;
}

/** A packet as it stands in a capture. */
export interface CapturedPacket {
  /** Its number in the capture, from 1, as Wireshark counts. */
  readonly frame: number;
  /** Undefined where the capture does not tell (a simple packet block of pcapng). */
  readonly time: Timestamp | undefined;
  /** A number of tcpdump.org/linktypes.html. */
  readonly linkType: number;
  readonly bytes: Uint8Array;
  /** How long the packet was on the wire; more than `bytes` holds where it was cut. */
  readonly originalLength: number;
}

/** No packet is without a byte; a disk that lost what was written reads as zeros. */
export const zeros = 'it is a record of zeros';

/** The capture can't be read on from here; every packet before it has been given. */
export class BrokenCapture extends UserError {
  /** The packet that could not be read. */
  readonly frame: number;
  readonly reason: string;

  constructor(frame: number, reason: string) {
    super(`From packet ${frame} on, the capture can't be read: ${reason}.`);
    this.name = 'BrokenCapture';
    this.frame = frame;
    this.reason = reason;
  }
}

/** Takes a capture's bytes as they come and gives the packets that are whole. */
export interface CaptureReader {
  /**
   * Adds the packets that this piece completes to `packets`. Then throws `BrokenCapture` if it can't go on, or a plain
   * `UserError` where nothing at all is readable.
   */
  push(piece: Uint8Array, packets: CapturedPacket[]): void;
  /** Says that there are no more bytes; throws like `push` if the capture ends inside a packet. */
  end(): void;
}

/** What a reader passes over at once, for speed: a look at `bytes` from `at` to `end` that allocates nothing. */
export type Wanted = (linkType: number, bytes: Uint8Array, at: number, end: number) => boolean;

/** libpcap's own limit for the packets of every link type that can carry IP (MAXIMUM_SNAPLEN in pcap-int.h). */
export const maxPacketLength = 262_144;
