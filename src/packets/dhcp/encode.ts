import { ipv4Bytes, macBytes } from '../bytes.ts';
import { type DhcpMessage, type DhcpOption, field, magicCookie, optionCode } from './message.ts';

/** What BOOTP relays and servers of old insist on (RFC 1542 section 2.1). */
const minLength = 300;

/**
 * A message as bytes: options behind the magic cookie in the order given, those of more than 255 bytes split (RFC 3396),
 * then end; no cookie where there are no options. Throws a RangeError for what no message can hold.
 */
export function encodeDhcpMessage(message: DhcpMessage): Uint8Array {
  const options = message.options.flatMap(encodeOption);
  const length = message.options.length === 0 ? minLength : field.options + options.length + 1;
  const bytes = new Uint8Array(Math.max(length, minLength));
  const view = new DataView(bytes.buffer);
  const chaddr = macBytes(message.chaddr);
  if (chaddr.length > 16) throw new RangeError(`a hardware address of ${chaddr.length} bytes`);
  bytes.set([message.op, message.htype, chaddr.length, message.hops]);
  view.setUint32(4, message.xid);
  view.setUint16(8, message.secs);
  view.setUint16(10, message.flags);
  bytes.set([message.ciaddr, message.yiaddr, message.siaddr, message.giaddr].flatMap(ipv4Bytes), 12);
  bytes.set(chaddr, field.chaddr);
  bytes.set(textField(message.sname, field.file - field.sname), field.sname);
  bytes.set(textField(message.file, field.cookie - field.file), field.file);
  if (message.options.length === 0) return bytes;
  view.setUint32(field.cookie, magicCookie);
  bytes.set(options, field.options);
  bytes[field.options + options.length] = optionCode.end;
  return bytes;
}

function encodeOption({ code, value }: DhcpOption): readonly number[] {
  if (code === optionCode.pad || code === optionCode.end || code > 255)
    throw new RangeError(`no option has code ${code}`);
  const bytes: number[] = [];
  for (let at = 0; at === 0 || at < value.length; at += 255) {
    const part = value.subarray(at, at + 255);
    bytes.push(code, part.length, ...part);
  }
  return bytes;
}

function textField(text: string, size: number): Uint8Array {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length > size) throw new RangeError(`"${text}" is longer than ${size} bytes`);
  return bytes;
}
