/** Names that mean the same everywhere, and words that stand in the paths and command lines of OpenStack. */
const everybodys = new Set(
  'localhost localdomain openstacklocal neutron quantum nova openstack openvswitch dnsmasq haproxy host controller compute network stack root admin centos debian ubuntu cloud-user heat-admin'.split(
    ' ',
  ),
);

/**
 * Of the remarks that Neutron's agents (neutron/agent/linux/iptables_comments.py), Docker and Kubernetes write beside rules.
 */
export const wordsOfAgents: ReadonlySet<string> = new Set(
  `a ack accept all allow an and any appear are associated by chain client conntrack connection default defined dhcp direct
  disabled do drop e entry existing fallback fin for forward from g have icmp in incoming interface ip ipv4 ipv6 is jump known mac
  masquerade nat not of on only or outgoing packets pairs perform port postrouting prevent ra related return rule rules security
  send session set source specific spoofing tcp that the to traffic trusted udp unmatched vm when with without zone
  kubernetes service portals docker`.split(/\s+/),
);

const patterns: readonly RegExp[] = [
  // dnsmasq's command line, and its options file.
  /--domain=([^\s,]+)/g,
  /option:domain-(?:name|search),([^\s,]+)/g,
  // Its hosts, by their own names: `MAC,NAME,ADDRESS`. Those that the agent makes up are their addresses.
  /(?:[0-9a-f]{2}:){5}[0-9a-f]{2},(?!host-\d)(?!set:)([A-Za-z][\w.-]*),/g,
  // A lease: `EXPIRY MAC ADDRESS NAME CLIENT-ID`.
  /^\S*?\d+ (?:[0-9a-f]{2}:){5}[0-9a-f]{2} [\d.]+ (?!host-\d)([A-Za-z][\w.-]*) /gm,
  /\bguest=([^\s,]+)/g,
  // Of QEMU before that, the instance's own name stands behind libvirt's.
  /-name (?!guest=)(?:instance-[0-9a-f]{8},)?([A-Za-z][\w.-]*)(?![\w.=-])/g,
  /\/home\/([A-Za-z][\w.-]*)/g,
  /\bnova_metadata_(?:host|ip)\s*=\s*([A-Za-z][\w.-]*)/g,
];

/** The names of this host, its domains and its guests that stand in the texts. */
export function namesIn(hostName: string, texts: Iterable<string>): readonly string[] {
  const found = [hostName];
  for (const text of texts) {
    for (const pattern of patterns) for (const [, name = ''] of text.matchAll(pattern)) found.push(name);
  }
  // A name without its domain, and the domain without the name, are met as well.
  const parts = found.flatMap((name) => {
    const clean = name.replace(/\.$/, '');
    const at = clean.indexOf('.');
    return at === -1 ? [clean] : [clean, clean.slice(0, at), clean.slice(at + 1)];
  });
  return [...new Set(parts)].filter(
    (name) => /^[\w.-]*[a-z][\w.-]*$/i.test(name) && name.length > 1 && !everybodys.has(name),
  );
}
