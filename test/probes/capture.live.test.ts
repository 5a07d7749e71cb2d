import { expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { type Capture, keptBytes, startCapture } from '../../src/probes/capture.ts';
import { hostOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

const filter = 'icmp[icmptype] = icmp-echo and host 127.0.0.1';

/** What tcpdump is given while it has no time for it: it stands still for so many pings. */
async function whileBusy(host: Host, pings: number): Promise<Capture<true>> {
  const listening = { filter, bytes: keptBytes.headers, milliseconds: 20_000, read: () => [true as const] };
  const capture = startCapture(host, { device: 'any', namespace: undefined }, listening);
  expect(await capture.started).toEqual({ known: true, value: true });
  const script = 'kill -STOP $(pidof tcpdump); ping -q -f -c "$1" 127.0.0.1; kill -CONT $(pidof tcpdump)';
  await host.run([{ argv: ['sh', '-c', script, 'sh', String(pings)] }]);
  return capture;
}

describeLive('a capture on a busy host', () => {
  const lab = sharedLab('folsom');

  test('has room for a burst: nothing is missed', async () => {
    const capture = await whileBusy(hostOf(lab()), 500);
    const end = await capture.end();
    expect(capture.missed).toBe(0);
    expect(end.known && end.value.length).toBe(500);
  });

  test('knows what it missed, and then does not say what was there', async () => {
    const capture = await whileBusy(hostOf(lab()), 20_000);
    const end = await capture.end();
    expect(capture.missed).toBeGreaterThan(0);
    expect(end).toEqual({ known: false, reason: `tcpdump on any missed ${capture.missed} packets on a busy host` });
  });
});
