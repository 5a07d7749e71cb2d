import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { packageRoot } from '../../src/package.ts';
import { BrokenCapture } from '../../src/packets/capture/captured-packet.ts';
import { readCaptureFile } from '../../src/packets/capture/file.ts';
import { mayBeDhcp } from '../../src/packets/capture/filter.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { examineDhcp } from '../../src/packets/exchanges/examine.ts';
import { dhcpReader, type Skipped } from '../../src/packets/read-dhcp.ts';
import { dhcpJsonWriter, dhcpReportSchema } from '../../src/report/dhcp/json.ts';

interface Expected {
  readonly types: string;
  readonly outcomes: readonly string[];
  readonly problems: readonly string[];
}

const plain = 'DISCOVER OFFER REQUEST ACK';
// On a veth pair nobody fills in the checksum of what the kernel sends to itself: a capture there shows it as bad.
const ofVeth = ['bad-udp-checksum'];

/** What was going on while each was recorded (see the README beside them). */
const recordings: Readonly<Record<string, Expected>> = {
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
  'qinq.pcap': { types: 'DISCOVER', outcomes: ['no-offer'], problems: ['no-offer'] },
  // Cut before the options, so nobody knows the types.
  'snapped.pcap': { types: '   ', outcomes: [], problems: [] },
  'cut-off.pcap': { types: 'DISCOVER OFFER REQUEST', outcomes: ['no-ack'], problems: ['no-ack', ...ofVeth] },
};

test.each(Object.entries(recordings))('%s', async (file, expected) => {
  const eventsOf = dhcpReader();
  const packets: DhcpFacts[] = [];
  const skipped: Skipped[] = [];
  try {
    for await (const batch of readCaptureFile(join(packageRoot, 'test/recordings/captures', file), mayBeDhcp)) {
      for (const event of batch.flatMap(eventsOf)) {
        if (event.kind === 'dhcp') packets.push(event.packet);
        else skipped.push({ frame: event.frame, reason: event.reason });
      }
    }
  } catch (error) {
    // Of a capture that is cut off, what came before the cut is read.
    if (!(error instanceof BrokenCapture) || file !== 'cut-off.pcap') throw error;
  }
  const examination = examineDhcp(packets);
  const { exchanges, problems } = examination;
  expect(packets.map(({ type }) => type).join(' ')).toBe(expected.types);
  expect(exchanges.map(({ outcome }) => outcome)).toEqual(expected.outcomes);
  expect(problems.map(({ kind }) => kind)).toEqual(expected.problems);

  const json = dhcpJsonWriter();
  const text = packets.map(json.packet).join('') + json.end(examination, skipped);
  expect(dhcpReportSchema.parse(JSON.parse(text))).toMatchObject({
    exchanges: expected.outcomes.map((outcome) => ({ outcome })),
  });
});

test('the published schema is the one that reports are checked by', () => {
  const file = join(packageRoot, 'schemas/qdoctor.dhcp-1.schema.json');
  const { title, ...published } = JSON.parse(readFileSync(file, 'utf8')) as { title: string };
  expect(title).toBe('qdoctor.dhcp/1');
  expect(published).toEqual(z.toJSONSchema(dhcpReportSchema));
});
