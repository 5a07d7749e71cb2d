import { expect, test } from 'vitest';
import { hasAllOfNet, parseSysctl } from '../../../src/facts/text/sysctl.ts';
import { recording } from './recorded.ts';

const some = recording('procps-ng-4.0.2/sysctl_net.txt');

test('settings are told by their keys', () => {
  expect([...parseSysctl(some)]).toEqual([
    ['net.ipv4.ip_forward', '0'],
    ['net.ipv4.conf.all.proxy_arp', '0'],
    ['net.ipv4.ping_group_range', '1\t0'],
    ['net.core.somaxconn', '4096'],
  ]);
});

test('what could not be read is passed over', () => {
  expect(parseSysctl(`sysctl: permission denied on key 'net.ipv4.tcp_fastopen_key'\n${some}`)).toEqual(
    parseSysctl(some),
  );
});

test('some settings are not all of them, nor is a list that was cut', () => {
  const whole = recording('lab-neutron-text/shown/sysctl_-a');
  expect(hasAllOfNet(parseSysctl(some))).toBe(false);
  expect(hasAllOfNet(parseSysctl(whole))).toBe(true);
  expect(hasAllOfNet(parseSysctl(whole.replace(/^(?:user|vm)\..*\n/gm, '')))).toBe(false);
});
