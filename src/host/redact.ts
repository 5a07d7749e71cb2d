import type { Argv } from './process.ts';

/*
 * Secrets that commands print by the way: passwords on command lines, in addresses of databases and message queues, in
 * settings and in the switch's options. They are taken out between the host and the disk, whatever is recorded.
 * No pattern begins with a repetition, so that the time is linear in the text. Those that look at single lines keep to
 * what sed understands too: no look-ahead, no lazy repetition, and what stays is the first group.
 */

export const hidden = '(redacted)';

/** What a user said is a secret, in the forms that it may be written in. */
const ownSecrets = new Set<string>();

/** Hides a value in all that this process writes from now on. */
export function neverShow(value: string): void {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
  for (const form of [
    value,
    JSON.stringify(value).slice(1, -1),
    value.replaceAll("'", String.raw`'\''`),
    encodeURIComponent(value),
    base64,
  ])
    ownSecrets.add(form);
}

const secretName =
  '(?:password|passwd|passphrase|pass_phrase|secret|token|credential|api[_-]?key|private[_-]?key|access[_-]?key|auth[_-]?key|auth[_-]?pass|session[_-]?(?:id|key)|signature|psk)[\\w.-]{0,40}';
const value = String.raw`(?:"[^"\n]*"|'[^'\n]*'|[^\s,;&"'}\]]+)`;

/** The secrets within a line, each with what takes its place. */
export const secretsInLines: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // `name = the rest of the line` in settings.
  [
    new RegExp(`^((?:[^\\s=:]{1,200}:)?[ \\t]*[\\w.-]{0,40}${secretName}[ \\t]*=[ \\t]*)[^\\s][^\\n]*`, 'gim'),
    `$1${hidden}`,
  ],
  // `"name": "value"` and `["name","value"]`, as JSON and the switch's database write it.
  [new RegExp(`(${secretName}"\\s*[,:]\\s*)"(?:[^"\\\\\\n]|\\\\.)*"`, 'gi'), `$1"${hidden}"`],
  // `name=value`, `name: value`.
  [new RegExp(`(${secretName}\\s?[=:]\\s?)${value}`, 'gi'), `$1${hidden}`],
  // `--name value`, and what keepalived calls its password.
  [new RegExp(`(--[\\w-]{0,40}${secretName}[ \\t]+|\\bauth_pass[ \\t]+)${value}`, 'gi'), `$1${hidden}`],
  [/(\bauthorization\s*[:=]\s*(?:bearer|basic|token)?\s*)[^\s"']+/gi, `$1${hidden}`],
  [/(\bbearer[ \t]+)[^\s"']+/gi, `$1${hidden}`],
  [/(\b(?:set-)?cookie:[ \t]*)[^\n"']+/gi, `$1${hidden}`],
  // `pass=value`, and what OpenSSL calls a password on its command line.
  [new RegExp(`((?:^|[^\\w])(?:[\\w-]{0,40}_)?(?:pass|pwd|pw)=)${value}`, 'gim'), `$1${hidden}`],
  [/(\bpass:)[^\s]+/g, `$1${hidden}`],
  [new RegExp(`(--(?:[\\w-]{0,40}-)?key[ \\t=]+)${value}`, 'gi'), `$1${hidden}`],
  [new RegExp(`(\\b(?:identified by|requirepass|masterauth|r[ow]community)[ \\t]+)${value}`, 'gi'), `$1${hidden}`],
  // What signs an address.
  [/([?&](?:[\w.-]{0,40}[_-])?(?:sig|key|code)=)[^\s&"']+/gi, `$1${hidden}`],
  // `scheme://name:password@host`; with several hosts, up to the last of them.
  [/(:\/\/[^\s:/@]{0,200}:)[^\s]{1,2000}@/g, `$1${hidden}@`],
  [/(:\/\/)[^\s:/@]{1,200}@/g, `$1${hidden}@`],
  [/(\b(?:mysql|mariadb)\w*(?:[ \t]+(?:[^\s-]|-[^\sp])[^\s]*){0,20}[ \t]+-p)[^\s]+/g, `$1${hidden}`],
  [/(\bsshpass[ \t]+-p[ \t]*)[^\s]+/g, `$1${hidden}`],
  [
    /(\bcurl(?:[ \t]+(?:[^\s-]|-[^\su-]|--[^\su])[^\s]*){0,40}[ \t]+(?:-u|--user)[ \t=]+[^\s:]{1,200}:)[^\s]+/g,
    `$1${hidden}`,
  ],
  [/(\bcurl(?:[ \t]+(?:[^\s-]|-[^\su-]|--[^\su])[^\s]*){0,40}[ \t]+-u[^\s:]{1,200}:)[^\s]+/g, `$1${hidden}`],
  // Tools that take a password behind one letter, or behind a name.
  [
    /(\b(?:ldap\w+|redis-cli|mongo\w*|(?:docker|podman)[ \t]+login|ipmitool|snmp\w+|zip|mosquitto_\w+)(?:[ \t]+(?:[^\s-]|-[^\swapPcAX])[^\s]*){0,20}[ \t]+-[wapPcAX][ \t]*)[^\s]+/g,
    `$1${hidden}`,
  ],
  [/(\b(?:add_user|change_password|htpasswd[ \t]+-[a-zA-Z]+[ \t]+[^\s]+)[ \t]+[^\s]+[ \t]+)[^\s]+/g, `$1${hidden}`],
  [/(\b(?:smbclient|net|rpcclient)(?:[ \t]+[^\s]+){0,20}[ \t]+-U[ \t]*[^\s%]+%)[^\s]+/g, `$1${hidden}`],
  [/(\bsecret,[^\s]{0,200}\bdata=)[^\s,]+/g, `$1${hidden}`],
  // The key of a Ceph user in the address of a disk.
  [/(:key=)[^\s:,]+/g, `$1${hidden}`],
  // Some betray themselves by how they begin: JSON web tokens, those of well-known services, Keystone's (Fernet).
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]{0,4000})?/g, hidden],
  [
    /\b(?:(?:AKIA|ASIA)[A-Z0-9]{12,}|gh[pousr]_[\w]{16,}|github_pat_[\w]{16,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|hvs\.[\w-]{16,})/g,
    hidden,
  ],
  [/\bgAAAA[\w-]{40,}={0,2}/g, hidden],
];

/** Programs of the networks of VMs: their command lines tell what a diagnosis needs. */
const ofInterest = [
  '(?:neutron|quantum|nova|networking|calico|ovs|ovsdb|ovn|nm)[_-][\\w.-]*',
  '[\\w.-]*(?:-agent|-metadata-proxy)',
  'dnsmasq|haproxy|keepalived|radvd|conntrackd|qemu[\\w.-]*|kvm|libvirtd|virtqemud|dockerd|conmon|tcpdump|ps',
].join('|');
// Older ones tell no namespaces.
const numberAndState = String.raw`[ \t]*\d+[ \t]+[A-Za-z][^\s]*[ \t]+`;
const namespaces = String.raw`[\d-]+[ \t]+[\d-]+[ \t]+`;
const interpreter = String.raw`(?:[^\s]*\/)?(?:python[\d.]*|perl|sh|bash|dash)[ \t]+(?:-[EIOBsu]+[ \t]+){0,3}`;

/** A line of `ps`, as the process facts ask for it, up to its arguments, of a program of interest. */
export const programOfInterest = new RegExp(
  `^(${numberAndState}(?:${namespaces})?(?:${interpreter})?(?:[^\\s]*\\/)?(?:${ofInterest}):?)`,
);
export const lineOfInterest = new RegExp(`${programOfInterest.source}(?:[ \\t].*)?$`);

/** The line of any other process: up to its arguments, of which nothing is kept, as no pattern knows all secrets. */
export const otherPrograms: readonly RegExp[] = [
  new RegExp(`^(${numberAndState}${namespaces}[^\\s]+)[ \\t].*`),
  new RegExp(`^(${numberAndState}-?[^\\s\\d-][^\\s]*)[ \\t].*`),
];

/** Options of programs of interest whose values are harmless. */
const harmlessOptions = [
  // dnsmasq
  '(?:no|bind|dhcp|log|domain)-[\\w-]+|domain|interface|except-interface|addn-hosts|conf-file|server|listen-address',
  // Agents of Neutron, and what they start
  '(?:config|log|conf|state|pid)[_-]?(?:file|dir|path)|(?:router|network)[_-]id|namespace|monitor_[a-z]+',
  'metadata_(?:port|proxy_socket|proxy_user|proxy_group)|user|group|port',
  // Open vSwitch, and `ps` itself
  'remote|unixctl|sort',
].join('|');

/**
 * What is kept of the arguments of a program of interest: options without their values, harmless ones with them, paths, and the
 * words that daemons call themselves by.
 */
export const harmlessArgument = new RegExp(
  [
    `--(?:${harmlessOptions})=[^\\s]*`,
    `(?:--(?:${harmlessOptions})|-f|-name|-uuid|-netdev|-device)[ \\t]+[^\\s-][^\\s]*`,
    '--[A-Za-z][\\w-]*|-[A-Za-z]|-ww|-eo|-name|-uuid|-netdev|-device|-v[a-z_]+:[a-z]+',
    '[(]?(?:p?unix:)?\\/[\\w.@-]+\\/[\\w.@:,\\/-]+[)]?',
    '(?:[a-z]+=,)+[a-z]+=',
    'api|rpc|worker|monitoring|pid[ \\t]+\\d+|\\(healthy\\)',
  ].join('|'),
);

const argument = new RegExp(`(?:${harmlessArgument.source})(?=[ \\t]|$)|([^ \\t]+)`, 'g');

/** A line of `ps` without what nobody needs to know of a process. */
function redactProcess(line: string): string {
  const [, program] = lineOfInterest.exec(line) ?? [];
  if (program === undefined) return otherPrograms.reduce((text, pattern) => text.replace(pattern, '$1'), line);
  const rest = line.slice(program.length);
  return `${program}${rest.replace(argument, (kept, other?: string) => (other === undefined ? kept : hidden))}`;
}

// A key that was cut short has no end; then all that follows is taken for it.
const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]*(?:-----END [A-Z ]*-----)?/g;

/** The text without what only its owner should know. `tool`: whose output it is. */
export function redact(text: string, tool?: string): string {
  let clean = text.replace(privateKey, `-----BEGIN $1-----${hidden}`);
  for (const secret of ownSecrets) clean = clean.replaceAll(secret, hidden);
  if (tool === 'ps') clean = clean.split('\n').map(redactProcess).join('\n');
  for (const [pattern, replacement] of secretsInLines) clean = clean.replace(pattern, replacement);
  return clean;
}

/** Stands for a blank within a word; no command has it. */
const blank = '\ue000';

/** A command without its secrets: which word is one may be told by those before it. */
export function redactWords(words: Argv): Argv;
export function redactWords(words: readonly string[]): readonly string[];
export function redactWords(words: readonly string[]): readonly string[] {
  const clean = redact(words.map((word) => redact(word).replace(/\s/g, blank)).join(' ')).split(' ');
  // A pattern that takes several words for one leaves no way to tell them apart.
  if (clean.length !== words.length) return words.map((word) => redact(word));
  return words.map((word, index) => {
    const at = clean[index]?.indexOf(hidden) ?? -1;
    // Patterns end a value where text may go on; a word has nothing behind it that would be missed.
    return at === -1 || clean[index] === word ? word : `${clean[index]?.slice(0, at).replaceAll(blank, ' ')}${hidden}`;
  });
}

/** Plain data, such as a report, in which lists of texts are the words of commands. */
export function withoutSecrets<T>(data: T): T {
  return cleaned(data) as T;
}

function cleaned(data: unknown): unknown {
  if (typeof data === 'string') return redact(data);
  if (Array.isArray(data))
    return data.every((word) => typeof word === 'string') ? redactWords(data) : data.map(cleaned);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, cleaned(value)]));
}
