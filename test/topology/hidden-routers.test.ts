import { expect, test } from 'vitest';
import { buildTopology } from '../../src/topology/build.ts';
import { editedHost, factsOf, healthyHost } from '../support/recorded-host.ts';

const hidden = /^ovs-vsctl .*list|qrouter-/;

test('of routers that could not be looked into, no port and no floating IP is said to be missing', async () => {
  const host = editedHost(healthyHost('neutron'), ({ argv }, result) =>
    hidden.test(argv.join(' ')) ? { kind: 'aborted' } : result,
  );
  const { routers, routerLegs, floatingIps } = buildTopology(await factsOf(host), host.name);
  expect(routers).toMatchObject({ known: true, value: [{}, {}] });
  for (const section of [routerLegs, floatingIps]) {
    expect(section).toMatchObject({ known: false, reason: expect.stringContaining('timed out (--timeout)') });
  }
});
