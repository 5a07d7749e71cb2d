/*
 * What a text is that holds no output of a command: lines of a log, or an output that lacks what it is of. That much is said of
 * it, though no fault is in it.
 */

const kinds: readonly (readonly [RegExp, string])[] = [
  [
    /^[ \t]*(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?\s+(?:\d+ )?)(?:DEBUG|INFO|AUDIT|WARNING|ERROR|CRITICAL|TRACE) \[?(?:neutron|quantum|nova|oslo|os_vif)/m,
    'the log of an agent or of nova; no known error in it',
  ],
  [/\bdnsmasq(?:-dhcp)?(?:\[\d+\])?: \S/, 'the log of dnsmasq; no known error in it'],
  [
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\|\d+\|\w+\|(?:INFO|WARN|ERR|DBG|EMER)\|/m,
    'the log of Open vSwitch; no known error in it',
  ],
  [
    /^[ \t]*(?:udhcpc(?: \(v[\d.]+\))? started|Sending discover\.\.\.|DHCP(?:DISCOVER|REQUEST|ACK|OFFER) (?:on|of|from) )/m,
    'the log of a DHCP client; no known error in it',
  ],
  [/^[ \t>]*\|\s*id\s*\|\s*agent[_ ]type\s*\|/im, 'the list of agents by Neutron; no known fault in it'],
  [/\bcloud-init\[\d+\]: \S/, 'the log of cloud-init; no known error in it'],
  [
    /^[ \t]*\d\d:\d\d:\d\d\.\d{6} (?:IP6? |ARP, |[\da-f]{2}(?::[\da-f]{2}){5} > |\S+\s+(?:In|Out)\s)/m,
    'packets as tcpdump prints them; no known fault in them',
  ],
  [
    /^[ \t]*cookie=0x[\da-f]+, duration=\S+, table=\d+, .*\bactions=\S/m,
    'flows of a switch; put the command with its bridge above them',
  ],
];

/** What stands in a text without a command, in words; undefined where nothing in it is known. */
export const recognisedIn = (text: string): string | undefined => kinds.find(([form]) => form.test(text))?.[1];
