import type { StackStop } from '../../src/traces/ends.ts';
import type { Blocker, Cause, Question } from '../../src/traces/gap/blocker.ts';
import type { Journey } from '../../src/traces/journey.ts';
import type { Gap } from '../../src/traces/trace.ts';

/* A gap between two routers' worth of stops, and what a blocker says of it where commands print something. */

const hostStop: StackStop = {
  kind: 'stack',
  name: 'host',
  namespace: undefined,
  device: 'br-ex',
  mac: '02:00:00:00:00:01',
  address: '203.0.113.1',
  end: { bridge: 'br-ex', port: 'br-ex', ofport: 65_534 },
};

const routerStop: StackStop = {
  kind: 'stack',
  name: 'qrouter-1',
  namespace: 'qrouter-1',
  device: 'qg-1',
  mac: '02:00:00:00:00:02',
  address: '203.0.113.181',
  end: { bridge: 'br-int', port: 'qg-1', ofport: 3 },
};

export const testJourney: Journey = {
  id: 'T1',
  number: 1,
  nonce: 0,
  subject: { kind: 'port', id: 'p', name: 'p', networks: [], routers: [] },
  from: '10.0.0.5',
  to: '203.0.113.1',
  proto: { name: 'icmp' },
  bytes: 84,
  isFullSize: false,
  source: '10.0.0.5',
  destination: '203.0.113.1',
  sender: { by: 'stack', namespace: undefined },
  crossings: [],
  isAdmitted: undefined,
};

/** The host has an answer for the router's side, and it does not set out. */
export const hostAnswers = (dst: string): Gap => ({
  after: { device: 'br-ex', namespace: undefined, direction: 'in' },
  before: { device: 'br-ex', namespace: undefined, direction: 'out' },
  segment: { kind: 'stack', namespace: undefined, in: 'br-ex', out: 'br-ex' },
  crossing: { from: hostStop, to: routerStop, isInjected: false },
  isBack: true,
  arp: undefined,
  isForOther: false,
  packet: { src: dst, dst: '203.0.113.1', proto: { name: 'icmp' }, srcPort: undefined, isReply: false, bytes: 84 },
  translations: [],
});

/** What a blocker says where commands print this, by a part of their words; others print nothing. */
export function causesBy(
  blocker: Blocker,
  gap: Gap,
  prints: Readonly<Record<string, string | readonly [string, string]>>,
  sent = 7,
  crossings: Journey['crossings'] = [],
): readonly Cause[] {
  const printed = ({ argv }: Question, at: 0 | 1): string | undefined => {
    const found = Object.entries(prints).find(([part]) => argv.join(' ').includes(part))?.[1];
    return typeof found === 'string' ? found : found?.[at];
  };
  const after = (question: Question) => printed(question, 1);
  return blocker.judge(
    gap,
    { sent, text: after, error: after, before: (question) => printed(question, 0) },
    { ...testJourney, crossings },
  );
}
