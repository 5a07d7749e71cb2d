import { expect, test } from 'vitest';
import { cli } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** Bound over a tool for one run of qdoctor, in a mount namespace of its own. */
const underLiar = `set -e
printf '#!/bin/sh\\n%s\\n' "$2" >/run/liar
chmod +x /run/liar
mount --bind /run/liar "$(command -v "$1")"
shift 2
exec "$@" --ci --format json`;

/** The same, of a tool that is kept waiting before it does its work, as on a host without time for it. */
const underLoad = `set -e
cp "$(command -v "$1")" /run/awaited
printf '#!/bin/sh\\nsleep 1.5\\nexec /run/awaited "$@"\\n' >/run/late
chmod +x /run/late
mount --bind /run/late "$(command -v "$1")"
shift
exec "$@" --ci --format json`;

const tools = ['ovs-ofctl', 'ip', 'ping', 'bash', 'tcpdump', 'ps', 'iptables-save', 'ovs-vsctl'] as const;

describeLive('a healthy host on which a tool says it succeeded and did nothing', () => {
  const lab = sharedLab('neutron');

  test.each(tools.flatMap((tool) => [`exit 0`, 'echo garbage'].map((body) => [tool, body] as const)))(
    '%s, `%s`: no finding, and not healthy',
    async (tool, body) => {
      const end = await lab().run(['unshare', '-m', 'sh', '-c', underLiar, 'sh', tool, body, ...cli], {
        timeoutMs: 130_000,
      });
      const report = JSON.parse(end.kind === 'exited' ? end.stdout : '{}');
      expect(report.findings).toEqual([]);
      expect(report.verdict).toBe('incomplete');
    },
  );
});

describeLive('a healthy host that has no time for a tool', () => {
  const lab = sharedLab('neutron');

  test.each(['ping', 'bash'])('%s sends late: healthy all the same', async (tool) => {
    const end = await lab().run(['unshare', '-m', 'sh', '-c', underLoad, 'sh', tool, ...cli], { timeoutMs: 130_000 });
    const report = JSON.parse(end.kind === 'exited' ? end.stdout : '{}');
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('healthy');
  });
});
