import { describe, expect, test } from 'vitest';
import { everything, isInScope, type Scope } from '../../src/engine/scope.ts';
import { hostSubject, type Subject, touches } from '../../src/topology/subject.ts';

const subject = (kind: Subject['kind'], id: string, ties: Partial<Subject> = {}): Subject => ({
  kind,
  id,
  name: id,
  networks: [],
  routers: [],
  ...ties,
});

const host = hostSubject('net01');
const brEx = subject('bridge', 'br-ex', { routers: ['r1'] });
const network1 = subject('network', 'n1', { routers: ['r1'] });
const network2 = subject('network', 'n2');
const router1 = subject('router', 'r1', { networks: ['n1', 'ext'] });
const router2 = subject('router', 'r2', { networks: ['n2', 'ext'] });
const external = subject('network', 'ext', { routers: ['r1', 'r2'] });
const qg1 = subject('port', 'p6', {
  name: 'qg-66666666-66',
  portKey: '66666666-66',
  networks: ['ext'],
  routers: ['r1'],
});
const qr1 = subject('port', 'p1', {
  name: 'qr-11111111-11',
  portKey: '11111111-11',
  networks: ['n1'],
  routers: ['r1'],
});
const tap1 = subject('port', 'p2', { name: 'tap22222222-22', portKey: '22222222-22', networks: ['n1'] });
const vm1 = subject('port', 'p3', { name: 'qvo33333333-33', portKey: '33333333-33', networks: ['n1'] });
const vm1b = subject('port', 'p4', { name: 'qvo44444444-44', portKey: '44444444-44', networks: ['n1'] });
const vm2 = subject('port', 'p5', { name: 'qvo55555555-55', portKey: '55555555-55', networks: ['n2'] });

describe('two subjects on one path', () => {
  test.each([
    ['the host and anything', host, vm2, true],
    ['a bridge and anything', brEx, network2, true],
    ['a network and itself', network1, network1, true],
    ['two networks', network1, network2, false],
    ['two routers', router1, router2, false],
    ['a router and its network', router1, network1, true],
    ['a router and the network of another', router1, network2, false],
    ['a port and its network', vm1, network1, true],
    ['a port and another network', vm1, network2, false],
    ['a port and the router of its network', vm1, router1, true],
    ['a router port and its router', qr1, router1, true],
    ['two ports of one network', vm1, vm1b, false],
    ['a router and the gateway port of another, on one external network', qg1, router2, false],
    ['a gateway port and its external network', qg1, external, true],
    ['a router and its external network', router2, external, true],
    ['a port seen as qvo and as tap', vm1, { ...vm1, id: 'qvo', name: 'tap33333333-33' }, true],
  ] as const)('%s: %s', (_name, one, other, expected) => {
    expect(touches(one, other)).toBe(expected);
    expect(touches(other, one)).toBe(expected);
  });
});

describe('what is looked at', () => {
  const names = (scope: Partial<Scope>) =>
    Object.entries({ host, brEx, network1, network2, router1, router2, qr1, tap1, vm1, vm1b, vm2 })
      .filter(([, candidate]) => isInScope({ ...everything, ...scope }, candidate))
      .map(([name]) => name);

  test('without a scope: everything', () => {
    expect(names({})).toHaveLength(11);
  });

  test('of a network: what belongs to it, and the host under it', () => {
    expect(names({ networks: ['n1'] })).toEqual(['host', 'brEx', 'network1', 'router1', 'qr1', 'tap1', 'vm1', 'vm1b']);
  });

  test('of a router: what hangs on it', () => {
    expect(names({ routers: ['r2'] })).toEqual(['host', 'brEx', 'router2']);
  });

  test('of a port: itself with its DHCP server and router, but no other VM', () => {
    expect(names({ portKeys: ['33333333-33'], needed: { networks: ['n1'], routers: ['r1'] } })).toEqual([
      'host',
      'brEx',
      'network1',
      'router1',
      'qr1',
      'tap1',
      'vm1',
    ]);
  });

  const lostGateway = { ...qg1, networks: [] };
  const rangeOfHost = { ...host, networks: ['n1'], routers: ['r1'] };
  const rangeOfOthers = { ...host, networks: ['n2'], routers: ['r2'] };
  const ofOneVm = { portKeys: ['33333333-33'], needed: { networks: ['n1'], routers: ['r1'] } };
  test.each([
    ['the gateway port of its router', lostGateway, true],
    ['a floating IP of its router', { ...lostGateway, id: '203.0.113.9', name: '203.0.113.9' }, true],
    ['the route of the host to its network', rangeOfHost, true],
    ['the route of the host to others', rangeOfOthers, false],
    ['another VM behind the router', { ...vm1b, routers: ['r1'], path: ['11111111-11'] }, false],
  ])('of a port, what it depends on: %s', (_name, candidate, expected) => {
    expect(isInScope({ ...everything, ...ofOneVm }, candidate)).toBe(expected);
  });

  test('of what is not here: the host alone', () => {
    expect(names({ networks: ['n9'] })).toEqual(['host', 'brEx']);
  });
});
