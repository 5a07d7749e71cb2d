import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIpRule } from '../../src/facts/text/ip-rule.ts';
import { parseIpRoute } from '../../src/facts/text/routes.ts';
import { prefixLengthOfMask } from '../../src/facts/text/values.ts';
import { isInRange, isRangeIn, prefixLengthOf, rangeOf } from '../../src/topology/addresses.ts';
import { lookUp } from '../../src/topology/routing.ts';

const usualRules = ['0: from all lookup local', '32766: from all lookup main', '32767: from all lookup default'];

/** The gateway or device that a host with these routes and rules takes for an address. */
function wayTo(address: string, routes: readonly string[], rules: readonly string[] = []): string | undefined {
  const table = parseIpRoute(`${routes.join('\n')}\n`);
  const found = lookUp(parseIpRule(`${[...usualRules, ...rules].join('\n')}\n`), table, address);
  return found?.type === 'unicast' ? (found.gateway ?? found.device) : found?.type;
}

describe('the route that the kernel takes', () => {
  test('the longest prefix, wherever it stands', () => {
    const routes = [
      'default via 192.0.2.1 dev eth0',
      '10.11.12.0/24 via 203.0.113.101 dev br-ex',
      '10.0.0.0/8 dev eth1',
    ];
    expect(wayTo('10.11.12.5', routes)).toBe('203.0.113.101');
    expect(wayTo('10.11.13.5', routes)).toBe('eth1');
    expect(wayTo('198.51.100.1', routes)).toBe('192.0.2.1');
  });

  test('of one prefix, the smallest metric', () => {
    const routes = [
      '10.11.12.0/24 via 192.0.2.7 dev eth0 metric 100',
      '10.11.12.0/24 via 203.0.113.101 dev br-ex metric 50',
    ];
    expect(wayTo('10.11.12.5', routes)).toBe('203.0.113.101');
    expect(wayTo('10.11.12.5', [...routes, '10.11.12.0/24 via 192.0.2.9 dev eth0'])).toBe('192.0.2.9');
  });

  test('no route at all', () => {
    expect(wayTo('10.11.12.5', ['10.11.13.0/24 dev eth0'])).toBeUndefined();
  });

  test('a blackhole wins by its prefix and ends the search', () => {
    expect(wayTo('10.11.12.5', ['10.11.12.0/24 dev br-ex', 'blackhole 10.11.12.0/28'])).toBe('blackhole');
  });

  test('an address of the host itself', () => {
    expect(wayTo('10.11.12.5', ['10.11.12.0/24 dev br-ex', 'local 10.11.12.5 dev lo table local'])).toBe('local');
  });

  test('the broadcast address of a range is no way to anybody', () => {
    const routes = ['10.11.12.0/24 dev br-ex', 'broadcast 10.11.12.255 dev br-ex table local'];
    expect(wayTo('10.11.12.255', routes)).toBe('br-ex');
  });

  test('the table of an earlier rule, for the destinations of the rule alone', () => {
    const routes = ['10.11.12.0/24 dev br-ex', 'default via 192.0.2.1 dev eth0 table 100'];
    const rules = ['100: from all to 10.11.12.0/28 lookup 100'];
    expect(wayTo('10.11.12.5', routes, rules)).toBe('192.0.2.1');
    expect(wayTo('10.11.12.50', routes, rules)).toBe('br-ex');
  });

  test('a table without a way, or with a throw, leads on to the next rule', () => {
    const rules = ['100: from all lookup 100'];
    expect(wayTo('10.11.12.5', ['10.11.12.0/24 dev br-ex', '10.99.0.0/16 dev eth0 table 100'], rules)).toBe('br-ex');
    const thrown = ['10.11.12.0/24 dev br-ex', 'throw 10.11.12.0/24 table 100', 'default dev eth0 table 100'];
    expect(wayTo('10.11.12.5', thrown, rules)).toBe('br-ex');
    expect(wayTo('10.11.13.5', thrown, rules)).toBe('eth0');
  });

  test('rules that ask for more than the destination are passed over', () => {
    const routes = ['10.11.12.0/24 dev br-ex', 'default dev eth0 table 100'];
    for (const rule of [
      'from all fwmark 0x1 lookup 100',
      'from 192.0.2.10 lookup 100',
      'from all iif eth1 lookup 100',
    ]) {
      expect(wayTo('10.11.12.5', routes, [`100: ${rule}`])).toBe('br-ex');
    }
  });
});

const octet = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const prefixLength = fc.integer({ min: 0, max: 32 });

describe('ranges', () => {
  test('hold the address that they are made of, and no other than the mask says', () => {
    const numberOf = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    fc.assert(
      fc.property(address, address, prefixLength, (one, other, length) => {
        const range = rangeOf({ address: one, prefixLength: length });
        const size = 2 ** (32 - length);
        expect(isInRange(one, range)).toBe(true);
        expect(isInRange(other, range)).toBe(Math.floor(numberOf(one) / size) === Math.floor(numberOf(other) / size));
      }),
    );
  });

  test('lie in all wider ranges of the same address, and in no narrower one', () => {
    fc.assert(
      fc.property(address, prefixLength, prefixLength, (one, first, second) => {
        const inner = rangeOf({ address: one, prefixLength: first });
        expect(isRangeIn(inner, rangeOf({ address: one, prefixLength: second }))).toBe(first >= second);
      }),
    );
  });

  test.each([
    ['255.255.255.0', 24],
    ['0.0.0.0', 0],
    ['255.255.255.255', 32],
    ['255.0.255.0', undefined],
    ['24', undefined],
  ])('the mask %s is %s', (mask, length) => {
    expect(prefixLengthOfMask(mask)).toBe(length);
  });

  test('what is no IPv4 is in no range', () => {
    expect(isInRange('fe80::1', '0.0.0.0/0')).toBe(false);
    expect(isInRange('10.0.0.1', 'nonsense')).toBe(false);
    expect(isInRange('', '')).toBe(false);
    expect(prefixLengthOf('10.0.0.1')).toBe(32);
  });
});
