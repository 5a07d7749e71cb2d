/** A frame with DHCP on its way over a VM's Linux bridge. */
export interface BridgedFrame {
  readonly in: string;
  readonly out: string;
  readonly srcMac: string | null;
  readonly dstMac: string | null;
  readonly sourcePort: number;
  readonly targetPort: number;
}

/**
 * Whether an `ebtables-save` rule of the chain that all bridged frames pass drops a frame. A rule with a word that is
 * not understood here does not count: it may be about something else.
 */
export function dropsFrame(rule: string, frame: BridgedFrame): boolean {
  const [, words] = rule.match(/^filter -A FORWARD (.*) -j DROP$/) ?? [];
  if (words === undefined) return false;
  const matches: Readonly<Record<string, (value: string) => boolean>> = {
    '-p': (value) => /^(?:ipv4|0x0?800)$/i.test(value),
    '--ip-proto': (value) => value === 'udp' || value === '17',
    '--ip-sport': (value) => includes(value, frame.sourcePort),
    '--ip-dport': (value) => includes(value, frame.targetPort),
    '-i': (value) => value === frame.in,
    '-o': (value) => value === frame.out,
    '-s': (value) => value.toLowerCase() === frame.srcMac,
    '-d': (value) =>
      value.toLowerCase() === frame.dstMac || (value === 'Broadcast' && frame.dstMac === 'ff:ff:ff:ff:ff:ff'),
  };
  const pairs = words.match(/\S+ \S+/g) ?? [];
  return (
    pairs.join(' ') === words &&
    pairs.every((pair) => {
      const [option = '', value = ''] = pair.split(' ');
      return matches[option]?.(value) === true;
    })
  );
}

/** A port or a range of ports, `67` or `67:68`. */
function includes(value: string, port: number): boolean {
  const [first = Number.NaN, last = first] = value.split(':').map(Number);
  return first <= port && port <= last;
}
