import { expect, test } from 'vitest';
import { Pseudonyms } from '../../src/pseudonyms/pseudonyms.ts';
import { pcapFile } from '../packets/capture-files.ts';

/** An IPv4 packet from port 68 to 67 with so many bytes, of which UDP states `stated`. */
function dhcpFrame(bytes: number, stated: number): Buffer {
  const frame = Buffer.alloc(14 + 20 + 8 + bytes);
  frame.writeUInt16BE(0x0800, 12);
  frame[14] = 0x45;
  frame[23] = 17;
  frame.writeUInt16BE(68, 34);
  frame.writeUInt16BE(67, 36);
  frame.writeUInt16BE(stated, 38);
  return frame;
}

test.each([0, 8, 67, 247, 248, 65_535])(
  'a DHCP message whose UDP states %i bytes is rewritten or blanked',
  (stated) => {
    const capture = pcapFile([{ seconds: 1, fraction: 0, bytes: dhcpFrame(300, stated) }], { isLittleEndian: true });
    const other = new Pseudonyms(Buffer.from('a key of the tests'), 'net01', []).capture(capture);
    expect(other).toHaveLength(capture.length);
  },
);
