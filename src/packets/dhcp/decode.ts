import { hexText, ipv4Text, latin1Text, macText, u8, u16, u32 } from '../bytes.ts';
import { readOptions } from './decode-options.ts';
import { type DhcpMessage, field, magicCookie } from './message.ts';

export interface DecodedMessage {
  readonly message: DhcpMessage;
  /** Codes as they stand in the packet: repeated where split, with overload (52) and end (255), without pads. */
  readonly optionCodes: readonly number[];
  /** Why not all of the message could be read; undefined: all was. */
  readonly incomplete: string | undefined;
}

/** Reads a message from what the capture holds of it; undefined where not even the client's address is there. */
export function decodeDhcpMessage(bytes: Uint8Array): DecodedMessage | undefined {
  if (bytes.length < field.sname) return undefined;
  const cookie = u32(bytes, field.cookie);
  const hasCookie = bytes.length >= field.options && cookie === magicCookie;
  const read = hasCookie ? readOptions(bytes) : { options: [], codes: [], overload: 0, problem: withoutCookie(bytes) };
  const message: DhcpMessage = {
    op: u8(bytes, 0),
    htype: u8(bytes, 1),
    hops: u8(bytes, 3),
    xid: u32(bytes, 4),
    secs: u16(bytes, 8),
    flags: u16(bytes, 10),
    ciaddr: ipv4Text(bytes, 12),
    yiaddr: ipv4Text(bytes, 16),
    siaddr: ipv4Text(bytes, 20),
    giaddr: ipv4Text(bytes, 24),
    chaddr: macText(bytes, field.chaddr, Math.min(u8(bytes, 2), 16)),
    sname: read.overload & 2 ? '' : textTo0(bytes.subarray(field.sname, field.file)),
    file: read.overload & 1 ? '' : textTo0(bytes.subarray(field.file, field.cookie)),
    options: read.options,
  };
  return { message, optionCodes: read.codes, incomplete: read.problem };
}

/** BOOTP's vendor area may be empty (RFC 951); anything else there that is no cookie is worth a word. */
function withoutCookie(bytes: Uint8Array): string | undefined {
  if (bytes.length < field.cookie) return `BOOTP ends after ${bytes.length} of at least ${field.cookie} bytes`;
  const cookie = bytes.subarray(field.cookie, field.options);
  if (cookie.every((byte) => byte === 0)) return undefined;
  return `its options are not read: the magic cookie is 0x${hexText(cookie)} instead of 0x63825363`;
}

function textTo0(bytes: Uint8Array): string {
  // Mostly it is empty, and a look at one byte is all that it then needs.
  if (bytes[0] === 0) return '';
  const end = bytes.indexOf(0);
  return latin1Text(end < 0 ? bytes : bytes.subarray(0, end));
}
