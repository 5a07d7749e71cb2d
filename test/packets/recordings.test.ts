import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { BrokenCapture } from '../../src/packets/capture/captured-packet.ts';
import { readCaptureFile } from '../../src/packets/capture/file.ts';
import { mayBeDhcp } from '../../src/packets/capture/filter.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { examineDhcp } from '../../src/packets/exchanges/examine.ts';
import { dhcpReader } from '../../src/packets/read-dhcp.ts';

interface Told {
  readonly types: string;
  readonly outcomes: readonly string[];
  readonly problems: readonly string[];
}

const plain = 'DISCOVER OFFER REQUEST ACK';
// On a veth pair nobody fills in the checksum of what the kernel sends to itself: a capture there shows it as bad.
const ofVeth = ['bad-udp-checksum'];

/** What was going on while each was recorded (see the README beside them). */
const recordings: Readonly<Record<string, Told>> = {
  'udhcpc.pcap': { types: plain, outcomes: ['completed'], problems: ofVeth },
  'dhclient.pcapng': { types: plain, outcomes: ['completed'], problems: ofVeth },
  'nanoseconds.pcap': { types: plain, outcomes: ['completed'], problems: ofVeth },
  'cooked-v1.pcap': { types: plain, outcomes: ['completed'], problems: ofVeth },
  'cooked-v2.pcap': { types: plain, outcomes: ['completed'], problems: ofVeth },
  'vlan.pcap': { types: plain, outcomes: ['completed'], problems: [] },
  'networkd.pcap': { types: `${plain} RELEASE`, outcomes: ['released'], problems: [...ofVeth, ...ofVeth] },
  'rogue.pcap': {
    types: 'DISCOVER OFFER OFFER REQUEST ACK',
    outcomes: ['completed'],
    problems: ['rogue-server', ...ofVeth],
  },
  'nak.pcap': { types: `REQUEST NAK ${plain}`, outcomes: ['nak', 'completed'], problems: ['nak', ...ofVeth] },
  'frozen.pcap': { types: 'DISCOVER DISCOVER DISCOVER', outcomes: ['no-offer'], problems: ['no-offer'] },
  'dropped.pcap': {
    types: 'DISCOVER OFFER DISCOVER OFFER DISCOVER OFFER',
    outcomes: ['offer-ignored'],
    problems: ['offer-ignored'],
  },
  'cut-off.pcap': { types: 'DISCOVER OFFER REQUEST', outcomes: ['no-ack'], problems: ['no-ack', ...ofVeth] },
};

test.each(Object.entries(recordings))('%s', async (file, told) => {
  const eventsOf = dhcpReader();
  const packets: DhcpFacts[] = [];
  try {
    for await (const batch of readCaptureFile(join(packageRoot, 'test/recordings/captures', file), mayBeDhcp)) {
      for (const event of batch.flatMap(eventsOf)) if (event.kind === 'dhcp') packets.push(event.packet);
    }
  } catch (error) {
    // Of a capture that is cut off, what came before the cut is read.
    if (!(error instanceof BrokenCapture) || file !== 'cut-off.pcap') throw error;
  }
  const { exchanges, problems } = examineDhcp(packets);
  expect(packets.map(({ type }) => type).join(' ')).toBe(told.types);
  expect(exchanges.map(({ outcome }) => outcome)).toEqual(told.outcomes);
  expect(problems.map(({ kind }) => kind)).toEqual(told.problems);
});
