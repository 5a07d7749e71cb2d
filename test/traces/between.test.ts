import { describe, expect, test } from 'vitest';
import { journeyBetween, placesOf } from '../../src/traces/between.ts';
import { findEnds } from '../../src/traces/find-ends.ts';
import type { Proto } from '../../src/traces/journey.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

const guests = findEnds(await topologyOf(healthyHost('neutron')), () => true, []);
const icmp: Proto = { name: 'icmp' };

const between = (from: string, to: string, proto: Proto = icmp) =>
  journeyBetween(...placesOf(from, to, guests), proto, guests);

describe('the places of a journey', () => {
  test.each([
    ['host', '10.11.12.3', 'host', '10.11.12.3'],
    ['6259a93a', '10.11.12.4', 'qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e', '10.11.12.4'],
    ['10.11.12.4', '10.11.12.3', '10.11.12.4', '10.11.12.3'],
    ['qvo52da070d-93', '198.51.100.1', '10.11.12.3', '198.51.100.1'],
    ['fa:16:3e:53:84:4f', 'metadata', '10.11.12.3', 'metadata'],
    ['host', '203.0.113.150', 'host', '203.0.113.150'],
  ])('%s and %s', (from, to, expectedFrom, expectedTo) => {
    const journey = between(from, to, to === 'metadata' ? { name: 'tcp', port: 80 } : icmp);
    expect([journey.from, journey.to]).toEqual([expectedFrom, expectedTo]);
  });

  test('the tenant whose range the host routes to is meant, where two use one address', () => {
    expect(between('host', '10.11.12.3').crossings.at(-1)?.to.name).toBe('qvo71e4b0be-57');
  });

  test.each([
    ['10.11.12.3', '198.51.100.1', /ambiguous: 2 VMs match/],
    ['10.99.0.1', 'nowhere', /No VM, router or address 'nowhere'/],
    ['203.0.113.77', 'host', /No packet can be sent this way/],
  ])('%s and %s: refused', (from, to, message) => {
    expect(() => between(from, to)).toThrow(message);
  });
});
