import { describe, expect, test } from 'vitest';
import { matchesPacket, type Packet } from '../../src/netfilter/packet.ts';
import type { Family } from '../../src/netfilter/rule.ts';
import { readTable } from '../../src/netfilter/saved-rules.ts';
import { rulesOfTable } from '../../src/netfilter/tables.ts';

function answerOf(family: Family, words: string, packet: Packet) {
  const [rule] = rulesOfTable(readTable(family, 'filter', [`-A FORWARD ${words} -j DROP`]));
  return rule && matchesPacket(rule, packet);
}

describe('a frame on a bridge, by rules as ebtables-save 1.8.9 and 2.0.11 print them', () => {
  const offer: Packet = {
    portIn: 'qvb11111111-11',
    portOut: 'tap11111111-11',
    sourceMac: 'fa:16:3e:00:00:01',
    destinationMac: 'ff:ff:ff:ff:ff:ff',
    ethernetType: 0x0800,
    protocol: 'udp',
    sourcePort: 67,
    destinationPort: 68,
  };

  test.each([
    ['-p IPv4 --ip-proto udp --ip-sport 67', 'yes'],
    ['-p IPv4 -d Broadcast --ip-proto 17 --ip-dport 67:68', 'yes'],
    ['-o tap11111111-11', 'yes'],
    ['-s FA:16:3E:00:00:01', 'yes'],
    ['-p IPv4 --ip-proto udp --ip-dport 67', 'no'],
    ['-o tap22222222-22', 'no'],
    ['-p ARP', 'no'],
    ['-p IPv4 --ip-sport ! 67', 'no'],
    ['-p ! IPv4', 'no'],
    // Words that are not understood.
    ['-p IPv4 --ip-tos 0x10', 'unknown'],
    ['-s fa:16:3e:00:00:00/ff:ff:ff:00:00:00', 'unknown'],
  ])('%s: %s', (words, answer) => {
    expect(answerOf('bridge', words, offer)).toBe(answer);
  });
});

describe('a packet that a router forwards', () => {
  const ping: Packet = {
    in: 'qr-11111111-11',
    out: 'qg-22222222-22',
    portIn: null,
    portOut: null,
    source: '10.11.12.3',
    destination: '192.0.2.7',
    protocol: 'icmp',
    sourcePort: null,
    destinationPort: null,
    icmpType: 8,
    icmpCode: 0,
    mark: 0x4000002,
  };

  test.each([
    ['-s 10.11.12.0/24', 'yes'],
    ['-s 10.11.13.0/24', 'no'],
    ['! -s 10.11.12.3/32', 'no'],
    // Before iptables 1.4.
    ['-s ! 10.11.13.0/24', 'yes'],
    ['-d 192.0.2.0/255.255.255.0', 'yes'],
    ['-s ::/0', 'no'],
    ['-i qr-+ -o qg-+', 'yes'],
    ['-i qr-22222222-22', 'no'],
    ['-p all', 'yes'],
    ['-p 1', 'yes'],
    ['! -p tcp', 'yes'],
    ['-p icmp -m icmp --icmp-type 8', 'yes'],
    ['-p icmp -m icmp --icmp-type 8/1', 'no'],
    ['-p icmp -m icmp --icmp-type echo-reply', 'no'],
    ['-p tcp -m tcp --dport 22', 'no'],
    ['-m physdev --physdev-in tap11111111-11 --physdev-is-bridged', 'no'],
    ['-m mark --mark 0x2/0xffff', 'yes'],
    ['-m mark ! --mark 0x4000000/0xffff0000', 'no'],
    ['-m comment --comment "-j ACCEPT"', 'yes'],
    // What the packet alone does not tell.
    ['-m state --state NEW', 'unknown'],
    ['-m state ! --state NEW', 'unknown'],
    ['-m connmark --mark 0x1', 'unknown'],
    ['-m set --match-set bogons src', 'unknown'],
    // A module without any option that is known here is still a condition.
    ['-m socket', 'unknown'],
    ['-m rpfilter --loose', 'unknown'],
    ['-m addrtype --dst-type LOCAL', 'unknown'],
    ['-s 10.11.13.0/24 -m limit --limit 5/min', 'no'],
    ['-s 10.0.0.0/255.0.255.0', 'unknown'],
    ['-f', 'unknown'],
  ])('%s: %s', (words, answer) => {
    expect(answerOf('ip', words, ping)).toBe(answer);
  });

  test.each([
    ['-p tcp -m multiport --dports 22,80:90', 'yes'],
    ['-p tcp -m multiport --ports 40000', 'yes'],
    ['-p tcp -m multiport ! --dports 22,80:90', 'no'],
    ['-p tcp -m tcp --sport 1024:', 'yes'],
    ['-p tcp -m tcp --dport :80', 'no'],
    ['-p tcp -m tcp --tcp-flags SYN,RST SYN', 'unknown'],
    ['-m conntrack --ctstate NEW,UNTRACKED', 'yes'],
    ['-m conntrack --ctstate DNAT', 'unknown'],
  ])('of TCP: %s: %s', (words, answer) => {
    const ssh: Packet = { ...ping, protocol: 'tcp', sourcePort: 40000, destinationPort: 85, state: 'NEW' };
    expect(answerOf('ip', words, ssh)).toBe(answer);
  });
});
